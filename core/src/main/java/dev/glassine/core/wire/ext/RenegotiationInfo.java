package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * renegotiation_info (RFC 5746 §3.2).
 *
 * <pre>
 *   struct {
 *       opaque renegotiated_connection&lt;0..255&gt;;
 *   } RenegotiationInfo;
 * </pre>
 *
 * @param renegotiatedConnection empty in a first handshake; else the verify data of the handshake
 *     before, the client's, then the server's
 */
public record RenegotiationInfo(Bytes renegotiatedConnection) implements Extension {
  /** As it stands in a first handshake. */
  public static final RenegotiationInfo EMPTY = new RenegotiationInfo(Bytes.EMPTY);

  static RenegotiationInfo read(WireReader reader) {
    return new RenegotiationInfo(reader.opaque8("renegotiated_connection", 0, 0xFF));
  }

  @Override
  public void write(WireWriter writer) {
    writer.opaque8(renegotiatedConnection);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.RENEGOTIATION_INFO;
  }
}
