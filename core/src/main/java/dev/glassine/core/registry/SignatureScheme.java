package dev.glassine.core.registry;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row per signature scheme (RFC 9846 §4.3.3); the codes double as TLS 1.2's hash and signature
 * octets (RFC 5246 §7.4.1.4.1).
 */
public final class SignatureScheme implements RegistryEntry {
  private static final Map<Integer, SignatureScheme> ROWS = new LinkedHashMap<>();

  public static final SignatureScheme RSA_PKCS1_SHA256 =
      row(
          0x0401,
          "rsa_pkcs1_sha256",
          Kind.RSA_PKCS1,
          HashAlgorithm.SHA256,
          null,
          Standing.ACCEPTABLE);
  public static final SignatureScheme RSA_PKCS1_SHA384 =
      row(
          0x0501,
          "rsa_pkcs1_sha384",
          Kind.RSA_PKCS1,
          HashAlgorithm.SHA384,
          null,
          Standing.ACCEPTABLE);
  public static final SignatureScheme RSA_PKCS1_SHA512 =
      row(
          0x0601,
          "rsa_pkcs1_sha512",
          Kind.RSA_PKCS1,
          HashAlgorithm.SHA512,
          null,
          Standing.ACCEPTABLE);
  public static final SignatureScheme ECDSA_SECP256R1_SHA256 =
      row(
          0x0403,
          "ecdsa_secp256r1_sha256",
          Kind.ECDSA,
          HashAlgorithm.SHA256,
          NamedGroup.SECP256R1,
          Standing.RECOMMENDED);
  public static final SignatureScheme ECDSA_SECP384R1_SHA384 =
      row(
          0x0503,
          "ecdsa_secp384r1_sha384",
          Kind.ECDSA,
          HashAlgorithm.SHA384,
          NamedGroup.SECP384R1,
          Standing.RECOMMENDED);
  public static final SignatureScheme ECDSA_SECP521R1_SHA512 =
      row(
          0x0603,
          "ecdsa_secp521r1_sha512",
          Kind.ECDSA,
          HashAlgorithm.SHA512,
          NamedGroup.SECP521R1,
          Standing.ACCEPTABLE);
  public static final SignatureScheme RSA_PSS_RSAE_SHA256 =
      row(
          0x0804,
          "rsa_pss_rsae_sha256",
          Kind.RSA_PSS_RSAE,
          HashAlgorithm.SHA256,
          null,
          Standing.RECOMMENDED);
  public static final SignatureScheme RSA_PSS_RSAE_SHA384 =
      row(
          0x0805,
          "rsa_pss_rsae_sha384",
          Kind.RSA_PSS_RSAE,
          HashAlgorithm.SHA384,
          null,
          Standing.RECOMMENDED);
  public static final SignatureScheme RSA_PSS_RSAE_SHA512 =
      row(
          0x0806,
          "rsa_pss_rsae_sha512",
          Kind.RSA_PSS_RSAE,
          HashAlgorithm.SHA512,
          null,
          Standing.RECOMMENDED);
  public static final SignatureScheme ED25519 =
      row(0x0807, "ed25519", Kind.EDDSA, null, null, Standing.RECOMMENDED);
  public static final SignatureScheme ED448 =
      row(0x0808, "ed448", Kind.EDDSA, null, null, Standing.ACCEPTABLE);
  public static final SignatureScheme RSA_PSS_PSS_SHA256 =
      row(
          0x0809,
          "rsa_pss_pss_sha256",
          Kind.RSA_PSS_PSS,
          HashAlgorithm.SHA256,
          null,
          Standing.RECOMMENDED);
  public static final SignatureScheme RSA_PSS_PSS_SHA384 =
      row(
          0x080A,
          "rsa_pss_pss_sha384",
          Kind.RSA_PSS_PSS,
          HashAlgorithm.SHA384,
          null,
          Standing.RECOMMENDED);
  public static final SignatureScheme RSA_PSS_PSS_SHA512 =
      row(
          0x080B,
          "rsa_pss_pss_sha512",
          Kind.RSA_PSS_PSS,
          HashAlgorithm.SHA512,
          null,
          Standing.RECOMMENDED);
  public static final SignatureScheme RSA_PKCS1_SHA1 =
      row(0x0201, "rsa_pkcs1_sha1", Kind.RSA_PKCS1, HashAlgorithm.SHA1, null, Standing.LEGACY);
  public static final SignatureScheme ECDSA_SHA1 =
      row(0x0203, "ecdsa_sha1", Kind.ECDSA, HashAlgorithm.SHA1, null, Standing.LEGACY);
  public static final SignatureScheme DSA_SHA1 =
      row(0x0202, "dsa_sha1", Kind.DSA, HashAlgorithm.SHA1, null, Standing.BROKEN);
  public static final SignatureScheme DSA_SHA256 =
      row(0x0402, "dsa_sha256", Kind.DSA, HashAlgorithm.SHA256, null, Standing.LEGACY);

