package dev.glassine.core.engine;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.keys.Exporter;
import dev.glassine.core.record.FirstBytes;
import dev.glassine.core.record.Outbox;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.RecordReader;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.record.RecordWriter;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One TLS connection with no I/O of its own: bytes in, bytes out, data in, data out, questions. One
 * owner thread at a time, no locks.
 *
 * <p>The owner loops: {@link #wants} says what is due. {@link Want#OUTPUT}: call {@link #send} and
 * give what it produced to the peer. {@link Want#INPUT}: get octets from the peer and call {@link
 * #receive}. {@link Want#ANSWER}: answer {@link #question}. {@link Want#NOTHING}: the handshake is
 * complete; send and receive as the application likes. {@link Want#CLOSED}: let go.
 *
 * <p>No buffer is held between calls while nothing is pending: the owner keeps what is not yet a
 * whole record. {@link TlsConduit} does that for owners who would rather feed and drain.
 *
 * <p>A failure is thrown once, as a {@link TlsFailure} that explains itself; the alert for the peer
 * is then due in {@link #send}, and {@link #failure} keeps it.
 */
public final class TlsEngine {
  private static final Progress NOTHING_DONE = new Progress(Status.OK, 0, 0);
  private static final Progress NEED_INPUT = new Progress(Status.NEED_INPUT, 0, 0);
  private static final Progress NEED_ROOM = new Progress(Status.NEED_ROOM, 0, 0);
  private static final Progress CLOSED = new Progress(Status.CLOSED, 0, 0);

  private final Connection connection;
  private ByteBuffer @Nullable [] single;
  private Progress last = NOTHING_DONE;
  private boolean sawRecord;

  private TlsEngine(Connection connection) {
    this.connection = connection;
  }

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

  /**
   * A client's engine; its ClientHello is due at once.
   *
   * @param listener hears what happens, or null
   */
  public static TlsEngine client(
      ClientConfig config, Destination destination, @Nullable TlsListener listener) {
    return new TlsEngine(Connection.client(config, destination, listener));
  }

  /** A client's engine that nobody listens to. */
  public static TlsEngine client(ClientConfig config, Destination destination) {
    return client(config, destination, null);
  }

  /**
   * A server's engine.
   *
   * @param listener hears what happens, or null
   */
  public static TlsEngine server(ServerConfig config, @Nullable TlsListener listener) {
    return new TlsEngine(Connection.server(config, listener));
  }

  /** A server's engine that nobody listens to. */
  public static TlsEngine server(ServerConfig config) {
    return server(config, null);
  }

  /** Which end this is. */
  public Side side() {
    return connection.side();
  }

  /** What is due next. */
  public Want wants() {
    if (!connection.outgoing().outbox().isEmpty()) {
      return Want.OUTPUT;
    }
    if (connection.question() != null) {
      return Want.ANSWER;
    }
    if (connection.failure() != null || (connection.isReadClosed() && connection.isWriteClosed())) {
      return Want.CLOSED;
    }
    return connection.info() == null && !connection.isWriteClosed() ? Want.INPUT : Want.NOTHING;
  }

  /**
   * Takes one record from {@code network}; its application data, if any, goes to {@code
   * application}. Both buffers may be heap or direct, the network's may be read-only; they may
   * share an array as long as the plaintext does not run ahead of the record.
   *
   * <p>While a {@link #question} is pending nothing is taken. After the peer's close_notify, and
   * after a failure, the status is CLOSED.
   *
   * @param application {@link #maxReceivedLength} octets of room suffice for every record; before
   *     the handshake is complete it may have none
   * @throws TlsFailure once, where the connection fails; the alert for the peer is then due in
   *     {@link #send}
   */
  public Progress receive(ByteBuffer network, ByteBuffer application) {
    if (connection.isReadClosed()) {
      return CLOSED;
    }
    if (connection.question() != null) {
      return NOTHING_DONE;
    }
    if (application.isReadOnly()) {
      throw new TlsFailure.Misuse("the buffer for application data is read-only");
    }
    try {
      return takeRecord(network, application);
    } catch (RuntimeException e) {
      throw connection.failed(e);
    }
  }

  private Progress takeRecord(ByteBuffer network, ByteBuffer application) {
    if (!sawRecord) {
      recognise(network);
    }
    RecordOpener opener = connection.incoming().opener();
    int length = opener.recordLength(network);
    if (length < 0 || network.remaining() < length) {
      return NEED_INPUT;
    }
    sawRecord = true;
    boolean established = connection.info() != null;
    if (established
        && application.remaining() < Math.min(opener.openedLength(length), opener.maxPlaintext())) {
      return NEED_ROOM;
    }
    int type = opener.outerType(network);
    connection.incoming().record(type, length);
    if (mayBePassedOver(type) && passesOver(network, type, length)) {
      network.position(network.position() + length);
      return new Progress(Status.OK, length, 0);
    }
    int produced = open(network, length, established ? application : Connection.NO_ROOM);
    return progress(length, produced);
  }

  /** Records come in runs of the same size, so the same object often says what was done. */
  private Progress progress(int consumed, int produced) {
    if (last.consumed() != consumed || last.produced() != produced) {
      last = new Progress(Status.OK, consumed, produced);
    }
    return last;
  }

  private void recognise(ByteBuffer network) {
    if (connection.recognises(network)) {
      return;
    }
    TlsFailure stranger =
        side() == Side.SERVER ? FirstBytes.fromClient(network) : FirstBytes.fromServer(network);
    if (stranger != null) {
      connection.evidence().wasReading(network, network.position(), network.remaining());
      throw stranger;
    }
  }

  /** The common case, application data once established, asks no further. */
  private boolean mayBePassedOver(int type) {
    return connection.info() == null
        || type != dev.glassine.core.registry.ContentType.APPLICATION_DATA.code();
  }

  private boolean passesOver(ByteBuffer network, int type, int length) {
    byte[] head = new byte[Math.min(length, RecordHeader.LENGTH + Incoming.LONGEST_BARE_RECORD)];
    network.get(network.position(), head);
    return connection.incoming().passesOver(type, head, length);
  }

  private int open(ByteBuffer network, int length, ByteBuffer application) {
    int start = network.position();
    int produced;
    try {
      produced =
          RecordReader.open(
              network, length, application, connection.incoming().opener(), connection.incoming());
    } catch (TlsFailure.Misbehaved e) {
      if (e.reason() == Reason.BAD_RECORD_MAC && connection.incoming().skipEarlyData(length)) {
        network.position(start + length);
        return 0;
      }
      connection.evidence().wasReading(network, start, length);
      throw e;
    }
    if (produced < 0) {
      return 0;
    }
    connection.incoming().applicationData(produced);
    return produced;
  }

  /** The peer's stream has ended: fine after close_notify, else a truncation, which this throws. */
  public void inputEnded() {
    connection.inputEnded();
  }

  /**
   * Puts what is pending for the peer into {@code network}, then, once the handshake is complete,
   * records of {@code application} as far as both buffers reach. Positions move by what was
   * consumed and produced.
   *
   * @param application data of the application; may be empty, direct or read-only
   * @param network {@link #maxRecordLength} octets of room suffice for one record
   * @throws TlsFailure where the keys are worn out and cannot be replaced
   */
  public Progress send(ByteBuffer application, ByteBuffer network) {
    ByteBuffer[] sources = single == null ? new ByteBuffer[1] : single;
    single = sources;
    sources[0] = application;
    try {
      return send(sources, 0, 1, network);
    } finally {
      sources[0] = Connection.NO_ROOM;
    }
  }

  /** The same from several buffers: {@code count} of {@code applications} from {@code offset}. */
  public Progress send(ByteBuffer[] applications, int offset, int count, ByteBuffer network) {
    if (network.isReadOnly()) {
      throw new TlsFailure.Misuse("the buffer for the network is read-only");
    }
    Outbox outbox = connection.outgoing().outbox();
    int produced = outbox.drain(network);
    if (!outbox.isEmpty()) {
      return new Progress(Status.OK, 0, produced);
    }
    if (connection.isWriteClosed()) {
      return produced == 0 ? CLOSED : new Progress(Status.CLOSED, 0, produced);
    }
    if (connection.info() == null) {
      return produced == 0 ? NOTHING_DONE : new Progress(Status.OK, 0, produced);
    }
    return seal(applications, offset, offset + count, network, produced);
  }

  private Progress seal(
      ByteBuffer[] applications, int from, int to, ByteBuffer network, int drained) {
    int start = network.position() - drained;
    int consumed = 0;
    while (hasRemaining(applications, from, to)) {
      connection.renewWornKeys();
      if (!connection.outgoing().outbox().isEmpty()) {
        connection.outgoing().outbox().drain(network);
        if (!connection.outgoing().outbox().isEmpty()) {
          break;
        }
      }
      int before = network.position();
      int sealed =
          RecordWriter.seal(
              applications,
              from,
              to,
              connection.outgoing().fragmentLimit(),
              network,
              connection.outgoing().sealer());
      if (sealed < 0) {
        if (consumed == 0 && network.position() == start) {
          return NEED_ROOM;
        }
        break;
      }
      connection.recordSent(network.position() - before);
      consumed += sealed;
    }
    return consumed == 0 && network.position() == start
        ? NOTHING_DONE
        : progress(consumed, network.position() - start);
  }

  private static boolean hasRemaining(ByteBuffer[] buffers, int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffers[i].hasRemaining()) {
        return true;
      }
    }
    return false;
  }

  /** Octets of sealed records that wait for {@link #send}. */
  public int pendingOutput() {
    return connection.outgoing().outbox().length();
  }

  /**
   * How long the record at the position of {@code network} is, header included, for owners who read
   * no further than that; -1 where its header has not arrived.
   *
   * @throws TlsFailure where there is no record, as {@link #receive} will find as well
   */
  public int recordLength(ByteBuffer network) {
    return connection.incoming().opener().recordLength(network);
  }

  /** Octets of data that one record of the peer carries at most: 2^14, or 2^15 in SSL 2.0. */
  public int maxReceivedLength() {
    return connection.incoming().opener().maxPlaintext();
  }

  /**
   * Octets that the largest record that this side writes now takes, header included: room for this
   * is enough for one record.
   */
  public int maxRecordLength() {
    RecordSealer sealer = connection.outgoing().sealer();
    return sealer.sealedLength(connection.outgoing().fragmentLimit());
  }

  /** Octets of plaintext that one record may carry in our direction, 1..2^14. */
  public int maxFragmentLength() {
    return connection.outgoing().fragmentLimit();
  }

  /** The question that the handshake waits on, or null. */
  public @Nullable Question question() {
    return connection.question();
  }

  /**
   * Answers {@link #question}; the answer's type is the one that the question names.
   *
   * @throws TlsFailure where the handshake fails because of it, or API_MISUSE where no question is
   *     pending
   */
  public void answer(Answer answer) {
    connection.answer(answer);
  }

  /**
   * The pending question could not be answered: the handshake fails as RESOLVER_FAILED, or as
   * {@code cause} if that is a {@link TlsFailure}.
   *
   * @throws TlsFailure always
   */
  public void answerFailed(Throwable cause) {
    connection.answerFailed(cause);
  }

  /**
   * Explains, to an owner whose patience is over, what the connection waits for: a message of the
   * peer, or an answer of this side. Changes nothing: the connection may go on.
   *
   * @param waited how long it was waited for
   */
  public Explanation explainSilence(Duration waited) {
    return connection.explainSilence(waited);
  }

  /** Whether the handshake is complete. */
  public boolean isEstablished() {
    return connection.info() != null;
  }

  /** What the handshake agreed on, or null before it is complete. */
  public @Nullable ConnectionInfo info() {
    return connection.info();
  }

  /** Why the connection failed, or null. */
  public @Nullable TlsFailure failure() {
    return connection.failure();
  }

  /**
   * Updates the keys that we write with (TLS 1.3, RFC 9846 §4.7.3); the message is then due in
   * {@link #send}.
   *
   * @param requestPeer whether the peer is asked to update its own
   * @throws TlsFailure API_MISUSE in TLS 1.2 and before, and while no connection is established
   */
  public void updateKeys(boolean requestPeer) {
    connection.updateKeys(requestPeer);
  }

  /**
   * Ends our direction with close_notify; data still arrives (half-close, RFC 9846 §6.1). Calling
   * it again does nothing.
   */
  public void closeWrite() {
    connection.closeWrite();
  }

  /** Whether close_notify was sent, or is pending, or the connection failed. */
  public boolean isWriteClosed() {
    return connection.isWriteClosed();
  }

  /** Whether the peer's direction has ended, or the connection failed. */
  public boolean isReadClosed() {
    return connection.isReadClosed();
  }

  /**
   * Keying material for other protocols (RFC 5705, RFC 9846 §7.5).
   *
   * @param context null for none, which differs from an empty one before TLS 1.3
   * @param length octets wanted
   * @throws TlsFailure API_MISUSE before the handshake is complete
   */
  public Secret export(String label, byte @Nullable [] context, int length) {
    Exporter exporter = connection.exporter();
    if (exporter == null) {
      throw new TlsFailure.Misuse("keying material exists once the handshake is complete");
    }
    return exporter.export(label, context, length);
  }

  /**
   * Octets that bind an authentication above to this connection.
   *
   * @return null where this connection does not have that binding
   * @throws TlsFailure API_MISUSE before the handshake is complete
   */
  public @Nullable Bytes channelBinding(ChannelBinding kind) {
    ConnectionInfo info = connection.info();
    Exporter exporter = connection.exporter();
    if (info == null || exporter == null) {
      throw new TlsFailure.Misuse("channel bindings exist once the handshake is complete");
    }
    return switch (kind) {
      case TLS_UNIQUE -> ChannelBindings.unique(info, connection.firstFinished());
      case TLS_SERVER_END_POINT ->
          ChannelBindings.serverEndPoint(
              connection.config().crypto(),
              side() == Side.CLIENT ? info.peerCertificates() : info.localCertificates());
      case TLS_EXPORTER -> ChannelBindings.exporter(info, exporter);
    };
  }
}
