package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * oid_filters (RFC 9846 §4.3.5): extensions that the server would like the client's certificate to
 * have.
 *
 * <pre>
 *   struct {
 *       opaque certificate_extension_oid&lt;1..2^8-1&gt;;
 *       opaque certificate_extension_values&lt;0..2^16-1&gt;;
 *   } OIDFilter;
 *   struct {
 *       OIDFilter filters&lt;0..2^16-1&gt;;
 *   } OIDFilterExtension;
 * </pre>
 *
 * @param data the filters one after the other, without the list's length
 */
public record OidFilters(Bytes data) implements Extension {
  static OidFilters read(WireReader reader) {
    WireReader list = reader.vector16("filters", 0, 0xFFFF);
    WireWriter filters = new WireWriter();
    while (list.nextElement()) {
      filters.opaque8(list.opaque8("certificate_extension_oid", 1, 0xFF));
      filters.opaque16(list.opaque16("certificate_extension_values", 0, 0xFFFF));
    }
    return new OidFilters(filters.toBytes());
  }

  @Override
  public void write(WireWriter writer) {
    writer.opaque16(data);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.OID_FILTERS;
  }
}
