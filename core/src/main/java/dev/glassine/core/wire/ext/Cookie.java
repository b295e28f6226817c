package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * cookie (RFC 9846 §4.3.2): from a HelloRetryRequest, returned in the second ClientHello.
 *
 * <pre>
 *   struct {
 *       opaque cookie&lt;1..2^16-1&gt;;
 *   } Cookie;
 * </pre>
 *
 * @param cookie the server's octets, without meaning to the client
 */
public record Cookie(Bytes cookie) implements Extension {
  static Cookie read(WireReader reader) {
    return new Cookie(reader.opaque16("cookie", 1, 0xFFFF));
  }

  @Override
  public void write(WireWriter writer) {
    writer.opaque16(cookie);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.COOKIE;
  }
}
