package dev.glassine.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.Grease;
import dev.glassine.core.registry.MessagePlace;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.ext.ExtendedMasterSecret;
import dev.glassine.core.wire.ext.SelectedPsk;
import dev.glassine.core.wire.ext.SupportedVersion;
import dev.glassine.core.wire.ext.UnknownExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each cell of the table of extensions and messages: accepted, or refused with its alert. */
class ExtensionTableTest {
  private static final Map<String, MessagePlace> PLACES =
      Map.of(
          "CH", MessagePlace.CLIENT_HELLO,
          "SH", MessagePlace.SERVER_HELLO,
          "S2", MessagePlace.SERVER_HELLO_1_2,
          "HRR", MessagePlace.HELLO_RETRY_REQUEST,
          "EE", MessagePlace.ENCRYPTED_EXTENSIONS,
          "CR", MessagePlace.CERTIFICATE_REQUEST,
          "CT", MessagePlace.CERTIFICATE,
          "NST", MessagePlace.NEW_SESSION_TICKET);

  /**
   * RFC 9846 §4.3, table 1, in its notation; S2 is the ServerHello of TLS 1.2, from each
   * extension's own RFC. The two entries that no RFC has are said in {@link ExtensionType}.
   */
  private static final String TABLE =
      """
      server_name                            CH EE CR S2
      max_fragment_length                    CH EE S2
      status_request                         CH CR CT S2
      supported_groups                       CH EE S2
      ec_point_formats                       CH S2
      signature_algorithms                   CH CR
      application_layer_protocol_negotiation CH EE S2
      signed_certificate_timestamp           CH CR CT S2
      padding                                CH
      encrypt_then_mac                       CH S2
      extended_master_secret                 CH S2
      record_size_limit                      CH EE S2
      session_ticket                         CH S2
      pre_shared_key                         CH SH
      early_data                             CH EE NST
      supported_versions                     CH SH HRR
      cookie                                 CH HRR
      psk_key_exchange_modes                 CH
      certificate_authorities                CH CR
      oid_filters                            CR
      post_handshake_auth                    CH
      signature_algorithms_cert              CH CR
      key_share                              CH SH HRR
      renegotiation_info                     CH S2
      """;

  private static Map<String, Set<MessagePlace>> table() {
    Map<String, Set<MessagePlace>> table = new TreeMap<>();
    for (String line : TABLE.lines().toList()) {
      String[] words = line.split(" +", -1);
      Set<MessagePlace> places = new TreeSet<>();
      for (String word : Arrays.asList(words).subList(1, words.length)) {
        places.add(Objects.requireNonNull(PLACES.get(word)));
      }
      table.put(words[0], places);
    }
    return table;
  }

