package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.MessagePlace;
import java.util.ArrayList;
import java.util.List;

/**
 * Certificate of TLS 1.3 (RFC 9846 §4.5.1).
 *
 * <pre>
 *   struct {
 *       opaque cert_data&lt;1..2^24-1&gt;;
 *       Extension extensions&lt;0..2^16-1&gt;;
 *   } CertificateEntry;
 *   struct {
 *       opaque certificate_request_context&lt;0..2^8-1&gt;;
 *       CertificateEntry certificate_list&lt;0..2^24-1&gt;;
 *   } Certificate;
 * </pre>
 *
 * @param certificateRequestContext empty in a handshake, else what the CertificateRequest had
 * @param certificateList the sender's own first; empty where a client has none
 */
public record CertificateMessage(
    Bytes certificateRequestContext, List<CertificateEntry> certificateList)
    implements HandshakeMessage {
  /**
   * One certificate with what belongs to it.
   *
   * @param certData DER
   * @param extensions stapled status, timestamps
   */
  public record CertificateEntry(Bytes certData, Extensions extensions) {}

  /** Copies the list. */
  public CertificateMessage {
    certificateList = List.copyOf(certificateList);
  }

  static CertificateMessage read(WireReader reader) {
    Bytes context = reader.opaque8("certificate_request_context", 0, 0xFF);
    WireReader vector = reader.vector24("certificate_list", 0, 0xFFFFFF);
    List<CertificateEntry> list = new ArrayList<>();
    while (vector.nextElement()) {
      Bytes certData = vector.opaque24("cert_data", 1, 0xFFFFFF);
      list.add(new CertificateEntry(certData, Extensions.read(vector, MessagePlace.CERTIFICATE)));
    }
    return new CertificateMessage(context, list);
  }

  @Override
  public void write(WireWriter writer) {
    writer.opaque8(certificateRequestContext);
    writer.vector24(
        () -> {
          for (CertificateEntry entry : certificateList) {
            writer.opaque24(entry.certData());
            entry.extensions().write(writer);
          }
        });
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE;
  }
}
