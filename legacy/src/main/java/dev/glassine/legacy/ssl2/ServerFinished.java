package dev.glassine.legacy.ssl2;

import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * SSL 2.0 §2.6: the last message of the handshake.
 *
 * <pre>
 *   char MSG-SERVER-FINISHED
 *   char SESSION-ID-DATA[N-1]
 * </pre>
 *
 * @param sessionId 16 octets, under which both sides may remember the master key
 */
record ServerFinished(Bytes sessionId) implements Message {
  static ServerFinished read(WireReader reader) {
    return new ServerFinished(reader.rest("SESSION-ID-DATA"));
  }

  @Override
  public void writeBody(WireWriter writer) {
    writer.fixed(sessionId);
  }

  @Override
  public MessageType type() {
    return MessageType.SERVER_FINISHED;
  }

  @Override
  public String summary() {
    return "an id to resume this session by";
  }
}
