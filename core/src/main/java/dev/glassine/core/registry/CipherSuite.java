package dev.glassine.core.registry;

import static dev.glassine.core.registry.BulkCipher.AES_128_CBC;
import static dev.glassine.core.registry.BulkCipher.AES_128_CCM;
import static dev.glassine.core.registry.BulkCipher.AES_128_CCM_8;
import static dev.glassine.core.registry.BulkCipher.AES_128_GCM;
import static dev.glassine.core.registry.BulkCipher.AES_256_CBC;
import static dev.glassine.core.registry.BulkCipher.AES_256_CCM;
import static dev.glassine.core.registry.BulkCipher.AES_256_CCM_8;
import static dev.glassine.core.registry.BulkCipher.AES_256_GCM;
import static dev.glassine.core.registry.BulkCipher.CHACHA20_POLY1305;
import static dev.glassine.core.registry.BulkCipher.DES40_CBC;
import static dev.glassine.core.registry.BulkCipher.DES_CBC;
import static dev.glassine.core.registry.BulkCipher.IDEA_CBC;
import static dev.glassine.core.registry.BulkCipher.RC2_CBC_128;
import static dev.glassine.core.registry.BulkCipher.RC2_CBC_40;
import static dev.glassine.core.registry.BulkCipher.RC2_CBC_56;
import static dev.glassine.core.registry.BulkCipher.RC4_128;
import static dev.glassine.core.registry.BulkCipher.RC4_40;
import static dev.glassine.core.registry.BulkCipher.RC4_56;
import static dev.glassine.core.registry.BulkCipher.RC4_64;
import static dev.glassine.core.registry.BulkCipher.TRIPLE_DES_EDE_CBC;
import static dev.glassine.core.registry.HashAlgorithm.MD5;
import static dev.glassine.core.registry.HashAlgorithm.SHA1;
import static dev.glassine.core.registry.HashAlgorithm.SHA256;
import static dev.glassine.core.registry.HashAlgorithm.SHA384;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row per cipher suite: how keys are agreed, who signs, what protects records, and how it is
 * judged (IANA "TLS Cipher Suites").
 *
 * <p>Rows that Glassine can speak, with or without its legacy module, are constants; a row's name
 * follows from its parts as RFC 5246 §A.5 builds them. The rest of IANA's list ({@link
 * NamedOnlySuites}) is known by name only, so that any offer can be read. A suite is judged by the
 * worst of its parts.
 */
public final class CipherSuite implements RegistryEntry {
  private static final Map<Integer, CipherSuite> SPOKEN = new LinkedHashMap<>();
  private static final Map<String, CipherSuite> SPOKEN_BY_NAME = new HashMap<>();

  private static final String DRAFT_56_BIT = "draft-ietf-tls-56-bit-ciphersuites §2";

  // TLS 1.3: exchange and authentication are negotiated apart from the suite
  public static final CipherSuite TLS_AES_128_GCM_SHA256 =
      row(0x1301, Exchange.TLS_1_3, AES_128_GCM, SHA256, "RFC 9846 §B.4");
  public static final CipherSuite TLS_AES_256_GCM_SHA384 =
      row(0x1302, Exchange.TLS_1_3, AES_256_GCM, SHA384, "RFC 9846 §B.4");
  public static final CipherSuite TLS_CHACHA20_POLY1305_SHA256 =
      row(0x1303, Exchange.TLS_1_3, CHACHA20_POLY1305, SHA256, "RFC 9846 §B.4");
  public static final CipherSuite TLS_AES_128_CCM_SHA256 =
      row(0x1304, Exchange.TLS_1_3, AES_128_CCM, SHA256, "RFC 9846 §B.4");
  public static final CipherSuite TLS_AES_128_CCM_8_SHA256 =
      row(0x1305, Exchange.TLS_1_3, AES_128_CCM_8, SHA256, "RFC 9846 §B.4");

