package dev.glassine.testkit.conformance;

import dev.glassine.core.engine.ChannelBinding;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One side of TLS by the one or the other API of Glassine, octets in and octets out. Every method
 * may fail with what ends the connection; then {@link #due} still has the alert. One owner thread.
 */
interface Stack {
  /** Octets of the runner. */
  void receive(byte[] octets);

  /** The runner's stream has ended. */
  void inputEnded();

  /** Octets for the runner. */
  byte[] due();

  boolean isEstablished();

  /** Whether the runner's direction is closed. */
  boolean isReadClosed();

  /** At most {@code limit} octets of application data that have arrived. */
  byte[] read(int limit);

  /** Application data as records, behind what is due. */
  byte[] write(byte[] data);

  /** Ends our direction. */
  void closeWrite();

  /** Changes the keys that we write with. */
  void updateKeys();

  byte[] export(String label, byte @Nullable [] context, int length);

  @Nullable Bytes binding(ChannelBinding kind);

  /** What the handshake agreed on. */
  ConnectionInfo info();
}
