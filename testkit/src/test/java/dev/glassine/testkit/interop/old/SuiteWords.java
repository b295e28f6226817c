package dev.glassine.testkit.interop.old;

import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;

/** The names that peers have for cipher suites. */
final class SuiteWords {
  private SuiteWords() {}

  /** OpenSSL's: {@code EXP-EDH-RSA-DES-CBC-SHA}. */
  static String openSsl(CipherSuite suite) {
    boolean des = suite.name().contains("DES");
    boolean dss = suite.authentication() == AuthenticationMethod.DSS;
    boolean short40 = suite.name().contains("40_");
    String exchange =
        switch (suite.keyExchange()) {
          case DHE, DHE_EXPORT -> (des ? "EDH" : "DHE") + (dss ? "-DSS-" : "-RSA-");
          case DH_ANON, DH_ANON_EXPORT -> "ADH-";
          case ECDHE ->
              suite.authentication() == AuthenticationMethod.ECDSA ? "ECDHE-ECDSA-" : "ECDHE-RSA-";
          case ECDH_ANON -> "AECDH-";
          default -> "";
        };
    String cipher =
        switch (suite.cipher()) {
          case RC4_128, RC4_40 -> "RC4";
          case RC2_CBC_128, RC2_CBC_40 -> "RC2-CBC";
          case IDEA_CBC -> "IDEA-CBC";
          case DES_CBC, DES40_CBC -> "DES-CBC";
          case TRIPLE_DES_EDE_CBC -> "DES-CBC3";
          case AES_128_CBC -> "AES128";
          case AES_256_CBC -> "AES256";
          case NULL -> "NULL";
          default -> throw new IllegalArgumentException(suite.name());
        };
    return (short40 ? "EXP-" : "") + exchange + cipher + "-" + mac(suite);
  }

  /** tlslite-ng's, for the three settings that choose a suite: {@code dhe_rsa/3des/sha}. */
  static String tlsLite(CipherSuite suite) {
    String exchange =
        switch (suite.keyExchange()) {
          case RSA -> "rsa";
          case DHE -> suite.authentication() == AuthenticationMethod.DSS ? "dhe_dsa" : "dhe_rsa";
          case DH_ANON -> "dh_anon";
          case ECDHE ->
              suite.authentication() == AuthenticationMethod.ECDSA ? "ecdhe_ecdsa" : "ecdhe_rsa";
          case ECDH_ANON -> "ecdh_anon";
          default -> throw new IllegalArgumentException(suite.name());
        };
    String cipher =
        switch (suite.cipher()) {
          case RC4_128 -> "rc4";
          case TRIPLE_DES_EDE_CBC -> "3des";
          case AES_128_CBC -> "aes128";
          case AES_256_CBC -> "aes256";
          case NULL -> "null";
          default -> throw new IllegalArgumentException(suite.name());
        };
    return exchange + "/" + cipher + "/" + mac(suite).toLowerCase(java.util.Locale.ROOT);
  }

  /** NSS's: its code in hexadecimal. */
  static String nss(CipherSuite suite) {
    return ":%04x".formatted(suite.code());
  }

  private static String mac(CipherSuite suite) {
    return suite.mac() == HashAlgorithm.MD5 || suite.name().endsWith("MD5") ? "MD5" : "SHA";
  }
}
