package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * SSL 2.0 §2.6: asks the client who it is. It cannot say whose certificates would do.
 *
 * <pre>
 *   char MSG-REQUEST-CERTIFICATE
 *   char AUTHENTICATION-TYPE
 *   char CERTIFICATE-CHALLENGE-DATA[N-2]
 * </pre>
 *
 * @param authenticationType {@link #MD5_WITH_RSA_ENCRYPTION} is all there is
 * @param challenge 16..32 random octets
 */
record RequestCertificate(int authenticationType, Bytes challenge) implements Message {
  /** SSL 2.0 §C.6. */
  static final int MD5_WITH_RSA_ENCRYPTION = 1;

  static RequestCertificate read(WireReader reader) {
    int type = reader.u8("AUTHENTICATION-TYPE", RequestCertificate::typeName);
    int length = reader.remaining();
    if (length < Ssl2ClientHello.SHORTEST_CHALLENGE || length > Ssl2ClientHello.LONGEST_CHALLENGE) {
      throw reader.malformed(
          Reason.LENGTH_OUT_OF_RANGE,
          "CERTIFICATE-CHALLENGE-DATA",
          length + " octets, which is outside 16..32");
    }
    return new RequestCertificate(type, reader.rest("CERTIFICATE-CHALLENGE-DATA"));
  }

  private static String typeName(int type) {
    return type == MD5_WITH_RSA_ENCRYPTION ? "MD5_WITH_RSA_ENCRYPTION(1)" : Integer.toString(type);
  }

  @Override
  public void writeBody(WireWriter writer) {
    writer.u8(authenticationType);
    writer.fixed(challenge);
  }

  @Override
  public MessageType type() {
    return MessageType.REQUEST_CERTIFICATE;
  }

  @Override
  public String summary() {
    return typeName(authenticationType) + ", a challenge to sign";
  }
}
