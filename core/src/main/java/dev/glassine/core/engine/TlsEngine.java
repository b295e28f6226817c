package dev.glassine.core.engine;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One TLS connection with no I/O of its own: bytes in, bytes out, data in, data out, questions. One owner thread at a time, no locks.
 *
 * <p>The owner loops: {@link #wants} says what is due. {@link Want#OUTPUT}: call {@link #send} and give what it produced to the peer. {@link
 * Want#INPUT}: get octets from the peer and call {@link #receive}. {@link Want#ANSWER}: answer {@link #question}. {@link Want#NOTHING}: the
 * handshake is complete; send and receive as the application likes.
 */
public final class TlsEngine {
  private TlsEngine() {}

  /** What the engine needs next. */
  public enum Want {
    /** Octets from the peer. */
    INPUT,
    /** Somebody to take octets for the peer. */
    OUTPUT,
    /** An answer to {@link #question}. */
    ANSWER,
    /** Nothing: the handshake is complete and nothing is pending. */
    NOTHING,
    /** Nothing more: both directions are closed, or the connection failed and its alert is out. */
    CLOSED
  }

  /** How a call of {@link #send} or {@link #receive} ended. */
  public enum Status {
    /** Something was done, or nothing was due. */
    OK,
    /** receive: the network buffer holds no complete record yet; nothing was consumed. */
    NEED_INPUT,
    /** The target buffer is too small for the record at hand; nothing was consumed. */
    NEED_ROOM,
    /** The direction is closed. */
    CLOSED
  }

  /**
   * What a call did.
   *
   * @param consumed octets taken from the source
   * @param produced octets put into the target
   */
  public record Progress(Status status, int consumed, int produced) {}

  /** A client's engine; its ClientHello is due at once. */
  public static TlsEngine client(ClientConfig config, Destination destination, @Nullable TlsListener listener) {
    throw new UnsupportedOperationException();
  }

  /** A server's engine. */
  public static TlsEngine server(ServerConfig config, @Nullable TlsListener listener) {
    throw new UnsupportedOperationException();
  }

  /** Which end this is. */
  public Side side() {
    throw new UnsupportedOperationException();
  }

  /** What is due next. */
  public Want wants() {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes one record from {@code network}; its application data, if any, goes to {@code application}. Both buffers may be heap, direct, or
   * (network) read-only; they may share an array if the plaintext does not run ahead of the record.
   *
   * @throws TlsFailure once, where the connection fails; the alert for the peer is then due in {@link #send}
   */
  public Progress receive(ByteBuffer network, ByteBuffer application) {
    throw new UnsupportedOperationException();
  }

  /** The peer's stream has ended: fine after close_notify, else a truncation, which this throws. */
  public void inputEnded() {
    throw new UnsupportedOperationException();
  }

  /**
   * Puts what is pending for the peer into {@code network}, then, once the handshake is complete, records of {@code application} as far as both
   * buffers reach.
   */
  public Progress send(ByteBuffer application, ByteBuffer network) {
    throw new UnsupportedOperationException();
  }

  /** The same from several buffers: {@code count} of {@code applications} from {@code offset}. */
  public Progress send(ByteBuffer[] applications, int offset, int count, ByteBuffer network) {
    throw new UnsupportedOperationException();
  }

  /** Octets of sealed records that wait for {@link #send}. */
  public int pendingOutput() {
    throw new UnsupportedOperationException();
  }

  /** Octets that the largest record of this connection takes, header included: room for this is enough for one record. */
  public int maxRecordLength() {
    throw new UnsupportedOperationException();
  }

  /** Octets of plaintext that one record may carry in our direction. */
  public int maxFragmentLength() {
    throw new UnsupportedOperationException();
  }

  /** The question that the handshake waits on, or null. */
  public @Nullable Question question() {
    throw new UnsupportedOperationException();
  }

  /** Answers {@link #question}. */
  public void answer(Answer answer) {
    throw new UnsupportedOperationException();
  }

  /** The pending question could not be answered: the handshake fails as RESOLVER_FAILED, or as {@code cause} if that is a TlsFailure. */
  public void answerFailed(Throwable cause) {
    throw new UnsupportedOperationException();
  }

  /** Whether the handshake is complete. */
  public boolean isEstablished() {
    throw new UnsupportedOperationException();
  }

  /** What the handshake agreed on, or null before it is complete. */
  public @Nullable ConnectionInfo info() {
    throw new UnsupportedOperationException();
  }

  /** Why the connection failed, or null. */
  public @Nullable TlsFailure failure() {
    throw new UnsupportedOperationException();
  }

  /** Updates the keys that we write with, and asks the peer to update its own (TLS 1.3, RFC 9846 §4.7.3). */
  public void updateKeys(boolean requestPeer) {
    throw new UnsupportedOperationException();
  }

  /** Ends our direction with close_notify; data still arrives (half-close, RFC 9846 §6.1). Calling it again does nothing. */
  public void closeWrite() {
    throw new UnsupportedOperationException();
  }

  /** Whether close_notify was sent, or is pending. */
  public boolean isWriteClosed() {
    throw new UnsupportedOperationException();
  }

  /** Whether the peer's direction has ended. */
  public boolean isReadClosed() {
    throw new UnsupportedOperationException();
  }

  /**
   * Keying material for other protocols (RFC 5705, RFC 9846 §7.5).
   *
   * @param context null for none
   * @throws TlsFailure API_MISUSE before the handshake is complete
   */
  public Secret export(String label, byte @Nullable [] context, int length) {
    throw new UnsupportedOperationException();
  }

  /**
   * Octets that bind an authentication above to this connection.
   *
   * @return null where this connection does not have that binding
   */
  public @Nullable Bytes channelBinding(ChannelBinding kind) {
    throw new UnsupportedOperationException();
  }
}
