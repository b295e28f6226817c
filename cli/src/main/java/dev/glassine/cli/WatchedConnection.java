package dev.glassine.cli;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.capture.CapturedConnection;
import dev.glassine.inspect.capture.StreamListener.Way;
import dev.glassine.inspect.capture.TcpConnection;
import dev.glassine.inspect.decrypt.FoundSession;
import dev.glassine.inspect.decrypt.PassiveListener;
import dev.glassine.inspect.decrypt.TlsFinder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of one connection of the relay. Records whose keys are not in the key log yet wait
 * for them, and their packets wait with them, so that a capture has the secrets in front: a short
 * time, and a bounded number of octets. The traffic itself never waits.
 */
final class WatchedConnection {
  private static final int MAY_WAIT = 256 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** What opens all of a connection of TLS 1.3. */
  private static final List<String> TLS_1_3 =
      List.of(
          KeyLog.CLIENT_HANDSHAKE_TRAFFIC_SECRET,
          KeyLog.SERVER_HANDSHAKE_TRAFFIC_SECRET,
          KeyLog.CLIENT_TRAFFIC_SECRET_0,
          KeyLog.SERVER_TRAFFIC_SECRET_0);

  private record Piece(Way way, Instant time, byte[] octets) {}

  private final long number;
  private final Watching watching;
  private final @Nullable CapturedConnection captured;
  private final TlsFinder finder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Piece> held = new ArrayDeque<>();
  private final StringBuilder foundSecrets = new StringBuilder();
  private String writtenSecrets = "";
  private @Nullable Instant waitingSince;
  private boolean allWritten;
  private boolean gaveUp;
  private boolean somethingHappened;
  private int told;
  private long forward;
  private long backward;

  WatchedConnection(
      TcpConnection connection, Watching watching, @Nullable CapturedConnection captured) {
    this.number = connection.number();
    this.watching = watching;
    this.captured = captured;
    this.finder =
        new TlsFinder(connection, watching.crypto(), watching.secrets(), new Happened())
            .waitingForKeys(watching.mayGetKeys() ? MAY_WAIT : 0);
  }

  void data(Way way, byte[] octets, int offset, int length) {
    lock.lock();
    try {
      Instant now = watching.now();
      count(way, length);
      finder.data(way, now, octets, offset, length);
      if (captured != null) {
        held.add(new Piece(way, now, Arrays.copyOfRange(octets, offset, offset + length)));
      }
      lookForKeys();
      tell();
    } finally {
      lock.unlock();
    }
  }

  private void count(Way way, int length) {
    if (way == Way.FORWARD) {
      forward += length;
    } else {
      backward += length;
    }
  }

  void ended(Way way, boolean reset) {
    waitForTheLastKeys();
    lock.lock();
    try {
      finder.ended(way, watching.now(), reset);
      release();
      if (captured != null) {
        captured.ended(way, watching.now(), reset);
      }
      tell();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more comes. */
  void finished() {
    lock.lock();
    try {
      finder.finished();
      release();
      tell();
      FoundSession found = finder.found();
      watching.say(
          number,
          String.format(
              Locale.ROOT,
              "ended: %,d octets from the client, %,d from the server%s",
              forward,
              backward,
              found == null ? "; no TLS in them" : ""));
      if (found != null) {
        watching.seen(found);
      }
    } finally {
      lock.unlock();
    }
  }

  /** A moment has passed. */
  void tick() {
    if (!lock.tryLock()) {
      return;
    }
    try {
      if (isWaiting()) {
        lookForKeys();
        tell();
      }
    } finally {
      lock.unlock();
    }
  }

  private void lookForKeys() {
    if (isWaiting()) {
      watching.pollKeyLogs(number);
      finder.tryAgain();
    }
    if (!isWaiting()) {
      waitingSince = null;
      release();
    } else if (waitingSince == null) {
      waitingSince = watching.now();
    } else if (waitingSince.plus(PATIENCE).isBefore(watching.now())) {
      // whoever logs is not on this connection: nothing more is waited for
      gaveUp = true;
      finder.waitingForKeys(0).waitNoLonger();
      release();
    }
  }

  private boolean isWaiting() {
    return finder.isWaiting() || watching.mayGetKeys() && !gaveUp && isHalfKnown();
  }

  /**
   * Of TLS 1.3 a reader needs the keys of application data where it meets the server's Finished,
   * but the client logs them only then.
   */
  private boolean isHalfKnown() {
    Bytes id = finder.keyLogId();
    if (captured == null || id == null || allWritten) {
      return false;
    }
    String known = watching.secrets().keyLog().linesOf(id);
    return known.contains("HANDSHAKE_TRAFFIC_SECRET")
        && !TLS_1_3.stream().allMatch(known::contains);
  }

  /** A program may write its key log a little later than it uses the keys. */
  private void waitForTheLastKeys() {
    for (int i = 0; i < 10; i++) {
      lock.lock();
      try {
        if (!isWaiting()) {
          return;
        }
        lookForKeys();
      } finally {
        lock.unlock();
      }
      try {
        Thread.sleep(Duration.ofMillis(20));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** What waited goes into the capture, behind the secrets that open it. */
  private void release() {
    if (captured == null || held.isEmpty()) {
      return;
    }
    writeSecrets();
    for (Piece piece = held.poll(); piece != null; piece = held.poll()) {
      captured.data(piece.way, piece.time, piece.octets, 0, piece.octets.length);
    }
  }

  private void writeSecrets() {
    Bytes id = finder.keyLogId();
    if (id == null || watching.capture() == null || allWritten) {
      return;
    }
    String known = watching.secrets().keyLog().linesOf(id) + foundSecrets;
    if (!known.equals(writtenSecrets)) {
      watching.capture().secrets(known);
      writtenSecrets = known;
      allWritten =
          known.contains(KeyLog.CLIENT_RANDOM + ' ')
              || known.contains(KeyLog.SSL2_MASTER_KEY)
              || TLS_1_3.stream().allMatch(known::contains);
    }
  }

  /** A line for each thing that has happened since. */
  private void tell() {
    FoundSession found = somethingHappened ? finder.found() : null;
    somethingHappened = false;
    if (found != null) {
      Trace trace = found.trace();
      List<String> lines = LiveLines.of(trace);
      lines
          .subList(Math.min(told, lines.size()), lines.size())
          .forEach(line -> watching.say(number, line));
      told = lines.size();
    }
  }

  /** Notes that there is something to tell. */
  private final class Happened implements PassiveListener {
    @Override
    public void on(TlsEvent event) {
      somethingHappened |= !(event instanceof TlsEvent.RecordSeen);
    }

    @Override
    public void note(@Nullable Side sender, String topic, String text) {
      somethingHappened = true;
    }

    @Override
    public void unread(Side sender, String name, Bytes raw, String why) {
      somethingHappened = true;
    }

    @Override
    public void unopened(Side sender, int contentType, int octets) {
      // how many there were is summed up at the end
    }

    @Override
    public void secret(String label, Bytes id, Secret secret) {
      if (captured != null) {
        foundSecrets.append(KeyLog.line(label, id, secret)).append('\n');
      }
    }
  }
}
