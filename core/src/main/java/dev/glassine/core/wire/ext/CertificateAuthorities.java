package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * certificate_authorities (RFC 9846 §4.3.4).
 *
 * <pre>
 *   opaque DistinguishedName&lt;1..2^16-1&gt;;
 *   struct {
 *       DistinguishedName authorities&lt;3..2^16-1&gt;;
 *   } CertificateAuthoritiesExtension;
 * </pre>
 *
 * @param authorities DER of X.501 names
 */
public record CertificateAuthorities(List<Bytes> authorities) implements Extension {
  /** Copies the list. */
  public CertificateAuthorities {
    authorities = List.copyOf(authorities);
  }

  static CertificateAuthorities read(WireReader reader) {
    WireReader list = reader.vector16("authorities", 3, 0xFFFF);
    List<Bytes> authorities = new ArrayList<>();
    while (list.nextElement()) {
      authorities.add(list.opaque16("", 1, 0xFFFF));
    }
    return new CertificateAuthorities(authorities);
  }

  @Override
  public void write(WireWriter writer) {
    writer.vector16(() -> authorities.forEach(writer::opaque16));
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.CERTIFICATE_AUTHORITIES;
  }
}
