package dev.glassine.core.registry;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One row per group for key agreement (RFC 9846 §4.3.7, RFC 8422 §5.1.1, RFC 7919,
 * draft-ietf-tls-ecdhe-mlkem; IANA "TLS Supported Groups").
 */
public final class NamedGroup implements RegistryEntry {
  private static final Map<Integer, NamedGroup> ROWS = new LinkedHashMap<>();

  public static final NamedGroup SECP256R1 =
      row(
          0x0017,
          "secp256r1",
          Kind.ECDHE,
          "secp256r1",
          65,
          65,
          Standing.RECOMMENDED,
          "RFC 8422 §5.1.1");
  public static final NamedGroup SECP384R1 =
      row(
          0x0018,
          "secp384r1",
          Kind.ECDHE,
          "secp384r1",
          97,
          97,
          Standing.RECOMMENDED,
          "RFC 8422 §5.1.1");
  public static final NamedGroup SECP521R1 =
      row(
          0x0019,
          "secp521r1",
          Kind.ECDHE,
          "secp521r1",
          133,
          133,
          Standing.ACCEPTABLE,
          "RFC 8422 §5.1.1");
  public static final NamedGroup X25519 =
      row(0x001D, "x25519", Kind.ECDHE, "X25519", 32, 32, Standing.RECOMMENDED, "RFC 8422 §5.1.1");
  public static final NamedGroup X448 =
      row(0x001E, "x448", Kind.ECDHE, "X448", 56, 56, Standing.ACCEPTABLE, "RFC 8422 §5.1.1");
  public static final NamedGroup FFDHE2048 =
      row(
          0x0100,
          "ffdhe2048",
          Kind.FFDHE,
          "ffdhe2048",
          256,
          256,
          Standing.ACCEPTABLE,
          "RFC 7919 §2");
  public static final NamedGroup FFDHE3072 =
      row(
          0x0101,
          "ffdhe3072",
          Kind.FFDHE,
          "ffdhe3072",
          384,
          384,
          Standing.ACCEPTABLE,
          "RFC 7919 §2");
  public static final NamedGroup FFDHE4096 =
      row(
          0x0102,
          "ffdhe4096",
          Kind.FFDHE,
          "ffdhe4096",
          512,
          512,
          Standing.ACCEPTABLE,
          "RFC 7919 §2");
  public static final NamedGroup SECP256R1_MLKEM768 =
      row(
          0x11EB,
          "SecP256r1MLKEM768",
          Kind.HYBRID,
          "secp256r1+ML-KEM-768",
          1249,
          1153,
          Standing.RECOMMENDED,
          "draft-ietf-tls-ecdhe-mlkem §4");
  public static final NamedGroup X25519_MLKEM768 =
      row(
          0x11EC,
          "X25519MLKEM768",
          Kind.HYBRID,
          "ML-KEM-768+X25519",
          1216,
          1120,
          Standing.RECOMMENDED,
          "draft-ietf-tls-ecdhe-mlkem §4");
  public static final NamedGroup SECP384R1_MLKEM1024 =
      row(
          0x11ED,
          "SecP384r1MLKEM1024",
          Kind.HYBRID,
          "secp384r1+ML-KEM-1024",
          1665,
          1665,
          Standing.RECOMMENDED,
          "draft-ietf-tls-ecdhe-mlkem §4");

