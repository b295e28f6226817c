package dev.glassine.inspect.decrypt;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.inspect.TraceRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Hears what a third can see of a connection: the engine's events, of both sides, and what no
 * engine has.
 */
public interface PassiveListener extends TlsListener {
  /**
   * Something that is worth knowing.
   *
   * @param sender whose octets it is about, or null for both
   * @param topic what it is about, in one or two words
   * @param text for people; free of control characters
   */
  void note(@Nullable Side sender, String topic, String text);

  /**
   * A handshake message that is there and does not parse.
   *
   * @param name the RFC's name, or {@code handshake type 25}
   * @param raw the whole message, header included
   * @param why as one sentence
   */
  void unread(Side sender, String name, Bytes raw, String why);

  /**
   * A record that could not be opened; {@code RecordSeen} told of it just before.
   *
   * @param contentType as it stands in its header, or {@link TraceRecorder#TYPE_NOT_TOLD}
   * @param octets its length, header included
   */
  void unopened(Side sender, int contentType, int octets);

  /** What writes everything down in {@code recorder}. */
  static PassiveListener into(TraceRecorder recorder) {
    return new RecorderListener(recorder);
  }

  /**
   * A secret that is in no key log was found, by a server's key or from the session that is
   * resumed. It is valid during this call only.
   *
   * @param label as a key log has it
   * @param id as a key log has it: the client random, or SSL 2.0's connection id
   */
  default void secret(String label, Bytes id, Secret secret) {}

  /** Application data in the clear; the array is the caller's. */
  default void data(Side sender, byte[] octets, int offset, int length) {}
}
