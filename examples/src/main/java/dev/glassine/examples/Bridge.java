package dev.glassine.examples;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Takes old clients to a modern server: SSL 3.0 in, TLS 1.3 out. For an old server turn it round:
 * {@code legacy} goes to the client. Needs legacy on the class path, and {@code ./glassine cert
 * --sha1 --dir old}: {@code Bridge 8445 old/localhost.pem old/localhost.key example.org 443 ca.pem}
 */
record Bridge(SocketChannel channel, TlsConduit tls) {
  public static void main(String[] args) throws Exception {
    var ssl3 = Legacy.builder().enableSsl3BrokenByPoodle().enableBrokenSuitesOfTheNineties();
    var own = Credentials.fromPem(Path.of(args[1]), Path.of(args[2]));
    var old = ServerConfig.builder().legacy(ssl3.build()).credential(own).build();
    var modern = ClientConfig.builder().trust(Trust.fromPem(Path.of(args[5]))).build();
    var to = Destination.of(args[3], Integer.parseInt(args[4]));
    var door = ServerSocketChannel.open();
    door.bind(new InetSocketAddress("localhost", Integer.parseInt(args[0])));
    System.out.println("bridge on port " + door.socket().getLocalPort());
    while (true) {
      var in = new Bridge(door.accept(), new TlsConduit(TlsEngine.server(old)));
      var server = SocketChannel.open(new InetSocketAddress(args[3], Integer.parseInt(args[4])));
      var out = new Bridge(server, new TlsConduit(TlsEngine.client(modern, to)));
      try (server;
          in.channel) {
        while (in.carryTo(out) && out.carryTo(in)) Thread.sleep(1);
      } catch (Exception e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private boolean carryTo(Bridge other) throws Exception {
    var octets = ByteBuffer.allocate(16 * 1024);
    channel.configureBlocking(false);
    if (channel.read(octets) < 0) tls.inputEnded();
    channel.configureBlocking(true);
    tls.feed(octets.flip());
    var data = ByteBuffer.allocate(other.tls.engine().isEstablished() ? tls.readable() : 0);
    tls.read(data);
    channel.write(ByteBuffer.wrap(tls.drain()));
    other.channel.write(ByteBuffer.wrap(other.tls.write(data.flip())));
    if (tls.engine().isReadClosed()) other.tls.engine().closeWrite();
    other.channel.write(ByteBuffer.wrap(other.tls.drain()));
    return !tls.engine().isReadClosed();
  }
}