  /**
   * What TLS 1.1 and before imply with an RSA key: PKCS #1 over MD5 and SHA-1 side by side, without
   * DigestInfo. Numbers of private use, never on the wire; what is signed is the digest itself.
   */
  public static final SignatureScheme RSA_MD5_SHA1 =
      implied(0xFF01, "rsa_md5_sha1", Kind.RSA_PKCS1);

  /** What TLS 1.1 and before imply with a DSA key: over a SHA-1 digest. */
  public static final SignatureScheme DSA_SHA1_DIGEST =
      implied(0xFF02, "dsa_sha1_digest", Kind.DSA);

  /** What TLS 1.1 and before imply with a key on a curve: ECDSA over a SHA-1 digest. */
  public static final SignatureScheme ECDSA_SHA1_DIGEST =
      implied(0xFF03, "ecdsa_sha1_digest", Kind.ECDSA);

  /**
   * What SSL 2.0 answers a request for a certificate with, and nothing else: PKCS #1 over MD5,
   * whose collisions break it (SLOTH, 2016). What is signed is the DigestInfo, because what it
   * digests is secret.
   */
  public static final SignatureScheme RSA_MD5_DIGEST_INFO =
      row(
          new SignatureScheme(
              0xFF04,
              "rsa_md5_digest_info",
              Kind.RSA_PKCS1,
              null,
              null,
              Standing.BROKEN,
              "RFC 8017 §9.2"));

  static {
    for (NameTable.Row row :
        NameTable.parse(
            """
            # RFC 5246 §7.4.1.4.1
            0101 rsa_pkcs1_md5
            0301 rsa_pkcs1_sha224
            0302 dsa_sha224
            0303 ecdsa_sha224
            0502 dsa_sha384
            0602 dsa_sha512
            # draft-ietf-tls-tls13-pkcs1
            0420 rsa_pkcs1_sha256_legacy
            0520 rsa_pkcs1_sha384_legacy
            0620 rsa_pkcs1_sha512_legacy
            # draft-wang-tls-raw-public-key-with-ibc
            0704 eccsi_sha256
            0705 iso_ibs1
            0706 iso_ibs2
            0707 iso_chinese_ibs
            # RFC 8998
            0708 sm2sig_sm3
            # RFC 9367
            0709 gostr34102012_256a
            070A gostr34102012_256b
            070B gostr34102012_256c
            070C gostr34102012_256d
            070D gostr34102012_512a
            070E gostr34102012_512b
            070F gostr34102012_512c
            # RFC 8734
            081A ecdsa_brainpoolP256r1tls13_sha256
            081B ecdsa_brainpoolP384r1tls13_sha384
            081C ecdsa_brainpoolP512r1tls13_sha512
            # draft-ietf-tls-mldsa
            0904 mldsa44
            0905 mldsa65
            0906 mldsa87
            """)) {
      row(
          new SignatureScheme(
              row.code(),
              row.name(),
              Kind.OTHER,
              null,
              null,
              Standing.NAMED_ONLY,
              row.reference()));
    }
  }

  /** The signature algorithm with its padding. */
  public enum Kind {
    RSA_PKCS1,
    /** RSASSA-PSS with an rsaEncryption key. */
    RSA_PSS_RSAE,
    /** RSASSA-PSS with an id-RSASSA-PSS key. */
    RSA_PSS_PSS,
    ECDSA,
    EDDSA,
    DSA,
    OTHER
  }

