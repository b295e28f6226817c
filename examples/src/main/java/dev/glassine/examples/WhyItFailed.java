package dev.glassine.examples;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.NamedGroup;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Two handshakes that must fail, without any network: what each side says about it. {@code
 * ./glassine cert} makes the files in {@code pki}. To run it after {@code ./mvnw verify}: {@code
 * java -cp core/target/classes:examples/target/classes dev.glassine.examples.WhyItFailed pki}
 */
final class WhyItFailed {
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    Trust trust = Trust.fromPem(folder.resolve("ca.pem"));
    var credential =
        Credentials.fromPem(folder.resolve("localhost.pem"), folder.resolve("localhost.key"));
    var client = ClientConfig.builder().trust(trust);
    var server = ServerConfig.builder().credential(credential);

    System.out.println("The certificate is for another host:");
    connect(client.build(), "shop.example", server.build());

    System.out.println("No key exchange group in common:");
    client.groups(List.of(NamedGroup.X25519));
    server.groups(List.of(NamedGroup.SECP384R1));
    connect(client.build(), "localhost", server.build());
  }

  private static void connect(ClientConfig visitor, String name, ServerConfig host) {
    var client = new TlsConduit(TlsEngine.client(visitor, Destination.of(name, 443)));
    var server = new TlsConduit(TlsEngine.server(host));
    while (client.engine().pendingOutput() + server.engine().pendingOutput() > 0) {
      carry(client, server);
      carry(server, client);
    }
  }

  private static void carry(TlsConduit from, TlsConduit to) {
    try {
      to.feed(ByteBuffer.wrap(from.drain()));
    } catch (TlsFailure e) {
      System.out.println("  " + to.engine().side() + ": " + e.getMessage());
    }
  }
}
