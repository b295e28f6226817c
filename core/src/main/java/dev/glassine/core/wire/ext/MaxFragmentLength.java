package dev.glassine.core.wire.ext;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * max_fragment_length (RFC 6066 §4); record_size_limit replaces it (RFC 8449 §5).
 *
 * <pre>
 *   enum {
 *       2^9(1), 2^10(2), 2^11(3), 2^12(4), (255)
 *   } MaxFragmentLength;
 * </pre>
 *
 * @param code 1..4
 */
public record MaxFragmentLength(int code) implements Extension {
  /** Refuses codes outside 1..4. */
  public MaxFragmentLength {
    if (code < 1 || code > 4) {
      throw new IllegalArgumentException("max_fragment_length has codes 1..4, not " + code);
    }
  }

  /** The longest plaintext fragment: 512, 1024, 2048 or 4096 octets. */
  public int octets() {
    return 256 << code;
  }

  static MaxFragmentLength read(WireReader reader) {
    int code =
        reader.u8(
            "max_fragment_length",
            value -> value >= 1 && value <= 4 ? "2^" + (8 + value) : Integer.toString(value));
    // RFC 6066 §4: a value outside the allowed ones "MUST abort the handshake with an
    // "illegal_parameter" alert"
    if (code < 1 || code > 4) {
      throw reader.malformed(
          Reason.BAD_FIELD_VALUE, "max_fragment_length", code + " is outside 1..4");
    }
    return new MaxFragmentLength(code);
  }

  @Override
  public void write(WireWriter writer) {
    writer.u8(code);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.MAX_FRAGMENT_LENGTH;
  }
}
