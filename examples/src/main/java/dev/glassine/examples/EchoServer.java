package dev.glassine.examples;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.Credentials;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Sends back what it receives, on loopback: blocking, one virtual thread per connection. {@code
 * ./glassine cert} makes the files. To run it after {@code ./mvnw verify}: {@code java -cp
 * core/target/classes:examples/target/classes dev.glassine.examples.EchoServer 8444
 * pki/localhost.pem pki/localhost.key}
 */
final class EchoServer {
  public static void main(String[] args) throws IOException {
    var credential = Credentials.fromPem(Path.of(args[1]), Path.of(args[2]));
    ServerConfig config = ServerConfig.builder().credential(credential).build();
    int port = Integer.parseInt(args[0]);
    try (var listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      System.out.println("echo on port " + listening.getLocalPort());
      while (true) {
        Socket socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket, new TlsConduit(TlsEngine.server(config))));
      }
    }
  }

  private static void serve(Socket accepted, TlsConduit tls) {
    try (Socket socket = accepted;
        Closeable _ = () -> socket.getOutputStream().write(tls.drain())) {
      socket.setSoTimeout(60_000);
      byte[] octets = new byte[16 * 1024];
      while (!tls.engine().isReadClosed()) {
        int count = socket.getInputStream().read(octets);
        if (count < 0) {
          tls.inputEnded();
        }
        tls.feed(ByteBuffer.wrap(octets, 0, Math.max(count, 0)));
        ByteBuffer data = ByteBuffer.allocate(tls.readable());
        tls.read(data);
        if (!tls.engine().isWriteClosed()) { // in TLS 1.2 the peer's close ends both directions
          socket.getOutputStream().write(tls.write(data.flip()));
        }
      }
      tls.engine().closeWrite();
    } catch (IOException | TlsFailure e) {
      System.out.println(accepted.getRemoteSocketAddress() + ": " + e.getMessage());
    }
  }
}
