package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * status_request in a ClientHello (RFC 6066 §8): the client would like a stapled OCSP response.
 *
 * <pre>
 *   struct {
 *       CertificateStatusType status_type;               // ocsp(1)
 *       select (status_type) {
 *           case ocsp: OCSPStatusRequest;
 *       } request;
 *   } CertificateStatusRequest;
 *   struct {
 *       ResponderID responder_id_list&lt;0..2^16-1&gt;;
 *       Extensions  request_extensions;                  // opaque Extensions&lt;0..2^16-1&gt;
 *   } OCSPStatusRequest;
 * </pre>
 *
 * <p>A request of another status type survives as {@link UnknownExtension}: a server ignores what
 * it cannot staple.
 *
 * @param responderIds the list's octets: {@code opaque ResponderID<1..2^16-1>} one after the other
 * @param requestExtensions DER of OCSP extensions, or empty
 */
public record StatusRequest(Bytes responderIds, Bytes requestExtensions) implements Extension {
  /** Any responder will do, no extensions. */
  public static final StatusRequest ANY = new StatusRequest(Bytes.EMPTY, Bytes.EMPTY);

  private static final int OCSP = 1;

  static Extension read(WireReader reader) {
    int statusType = reader.u8("status_type", StatusRequest::statusTypeName);
    if (statusType != OCSP) {
      Bytes request = reader.rest("request");
      return new UnknownExtension(
          ExtensionType.STATUS_REQUEST, new WireWriter().u8(statusType).fixed(request).toBytes());
    }
    WireReader ids = reader.vector16("responder_id_list", 0, 0xFFFF);
    WireWriter list = new WireWriter();
    while (ids.nextElement()) {
      list.opaque16(ids.opaque16("", 1, 0xFFFF));
    }
    return new StatusRequest(list.toBytes(), reader.opaque16("request_extensions", 0, 0xFFFF));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u8(OCSP).opaque16(responderIds).opaque16(requestExtensions);
  }

  static String statusTypeName(int statusType) {
    return statusType == OCSP ? "ocsp(1)" : Integer.toString(statusType);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.STATUS_REQUEST;
  }
}
