package dev.glassine.core.registry;

import java.util.List;
import java.util.Optional;

/**
 * A protocol version as it stands in hellos and record headers. SSL 1.0 was never published, so no
 * number exists for it.
 *
 * <p>Ordered by {@link #code()}: {@code SSL_2_0 < SSL_3_0 < TLS_1_0 < ... < TLS_1_3}.
 */
public final class ProtocolVersion implements RegistryEntry, Comparable<ProtocolVersion> {
  /** SSL 2.0 (Hickman, 1995); prohibited by RFC 6176. */
  public static final ProtocolVersion SSL_2_0 =
      new ProtocolVersion(0x0002, "SSL 2.0", Standing.BROKEN);

  /** SSL 3.0 (RFC 6101); prohibited by RFC 7568. */
  public static final ProtocolVersion SSL_3_0 =
      new ProtocolVersion(0x0300, "SSL 3.0", Standing.BROKEN);

  /** TLS 1.0 (RFC 2246); deprecated by RFC 8996. */
  public static final ProtocolVersion TLS_1_0 =
      new ProtocolVersion(0x0301, "TLS 1.0", Standing.LEGACY);

  /** TLS 1.1 (RFC 4346); deprecated by RFC 8996. */
  public static final ProtocolVersion TLS_1_1 =
      new ProtocolVersion(0x0302, "TLS 1.1", Standing.LEGACY);

  /** TLS 1.2 (RFC 5246). */
  public static final ProtocolVersion TLS_1_2 =
      new ProtocolVersion(0x0303, "TLS 1.2", Standing.ACCEPTABLE);

  /** TLS 1.3 (RFC 9846). */
  public static final ProtocolVersion TLS_1_3 =
      new ProtocolVersion(0x0304, "TLS 1.3", Standing.RECOMMENDED);

  /** Every known version, oldest first. */
  public static final List<ProtocolVersion> ALL =
      List.of(SSL_2_0, SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3);

  private final int code;
  private final String name;
  private final Standing standing;

  private ProtocolVersion(int code, String name, Standing standing) {
    this.code = code;
    this.name = name;
    this.standing = standing;
  }

  /** The version with this code, known or not; {@code code} is 0..0xFFFF. */
  public static ProtocolVersion of(int code) {
    for (ProtocolVersion version : ALL) {
      if (version.code == code) {
        return version;
      }
    }
    return new ProtocolVersion(code, Grease.name(code), Standing.UNKNOWN);
  }

  /** The known version of this name, such as "TLS 1.3". */
  public static Optional<ProtocolVersion> named(String name) {
    for (ProtocolVersion version : ALL) {
      if (version.name.equals(name)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
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

  /** How this version is judged today. */
  public Standing standing() {
    return standing;
  }

  /** Whether this version is {@code other} or newer. */
  public boolean atLeast(ProtocolVersion other) {
    return code >= other.code;
  }

  @Override
  public int compareTo(ProtocolVersion other) {
    return Integer.compare(code, other.code);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProtocolVersion that && code == that.code;
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
