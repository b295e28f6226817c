package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * signed_certificate_timestamp (RFC 6962 §3.3).
 *
 * <pre>
 *   opaque SerializedSCT&lt;1..2^16-1&gt;;
 *   struct {
 *       SerializedSCT sct_list &lt;1..2^16-1&gt;;
 *   } SignedCertificateTimestampList;
 * </pre>
 *
 * @param data {@code extension_data}: the list with its length where timestamps are delivered,
 *     empty where they are asked for
 */
public record SignedCertificateTimestamps(Bytes data) implements Extension {
  /** The sender would like timestamps. */
  public static final SignedCertificateTimestamps REQUEST =
      new SignedCertificateTimestamps(Bytes.EMPTY);

  static SignedCertificateTimestamps readRequest(WireReader reader) {
    return REQUEST;
  }

  static SignedCertificateTimestamps readList(WireReader reader) {
    WireReader list = reader.vector16("sct_list", 1, 0xFFFF);
    WireWriter timestamps = new WireWriter();
    while (list.nextElement()) {
      timestamps.opaque16(list.opaque16("", 1, 0xFFFF));
    }
    return new SignedCertificateTimestamps(
        new WireWriter().opaque16(timestamps.toBytes()).toBytes());
  }

  @Override
  public void write(WireWriter writer) {
    writer.fixed(data);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP;
  }
}
