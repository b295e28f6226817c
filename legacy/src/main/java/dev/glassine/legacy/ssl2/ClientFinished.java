package dev.glassine.legacy.ssl2;

import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * SSL 2.0 §2.5: the first message under the client's key. It says that the client has the master
 * key, and nothing of what the two hellos were.
 *
 * <pre>
 *   char MSG-CLIENT-FINISHED
 *   char CONNECTION-ID[N-1]
 * </pre>
 *
 * @param connectionId as SERVER-HELLO had it
 */
record ClientFinished(Bytes connectionId) implements Message {
  static ClientFinished read(WireReader reader) {
    return new ClientFinished(reader.rest("CONNECTION-ID"));
  }

  @Override
  public void writeBody(WireWriter writer) {
    writer.fixed(connectionId);
  }

  @Override
  public MessageType type() {
    return MessageType.CLIENT_FINISHED;
  }

  @Override
  public String summary() {
    return "the server's connection id, sent back";
  }
}
