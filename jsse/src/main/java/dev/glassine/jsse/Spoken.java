package dev.glassine.jsse;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of a context can speak, by JSSE's names: TLS 1.3 and 1.2, and beside them
 * what {@link Legacy} lets in. That is supported then, and enabled by whoever names it.
 * "SSLv2Hello" is no version: it says in which format a client sends its hello, and whether a
 * server takes such a one. Thread-safe.
 */
final class Spoken {
  /** Of contexts that let nothing else in. */
  static final Spoken MODERN = new Spoken(Legacy.NONE);

  private static final String SSL2_HELLO = "SSLv2Hello";
  private static final Set<String> BROKEN =
      Set.of("TLSv1.1", "TLSv1", "SSLv3", SSL2_HELLO, "SSLv2");

  /**
   * Protocols as somebody has named them.
   *
   * @param ssl2Hello whether "SSLv2Hello" is one of them
   */
  record Named(List<ProtocolVersion> versions, boolean ssl2Hello) {
    String[] names() {
      List<String> names = new ArrayList<>(Arrays.asList(ProtocolNames.of(versions)));
      if (ssl2Hello) {
        names.add(SSL2_HELLO);
      }
      return names.toArray(String[]::new);
    }
  }

  /**
   * Suites of a context.
   *
   * @param old enabled by default where a version before TLS 1.2 is
   */
  private record Suites(
      List<CipherSuite> modern, List<CipherSuite> old, Map<String, CipherSuite> supported) {
    List<CipherSuite> enabledFor(List<ProtocolVersion> enabled) {
      boolean isModern = enabled.stream().allMatch(v -> v.atLeast(ProtocolVersion.TLS_1_2));
      return (isModern ? modern : old)
          .stream().filter(suite -> enabled.stream().anyMatch(suite::usableIn)).toList();
    }
  }

  private final Legacy legacy;
  private final List<ProtocolVersion> versions;
  private volatile @Nullable Suites suites;

  /** Each engine asks, and there are only so many ways to enable six versions. */
  private final Map<List<ProtocolVersion>, List<CipherSuite>> enabled = new ConcurrentHashMap<>();

  /**
   * Of contexts with this beside TLS 1.3 and 1.2.
   *
   * @throws IllegalArgumentException where the jar that speaks it is not there
   */
  Spoken(Legacy legacy) {
    this.legacy = legacy;
    this.versions = ProtocolVersion.ALL.reversed().stream().filter(legacy::allows).toList();
    if (!legacy.isNone()) {
      suites = make();
    }
  }

  // Protocols

  String[] protocols() {
    return new Named(versions, legacy.allows(Danger.SSL_2_0_HELLO)).names();
  }

  List<ProtocolVersion> versions() {
    return versions;
  }

  /**
   * The protocols of these names, without repetition.
   *
   * @throws IllegalArgumentException where a name is not supported, with what was meant perhaps
   */
  Named parse(String @Nullable [] names) {
    if (names == null) {
      throw new IllegalArgumentException("the array of protocol names is null");
    }
    List<ProtocolVersion> named = new ArrayList<>();
    boolean ssl2Hello = false;
    for (String name : names) {
      if (SSL2_HELLO.equals(name) && legacy.allows(Danger.SSL_2_0_HELLO)) {
        ssl2Hello = true;
        continue;
      }
      ProtocolVersion version = version(name);
      if (!named.contains(version)) {
        named.add(version);
      }
    }
    return new Named(List.copyOf(named), ssl2Hello);
  }

  private ProtocolVersion version(String name) {
    for (ProtocolVersion version : versions) {
      if (ProtocolNames.of(version).equals(name)) {
        return version;
      }
    }
    String supported = String.join(", ", protocols());
    if (name != null && BROKEN.contains(name)) {
      throw new IllegalArgumentException(
          "protocol "
              + name
              + " is broken or deprecated and not available here; supported are "
              + supported);
    }
    throw new IllegalArgumentException(
        "unknown protocol \""
            + name
            + "\""
            + NearestName.hint(String.valueOf(name), Arrays.asList(protocols()))
            + " Supported are "
            + supported);
  }

  /** What a connection lets in that enables these protocols. */
  Legacy legacy(Side side, Named named) {
    if (legacy.isNone()) {
      return legacy;
    }
    if (!named.ssl2Hello()) {
      return legacy.toBuilder().shut(Danger.SSL_2_0_HELLO).build();
    }
    return side == Side.CLIENT
        ? legacy.toBuilder().sendSsl2HelloWithoutExtensions().build()
        : legacy;
  }

  // Suites

  /** Enabled by default with these versions, best first. */
  List<CipherSuite> enabledFor(List<ProtocolVersion> named) {
    List<CipherSuite> known = enabled.get(named);
    if (known == null) {
      known = suites().enabledFor(named);
      enabled.put(named, known);
    }
    return known;
  }

  String[] suiteNames() {
    return suites().supported().keySet().toArray(String[]::new);
  }

  /**
   * The suites of these names. The renegotiation signal, which JSSE counts among suites, is left
   * out: it is always sent.
   *
   * @throws IllegalArgumentException where a name is not supported, with what was meant perhaps
   */
  List<CipherSuite> parseSuites(String @Nullable [] names) {
    return SuiteNames.parse(names, suites().supported());
  }

  private Suites suites() {
    Suites known = suites;
    if (known == null) {
      known = make();
      suites = known;
    }
    return known;
  }

  private Suites make() {
    List<CipherSuite> modern = builder().build().suites();
    ClientConfig.Builder everything = builder().allowCbcSuites();
    List<CipherSuite> old = modern;
    if (!legacy.isNone()) {
      old = builder().legacy(legacy).build().suites();
      everything.legacy(legacy).allowStaticRsaWithoutForwardSecrecy();
    }
    Map<String, CipherSuite> supported = new LinkedHashMap<>();
    for (CipherSuite suite : everything.build().suites()) {
      supported.put(suite.name(), suite);
    }
    return new Suites(modern, old, supported);
  }

  private static ClientConfig.Builder builder() {
    return ClientConfig.builder()
        .trust(presented -> new ChainVerdict.Accepted(presented.certificates()));
  }
}
