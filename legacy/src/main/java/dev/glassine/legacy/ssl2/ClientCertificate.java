package dev.glassine.legacy.ssl2;

import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * SSL 2.0 §2.5: the client's certificate, and its signature over the keys, the challenge and the
 * server's certificate. Sent under the client's key.
 *
 * <pre>
 *   char MSG-CLIENT-CERTIFICATE
 *   char CERTIFICATE-TYPE
 *   char CERTIFICATE-LENGTH-MSB
 *   char CERTIFICATE-LENGTH-LSB
 *   char RESPONSE-LENGTH-MSB
 *   char RESPONSE-LENGTH-LSB
 *   char CERTIFICATE-DATA[MSB&lt;&lt;8|LSB]
 *   char RESPONSE-DATA[MSB&lt;&lt;8|LSB]
 * </pre>
 *
 * @param certificateType {@link Ssl2ServerHello#X509_CERTIFICATE} is all there is
 * @param certificate in DER: one, there is no chain
 * @param response an MD5 signature (PKCS #1)
 */
record ClientCertificate(int certificateType, Bytes certificate, Bytes response)
    implements Message {

  static ClientCertificate read(WireReader reader) {
    int type = reader.u8("CERTIFICATE-TYPE", Ssl2ServerHello::typeName);
    int certificate = Lengths.read(reader, "CERTIFICATE-LENGTH", 1, 0xFFFF);
    int response = Lengths.read(reader, "RESPONSE-LENGTH", 1, 0xFFFF);
    return new ClientCertificate(
        type,
        reader.fixed("CERTIFICATE-DATA", certificate),
        reader.fixed("RESPONSE-DATA", response));
  }

  @Override
  public void writeBody(WireWriter writer) {
    writer.u8(certificateType);
    writer.u16(certificate.length());
    writer.u16(response.length());
    writer.fixed(certificate);
    writer.fixed(response);
  }

  @Override
  public MessageType type() {
    return MessageType.CLIENT_CERTIFICATE;
  }

  @Override
  public String summary() {
    return "a certificate, and a signature by its key";
  }
}
