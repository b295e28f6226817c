package dev.glassine.cli;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.inspect.capture.CapturedConnection;
import dev.glassine.inspect.capture.Endpoint;
import dev.glassine.inspect.capture.PcapngWriter;
import dev.glassine.inspect.capture.StreamListener.Way;
import dev.glassine.inspect.keylog.KeyLogFile;
import dev.glassine.inspect.keylog.KeyLogFilter;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of connections, for whoever asked for it by {@link RecordingOptions}.
 *
 * @param chosen whose secrets, or null for everybody's
 */
record Recording(
    @Nullable KeyLogFile keyLog,
    @Nullable PcapngWriter capture,
    InstantSource clock,
    @Nullable Chosen chosen)
    implements AutoCloseable {
  /** Nothing is written down. */
  static final Recording NONE = new Recording(null, null, InstantSource.system());

  /** With everybody's secrets. */
  Recording(@Nullable KeyLogFile keyLog, @Nullable PcapngWriter capture, InstantSource clock) {
    this(keyLog, capture, clock, null);
  }

  /** With the secrets of some only. */
  static Recording of(
      @Nullable KeyLogFile keyLog,
      @Nullable PcapngWriter capture,
      InstantSource clock,
      Predicate<ClientHello> hellos,
      List<AddressRange> peers) {
    KeyLogFilter filter =
        new KeyLogFilter(
            (label, random, secret) -> write(keyLog, capture, label, random, secret), hellos);
    return new Recording(keyLog, capture, clock, new Chosen(filter, peers));
  }

  /**
   * Whose secrets are written down.
   *
   * @param filter hears the hellos of those that come from {@code peers}
   * @param peers empty for everywhere
   */
  record Chosen(KeyLogFilter filter, List<AddressRange> peers) {}

  /** Gets the secrets of a configuration's connections to where they are wanted. */
  void apply(TlsConfig.Builder<?> builder) {
    if (keyLog == null && capture == null) {
      return;
    }
    builder.logSecretsForDebugging(
        chosen != null
            ? chosen.filter
            : (label, random, secret) -> write(keyLog, capture, label, random, secret));
  }

  private static void write(
      @Nullable KeyLogFile file,
      @Nullable PcapngWriter packets,
      String label,
      Bytes clientRandom,
      Secret secret) {
    if (file != null) {
      file.log(label, clientRandom, secret);
    }
    if (packets != null) {
      packets.secrets(KeyLog.line(label, clientRandom, secret) + "\n");
    }
  }

  /** The listener of one connection, which the choice of whose secrets to write hears as well. */
  TlsListener hearing(Socket socket, TlsListener listener) {
    return chosen == null || !isChosen(chosen.peers, socket.getInetAddress())
        ? listener
        : listener.andThen(chosen.filter.listener());
  }

  private static boolean isChosen(List<AddressRange> peers, InetAddress peer) {
    return peers.isEmpty() || peers.stream().anyMatch(range -> range.contains(peer));
  }

  /** The wire of a connected socket, recorded where a capture is wanted. */
  Wire wire(Socket socket, Side own) throws IOException {
    Wire wire = Wire.of(socket);
    if (capture == null) {
      return wire;
    }
    Endpoint local = Endpoint.of((InetSocketAddress) socket.getLocalSocketAddress());
    Endpoint remote = Endpoint.of((InetSocketAddress) socket.getRemoteSocketAddress());
    CapturedConnection connection =
        own == Side.CLIENT
            ? capture.connection(local, remote, clock.instant())
            : capture.connection(remote, local, clock.instant());
    return new RecordedWire(
        wire, connection, own == Side.CLIENT ? Way.FORWARD : Way.BACKWARD, clock);
  }

  /** Says what could not be written. */
  void tellTrouble(PrintWriter talk) {
    String trouble = capture == null ? null : capture.trouble();
    if (trouble != null) {
      talk.println("From some point on " + trouble + ".");
      talk.flush();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (keyLog != null) {
        keyLog.close();
      }
    } finally {
      if (capture != null) {
        capture.close();
      }
    }
  }
}
