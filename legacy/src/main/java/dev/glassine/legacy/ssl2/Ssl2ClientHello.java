package dev.glassine.legacy.ssl2;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.util.List;

/**
 * SSL 2.0 §2.5; with a version of SSL 3.0 or newer it is the ClientHello in SSL 2.0 format of RFC
 * 5246 §E.2. Sent in the clear, and nothing later says that it arrived as it was sent.
 *
 * <pre>
 *   char MSG-CLIENT-HELLO
 *   char CLIENT-VERSION-MSB
 *   char CLIENT-VERSION-LSB
 *   char CIPHER-SPECS-LENGTH-MSB
 *   char CIPHER-SPECS-LENGTH-LSB
 *   char SESSION-ID-LENGTH-MSB
 *   char SESSION-ID-LENGTH-LSB
 *   char CHALLENGE-LENGTH-MSB
 *   char CHALLENGE-LENGTH-LSB
 *   char CIPHER-SPECS-DATA[(MSB&lt;&lt;8)|LSB]
 *   char SESSION-ID-DATA[(MSB&lt;&lt;8)|LSB]
 *   char CHALLENGE-DATA[(MSB&lt;&lt;8)|LSB]
 * </pre>
 *
 * @param version the newest that the client has
 * @param cipherSpecs in the client's order: kinds of SSL 2.0, and suites of what is newer
 * @param sessionId 0 or 16 octets
 * @param challenge 16..32 octets; for something newer also more
 */
record Ssl2ClientHello(
    ProtocolVersion version, List<CipherSuite> cipherSpecs, Bytes sessionId, Bytes challenge)
    implements Message {
  /** Octets of a session id. */
  static final int SESSION_ID_LENGTH = 16;

  /** Octets of a challenge, of a connection id and of a certificate challenge. */
  static final int SHORTEST_CHALLENGE = 16;

  static final int LONGEST_CHALLENGE = 32;

  Ssl2ClientHello {
    cipherSpecs = List.copyOf(cipherSpecs);
  }

  static Ssl2ClientHello read(WireReader reader) {
    ProtocolVersion version = reader.code16("CLIENT-VERSION", ProtocolVersion::of);
    int cipherSpecs = Lengths.readKinds(reader, CipherKind.LENGTH);
    int sessionId = Lengths.readSessionId(reader);
    // RFC 5246 §E.2: "If the length of the challenge is greater than 32 bytes, only the last 32
    // bytes are used."
    boolean newer = version.atLeast(ProtocolVersion.SSL_3_0);
    int challenge =
        Lengths.read(
            reader, "CHALLENGE-LENGTH", SHORTEST_CHALLENGE, newer ? 0xFFFF : LONGEST_CHALLENGE);
    return new Ssl2ClientHello(
        version,
        CipherKind.readAll(reader, cipherSpecs),
        reader.fixed("SESSION-ID-DATA", sessionId),
        reader.fixed("CHALLENGE-DATA", challenge));
  }

  @Override
  public void writeBody(WireWriter writer) {
    writer.code16(version);
    writer.u16(CipherKind.LENGTH * cipherSpecs.size());
    writer.u16(sessionId.length());
    writer.u16(challenge.length());
    CipherKind.writeAll(writer, cipherSpecs);
    writer.fixed(sessionId);
    writer.fixed(challenge);
  }

  @Override
  public MessageType type() {
    return MessageType.CLIENT_HELLO;
  }

  @Override
  public String summary() {
    return "up to "
        + version
        + ", "
        + cipherSpecs.size()
        + " cipher kinds, "
        + (sessionId.isEmpty() ? "no session" : "a session to resume");
  }
}
