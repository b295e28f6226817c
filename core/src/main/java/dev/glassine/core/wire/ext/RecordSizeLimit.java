package dev.glassine.core.wire.ext;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * record_size_limit (RFC 8449 §4).
 *
 * <pre>
 *   uint16 RecordSizeLimit;
 * </pre>
 *
 * @param limit the largest plaintext that the sender accepts, 64..65535 octets; in TLS 1.3 it
 *     counts the content type and the padding
 */
public record RecordSizeLimit(int limit) implements Extension {
  /** The smallest limit. */
  public static final int SMALLEST = 64;

  /** Refuses limits that must not be sent. */
  public RecordSizeLimit {
    if (limit < SMALLEST || limit > 0xFFFF) {
      throw new IllegalArgumentException("record_size_limit is 64..65535, not " + limit);
    }
  }

  static RecordSizeLimit read(WireReader reader) {
    int limit = reader.u16("record_size_limit");
    // RFC 8449 §4: "An endpoint MUST treat receipt of a smaller value as a fatal error and generate
    // an "illegal_parameter" alert."
    if (limit < SMALLEST) {
      throw reader.malformed(
          Reason.BAD_RECORD_SIZE_LIMIT, "record_size_limit", limit + " is below 64");
    }
    return new RecordSizeLimit(limit);
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(limit);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.RECORD_SIZE_LIMIT;
  }
}
