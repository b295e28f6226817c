package dev.glassine.cli;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.inspect.capture.CapturedConnection;
import dev.glassine.inspect.capture.PcapngWriter;
import dev.glassine.inspect.capture.TcpConnection;
import dev.glassine.inspect.decrypt.FoundSession;
import dev.glassine.inspect.decrypt.SessionSecrets;
import dev.glassine.inspect.keylog.KeyLogTail;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the relay's connections are watched with, and where what is seen goes. Thread-safe. */
final class Watching {
  private final SessionSecrets secrets;
  private final List<KeyLogTail> keyLogs;
  private final boolean mayGetKeys;
  private final @Nullable PcapngWriter capture;
  private final InstantSource clock;
  private final BiConsumer<Long, String> say;
  private final Consumer<FoundSession> each;
  private final CryptoProvider crypto = JcaCrypto.standard();
  private boolean keyLogFails;

  /**
   * Watches.
   *
   * @param keyLogs that grow while the connections run, into {@code secrets}
   * @param say takes a line about the connection of a number, as it happens
   * @param each takes what was seen of TLS on each connection, at its end
   */
  Watching(
      SessionSecrets secrets,
      List<KeyLogTail> keyLogs,
      @Nullable PcapngWriter capture,
      InstantSource clock,
      BiConsumer<Long, String> say,
      Consumer<FoundSession> each) {
    this.secrets = secrets;
    this.keyLogs = List.copyOf(keyLogs);
    this.mayGetKeys = !keyLogs.isEmpty();
    this.capture = capture;
    this.clock = clock;
    this.say = say;
    this.each = each;
  }

  /** Begins to watch a connection of the relay. */
  WatchedConnection begin(long number, Socket client, Socket server) {
    Instant now = clock.instant();
    TcpConnection connection =
        new TcpConnection(number, TcpRelay.endpoint(client), TcpRelay.endpoint(server), now, true);
    say(number, connection.initiator() + " → " + connection.responder());
    CapturedConnection captured =
        capture == null
            ? null
            : capture.connection(connection.initiator(), connection.responder(), now);
    return new WatchedConnection(connection, this, captured);
  }

  void say(long number, String line) {
    say.accept(number, line);
  }

  void seen(FoundSession session) {
    each.accept(session);
  }

  CryptoProvider crypto() {
    return crypto;
  }

  SessionSecrets secrets() {
    return secrets;
  }

  Instant now() {
    return clock.instant();
  }

  boolean mayGetKeys() {
    return mayGetKeys;
  }

  @Nullable PcapngWriter capture() {
    return capture;
  }

  /** Reads what the key logs have got since. */
  synchronized void pollKeyLogs(long number) {
    for (KeyLogTail keyLog : keyLogs) {
      try {
        keyLog.poll();
      } catch (IOException e) {
        if (!keyLogFails) {
          keyLogFails = true;
          say(number, "the key log cannot be read: " + e.getMessage());
        }
      }
    }
  }
}
