package dev.glassine.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every registry: rows are found, are what IANA says, and the unknown survives. */
class RegistriesTest {
  /** A registry by its three doors. */
  record Registry(
      String name,
      Class<? extends RegistryEntry> type,
      Collection<? extends RegistryEntry> rows,
      IntFunction<? extends RegistryEntry> byCode) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Registry> registries() {
    return List.of(
        new Registry("suite", CipherSuite.class, CipherSuite.all(), CipherSuite::of),
        new Registry("group", NamedGroup.class, NamedGroup.all(), NamedGroup::of),
        new Registry("scheme", SignatureScheme.class, SignatureScheme.all(), SignatureScheme::of),
        new Registry("extension", ExtensionType.class, ExtensionType.all(), ExtensionType::of),
        new Registry("version", ProtocolVersion.class, ProtocolVersion.ALL, ProtocolVersion::of));
  }

  @ParameterizedTest
  @MethodSource("registries")
  void findsEveryRowByItsCode(Registry registry) {
    assertThat(registry.rows()).isNotEmpty();
    for (RegistryEntry row : registry.rows()) {
      assertThat(registry.byCode().apply(row.code())).isSameAs(row);
      assertThat(row.known()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("registries")
  void everyConstantIsARow(Registry registry) throws IllegalAccessException {
    int constants = 0;
    for (Field field : registry.type().getDeclaredFields()) {
      if (field.getType() == registry.type() && Modifier.isStatic(field.getModifiers())) {
        RegistryEntry constant = (RegistryEntry) field.get(null);
        assertThat(registry.byCode().apply(constant.code())).as(field.getName()).isSameAs(constant);
        constants++;
      }
    }
    assertThat(constants).isPositive();
  }

  @ParameterizedTest
  @MethodSource("registries")
  void givesEachCodeAndEachNameOnce(Registry registry) {
    assertThat(registry.rows()).extracting(RegistryEntry::code).doesNotHaveDuplicates();
    assertThat(registry.rows())
        .extracting(row -> row.name().toLowerCase(Locale.ROOT))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("registries")
  void letsUnknownCodesSurvive(Registry registry) {
    RegistryEntry unknown = registry.byCode().apply(0xBEEF);

    assertThat(unknown.code()).isEqualTo(0xBEEF);
    assertThat(unknown.name()).isEqualTo("UNKNOWN_0xBEEF");
    assertThat(unknown.toString()).isEqualTo("UNKNOWN_0xBEEF");
    assertThat(unknown.known()).isFalse();
    assertThat(unknown).isEqualTo(registry.byCode().apply(0xBEEF));
    assertThat(unknown).hasSameHashCodeAs(registry.byCode().apply(0xBEEF));
    assertThat(unknown).isNotEqualTo(registry.byCode().apply(0xBEEE));
  }

  @ParameterizedTest
  @MethodSource("registries")
  void namesGrease(Registry registry) {
    assertThat(Grease.VALUES).hasSize(16);
    for (int code : Grease.VALUES) {
      RegistryEntry grease = registry.byCode().apply(code);
      assertThat(Grease.is(code)).isTrue();
      assertThat(grease.known()).isFalse();
      assertThat(grease.name())
          .isEqualTo(
              "GREASE_0x"
                  + Integer.toHexString(0x10000 | code).substring(1).toUpperCase(Locale.ROOT));
    }
  }

  @Test
  void takesNothingElseForGrease() {
    for (int code : List.of(0x0A1A, 0x0A0B, 0x1A0A, 0x0000, 0xFFFF, 0x0B0B, 0x0A0A0A)) {
      assertThat(Grease.is(code)).isFalse();
    }
  }

  @Test
  void suitesAreNamedAsIanaNamesThem() {
    assertThat(named(CipherSuite.all(), row -> !row.reference().isEmpty() && spoken(row)))
        .isEqualTo(Snapshot.suites());
  }

  @Test
  void groupsAreNamedAsIanaNamesThem() {
    assertThat(named(NamedGroup.all(), row -> row.standing() != Standing.NAMED_ONLY))
        .isEqualTo(Snapshot.codes("group"));
  }

  @Test
  void signatureSchemesAreNamedAsIanaNamesThem() {
    assertThat(
            named(
                SignatureScheme.all(),
                row -> row.standing() != Standing.NAMED_ONLY && !row.isImplied()))
        .isEqualTo(Snapshot.codes("scheme"));
  }

  @Test
  void extensionsAreNamedAsIanaNamesThem() {
    assertThat(named(ExtensionType.all(), ExtensionType::isRead))
        .isEqualTo(Snapshot.codes("extension"));
  }

  @Test
  void everyRowSaysWhereItIsSpecified() {
    List<String> references = new ArrayList<>();
    CipherSuite.all().forEach(row -> references.add(row.reference()));
    NamedGroup.all().forEach(row -> references.add(row.reference()));
    SignatureScheme.all().forEach(row -> references.add(row.reference()));
    ExtensionType.all().forEach(row -> references.add(row.reference()));

    assertThat(references).allMatch(text -> text.matches("(RFC \\d{4}|draft-|ETSI |SSL 2).*"));
  }

  @Test
  void alertsAndHandshakeTypesAreFoundByTheirCodes() {
    Map<Integer, AlertDescription> alerts = new HashMap<>();
    for (AlertDescription alert : AlertDescription.values()) {
      assertThat(AlertDescription.of(alert.code())).isSameAs(alert);
      assertThat(alerts.put(alert.code(), alert)).isNull();
      assertThat(alert.wireName()).isEqualTo(alert.name().toLowerCase(Locale.ROOT));
    }
    for (HandshakeType type : HandshakeType.values()) {
      assertThat(HandshakeType.of(type.code())).isSameAs(type);
      assertThat(type.wireName()).isEqualTo(type.name().toLowerCase(Locale.ROOT));
    }
    for (ContentType type : ContentType.values()) {
      assertThat(ContentType.of(type.code())).isSameAs(type);
    }
    assertThat(AlertDescription.of(255)).isNull();
    assertThat(HandshakeType.of(3)).isNull();
    assertThat(ContentType.of(19)).isNull();
    assertThat(ContentType.of(25)).isNull();
  }

  private static boolean spoken(CipherSuite suite) {
    return suite.keyExchange() != KeyExchangeMethod.OTHER;
  }

  private static <E extends RegistryEntry> SortedMap<Integer, String> named(
      Collection<E> rows, Predicate<E> chosen) {
    SortedMap<Integer, String> names = new TreeMap<>();
    rows.stream().filter(chosen).forEach(row -> names.put(row.code(), row.name()));
    return names;
  }
}
