package dev.glassine.core.registry;

import static dev.glassine.core.registry.AuthenticationMethod.ANY;


import static dev.glassine.core.registry.HashAlgorithm.SHA256;
import static dev.glassine.core.registry.HashAlgorithm.SHA384;


import static dev.glassine.core.registry.KeyExchangeMethod.TLS_1_3;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row per cipher suite: how keys are agreed, who signs, what protects records, and how it is judged (IANA "TLS Cipher Suites").
 *
 * <p>Rows that Glassine can speak are constants; the rest of IANA's list is known by name only, so that any offer can be read.
 */
public final class CipherSuite implements RegistryEntry {
  private static final Map<Integer, CipherSuite> ROWS = new LinkedHashMap<>();

  // TLS 1.3 (RFC 9846 §B.4)
  public static final CipherSuite TLS_AES_128_GCM_SHA256 =
      row(0x1301, "TLS_AES_128_GCM_SHA256", TLS_1_3, ANY, BulkCipher.AES_128_GCM, null, SHA256, Standing.RECOMMENDED, "RFC 9846 §B.4");
  public static final CipherSuite TLS_AES_256_GCM_SHA384 =
      row(0x1302, "TLS_AES_256_GCM_SHA384", TLS_1_3, ANY, BulkCipher.AES_256_GCM, null, SHA384, Standing.RECOMMENDED, "RFC 9846 §B.4");
  public static final CipherSuite TLS_CHACHA20_POLY1305_SHA256 =
      row(0x1303, "TLS_CHACHA20_POLY1305_SHA256", TLS_1_3, ANY, BulkCipher.CHACHA20_POLY1305, null, SHA256, Standing.RECOMMENDED, "RFC 9846 §B.4");

  private final int code;
  private final String name;
  private final KeyExchangeMethod keyExchange;
  private final AuthenticationMethod authentication;
  private final BulkCipher cipher;
  private final @Nullable HashAlgorithm mac;
  private final HashAlgorithm hash;
  private final Standing standing;
  private final String reference;

  private CipherSuite(
      int code, String name, KeyExchangeMethod keyExchange, AuthenticationMethod authentication, BulkCipher cipher,
      @Nullable HashAlgorithm mac, HashAlgorithm hash, Standing standing, String reference) {
    this.code = code;
    this.name = name;
    this.keyExchange = keyExchange;
    this.authentication = authentication;
    this.cipher = cipher;
    this.mac = mac;
    this.hash = hash;
    this.standing = standing;
    this.reference = reference;
  }

  private static CipherSuite row(
      int code, String name, KeyExchangeMethod keyExchange, AuthenticationMethod authentication, BulkCipher cipher,
      @Nullable HashAlgorithm mac, HashAlgorithm hash, Standing standing, String reference) {
    CipherSuite suite = new CipherSuite(code, name, keyExchange, authentication, cipher, mac, hash, standing, reference);
    ROWS.put(code, suite);
    return suite;
  }

  /** The suite with this code, known or not; {@code code} is 0..0xFFFF, or an SSL 2.0 kind of three octets. */
  public static CipherSuite of(int code) {
    CipherSuite row = ROWS.get(code);
    return row != null
        ? row
        : new CipherSuite(
            code, Grease.name(code), KeyExchangeMethod.OTHER, AuthenticationMethod.OTHER, BulkCipher.OTHER, null, SHA256, Standing.UNKNOWN, "");
  }

  /** The suite with this IANA name, if our registry has it. */
  public static Optional<CipherSuite> named(String name) {
    return ROWS.values().stream().filter(suite -> suite.name.equals(name)).findFirst();
  }

  /** Every row. */
  public static Collection<CipherSuite> all() {
    return java.util.Collections.unmodifiableCollection(ROWS.values());
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
    return standing != Standing.UNKNOWN;
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
    return standing;
  }

  /** Where it is specified. */
  public String reference() {
    return reference;
  }

  /** Whether this suite may be negotiated in {@code version} (RFC 9846 §4.2.2, RFC 5246 §A.5: AEAD and SHA-256 suites need 1.2). */
  public boolean usableIn(ProtocolVersion version) {
    if (keyExchange == TLS_1_3) {
      return version.equals(ProtocolVersion.TLS_1_3);
    }
    if (version.atLeast(ProtocolVersion.TLS_1_3) || cipher.kind() == BulkCipher.Kind.OTHER) {
      return false;
    }
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
}
