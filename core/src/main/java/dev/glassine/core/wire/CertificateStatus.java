package dev.glassine.core.wire;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.HandshakeType;

/**
 * Stapled OCSP response of TLS 1.2 (RFC 6066 §8).
 *
 * <pre>
 *   struct {
 *       CertificateStatusType status_type;    // ocsp(1)
 *       opaque OCSPResponse&lt;1..2^24-1&gt;;
 *   } CertificateStatus;
 * </pre>
 *
 * @param ocspResponse DER
 */
public record CertificateStatus(Bytes ocspResponse) implements HandshakeMessage {

  static CertificateStatus read(WireReader reader) {
    int statusType =
        reader.u8("status_type", type -> type == 1 ? "ocsp(1)" : Integer.toString(type));
    if (statusType != 1) {
      throw reader.malformed(Reason.BAD_FIELD_VALUE, "status_type", statusType + " is not ocsp(1)");
    }
    return new CertificateStatus(reader.opaque24("response", 1, 0xFFFFFF));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u8(1).opaque24(ocspResponse);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE_STATUS;
  }
}