  // TLS 1.2: AEAD with forward secrecy
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 =
      row(0xC02B, Exchange.ECDHE_ECDSA, AES_128_GCM, SHA256, "RFC 5289 §3.2");
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 =
      row(0xC02C, Exchange.ECDHE_ECDSA, AES_256_GCM, SHA384, "RFC 5289 §3.2");
  public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 =
      row(0xC02F, Exchange.ECDHE_RSA, AES_128_GCM, SHA256, "RFC 5289 §3.2");
  public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 =
      row(0xC030, Exchange.ECDHE_RSA, AES_256_GCM, SHA384, "RFC 5289 §3.2");
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 =
      row(0xCCA9, Exchange.ECDHE_ECDSA, CHACHA20_POLY1305, SHA256, "RFC 7905 §2");
  public static final CipherSuite TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 =
      row(0xCCA8, Exchange.ECDHE_RSA, CHACHA20_POLY1305, SHA256, "RFC 7905 §2");
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_128_CCM =
      row(0xC0AC, Exchange.ECDHE_ECDSA, AES_128_CCM, SHA256, "RFC 7251 §2");
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_256_CCM =
      row(0xC0AD, Exchange.ECDHE_ECDSA, AES_256_CCM, SHA256, "RFC 7251 §2");
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8 =
      row(0xC0AE, Exchange.ECDHE_ECDSA, AES_128_CCM_8, SHA256, "RFC 7251 §2");
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8 =
      row(0xC0AF, Exchange.ECDHE_ECDSA, AES_256_CCM_8, SHA256, "RFC 7251 §2");
  public static final CipherSuite TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 =
      row(0x009E, Exchange.DHE_RSA, AES_128_GCM, SHA256, "RFC 5288 §3");
  public static final CipherSuite TLS_DHE_RSA_WITH_AES_256_GCM_SHA384 =
      row(0x009F, Exchange.DHE_RSA, AES_256_GCM, SHA384, "RFC 5288 §3");
  public static final CipherSuite TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256 =
      row(0xCCAA, Exchange.DHE_RSA, CHACHA20_POLY1305, SHA256, "RFC 7905 §2");
  public static final CipherSuite TLS_DHE_RSA_WITH_AES_128_CCM =
      row(0xC09E, Exchange.DHE_RSA, AES_128_CCM, SHA256, "RFC 6655 §3");
  public static final CipherSuite TLS_DHE_RSA_WITH_AES_256_CCM =
      row(0xC09F, Exchange.DHE_RSA, AES_256_CCM, SHA256, "RFC 6655 §3");
  public static final CipherSuite TLS_DHE_RSA_WITH_AES_128_CCM_8 =
      row(0xC0A2, Exchange.DHE_RSA, AES_128_CCM_8, SHA256, "RFC 6655 §3");
  public static final CipherSuite TLS_DHE_RSA_WITH_AES_256_CCM_8 =
      row(0xC0A3, Exchange.DHE_RSA, AES_256_CCM_8, SHA256, "RFC 6655 §3");
  public static final CipherSuite TLS_DHE_DSS_WITH_AES_128_GCM_SHA256 =
      row(0x00A2, Exchange.DHE_DSS, AES_128_GCM, SHA256, "RFC 5288 §3");
  public static final CipherSuite TLS_DHE_DSS_WITH_AES_256_GCM_SHA384 =
      row(0x00A3, Exchange.DHE_DSS, AES_256_GCM, SHA384, "RFC 5288 §3");

