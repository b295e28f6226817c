package dev.glassine.legacy.ssl2;

import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * SSL 2.0 §2.6: the first message under the server's key. Who sends the challenge back has the
 * master key, and so the private key of the certificate.
 *
 * <pre>
 *   char MSG-SERVER-VERIFY
 *   char CHALLENGE-DATA[N-1]
 * </pre>
 *
 * @param challengeData as CLIENT-HELLO had it
 */
record ServerVerify(Bytes challengeData) implements Message {
  static ServerVerify read(WireReader reader) {
    return new ServerVerify(reader.rest("CHALLENGE-DATA"));
  }

  @Override
  public void writeBody(WireWriter writer) {
    writer.fixed(challengeData);
  }

  @Override
  public MessageType type() {
    return MessageType.SERVER_VERIFY;
  }

  @Override
  public String summary() {
    return "the client's challenge, sent back";
  }
}
