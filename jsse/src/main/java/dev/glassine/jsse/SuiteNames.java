package dev.glassine.jsse;

import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cipher suites by name: JSSE uses those of IANA. Enabled are the suites that the engine enables by
 * default; supported are also those with AES-CBC and forward secrecy, which somebody has to name.
 * Static RSA is not in reach of JSSE's methods, because programs enable whole lists of supported
 * suites without looking; unless a context lets old versions in, which have little else.
 */
final class SuiteNames {
  /** Of a session before its handshake. */
  static final String NONE = "SSL_NULL_WITH_NULL_NULL";

  private SuiteNames() {}

  static String[] of(List<CipherSuite> suites) {
    String[] names = new String[suites.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = suites.get(i).name();
    }
    return names;
  }

  static boolean isCbc(CipherSuite suite) {
    return suite.cipher().kind() == BulkCipher.Kind.BLOCK;
  }

  static boolean isStaticRsa(CipherSuite suite) {
    return suite.keyExchange() == KeyExchangeMethod.RSA;
  }

  /**
   * The suites of these names. The renegotiation signal, which JSSE counts among suites, is left
   * out: it is always sent.
   *
   * @throws IllegalArgumentException where a name is not supported, with what was meant perhaps
   */
  static List<CipherSuite> parse(String @Nullable [] names, Map<String, CipherSuite> supported) {
    if (names == null) {
      throw new IllegalArgumentException("the array of cipher suite names is null");
    }
    List<CipherSuite> suites = new ArrayList<>();
    for (String name : names) {
      CipherSuite suite = supported.get(name);
      if (suite == null && !CipherSuite.TLS_EMPTY_RENEGOTIATION_INFO_SCSV.name().equals(name)) {
        throw new IllegalArgumentException(refusal(name, supported));
      }
      if (suite != null && !suites.contains(suite)) {
        suites.add(suite);
      }
    }
    return List.copyOf(suites);
  }

  private static String refusal(String name, Map<String, CipherSuite> supported) {
    return CipherSuite.named(String.valueOf(name))
        .map(suite -> "cipher suite " + name + " is not supported here" + why(suite))
        .orElseGet(
            () ->
                "unknown cipher suite \""
                    + name
                    + "\""
                    + NearestName.hint(String.valueOf(name), supported.keySet()));
  }

  private static String why(CipherSuite suite) {
    String reason = suite.judgement().reason();
    return reason.isEmpty() ? "" : ": " + reason;
  }
}
