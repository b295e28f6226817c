package dev.glassine.core.registry;

import org.jspecify.annotations.Nullable;

/** The content type of a record (RFC 9846 §5.1). */
public enum ContentType {
  /** RFC 9846 §5. */
  CHANGE_CIPHER_SPEC(20),
  /** RFC 9846 §6. */
  ALERT(21),
  /** RFC 9846 §4. */
  HANDSHAKE(22),
  /** RFC 9846 §5.2. */
  APPLICATION_DATA(23),
  /** RFC 6520; never negotiated here (Heartbleed). */
  HEARTBEAT(24);

  private final int code;

  ContentType(int code) {
    this.code = code;
  }

  /** The octet on the wire. */
  public int code() {
    return code;
  }

  /** The type with this code, or null where no type has it. */
  public static @Nullable ContentType of(int code) {
    return switch (code) {
      case 20 -> CHANGE_CIPHER_SPEC;
      case 21 -> ALERT;
      case 22 -> HANDSHAKE;
      case 23 -> APPLICATION_DATA;
      case 24 -> HEARTBEAT;
      default -> null;
    };
  }
}