  static {
    for (NameTable.Row row :
        NameTable.parse(
            """
            # RFC 8422 §5.1.1
            0001 sect163k1
            0002 sect163r1
            0003 sect163r2
            0004 sect193r1
            0005 sect193r2
            0006 sect233k1
            0007 sect233r1
            0008 sect239k1
            0009 sect283k1
            000A sect283r1
            000B sect409k1
            000C sect409r1
            000D sect571k1
            000E sect571r1
            000F secp160k1
            0010 secp160r1
            0011 secp160r2
            0012 secp192k1
            0013 secp192r1
            0014 secp224k1
            0015 secp224r1
            0016 secp256k1
            FF01 arbitrary_explicit_prime_curves
            FF02 arbitrary_explicit_char2_curves
            # RFC 7027
            001A brainpoolP256r1
            001B brainpoolP384r1
            001C brainpoolP512r1
            # RFC 8734
            001F brainpoolP256r1tls13
            0020 brainpoolP384r1tls13
            0021 brainpoolP512r1tls13
            # RFC 9189
            0022 GC256A
            0023 GC256B
            0024 GC256C
            0025 GC256D
            0026 GC512A
            0027 GC512B
            0028 GC512C
            # RFC 8998
            0029 curveSM2
            # RFC 7919 §2
            0103 ffdhe6144
            0104 ffdhe8192
            # draft-ietf-tls-mlkem
            0200 MLKEM512
            0201 MLKEM768
            0202 MLKEM1024
            # draft-yang-tls-hybrid-sm2-mlkem
            11EE curveSM2MLKEM768
            # draft-tls-westerbaan-xyber768d00
            6399 X25519Kyber768Draft00
            # draft-kwiatkowski-tls-ecdhe-kyber
            639A SecP256r1Kyber768Draft00
            """)) {
      row(row.code(), row.name(), Kind.OTHER, "", 0, 0, Standing.NAMED_ONLY, row.reference());
    }
  }

  /** What a share of the group is made of. */
  public enum Kind {
    /** An elliptic-curve point. */
    ECDHE,
    /** A finite-field public value, left-padded to the prime's length (RFC 9846 §4.3.8.1). */
    FFDHE,
    /** An elliptic-curve point and an ML-KEM key or ciphertext, concatenated; TLS 1.3 only. */
    HYBRID,
    /** Known by name only. */
    OTHER
  }

  private final int code;
  private final String name;
  private final Kind kind;
  private final String algorithm;
  private final int clientShareLength;
  private final int serverShareLength;
  private final Standing standing;
  private final String reference;

  private NamedGroup(
      int code,
      String name,
      Kind kind,
      String algorithm,
      int clientShareLength,
      int serverShareLength,
      Standing standing,
      String reference) {
    this.code = code;
    this.name = name;
    this.kind = kind;
    this.algorithm = algorithm;
    this.clientShareLength = clientShareLength;
    this.serverShareLength = serverShareLength;
    this.standing = standing;
    this.reference = reference;
  }

  private static NamedGroup row(
      int code,
      String name,
      Kind kind,
      String algorithm,
      int clientShareLength,
      int serverShareLength,
      Standing standing,
      String reference) {
    NamedGroup group =
        new NamedGroup(
            code, name, kind, algorithm, clientShareLength, serverShareLength, standing, reference);
    ROWS.put(code, group);
    return group;
  }

  /** The group with this code, known or not; {@code code} is 0..0xFFFF. */
  public static NamedGroup of(int code) {
    NamedGroup row = ROWS.get(code);
    return row != null
        ? row
        : new NamedGroup(code, Grease.name(code), Kind.OTHER, "", 0, 0, Standing.UNKNOWN, "");
  }

  /** The group with this registered name, in any case of letters, if our registry has it. */
  public static Optional<NamedGroup> named(String name) {
    for (NamedGroup group : ROWS.values()) {
      if (group.name.equalsIgnoreCase(name)) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }

  /** Every row. */
  public static Collection<NamedGroup> all() {
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

  /** What a share is made of. */
  public Kind kind() {
    return kind;
  }

  /** The JCA name of the curve or parameters; for a hybrid both, in the order of concatenation. */
  public String algorithm() {
    return algorithm;
  }

  /** Octets of the client's share. */
  public int clientShareLength() {
    return clientShareLength;
  }

  /** Octets of the server's share. */
  public int serverShareLength() {
    return serverShareLength;
  }

  /** How it is judged today. */
  public Standing standing() {
    return standing;
  }

  /** Where it is specified. */
  public String reference() {
    return reference;
  }

  /** Whether key agreement in {@code version} may use this group; hybrids need TLS 1.3. */
  public boolean usableIn(ProtocolVersion version) {
    return kind != Kind.OTHER && (kind != Kind.HYBRID || version.equals(ProtocolVersion.TLS_1_3));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamedGroup that && code == that.code;
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