  // TLS 1.2 and before: AES-CBC with forward secrecy (Lucky 13; RFC 7366 mends it)
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256 =
      row(0xC023, Exchange.ECDHE_ECDSA, AES_128_CBC, SHA256, "RFC 5289 §3.1");
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384 =
      row(0xC024, Exchange.ECDHE_ECDSA, AES_256_CBC, SHA384, "RFC 5289 §3.1");
  public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256 =
      row(0xC027, Exchange.ECDHE_RSA, AES_128_CBC, SHA256, "RFC 5289 §3.1");
  public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384 =
      row(0xC028, Exchange.ECDHE_RSA, AES_256_CBC, SHA384, "RFC 5289 §3.1");
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA =
      row(0xC009, Exchange.ECDHE_ECDSA, AES_128_CBC, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA =
      row(0xC00A, Exchange.ECDHE_ECDSA, AES_256_CBC, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA =
      row(0xC013, Exchange.ECDHE_RSA, AES_128_CBC, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA =
      row(0xC014, Exchange.ECDHE_RSA, AES_256_CBC, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_DHE_RSA_WITH_AES_128_CBC_SHA256 =
      row(0x0067, Exchange.DHE_RSA, AES_128_CBC, SHA256, "RFC 5246 §A.5");
  public static final CipherSuite TLS_DHE_RSA_WITH_AES_256_CBC_SHA256 =
      row(0x006B, Exchange.DHE_RSA, AES_256_CBC, SHA256, "RFC 5246 §A.5");
  public static final CipherSuite TLS_DHE_RSA_WITH_AES_128_CBC_SHA =
      row(0x0033, Exchange.DHE_RSA, AES_128_CBC, SHA1, "RFC 5246 §A.5");
  public static final CipherSuite TLS_DHE_RSA_WITH_AES_256_CBC_SHA =
      row(0x0039, Exchange.DHE_RSA, AES_256_CBC, SHA1, "RFC 5246 §A.5");
  public static final CipherSuite TLS_DHE_DSS_WITH_AES_128_CBC_SHA256 =
      row(0x0040, Exchange.DHE_DSS, AES_128_CBC, SHA256, "RFC 5246 §A.5");
  public static final CipherSuite TLS_DHE_DSS_WITH_AES_256_CBC_SHA256 =
      row(0x006A, Exchange.DHE_DSS, AES_256_CBC, SHA256, "RFC 5246 §A.5");
  public static final CipherSuite TLS_DHE_DSS_WITH_AES_128_CBC_SHA =
      row(0x0032, Exchange.DHE_DSS, AES_128_CBC, SHA1, "RFC 5246 §A.5");
  public static final CipherSuite TLS_DHE_DSS_WITH_AES_256_CBC_SHA =
      row(0x0038, Exchange.DHE_DSS, AES_256_CBC, SHA1, "RFC 5246 §A.5");

  // TLS 1.2 and before: static RSA, no forward secrecy (Bleichenbacher, ROBOT)
  public static final CipherSuite TLS_RSA_WITH_AES_128_GCM_SHA256 =
      row(0x009C, Exchange.RSA, AES_128_GCM, SHA256, "RFC 5288 §3");
  public static final CipherSuite TLS_RSA_WITH_AES_256_GCM_SHA384 =
      row(0x009D, Exchange.RSA, AES_256_GCM, SHA384, "RFC 5288 §3");
  public static final CipherSuite TLS_RSA_WITH_AES_128_CCM =
      row(0xC09C, Exchange.RSA, AES_128_CCM, SHA256, "RFC 6655 §3");
  public static final CipherSuite TLS_RSA_WITH_AES_256_CCM =
      row(0xC09D, Exchange.RSA, AES_256_CCM, SHA256, "RFC 6655 §3");
  public static final CipherSuite TLS_RSA_WITH_AES_128_CCM_8 =
      row(0xC0A0, Exchange.RSA, AES_128_CCM_8, SHA256, "RFC 6655 §3");
  public static final CipherSuite TLS_RSA_WITH_AES_256_CCM_8 =
      row(0xC0A1, Exchange.RSA, AES_256_CCM_8, SHA256, "RFC 6655 §3");
  public static final CipherSuite TLS_RSA_WITH_AES_128_CBC_SHA256 =
      row(0x003C, Exchange.RSA, AES_128_CBC, SHA256, "RFC 5246 §A.5");
  public static final CipherSuite TLS_RSA_WITH_AES_256_CBC_SHA256 =
      row(0x003D, Exchange.RSA, AES_256_CBC, SHA256, "RFC 5246 §A.5");
  public static final CipherSuite TLS_RSA_WITH_AES_128_CBC_SHA =
      row(0x002F, Exchange.RSA, AES_128_CBC, SHA1, "RFC 5246 §A.5");
  public static final CipherSuite TLS_RSA_WITH_AES_256_CBC_SHA =
      row(0x0035, Exchange.RSA, AES_256_CBC, SHA1, "RFC 5246 §A.5");

  // Broken: 64-bit blocks (Sweet32), single DES, RC4, no encryption
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA =
      row(0xC008, Exchange.ECDHE_ECDSA, TRIPLE_DES_EDE_CBC, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA =
      row(0xC012, Exchange.ECDHE_RSA, TRIPLE_DES_EDE_CBC, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA =
      row(0x0016, Exchange.DHE_RSA, TRIPLE_DES_EDE_CBC, SHA1, "RFC 5246 §A.5");
  public static final CipherSuite TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA =
      row(0x0013, Exchange.DHE_DSS, TRIPLE_DES_EDE_CBC, SHA1, "RFC 5246 §A.5");
  public static final CipherSuite TLS_RSA_WITH_3DES_EDE_CBC_SHA =
      row(0x000A, Exchange.RSA, TRIPLE_DES_EDE_CBC, SHA1, "RFC 5246 §A.5");
  public static final CipherSuite TLS_RSA_WITH_IDEA_CBC_SHA =
      row(0x0007, Exchange.RSA, IDEA_CBC, SHA1, "RFC 5469 §2");
  public static final CipherSuite TLS_DHE_RSA_WITH_DES_CBC_SHA =
      row(0x0015, Exchange.DHE_RSA, DES_CBC, SHA1, "RFC 5469 §2");
  public static final CipherSuite TLS_DHE_DSS_WITH_DES_CBC_SHA =
      row(0x0012, Exchange.DHE_DSS, DES_CBC, SHA1, "RFC 5469 §2");
  public static final CipherSuite TLS_RSA_WITH_DES_CBC_SHA =
      row(0x0009, Exchange.RSA, DES_CBC, SHA1, "RFC 5469 §2");
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_RC4_128_SHA =
      row(0xC007, Exchange.ECDHE_ECDSA, RC4_128, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_ECDHE_RSA_WITH_RC4_128_SHA =
      row(0xC011, Exchange.ECDHE_RSA, RC4_128, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_DHE_DSS_WITH_RC4_128_SHA =
      row(0x0066, Exchange.DHE_DSS, RC4_128, SHA1, DRAFT_56_BIT);
  public static final CipherSuite TLS_RSA_WITH_RC4_128_SHA =
      row(0x0005, Exchange.RSA, RC4_128, SHA1, "RFC 5246 §A.5");
  public static final CipherSuite TLS_RSA_WITH_RC4_128_MD5 =
      row(0x0004, Exchange.RSA, RC4_128, MD5, "RFC 5246 §A.5");
  public static final CipherSuite TLS_ECDHE_ECDSA_WITH_NULL_SHA =
      row(0xC006, Exchange.ECDHE_ECDSA, BulkCipher.NULL, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_ECDHE_RSA_WITH_NULL_SHA =
      row(0xC010, Exchange.ECDHE_RSA, BulkCipher.NULL, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_RSA_WITH_NULL_SHA256 =
      row(0x003B, Exchange.RSA, BulkCipher.NULL, SHA256, "RFC 5246 §A.5");
  public static final CipherSuite TLS_RSA_WITH_NULL_SHA =
      row(0x0002, Exchange.RSA, BulkCipher.NULL, SHA1, "RFC 5246 §A.5");
  public static final CipherSuite TLS_RSA_WITH_NULL_MD5 =
      row(0x0001, Exchange.RSA, BulkCipher.NULL, MD5, "RFC 5246 §A.5");

  // Broken: nobody is authenticated
  public static final CipherSuite TLS_DH_anon_WITH_AES_128_GCM_SHA256 =
      row(0x00A6, Exchange.DH_ANON, AES_128_GCM, SHA256, "RFC 5288 §3");
  public static final CipherSuite TLS_DH_anon_WITH_AES_256_GCM_SHA384 =
      row(0x00A7, Exchange.DH_ANON, AES_256_GCM, SHA384, "RFC 5288 §3");
  public static final CipherSuite TLS_DH_anon_WITH_AES_128_CBC_SHA256 =
      row(0x006C, Exchange.DH_ANON, AES_128_CBC, SHA256, "RFC 5246 §A.5");
  public static final CipherSuite TLS_DH_anon_WITH_AES_256_CBC_SHA256 =
      row(0x006D, Exchange.DH_ANON, AES_256_CBC, SHA256, "RFC 5246 §A.5");
  public static final CipherSuite TLS_DH_anon_WITH_AES_128_CBC_SHA =
      row(0x0034, Exchange.DH_ANON, AES_128_CBC, SHA1, "RFC 5246 §A.5");
  public static final CipherSuite TLS_DH_anon_WITH_AES_256_CBC_SHA =
      row(0x003A, Exchange.DH_ANON, AES_256_CBC, SHA1, "RFC 5246 §A.5");
  public static final CipherSuite TLS_DH_anon_WITH_3DES_EDE_CBC_SHA =
      row(0x001B, Exchange.DH_ANON, TRIPLE_DES_EDE_CBC, SHA1, "RFC 5246 §A.5");
  public static final CipherSuite TLS_DH_anon_WITH_DES_CBC_SHA =
      row(0x001A, Exchange.DH_ANON, DES_CBC, SHA1, "RFC 5469 §2");
  public static final CipherSuite TLS_DH_anon_WITH_RC4_128_MD5 =
      row(0x0018, Exchange.DH_ANON, RC4_128, MD5, "RFC 5246 §A.5");
  public static final CipherSuite TLS_ECDH_anon_WITH_AES_128_CBC_SHA =
      row(0xC018, Exchange.ECDH_ANON, AES_128_CBC, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_ECDH_anon_WITH_AES_256_CBC_SHA =
      row(0xC019, Exchange.ECDH_ANON, AES_256_CBC, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_ECDH_anon_WITH_3DES_EDE_CBC_SHA =
      row(0xC017, Exchange.ECDH_ANON, TRIPLE_DES_EDE_CBC, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_ECDH_anon_WITH_RC4_128_SHA =
      row(0xC016, Exchange.ECDH_ANON, RC4_128, SHA1, "RFC 8422 §6");
  public static final CipherSuite TLS_ECDH_anon_WITH_NULL_SHA =
      row(0xC015, Exchange.ECDH_ANON, BulkCipher.NULL, SHA1, "RFC 8422 §6");

  // Broken: weakened by law (FREAK, Logjam)
  public static final CipherSuite TLS_RSA_EXPORT_WITH_RC4_40_MD5 =
      row(0x0003, Exchange.RSA_EXPORT, RC4_40, MD5, "RFC 2246 §A.5");
  public static final CipherSuite TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5 =
      row(0x0006, Exchange.RSA_EXPORT, RC2_CBC_40, MD5, "RFC 2246 §A.5");
  public static final CipherSuite TLS_RSA_EXPORT_WITH_DES40_CBC_SHA =
      row(0x0008, Exchange.RSA_EXPORT, DES40_CBC, SHA1, "RFC 2246 §A.5");
  public static final CipherSuite TLS_DHE_DSS_EXPORT_WITH_DES40_CBC_SHA =
      row(0x0011, Exchange.DHE_DSS_EXPORT, DES40_CBC, SHA1, "RFC 2246 §A.5");
  public static final CipherSuite TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA =
      row(0x0014, Exchange.DHE_RSA_EXPORT, DES40_CBC, SHA1, "RFC 2246 §A.5");
  public static final CipherSuite TLS_DH_anon_EXPORT_WITH_RC4_40_MD5 =
      row(0x0017, Exchange.DH_ANON_EXPORT, RC4_40, MD5, "RFC 2246 §A.5");
  public static final CipherSuite TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA =
      row(0x0019, Exchange.DH_ANON_EXPORT, DES40_CBC, SHA1, "RFC 2246 §A.5");
  public static final CipherSuite TLS_RSA_EXPORT1024_WITH_RC4_56_MD5 =
      row(0x0060, Exchange.RSA_EXPORT1024, RC4_56, MD5, DRAFT_56_BIT);
  public static final CipherSuite TLS_RSA_EXPORT1024_WITH_RC2_CBC_56_MD5 =
      row(0x0061, Exchange.RSA_EXPORT1024, RC2_CBC_56, MD5, DRAFT_56_BIT);
  public static final CipherSuite TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA =
      row(0x0062, Exchange.RSA_EXPORT1024, DES_CBC, SHA1, DRAFT_56_BIT);
  public static final CipherSuite TLS_DHE_DSS_EXPORT1024_WITH_DES_CBC_SHA =
      row(0x0063, Exchange.DHE_DSS_EXPORT1024, DES_CBC, SHA1, DRAFT_56_BIT);
  public static final CipherSuite TLS_RSA_EXPORT1024_WITH_RC4_56_SHA =
      row(0x0064, Exchange.RSA_EXPORT1024, RC4_56, SHA1, DRAFT_56_BIT);
  public static final CipherSuite TLS_DHE_DSS_EXPORT1024_WITH_RC4_56_SHA =
      row(0x0065, Exchange.DHE_DSS_EXPORT1024, RC4_56, SHA1, DRAFT_56_BIT);

  // Broken: SSL 2.0's cipher kinds, codes of three octets (SSL 2.0 draft §C.4)
  public static final CipherSuite SSL_CK_RC4_128_WITH_MD5 =
      kind(0x010080, "SSL_CK_RC4_128_WITH_MD5", RC4_128);
  public static final CipherSuite SSL_CK_RC4_128_EXPORT40_WITH_MD5 =
      kind(0x020080, "SSL_CK_RC4_128_EXPORT40_WITH_MD5", RC4_40);
  public static final CipherSuite SSL_CK_RC2_128_CBC_WITH_MD5 =
      kind(0x030080, "SSL_CK_RC2_128_CBC_WITH_MD5", RC2_CBC_128);
  public static final CipherSuite SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5 =
      kind(0x040080, "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5", RC2_CBC_40);
  public static final CipherSuite SSL_CK_IDEA_128_CBC_WITH_MD5 =
      kind(0x050080, "SSL_CK_IDEA_128_CBC_WITH_MD5", IDEA_CBC);
  public static final CipherSuite SSL_CK_DES_64_CBC_WITH_MD5 =
      kind(0x060040, "SSL_CK_DES_64_CBC_WITH_MD5", DES_CBC);
  public static final CipherSuite SSL_CK_DES_192_EDE3_CBC_WITH_MD5 =
      kind(0x0700C0, "SSL_CK_DES_192_EDE3_CBC_WITH_MD5", TRIPLE_DES_EDE_CBC);

  /** Not in the draft; SSLeay and OpenSSL had it, as "MS hack". */
  public static final CipherSuite SSL_CK_RC4_64_WITH_MD5 =
      kind(0x080080, "SSL_CK_RC4_64_WITH_MD5", RC4_64);

  // Signals: they stand in a list of suites, say something about the client, and are never
  // negotiated
  public static final CipherSuite TLS_EMPTY_RENEGOTIATION_INFO_SCSV =
      signal(0x00FF, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV", "RFC 5746 §3.3");
  public static final CipherSuite TLS_FALLBACK_SCSV =
      signal(0x5600, "TLS_FALLBACK_SCSV", "RFC 7507 §2");

  private final int code;
  private final String name;
  private final KeyExchangeMethod keyExchange;
  private final AuthenticationMethod authentication;
  private final BulkCipher cipher;
  private final @Nullable HashAlgorithm mac;
  private final HashAlgorithm hash;
  private final Judgement judgement;
  private final String reference;

  private CipherSuite(
      int code,
      String name,
      Exchange exchange,
      BulkCipher cipher,
      @Nullable HashAlgorithm mac,
      HashAlgorithm hash,
      Judgement judgement,
      String reference) {
    this.code = code;
    this.name = name;
    this.keyExchange = exchange.method;
    this.authentication = exchange.authentication;
    this.cipher = cipher;
    this.mac = mac;
    this.hash = hash;
    this.judgement = judgement;
    this.reference = reference;
  }

  /**
   * A suite of SSL 3.0 and later; {@code hash} is the record MAC's, or the PRF's (HKDF's) where the
   * cipher is an AEAD.
   */
  private static CipherSuite row(
      int code, Exchange exchange, BulkCipher cipher, HashAlgorithm hash, String reference) {
    boolean aead = cipher.kind() == BulkCipher.Kind.AEAD;
    // RFC 5246 §5: the PRF is based on SHA-256 unless the suite's definition says otherwise
    HashAlgorithm prf = hash == SHA384 ? SHA384 : SHA256;
    String name = "TLS_" + exchange.label + cipher.suiteName() + hashSuffix(exchange, cipher, hash);
    return spoken(
        new CipherSuite(
            code,
            name,
            exchange,
            cipher,
            aead ? null : hash,
            prf,
            judge(exchange, cipher),
            reference));
  }

  private static CipherSuite kind(int code, String name, BulkCipher cipher) {
    return spoken(
        new CipherSuite(
            code,
            name,
            Exchange.RSA,
            cipher,
            MD5,
            MD5,
            judge(Exchange.RSA, cipher),
            "SSL 2.0 draft §C.4"));
  }

  private static CipherSuite signal(int code, String name, String reference) {
    return spoken(
        new CipherSuite(
            code,
            name,
            Exchange.NONE,
            BulkCipher.OTHER,
            null,
            SHA256,
            Judgement.NAMED_ONLY,
            reference));
  }

  private static CipherSuite spoken(CipherSuite suite) {
    SPOKEN.put(suite.code, suite);
    SPOKEN_BY_NAME.put(suite.name, suite);
    return suite;
  }

  private static Judgement judge(Exchange exchange, BulkCipher cipher) {
    return cipher
        .judgement()
        .orWorse(exchange.method.judgement())
        .orWorse(exchange.authentication.judgement());
  }

  /** RFC 6655 §3: the CCM suites of TLS 1.2 leave the hash out of their names. */
  private static String hashSuffix(Exchange exchange, BulkCipher cipher, HashAlgorithm hash) {
    boolean ccm =
        cipher == AES_128_CCM
            || cipher == AES_256_CCM
            || cipher == AES_128_CCM_8
            || cipher == AES_256_CCM_8;
    if (ccm && exchange != Exchange.TLS_1_3) {
      return "";
    }
    return hash == SHA1 ? "_SHA" : "_" + hash.name();
  }

  /**
   * The suite with this code, known or not; {@code code} is 0..0xFFFF, or an SSL 2.0 kind of three
   * octets.
   */
  public static CipherSuite of(int code) {
    CipherSuite row = SPOKEN.get(code);
    if (row == null) {
      row = NamedOnly.ROWS.get(code);
    }
    return row != null
        ? row
        : named(code, Grease.name(code), new Judgement(Standing.UNKNOWN, ""), "");
  }

  /** The suite with this IANA name, if our registry has it. */
  public static Optional<CipherSuite> named(String name) {
    CipherSuite spoken = SPOKEN_BY_NAME.get(name);
    return Optional.ofNullable(spoken != null ? spoken : NamedOnly.BY_NAME.get(name));
  }

  /** Every row: those that Glassine can speak first, then those that are known by name only. */
  public static Collection<CipherSuite> all() {
    List<CipherSuite> rows = new ArrayList<>(SPOKEN.values());
    rows.addAll(NamedOnly.ROWS.values());
    return Collections.unmodifiableCollection(rows);
  }

  private static CipherSuite named(int code, String name, Judgement judgement, String reference) {
    return new CipherSuite(
        code, name, Exchange.OTHER, BulkCipher.OTHER, null, SHA256, judgement, reference);
  }

  /** Made when the first suite turns up that Glassine does not speak. */
  private static final class NamedOnly {
    static final Map<Integer, CipherSuite> ROWS = new LinkedHashMap<>();
    static final Map<String, CipherSuite> BY_NAME = new HashMap<>();

    static {
      for (NameTable.Row row : NameTable.parse(NamedOnlySuites.ROWS)) {
        CipherSuite suite = named(row.code(), row.name(), Judgement.NAMED_ONLY, row.reference());
        ROWS.put(row.code(), suite);
        BY_NAME.putIfAbsent(row.name(), suite);
      }
    }
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean known() {
    return judgement.standing() != Standing.UNKNOWN;
  }

  /** How the premaster secret is agreed. */
  public KeyExchangeMethod keyExchange() {
    return keyExchange;
  }

  /** What kind of key authenticates the server. */
  public AuthenticationMethod authentication() {
    return authentication;
  }

  /** What protects the records. */
  public BulkCipher cipher() {
    return cipher;
  }

  /** The hash of the record MAC, or null for AEAD suites. */
  public @Nullable HashAlgorithm mac() {
    return mac;
  }

  /** The hash of the PRF (TLS 1.2) or of HKDF and the transcript (TLS 1.3). */
  public HashAlgorithm hash() {
    return hash;
  }

  /** How it is judged today. */
  public Standing standing() {
    return judgement.standing();
  }

  /** How it is judged today, and which of its parts is to blame. */
  public Judgement judgement() {
    return judgement;
  }

  /** Where it is specified. */
  public String reference() {
    return reference;
  }

  /** Whether this suite may be negotiated in {@code version}. */
  public boolean usableIn(ProtocolVersion version) {
    if (!version.known() || cipher.kind() == BulkCipher.Kind.OTHER) {
      return false;
    }
    // RFC 9846 §B.4: suites of TLS 1.2 and before cannot be used with TLS 1.3, nor the other way
    // round
    if (keyExchange == KeyExchangeMethod.TLS_1_3 || version.equals(ProtocolVersion.TLS_1_3)) {
      return keyExchange == KeyExchangeMethod.TLS_1_3 && version.equals(ProtocolVersion.TLS_1_3);
    }
    if (code > 0xFFFF || version.equals(ProtocolVersion.SSL_2_0)) {
      return code > 0xFFFF && version.equals(ProtocolVersion.SSL_2_0);
    }
    // RFC 4346 §A.5: "TLS 1.1 implementations MUST NOT negotiate these cipher suites in TLS 1.1
    // mode" (export)
    if (keyExchange.isExport()) {
      return !version.atLeast(ProtocolVersion.TLS_1_1);
    }
    // RFC 5469 §1: TLS 1.2 has neither DES nor IDEA
    if (cipher == DES_CBC || cipher == IDEA_CBC) {
      return !version.atLeast(ProtocolVersion.TLS_1_2);
    }
    // RFC 5246 §1.2, RFC 5289 §4, RFC 5288 §4: AEAD and SHA-2 suites need TLS 1.2
    boolean needs12 = cipher.kind() == BulkCipher.Kind.AEAD || mac == SHA256 || mac == SHA384;
    return !needs12 || version.equals(ProtocolVersion.TLS_1_2);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CipherSuite that && code == that.code;
  }

  @Override
  public int hashCode() {
    return code;
  }

  @Override
  public String toString() {
    return name;
  }

  /** The part of a suite's name before {@code WITH}. */
  private enum Exchange {
    TLS_1_3(KeyExchangeMethod.TLS_1_3, AuthenticationMethod.ANY, ""),
    ECDHE_ECDSA(KeyExchangeMethod.ECDHE, AuthenticationMethod.ECDSA, "ECDHE_ECDSA_WITH_"),
    ECDHE_RSA(KeyExchangeMethod.ECDHE, AuthenticationMethod.RSA, "ECDHE_RSA_WITH_"),
    DHE_RSA(KeyExchangeMethod.DHE, AuthenticationMethod.RSA, "DHE_RSA_WITH_"),
    DHE_DSS(KeyExchangeMethod.DHE, AuthenticationMethod.DSS, "DHE_DSS_WITH_"),
    RSA(KeyExchangeMethod.RSA, AuthenticationMethod.RSA, "RSA_WITH_"),
    DH_ANON(KeyExchangeMethod.DH_ANON, AuthenticationMethod.ANONYMOUS, "DH_anon_WITH_"),
    ECDH_ANON(KeyExchangeMethod.ECDH_ANON, AuthenticationMethod.ANONYMOUS, "ECDH_anon_WITH_"),
    RSA_EXPORT(KeyExchangeMethod.RSA_EXPORT, AuthenticationMethod.RSA, "RSA_EXPORT_WITH_"),
    DHE_RSA_EXPORT(KeyExchangeMethod.DHE_EXPORT, AuthenticationMethod.RSA, "DHE_RSA_EXPORT_WITH_"),
    DHE_DSS_EXPORT(KeyExchangeMethod.DHE_EXPORT, AuthenticationMethod.DSS, "DHE_DSS_EXPORT_WITH_"),
    DH_ANON_EXPORT(
        KeyExchangeMethod.DH_ANON_EXPORT, AuthenticationMethod.ANONYMOUS, "DH_anon_EXPORT_WITH_"),
    RSA_EXPORT1024(
        KeyExchangeMethod.RSA_EXPORT1024, AuthenticationMethod.RSA, "RSA_EXPORT1024_WITH_"),
    DHE_DSS_EXPORT1024(
        KeyExchangeMethod.DHE_EXPORT1024, AuthenticationMethod.DSS, "DHE_DSS_EXPORT1024_WITH_"),
    NONE(KeyExchangeMethod.NONE, AuthenticationMethod.NONE, ""),
    OTHER(KeyExchangeMethod.OTHER, AuthenticationMethod.OTHER, "");

    private final KeyExchangeMethod method;
    private final AuthenticationMethod authentication;
    private final String label;

    Exchange(KeyExchangeMethod method, AuthenticationMethod authentication, String label) {
      this.method = method;
      this.authentication = authentication;
      this.label = label;
    }
  }
}
