package dev.glassine.examples;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.Trust;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Gets a page over a plain socket: prints what the handshake agreed on, then the answer. Trusts
 * what Java trusts, or else the certificates in a PEM file. To run it after {@code ./mvnw verify}:
 * {@code java -cp core/target/classes:examples/target/classes dev.glassine.examples.HttpsGet
 * example.org 443 / [ca.pem]}
 */
final class HttpsGet {
  public static void main(String[] args) throws IOException {
    String host = args[0];
    int port = Integer.parseInt(args[1]);
    Trust trust = args.length > 3 ? Trust.fromPem(Path.of(args[3])) : Trust.system();
    ClientConfig config = ClientConfig.builder().trust(trust).build();
    TlsConduit tls = new TlsConduit(TlsEngine.client(config, Destination.of(host, port)));
    try (Socket socket = new Socket(host, port);
        Closeable _ = () -> socket.getOutputStream().write(tls.drain())) {
      socket.setSoTimeout(10_000);
      while (!tls.engine().isEstablished()) {
        exchange(socket, tls);
      }
      var info = Objects.requireNonNull(tls.engine().info());
      System.out.printf("%s, %s, %s%n", info.version(), info.suite(), info.group());
      String request = "GET " + args[2] + " HTTP/1.0\r\nHost: " + host + "\r\n\r\n";
      socket.getOutputStream().write(tls.write(StandardCharsets.US_ASCII.encode(request)));
      while (!tls.engine().isReadClosed()) {
        exchange(socket, tls);
        byte[] data = new byte[tls.readable()];
        tls.read(ByteBuffer.wrap(data));
        System.out.writeBytes(data);
      }
      tls.engine().closeWrite();
    }
  }

  /** Sends what is due, then takes what the server sends. */
  private static void exchange(Socket socket, TlsConduit tls) throws IOException {
    socket.getOutputStream().write(tls.drain());
    byte[] octets = new byte[16 * 1024];
    int count = socket.getInputStream().read(octets);
    if (count < 0) {
      tls.inputEnded(); // without close_notify: an attacker may have cut the answer short
    }
    tls.feed(ByteBuffer.wrap(octets, 0, Math.max(count, 0)));
  }
}
