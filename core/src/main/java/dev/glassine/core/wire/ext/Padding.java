package dev.glassine.core.wire.ext;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * padding (RFC 7685 §3): as many zero octets as the client needs to avoid a length that some server
 * mishandles.
 *
 * @param length octets of padding, 0..65535
 */
public record Padding(int length) implements Extension {
  /** Refuses lengths that the wire cannot carry. */
  public Padding {
    if (length < 0 || length > 0xFFFF) {
      throw new IllegalArgumentException("padding has 0..65535 octets, not " + length);
    }
  }

  static Padding read(WireReader reader) {
    Bytes octets = reader.rest("padding");
    // RFC 7685 §3: "The client MUST fill the padding extension completely with zero bytes, although
    // the padding extension_data field may be empty."
    for (int i = 0; i < octets.length(); i++) {
      if (octets.at(i) != 0) {
        throw reader.malformed(Reason.BAD_FIELD_VALUE, "padding", "octet " + i + " is not zero");
      }
    }
    return new Padding(octets.length());
  }

  @Override
  public void write(WireWriter writer) {
    writer.fixed(new byte[length]);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.PADDING;
  }
}
