package dev.glassine.cli;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.registry.Side;
import dev.glassine.inspect.capture.CapturedConnection;
import dev.glassine.inspect.capture.Endpoint;
import dev.glassine.inspect.capture.PcapngWriter;
import dev.glassine.inspect.capture.StreamListener.Way;
import dev.glassine.inspect.keylog.KeyLogFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What is written down of connections, for whoever asked for it by {@link RecordingOptions}. */
record Recording(@Nullable KeyLogFile keyLog, @Nullable PcapngWriter capture, InstantSource clock)
    implements AutoCloseable {
  /** Nothing is written down. */
  static final Recording NONE = new Recording(null, null, InstantSource.system());

  /** Gets the secrets of a configuration's connections to where they are wanted. */
  void apply(TlsConfig.Builder<?> builder) {
    KeyLogFile file = keyLog;
    PcapngWriter packets = capture;
    if (file == null && packets == null) {
      return;
    }
    builder.logSecretsForDebugging(
        (label, clientRandom, secret) -> {
          if (file != null) {
            file.log(label, clientRandom, secret);
          }
          if (packets != null) {
            packets.secrets(KeyLog.line(label, clientRandom, secret) + "\n");
          }
        });
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
