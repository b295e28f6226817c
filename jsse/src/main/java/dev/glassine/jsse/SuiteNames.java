package dev.glassine.jsse;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cipher suites by name: JSSE uses those of IANA. Enabled are the suites that the engine enables by
 * default; supported are also those with AES-CBC and forward secrecy, which somebody has to name.
 * Static RSA is not in reach of JSSE's methods, because programs enable whole lists of supported
 * suites without looking.
 */
final class SuiteNames {
  /** Of a session before its handshake. */
  static final String NONE = "SSL_NULL_WITH_NULL_NULL";

  private static final class Known {
    static final List<CipherSuite> ENABLED = suites(builder());
    static final Map<String, CipherSuite> SUPPORTED = new LinkedHashMap<>();

    static {
      for (CipherSuite suite : suites(builder().allowCbcSuites())) {
        SUPPORTED.put(suite.name(), suite);
      }
    }

    private static ClientConfig.Builder builder() {
      return ClientConfig.builder()
          .trust(presented -> new ChainVerdict.Accepted(presented.certificates()));
    }

    private static List<CipherSuite> suites(ClientConfig.Builder builder) {
      return builder.build().suites();
    }
  }

  private SuiteNames() {}

  /** Those usable in one of {@code versions}, best first. */
  static List<CipherSuite> enabledFor(List<ProtocolVersion> versions) {
    return Known.ENABLED.stream()
        .filter(suite -> versions.stream().anyMatch(suite::usableIn))
        .toList();
  }

  static String[] supported() {
    return Known.SUPPORTED.keySet().toArray(String[]::new);
  }

  static String[] of(List<CipherSuite> suites) {
    return suites.stream().map(CipherSuite::name).toArray(String[]::new);
  }

  /** The supported suite of this name, or null. */
  static @Nullable CipherSuite find(String name) {
    return Known.SUPPORTED.get(name);
  }

  static boolean isCbc(CipherSuite suite) {
    return suite.cipher().kind() == BulkCipher.Kind.BLOCK;
  }

  /**
   * The suites of these names. The renegotiation signal, which JSSE counts among suites, is left
   * out: it is always sent.
   *
   * @throws IllegalArgumentException where a name is not supported, with what was meant perhaps
   */
  static List<CipherSuite> parse(String @Nullable [] names) {
    if (names == null) {
      throw new IllegalArgumentException("the array of cipher suite names is null");
    }
    List<CipherSuite> suites = new ArrayList<>();
    for (String name : names) {
      CipherSuite suite = Known.SUPPORTED.get(name);
      if (suite == null && !CipherSuite.TLS_EMPTY_RENEGOTIATION_INFO_SCSV.name().equals(name)) {
        throw new IllegalArgumentException(refusal(name));
      }
      if (suite != null && !suites.contains(suite)) {
        suites.add(suite);
      }
    }
    return List.copyOf(suites);
  }

  private static String refusal(String name) {
    return CipherSuite.named(String.valueOf(name))
        .map(suite -> "cipher suite " + name + " is not supported here" + why(suite))
        .orElseGet(
            () ->
                "unknown cipher suite \""
                    + name
                    + "\""
                    + NearestName.hint(String.valueOf(name), Known.SUPPORTED.keySet()));
  }

  private static String why(CipherSuite suite) {
    String reason = suite.judgement().reason();
    return reason.isEmpty() ? "" : ": " + reason;
  }
}
