package dev.glassine.testkit.interop.old;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.testkit.SocketLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Our client at a peer's server: sends, wants it back, and closes. */
final class EchoVisit {
  private static final int PATIENCE_MILLISECONDS = 10_000;

  private EchoVisit() {}

  /** One connection. */
  static Told visit(ClientConfig config, OldPeer peer, int port) throws IOException {
    List<TlsEvent> events = new ArrayList<>();
    TlsEngine engine = TlsEngine.client(config, Destination.of("localhost", port), events::add);
    Exception failure = null;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        SocketLink link = new SocketLink(socket, engine)) {
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
      socket.setTcpNoDelay(true);
      link.handshake();
      if (peer.echoes()) {
        echo(link, peer.bulk());
      } else {
        page(link);
      }
    } catch (TlsFailure | IOException e) {
      failure = e;
    }
    return new Told(engine.info(), events, failure);
  }

  private static void echo(SocketLink link, int bulk) throws IOException {
    for (byte[] message : Echo.messages(bulk)) {
      link.write(message);
      ByteArrayOutputStream echo = new ByteArrayOutputStream();
      while (echo.size() < message.length) {
        byte[] data = link.read();
        assertThat(data).as("more of the echo").isNotEmpty();
        echo.writeBytes(data);
      }
      assertThat(echo.toByteArray()).isEqualTo(message);
    }
    link.closeWrite();
    try {
      assertThat(link.read()).isEmpty();
    } catch (TlsFailure | IOException e) {
      // it hangs up without close_notify: Told.closed
    }
  }

  private static void page(SocketLink link) throws IOException {
    link.write(Echo.PING);
    assertThat(new String(link.readUntil("\0", 64 * 1024), StandardCharsets.ISO_8859_1))
        .startsWith("HTTP/1.0 200");
  }
}
