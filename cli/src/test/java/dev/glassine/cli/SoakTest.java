package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.session.RotatingTicketKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server under many handshakes in a row and many connections at once, with a flat heap
 * afterwards. {@code -Dglassine.soak=10000} makes it long.
 */
class SoakTest {
  private static final int HANDSHAKES = Integer.getInteger("glassine.soak", 1000);
  private static final int AT_ONCE = 1000;
  private static final byte[] REQUEST =
      "GET /trace.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @Test
  void servesManyHandshakesAndManyConnectionsWithAFlatHeap() throws Exception {
    DevelopmentPki pki =
        new DevelopmentPki(folder, CertificateKey.ecdsa, InstantSource.system().instant());
    DevelopmentPki.Issued issued = pki.server("localhost", List.of("localhost"));
    ServerConfig server =
        ServerConfig.builder()
            .credential(Credentials.fromPem(issued.certificate(), issued.key()))
            .tickets(new RotatingTicketKeys(JcaCrypto.standard(), new SecureRandom()))
            .build();
    ClientConfig client =
        ClientConfig.builder().trust(Trust.fromPem(pki.authorityCertificate())).build();
    try (WebServer web =
        WebServer.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            server,
            new HandshakePages(),
            InstantSource.system(),
            new PrintWriter(Writer.nullWriter()))) {
      Thread serving = Thread.ofVirtual().start(() -> serve(web));
      inARow(client, web.port(), 300);
      long before = usedHeap();

      inARow(client, web.port(), HANDSHAKES);
      atOnce(client, web.port());

      long after = usedHeap();
      assertThat(after - before)
          .as("octets of heap that stay after %d handshakes", HANDSHAKES)
          .isLessThan(8L * 1024 * 1024);
      assertThat(serving.isAlive()).isTrue();
    }
  }

  private static void serve(WebServer web) {
    try {
      web.serve();
    } catch (IOException e) {
      // the test is over
    }
  }

  private static void inARow(ClientConfig client, int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
          TlsLink link =
              new TlsLink(socket, TlsEngine.client(client, Destination.of("localhost", port)))) {
        link.handshake();
      }
    }
  }

  private static void atOnce(ClientConfig client, int port) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    List<TlsLink> links = new ArrayList<>();
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        TlsLink link =
            new TlsLink(socket, TlsEngine.client(client, Destination.of("localhost", port)));
        link.handshake();
        links.add(link);
      }
      for (TlsLink link : links) {
        link.write(REQUEST, 0, REQUEST.length);
        assertThat(new String(link.readAll(1 << 20), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 200 OK");
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static long usedHeap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(100);
      least =
          Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return least;
  }
}
