package dev.glassine.core.engine;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import java.util.List;

/**
 * What a context speaks when nobody says otherwise: TLS 1.3 and 1.2, AEAD suites with forward
 * secrecy, post-quantum first.
 */
final class Defaults {
  private Defaults() {}

  static final List<ProtocolVersion> VERSIONS =
      List.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2);

  static final List<CipherSuite> SUITES =
      suites(
          0x1301, // TLS_AES_128_GCM_SHA256
          0x1302, // TLS_AES_256_GCM_SHA384
          0x1303, // TLS_CHACHA20_POLY1305_SHA256
          0x1304, // TLS_AES_128_CCM_SHA256
          0xC02B, // TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
          0xC02F, // TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
          0xC02C, // TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
          0xC030, // TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
          0xCCA9, // TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
          0xCCA8, // TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
          0xC0AC, // TLS_ECDHE_ECDSA_WITH_AES_128_CCM
          0xC0AD, // TLS_ECDHE_ECDSA_WITH_AES_256_CCM
          0x009E, // TLS_DHE_RSA_WITH_AES_128_GCM_SHA256
          0x009F, // TLS_DHE_RSA_WITH_AES_256_GCM_SHA384
          0xCCAA); // TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256

  /** Off by default: MAC-then-encrypt without RFC 7366 is Lucky 13's ground. */
  static final List<CipherSuite> CBC_SUITES =
      suites(
          0xC023, // TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256
          0xC027, // TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256
          0xC024, // TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384
          0xC028, // TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384
          0xC009, // TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
          0xC013, // TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
          0xC00A, // TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA
          0xC014, // TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA
          0x0067, // TLS_DHE_RSA_WITH_AES_128_CBC_SHA256
          0x006B, // TLS_DHE_RSA_WITH_AES_256_CBC_SHA256
          0x0033, // TLS_DHE_RSA_WITH_AES_128_CBC_SHA
          0x0039); // TLS_DHE_RSA_WITH_AES_256_CBC_SHA

  /** Off by default: no forward secrecy, Bleichenbacher's target. */
  static final List<CipherSuite> STATIC_RSA_SUITES =
      suites(
          0x009C, // TLS_RSA_WITH_AES_128_GCM_SHA256
          0x009D, // TLS_RSA_WITH_AES_256_GCM_SHA384
          0xC09C, // TLS_RSA_WITH_AES_128_CCM
          0xC09D); // TLS_RSA_WITH_AES_256_CCM

  /** Off by default twice over. */
  static final List<CipherSuite> STATIC_RSA_CBC_SUITES =
      suites(
          0x003C, // TLS_RSA_WITH_AES_128_CBC_SHA256
          0x003D, // TLS_RSA_WITH_AES_256_CBC_SHA256
          0x002F, // TLS_RSA_WITH_AES_128_CBC_SHA
          0x0035); // TLS_RSA_WITH_AES_256_CBC_SHA

  static final List<NamedGroup> GROUPS =
      List.of(
          NamedGroup.X25519_MLKEM768,
          NamedGroup.X25519,
          NamedGroup.SECP256R1,
          NamedGroup.SECP384R1,
          NamedGroup.SECP521R1,
          NamedGroup.X448,
          NamedGroup.SECP256R1_MLKEM768,
          NamedGroup.SECP384R1_MLKEM1024,
          NamedGroup.FFDHE2048,
          NamedGroup.FFDHE3072,
          NamedGroup.FFDHE4096);

  /**
   * Shares that a client sends unasked: the post-quantum hybrid, and the classic share for servers
   * that do not know it.
   */
  static final List<NamedGroup> KEY_SHARES = List.of(NamedGroup.X25519_MLKEM768, NamedGroup.X25519);

  static final List<SignatureScheme> SIGNATURE_SCHEMES =
      List.of(
          SignatureScheme.ECDSA_SECP256R1_SHA256,
          SignatureScheme.ED25519,
          SignatureScheme.RSA_PSS_RSAE_SHA256,
          SignatureScheme.ECDSA_SECP384R1_SHA384,
          SignatureScheme.RSA_PSS_RSAE_SHA384,
          SignatureScheme.ECDSA_SECP521R1_SHA512,
          SignatureScheme.RSA_PSS_RSAE_SHA512,
          SignatureScheme.ED448,
          SignatureScheme.RSA_PSS_PSS_SHA256,
          SignatureScheme.RSA_PSS_PSS_SHA384,
          SignatureScheme.RSA_PSS_PSS_SHA512,
          SignatureScheme.RSA_PKCS1_SHA256,
          SignatureScheme.RSA_PKCS1_SHA384,
          SignatureScheme.RSA_PKCS1_SHA512);

  /** A handshake message may be this long at most; certificate chains are the longest. */
  static final int MAX_HANDSHAKE_MESSAGE = 128 * 1024;

  private static List<CipherSuite> suites(int... codes) {
    return java.util.Arrays.stream(codes).mapToObj(CipherSuite::of).toList();
  }
}
