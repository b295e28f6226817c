package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.util.List;

/**
 * SSL 2.0 §2.6. Sent in the clear: whoever stands in the middle takes the strong cipher kinds out.
 *
 * <pre>
 *   char MSG-SERVER-HELLO
 *   char SESSION-ID-HIT
 *   char CERTIFICATE-TYPE
 *   char SERVER-VERSION-MSB
 *   char SERVER-VERSION-LSB
 *   char CERTIFICATE-LENGTH-MSB
 *   char CERTIFICATE-LENGTH-LSB
 *   char CIPHER-SPECS-LENGTH-MSB
 *   char CIPHER-SPECS-LENGTH-LSB
 *   char CONNECTION-ID-LENGTH-MSB
 *   char CONNECTION-ID-LENGTH-LSB
 *   char CERTIFICATE-DATA[MSB&lt;&lt;8|LSB]
 *   char CIPHER-SPECS-DATA[MSB&lt;&lt;8|LSB]
 *   char CONNECTION-ID-DATA[MSB&lt;&lt;8|LSB]
 * </pre>
 *
 * @param sessionIdHit whether the client's session is resumed; then there is neither certificate
 *     nor cipher kind
 * @param certificateType {@link #NO_CERTIFICATE} or {@link #X509_CERTIFICATE}
 * @param version SSL 2.0
 * @param certificate in DER: one, there is no chain
 * @param cipherSpecs what the server accepts
 * @param connectionId 16..32 random octets
 */
record Ssl2ServerHello(
    boolean sessionIdHit,
    int certificateType,
    ProtocolVersion version,
    Bytes certificate,
    List<CipherSuite> cipherSpecs,
    Bytes connectionId)
    implements Message {
  static final int NO_CERTIFICATE = 0;

  /** SSL 2.0 §C.5. */
  static final int X509_CERTIFICATE = 1;

  Ssl2ServerHello {
    cipherSpecs = List.copyOf(cipherSpecs);
  }

  /** The answer to a client whose session is resumed. */
  static Ssl2ServerHello hit(Bytes connectionId) {
    return new Ssl2ServerHello(
        true, NO_CERTIFICATE, ProtocolVersion.SSL_2_0, Bytes.EMPTY, List.of(), connectionId);
  }

  /** The answer to a client that has a master key to make. */
  static Ssl2ServerHello full(Bytes certificate, List<CipherSuite> kinds, Bytes connectionId) {
    return new Ssl2ServerHello(
        false, X509_CERTIFICATE, ProtocolVersion.SSL_2_0, certificate, kinds, connectionId);
  }

  static Ssl2ServerHello read(WireReader reader) {
    boolean hit = reader.u8("SESSION-ID-HIT") != 0;
    int certificateType = reader.u8("CERTIFICATE-TYPE", Ssl2ServerHello::typeName);
    ProtocolVersion version = reader.code16("SERVER-VERSION", ProtocolVersion::of);
    // SSL 2.0 §2.6: on a hit "the CERTIFICATE-TYPE, CERTIFICATE-LENGTH and CIPHER-SPECS-LENGTH
    // fields will be zero"
    int certificate = Lengths.read(reader, "CERTIFICATE-LENGTH", hit ? 0 : 1, hit ? 0 : 0xFFFF);
    int cipherSpecs = Lengths.readKinds(reader, 0);
    int connectionId =
        Lengths.read(
            reader,
            "CONNECTION-ID-LENGTH",
            Ssl2ClientHello.SHORTEST_CHALLENGE,
            Ssl2ClientHello.LONGEST_CHALLENGE);
    if (hit && (certificateType != NO_CERTIFICATE || cipherSpecs != 0)) {
      throw reader.malformed(
          Reason.BAD_FIELD_VALUE,
          "SESSION-ID-HIT",
          "a session that is resumed has no new certificate and no new cipher kinds");
    }
    return new Ssl2ServerHello(
        hit,
        certificateType,
        version,
        reader.fixed("CERTIFICATE-DATA", certificate),
        CipherKind.readAll(reader, cipherSpecs),
        reader.fixed("CONNECTION-ID-DATA", connectionId));
  }

  static String typeName(int type) {
    return switch (type) {
      case NO_CERTIFICATE -> "none(0)";
      case X509_CERTIFICATE -> "X.509(1)";
      default -> Integer.toString(type);
    };
  }

  @Override
  public void writeBody(WireWriter writer) {
    writer.u8(sessionIdHit ? 1 : 0);
    writer.u8(certificateType);
    writer.code16(version);
    writer.u16(certificate.length());
    writer.u16(CipherKind.LENGTH * cipherSpecs.size());
    writer.u16(connectionId.length());
    writer.fixed(certificate);
    CipherKind.writeAll(writer, cipherSpecs);
    writer.fixed(connectionId);
  }

  @Override
  public MessageType type() {
    return MessageType.SERVER_HELLO;
  }

  @Override
  public String summary() {
    return sessionIdHit
        ? "the session is resumed"
        : "a certificate, " + cipherSpecs.size() + " cipher kinds to choose from";
  }
}