  private final int code;
  private final String name;
  private final Kind kind;
  private final @Nullable HashAlgorithm hash;
  private final @Nullable NamedGroup curve;
  private final Standing standing;
  private final String reference;

  private SignatureScheme(
      int code,
      String name,
      Kind kind,
      @Nullable HashAlgorithm hash,
      @Nullable NamedGroup curve,
      Standing standing,
      String reference) {
    this.code = code;
    this.name = name;
    this.kind = kind;
    this.hash = hash;
    this.curve = curve;
    this.standing = standing;
    this.reference = reference;
  }

  private static SignatureScheme row(
      int code,
      String name,
      Kind kind,
      @Nullable HashAlgorithm hash,
      @Nullable NamedGroup curve,
      Standing standing) {
    String reference = kind == Kind.DSA ? "RFC 5246 §7.4.1.4.1" : "RFC 9846 §4.3.3";
    return row(new SignatureScheme(code, name, kind, hash, curve, standing, reference));
  }

  /** SLOTH (2016) is about these: MD5 and SHA-1 under handshake signatures. */
  private static SignatureScheme implied(int code, String name, Kind kind) {
    return row(
        new SignatureScheme(code, name, kind, null, null, Standing.LEGACY, "RFC 4346 §7.4.3"));
  }

  private static SignatureScheme row(SignatureScheme scheme) {
    ROWS.put(scheme.code, scheme);
    return scheme;
  }

  /** The scheme with this code, known or not; {@code code} is 0..0xFFFF. */
  public static SignatureScheme of(int code) {
    SignatureScheme row = ROWS.get(code);
    return row != null
        ? row
        : new SignatureScheme(
            code, Grease.name(code), Kind.OTHER, null, null, Standing.UNKNOWN, "");
  }

  /** The scheme with this registered name, in any case of letters, if our registry has it. */
  public static Optional<SignatureScheme> named(String name) {
    return ROWS.values().stream().filter(scheme -> scheme.name.equalsIgnoreCase(name)).findFirst();
  }

  /** Every row. */
  public static Collection<SignatureScheme> all() {
    return Collections.unmodifiableCollection(ROWS.values());
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

  /** The algorithm with its padding. */
  public Kind kind() {
    return kind;
  }

  /** Whether the version implies it, and the input is the digest itself. */
  public boolean isImplied() {
    return hash == null && code >= RSA_MD5_SHA1.code;
  }

  /**
   * The hash applied to the input, or null where the algorithm has its own (EdDSA) and where the
   * input is a digest already.
   */
  public @Nullable HashAlgorithm hash() {
    return hash;
  }

  /**
   * The curve that TLS 1.3 binds to an ECDSA scheme, or null (RFC 9846 §4.3.3); TLS 1.2 does not
   * bind it.
   */
  public @Nullable NamedGroup curve() {
    return curve;
  }

  /** How it is judged today. */
  public Standing standing() {
    return standing;
  }

  /** Where it is specified; empty for unknown numbers. */
  public String reference() {
    return reference;
  }

  /**
   * Whether it may sign a handshake in {@code version}. RFC 9846 §4.3.3: RSASSA-PKCS1-v1_5 and
   * SHA-1 stand for certificates only in TLS 1.3.
   */
  public boolean signsHandshakeIn(ProtocolVersion version) {
    if (equals(RSA_MD5_DIGEST_INFO)) {
      return version.equals(ProtocolVersion.SSL_2_0);
    }
    if (isImplied()) {
      return !version.atLeast(ProtocolVersion.TLS_1_2);
    }
    return switch (kind) {
      case OTHER -> false;
      case RSA_PKCS1, DSA -> !version.atLeast(ProtocolVersion.TLS_1_3);
      case ECDSA -> curve != null || !version.atLeast(ProtocolVersion.TLS_1_3);
      case RSA_PSS_RSAE, RSA_PSS_PSS, EDDSA -> version.atLeast(ProtocolVersion.TLS_1_2);
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignatureScheme that && code == that.code;
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
