package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.MessagePlace;

/**
 * CertificateRequest of TLS 1.3 (RFC 9846 §4.4.2).
 *
 * <pre>
 *   struct {
 *       opaque certificate_request_context&lt;0..2^8-1&gt;;
 *       Extension extensions&lt;0..2^16-1&gt;;
 *   } CertificateRequest;
 * </pre>
 *
 * @param certificateRequestContext empty in a handshake
 * @param extensions signature_algorithms at least
 */
public record CertificateRequest(Bytes certificateRequestContext, Extensions extensions)
    implements HandshakeMessage {

  static CertificateRequest read(WireReader reader) {
    Bytes context = reader.opaque8("certificate_request_context", 0, 0xFF);
    return new CertificateRequest(
        context, Extensions.read(reader, MessagePlace.CERTIFICATE_REQUEST));
  }

  @Override
  public void write(WireWriter writer) {
    writer.opaque8(certificateRequestContext);
    extensions.write(writer);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE_REQUEST;
  }
}
