package dev.glassine.core.engine;

import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row for each door that {@link Legacy} can open: what stands behind it, what breaks that, and
 * where it is written. A connection that goes through one says so in {@link TlsEvent.LegacyUsed}.
 */
public enum Danger {
  TLS_1_1(
      "TLS 1.1",
      "its handshake rests on MD5 and SHA-1, and it has no authenticated encryption",
      "RFC 8996 §5"),
  TLS_1_0(
      "TLS 1.0",
      "BEAST (CVE-2011-3389): the next record's IV is known beforehand; MD5 and SHA-1 throughout",
      "RFC 8996 §4"),
  SSL_3_0(
      "SSL 3.0", "POODLE (CVE-2014-3566): nobody checks what stands in the padding", "RFC 7568 §4"),
  SSL_2_0(
      "SSL 2.0",
      "DROWN (CVE-2016-0800); nothing protects the handshake, one key serves MAC and encryption, and"
          + " an end can be forged",
      "RFC 6176 §2"),
  SSL_2_0_HELLO(
      "a ClientHello in SSL 2.0 format",
      "it has no room for extensions, and so none for what mends TLS by extensions",
      "RFC 6176 §3"),
  RC4("RC4", "its key stream is biased: cookies were recovered from it", "RFC 7465 §1"),
  SMALL_BLOCKS(
      "a cipher with blocks of 64 bits (Triple DES, IDEA, RC2)",
      "Sweet32 (CVE-2016-2183): blocks collide after some gigabytes",
      "RFC 7457 §2.3, CVE-2016-2183"),
  SINGLE_DES("DES with a key of 56 bits", "the key can be found by trying", "RFC 5469 §4"),
  EXPORT(
      "export suites of 40 and 56 bits with their short-lived keys of 512 bits",
      "FREAK (CVE-2015-0204) and Logjam (CVE-2015-4000): keys made weak by law",
      "RFC 9325 §4.1"),
  NULL_CIPHER("suites without encryption", "everybody on the way reads along", "RFC 9325 §4.1"),
  ANONYMOUS(
      "suites without certificates",
      "nobody is authenticated: whoever stands in the middle reads and changes everything",
      "RFC 5246 §F.1.1.1"),
  DSS(
      "DSA signatures",
      "one weak random number gives the private key away, and its hash here is SHA-1",
      "RFC 9846 §4.3.3"),
  WEAK_DIFFIE_HELLMAN(
      "Diffie-Hellman groups under 2048 bits",
      "Logjam (CVE-2015-4000): states can compute logarithms in 1024 bits, anybody in 512",
      "RFC 9325 §4.1"),
  COMPRESSION(
      "DEFLATE compression",
      "CRIME (CVE-2012-4929): the length of what is compressed gives secrets away",
      "RFC 9325 §3.3");

  private final String subject;
  private final String breaks;
  private final String source;

  Danger(String subject, String breaks, String source) {
    this.subject = subject;
    this.breaks = breaks;
    this.source = source;
  }

  /** What is let in. */
  public String subject() {
    return subject;
  }

  /** What breaks it, as one clause. */
  public String breaks() {
    return breaks;
  }

  /** The RFC or paper that says so. */
  public String source() {
    return source;
  }

  /** The door to a version, or null for TLS 1.2 and newer. */
  static @Nullable Danger of(ProtocolVersion version) {
    if (version.equals(ProtocolVersion.TLS_1_1)) {
      return TLS_1_1;
    }
    if (version.equals(ProtocolVersion.TLS_1_0)) {
      return TLS_1_0;
    }
    if (version.equals(ProtocolVersion.SSL_3_0)) {
      return SSL_3_0;
    }
    return version.equals(ProtocolVersion.SSL_2_0) ? SSL_2_0 : null;
  }

  /** Every door that a suite needs; none for suites that core speaks on its own. */
  static Set<Danger> of(CipherSuite suite) {
    Set<Danger> dangers = EnumSet.noneOf(Danger.class);
    boolean export = suite.keyExchange().isExport() || isExport(suite.cipher());
    if (export) {
      dangers.add(EXPORT);
    }
    Danger ofCipher = ofCipher(suite.cipher());
    // the short key of an export suite is what EXPORT is about
    if (ofCipher != null && !(export && ofCipher != NULL_CIPHER)) {
      dangers.add(ofCipher);
    }
    if (suite.authentication() == AuthenticationMethod.DSS) {
      dangers.add(DSS);
    }
    if (suite.keyExchange() == KeyExchangeMethod.DH_ANON
        || suite.keyExchange() == KeyExchangeMethod.ECDH_ANON
        || suite.keyExchange() == KeyExchangeMethod.DH_ANON_EXPORT) {
      dangers.add(ANONYMOUS);
    }
    return dangers;
  }

  private static boolean isExport(BulkCipher cipher) {
    return cipher.keyMaterialLength() < cipher.keyLength();
  }

  private static @Nullable Danger ofCipher(BulkCipher cipher) {
    return switch (cipher) {
      case RC4_128, RC4_56, RC4_40 -> RC4;
      case TRIPLE_DES_EDE_CBC, IDEA_CBC, RC2_CBC_128 -> SMALL_BLOCKS;
      case DES_CBC -> SINGLE_DES;
      case DES40_CBC, RC2_CBC_40, RC2_CBC_56, RC4_64 -> EXPORT;
      case NULL -> NULL_CIPHER;
      default -> null;
    };
  }
}
