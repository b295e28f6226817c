package dev.glassine.core.wire.ext;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * status_request in a CertificateEntry of TLS 1.3 (RFC 9846 §4.5.1.1): a CertificateStatus of RFC
 * 6066 §8.
 *
 * <pre>
 *   struct {
 *       CertificateStatusType status_type;               // ocsp(1)
 *       select (status_type) {
 *           case ocsp: OCSPResponse;                     // opaque OCSPResponse&lt;1..2^24-1&gt;
 *       } response;
 *   } CertificateStatus;
 * </pre>
 *
 * @param ocspResponse DER
 */
public record StapledStatus(Bytes ocspResponse) implements Extension {
  private static final int OCSP = 1;

  static StapledStatus read(WireReader reader) {
    int statusType = reader.u8("status_type", StatusRequest::statusTypeName);
    if (statusType != OCSP) {
      throw reader.malformed(Reason.BAD_FIELD_VALUE, "status_type", statusType + " is not ocsp(1)");
    }
    return new StapledStatus(reader.opaque24("response", 1, 0xFFFFFF));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u8(OCSP).opaque24(ocspResponse);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.STATUS_REQUEST;
  }
}