  static List<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    Map<String, Set<MessagePlace>> table = table();
    for (ExtensionType type : ExtensionType.all()) {
      if (type.isRead()) {
        for (MessagePlace place : MessagePlace.values()) {
          boolean allowed = Objects.requireNonNull(table.get(type.name())).contains(place);
          cells.add(Arguments.of(type, place, allowed));
        }
      }
    }
    return cells;
  }

  @Test
  void hasARowForEveryExtensionThatIsRead() {
    assertThat(ExtensionType.all().stream().filter(ExtensionType::isRead).map(ExtensionType::name))
        .containsExactlyInAnyOrderElementsOf(table().keySet());
  }

  @ParameterizedTest
  @MethodSource("cells")
  void acceptsOrRefusesTheCell(ExtensionType type, MessagePlace place, boolean allowed) {
    Extension extension = new RandomMessages(type.code()).extension(type, place);
    Bytes raw = vector(extension);
    if (allowed) {
      assertThat(Extensions.read(raw.reader(), place).list()).containsExactly(extension);
      assertThat(extension).isNotInstanceOf(UnknownExtension.class);
    } else {
      TlsFailure failure = refused(raw, place);
      assertThat(failure.reason()).isEqualTo(Reason.MISPLACED_EXTENSION);
      assertThat(failure.alert()).isEqualTo(AlertDescription.ILLEGAL_PARAMETER);
      assertThat(failure.detail()).contains(type.name(), place.name());
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void refusesTheSameExtensionTwice(ExtensionType type, MessagePlace place, boolean allowed) {
    if (allowed) {
      Extension extension = new RandomMessages(type.code()).extension(type, place);
      TlsFailure failure = refused(vector(extension, extension), place);
      assertThat(failure.reason()).isEqualTo(Reason.DUPLICATE_EXTENSION);
      assertThat(failure.alert()).isEqualTo(AlertDescription.ILLEGAL_PARAMETER);
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void refusesAnOctetTooMany(ExtensionType type, MessagePlace place, boolean allowed) {
    boolean fills = type.equals(ExtensionType.SESSION_TICKET) || type.equals(ExtensionType.PADDING);
    if (allowed && !(fills && place == MessagePlace.CLIENT_HELLO)) {
      WireWriter data = new WireWriter();
      new RandomMessages(type.code()).extension(type, place).write(data);
      if (data.length() == 0 && type.equals(ExtensionType.STATUS_REQUEST)) {
        // One octet is a status_type without a body in a CertificateRequest.
        return;
      }
      data.u8(0);
      TlsFailure failure = refused(vector(new UnknownExtension(type, data.toBytes())), place);
      assertThat(failure.reason()).isEqualTo(Reason.TRAILING_BYTES);
      assertThat(failure.detail()).contains(type.name());
    }
  }

  @ParameterizedTest
  @EnumSource(MessagePlace.class)
  void keepsWhatItDoesNotReadInEveryMessage(MessagePlace place) {
    List<Extension> unread = new ArrayList<>();
    for (ExtensionType type : ExtensionType.all()) {
      if (!type.isRead()) {
        unread.add(new UnknownExtension(type, Bytes.ofHex("0102")));
      }
    }
    Grease.VALUES.forEach(
        code -> unread.add(new UnknownExtension(ExtensionType.of(code), Bytes.EMPTY)));
    unread.add(new UnknownExtension(ExtensionType.of(0x1234), Bytes.ofHex("ff")));

    Extensions read = Extensions.read(vector(unread.toArray(Extension[]::new)).reader(), place);

    assertThat(read.list()).isEqualTo(unread);
  }

  @ParameterizedTest
  @EnumSource(MessagePlace.class)
  void refusesAnUnknownExtensionTwice(MessagePlace place) {
    Extension grease = new UnknownExtension(ExtensionType.of(0x0A0A), Bytes.EMPTY);
    assertThat(refused(vector(grease, grease), place).reason())
        .isEqualTo(Reason.DUPLICATE_EXTENSION);
  }

  @Test
  void readsEachServerHelloByTheRulesOfTheVersionThatItSelects() {
    Extension selects13 = new SupportedVersion(ProtocolVersion.TLS_1_3);
    Extension psk = new SelectedPsk(0);
    Extension ems = new ExtendedMasterSecret();

    assertThat(Extensions.readServerHello(vector(psk, selects13).reader()).list()).hasSize(2);
    assertThat(Extensions.readServerHello(vector(ems).reader()).list()).hasSize(1);
    assertThat(refusedHello(vector(ems, selects13)).reason()).isEqualTo(Reason.MISPLACED_EXTENSION);
    assertThat(refusedHello(vector(psk)).reason()).isEqualTo(Reason.MISPLACED_EXTENSION);
  }

  private static Bytes vector(Extension... extensions) {
    WireWriter writer = new WireWriter();
    Extensions.of(extensions).write(writer);
    return writer.toBytes();
  }

  private static TlsFailure refused(Bytes raw, MessagePlace place) {
    return Objects.requireNonNull(
        catchThrowableOfType(TlsFailure.class, () -> Extensions.read(raw.reader(), place)));
  }

  private static TlsFailure refusedHello(Bytes raw) {
    return Objects.requireNonNull(
        catchThrowableOfType(TlsFailure.class, () -> Extensions.readServerHello(raw.reader())));
  }
}
