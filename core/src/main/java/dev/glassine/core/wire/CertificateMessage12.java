package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;
import java.util.ArrayList;
import java.util.List;

/**
 * Certificate of TLS 1.2 and before (RFC 5246 §7.4.2).
 *
 * <pre>
 *   opaque ASN.1Cert&lt;1..2^24-1&gt;;
 *   struct {
 *       ASN.1Cert certificate_list&lt;0..2^24-1&gt;;
 *   } Certificate;
 * </pre>
 *
 * @param certificateList DER, the sender's own first
 */
public record CertificateMessage12(List<Bytes> certificateList) implements HandshakeMessage {
  /** Copies the list. */
  public CertificateMessage12 {
    certificateList = List.copyOf(certificateList);
  }

  static CertificateMessage12 read(WireReader reader) {
    WireReader vector = reader.vector24("certificate_list", 0, 0xFFFFFF);
    List<Bytes> list = new ArrayList<>();
    while (vector.nextElement()) {
      list.add(vector.opaque24("", 1, 0xFFFFFF));
    }
    return new CertificateMessage12(list);
  }

  @Override
  public void write(WireWriter writer) {
    writer.vector24(() -> certificateList.forEach(writer::opaque24));
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE;
  }
}
