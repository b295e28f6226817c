package dev.glassine.inspect;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Listens to one connection and makes a {@link Trace} of it. Listening only writes down what
 * happened when; the entries are made when somebody asks for the trace. The engine's owner thread
 * feeds it; any thread may take the trace so far.
 *
 * <p>Bounded: at most {@link #MAX_EVENTS} events and {@link #MAX_OCTETS} octets of messages are
 * kept, so that a peer cannot fill memory.
 */
public final class TraceRecorder implements TlsListener {
  /** Events kept at most; what comes after is counted only. */
  public static final int MAX_EVENTS = 1000;

  /** Octets of handshake messages kept at most. */
  public static final int MAX_OCTETS = 1 << 20;

  /** The content type of a closed record of SSL 2.0, whose header does not tell it. */
  public static final int TYPE_NOT_TOLD = -1;

  private final Vantage vantage;
  private final String client;
  private final String server;
  private final InstantSource clock;
  private final Instant started;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Happening> happenings = new ArrayList<>(64);
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final RecordCount records;
  private int octets;
  private int dropped;

  private TraceRecorder(Vantage vantage, String client, String server, InstantSource clock) {
    this.vantage = vantage;
    this.client = client;
    this.server = server;
    this.clock = clock;
    this.started = clock.instant();
    this.records = new RecordCount(vantage);
  }

  /** A recording of what a client's engine does; {@code server} says whom it talks to. */
  public static TraceRecorder client(String server, InstantSource clock) {
    return new TraceRecorder(Vantage.CLIENT, "", server, clock);
  }

  /** A recording of what a server's engine does; {@code client} says whom it talks to. */
  public static TraceRecorder server(String client, InstantSource clock) {
    return new TraceRecorder(Vantage.SERVER, client, "", clock);
  }

  /**
   * A recording of what went over the wire between two others. {@code clock} answers the time of
   * the packet at hand.
   */
  public static TraceRecorder onTheWire(String client, String server, InstantSource clock) {
    return new TraceRecorder(Vantage.WIRE, client, server, clock);
  }

  /** What was recorded so far. */
  public Trace trace() {
    lock.lock();
    try {
      return new TraceMaker(vantage, Map.copyOf(secrets))
          .make(client, server, started, List.copyOf(happenings), records.traffic(), dropped);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void on(TlsEvent event) {
    long at = now();
    lock.lock();
    try {
      if (event instanceof TlsEvent.RecordSeen record) {
        keep(records.count(at, record, happenings));
        return;
      }
      if (event instanceof TlsEvent.Message message) {
        octets += message.raw().length();
      }
      if (event instanceof TlsEvent.MessageInSsl2 message) {
        octets += message.raw().length();
      }
      keep(new Happening.Event(at, event));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean wantsRecords() {
    return true;
  }

  /** A remark: about what {@code sender} sent, or about both where it is null. */
  public void note(@Nullable Side sender, String topic, String text) {
    add(new TraceEntry.Note(now(), sender, topic, text));
  }

  /**
   * The connection failed by something that no engine notices: a time-out, the network; see {@link
   * Interruption}.
   */
  public void failed(Explanation explanation) {
    add(new TraceEntry.Failed(now(), explanation));
  }

  /**
   * A message that could not be read.
   *
   * @param name what is known of it
   * @param raw its octets, as far as they are there
   * @param why why it could not be read
   */
  public void unread(Side sender, String name, Bytes raw, String why) {
    add(new TraceEntry.Unread(now(), sender, name, why, raw.length(), raw.hex()));
  }

  /**
   * A record that nobody here has keys for; its {@link TlsEvent.RecordSeen} came before.
   *
   * @param contentType as it stands on the wire, or {@link #TYPE_NOT_TOLD}
   * @param octets header included
   */
  public void unopened(Side sender, int contentType, int octets) {
    add(new TraceEntry.Unopened(now(), sender, RecordCount.contentType(contentType), 1, octets));
  }

  /**
   * A key log that keeps the secrets of this connection for its trace. <b>Whoever gets that trace
   * reads and forges everything on the connection</b>: only where the owner asked for it. Without a
   * call of this method no trace holds a secret.
   */
  public KeyLog keyLog() {
    return this::keepSecret;
  }

  private void keepSecret(String label, Bytes clientRandom, Secret secret) {
    lock.lock();
    try {
      secrets.put(label, HexFormat.of().formatHex(secret.reveal(Secret.Access.KEY_LOG)));
    } finally {
      lock.unlock();
    }
  }

  private void add(TraceEntry entry) {
    lock.lock();
    try {
      keep(new Happening.Entry(entry.at(), entry));
    } finally {
      lock.unlock();
    }
  }

  private void keep(Happening happening) {
    if (happenings.size() < MAX_EVENTS && octets <= MAX_OCTETS) {
      happenings.add(happening);
    } else {
      dropped++;
    }
  }

  private long now() {
    // the times of a broken capture may lie further apart than nanoseconds can count
    Duration since = Duration.between(started, clock.instant());
    return since.getSeconds() * 1_000_000 + since.getNano() / 1000;
  }
}
