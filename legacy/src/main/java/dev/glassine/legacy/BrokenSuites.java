package dev.glassine.legacy;

import dev.glassine.core.registry.CipherSuite;
import java.util.Arrays;
import java.util.List;

/**
 * The suites that core does not speak on its own, strongest first: what lets everybody in stands
 * behind what can be broken with effort. {@link dev.glassine.core.engine.Danger} has what breaks
 * each.
 */
final class BrokenSuites {
  private BrokenSuites() {}

  static final List<CipherSuite> STRONGEST_FIRST =
      suites(
          // sound ciphers, DSA signatures
          0x00A2, // TLS_DHE_DSS_WITH_AES_128_GCM_SHA256
          0x00A3, // TLS_DHE_DSS_WITH_AES_256_GCM_SHA384
          0x0040, // TLS_DHE_DSS_WITH_AES_128_CBC_SHA256
          0x006A, // TLS_DHE_DSS_WITH_AES_256_CBC_SHA256
          0x0032, // TLS_DHE_DSS_WITH_AES_128_CBC_SHA
          0x0038, // TLS_DHE_DSS_WITH_AES_256_CBC_SHA
          // 64-bit blocks: Sweet32
          0xC008, // TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA
          0xC012, // TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA
          0x0016, // TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA
          0x0013, // TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA
          0x000A, // TLS_RSA_WITH_3DES_EDE_CBC_SHA
          0x0007, // TLS_RSA_WITH_IDEA_CBC_SHA
          // RC4
          0xC007, // TLS_ECDHE_ECDSA_WITH_RC4_128_SHA
          0xC011, // TLS_ECDHE_RSA_WITH_RC4_128_SHA
          0x0066, // TLS_DHE_DSS_WITH_RC4_128_SHA
          0x0005, // TLS_RSA_WITH_RC4_128_SHA
          0x0004, // TLS_RSA_WITH_RC4_128_MD5
          // 56 bits of key
          0x0015, // TLS_DHE_RSA_WITH_DES_CBC_SHA
          0x0012, // TLS_DHE_DSS_WITH_DES_CBC_SHA
          0x0009, // TLS_RSA_WITH_DES_CBC_SHA
          // SSL 2.0's kinds: 0x0700C0 stands first, as it is the strongest of them
          0x0700C0, // SSL_CK_DES_192_EDE3_CBC_WITH_MD5
          0x050080, // SSL_CK_IDEA_128_CBC_WITH_MD5
          0x030080, // SSL_CK_RC2_128_CBC_WITH_MD5
          0x010080, // SSL_CK_RC4_128_WITH_MD5
          0x080080, // SSL_CK_RC4_64_WITH_MD5
          0x060040, // SSL_CK_DES_64_CBC_WITH_MD5
          // weakened by law, 56 bits and 1024-bit keys
          0x0063, // TLS_DHE_DSS_EXPORT1024_WITH_DES_CBC_SHA
          0x0062, // TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA
          0x0065, // TLS_DHE_DSS_EXPORT1024_WITH_RC4_56_SHA
          0x0064, // TLS_RSA_EXPORT1024_WITH_RC4_56_SHA
          0x0061, // TLS_RSA_EXPORT1024_WITH_RC2_CBC_56_MD5
          0x0060, // TLS_RSA_EXPORT1024_WITH_RC4_56_MD5
          // weakened by law, 40 bits and 512-bit keys
          0x0014, // TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA
          0x0011, // TLS_DHE_DSS_EXPORT_WITH_DES40_CBC_SHA
          0x0008, // TLS_RSA_EXPORT_WITH_DES40_CBC_SHA
          0x0006, // TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5
          0x0003, // TLS_RSA_EXPORT_WITH_RC4_40_MD5
          0x040080, // SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5
          0x020080, // SSL_CK_RC4_128_EXPORT40_WITH_MD5
          // nobody is authenticated
          0x00A6, // TLS_DH_anon_WITH_AES_128_GCM_SHA256
          0x00A7, // TLS_DH_anon_WITH_AES_256_GCM_SHA384
          0x006C, // TLS_DH_anon_WITH_AES_128_CBC_SHA256
          0x006D, // TLS_DH_anon_WITH_AES_256_CBC_SHA256
          0xC018, // TLS_ECDH_anon_WITH_AES_128_CBC_SHA
          0xC019, // TLS_ECDH_anon_WITH_AES_256_CBC_SHA
          0x0034, // TLS_DH_anon_WITH_AES_128_CBC_SHA
          0x003A, // TLS_DH_anon_WITH_AES_256_CBC_SHA
          0xC017, // TLS_ECDH_anon_WITH_3DES_EDE_CBC_SHA
          0x001B, // TLS_DH_anon_WITH_3DES_EDE_CBC_SHA
          0xC016, // TLS_ECDH_anon_WITH_RC4_128_SHA
          0x0018, // TLS_DH_anon_WITH_RC4_128_MD5
          0x001A, // TLS_DH_anon_WITH_DES_CBC_SHA
          0x0019, // TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA
          0x0017, // TLS_DH_anon_EXPORT_WITH_RC4_40_MD5
          // nothing is encrypted
          0xC006, // TLS_ECDHE_ECDSA_WITH_NULL_SHA
          0xC010, // TLS_ECDHE_RSA_WITH_NULL_SHA
          0x003B, // TLS_RSA_WITH_NULL_SHA256
          0x0002, // TLS_RSA_WITH_NULL_SHA
          0x0001, // TLS_RSA_WITH_NULL_MD5
          0xC015); // TLS_ECDH_anon_WITH_NULL_SHA

  private static List<CipherSuite> suites(int... codes) {
    return Arrays.stream(codes).mapToObj(CipherSuite::of).toList();
  }
}
