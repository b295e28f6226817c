package dev.glassine.examples;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Both sides show a certificate, without any network: each prints who its peer is. {@code
 * ./glassine cert} and {@code ./glassine cert --client client} make the files in {@code pki}. To
 * run it after {@code ./mvnw verify}: {@code java -cp core/target/classes:examples/target/classes
 * dev.glassine.examples.MutualTls pki}
 */
final class MutualTls {
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    Trust trust = Trust.fromPem(folder.resolve("ca.pem"));
    ClientConfig visitor =
        ClientConfig.builder().trust(trust).credential(credential(folder, "client")).build();
    ServerConfig host =
        ServerConfig.builder()
            .credential(credential(folder, "localhost"))
            .clientAuthentication(ClientAuthentication.REQUIRED)
            .trust(trust)
            .authorities(trust.authorities())
            .build();
    var client = new TlsConduit(TlsEngine.client(visitor, Destination.of("localhost", 443)));
    var server = new TlsConduit(TlsEngine.server(host));
    while (!client.engine().isEstablished() || !server.engine().isEstablished()) {
      server.feed(ByteBuffer.wrap(client.drain()));
      client.feed(ByteBuffer.wrap(server.drain()));
    }
    sayWhoThePeerIs(client.engine());
    sayWhoThePeerIs(server.engine());
  }

  private static Credential credential(Path folder, String name) {
    return Credentials.fromPem(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
  }

  private static void sayWhoThePeerIs(TlsEngine engine) {
    var certificate = Objects.requireNonNull(engine.info()).peerCertificates().getFirst();
    System.out.printf(
        "%s: the %s is %s, says %s%n",
        engine.side(),
        engine.side().peer(),
        certificate.getSubjectX500Principal(),
        certificate.getIssuerX500Principal());
  }
}
