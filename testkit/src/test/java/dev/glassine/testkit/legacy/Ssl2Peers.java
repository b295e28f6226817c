package dev.glassine.testkit.legacy;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Ssl2Message;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.SeededRandom;
import dev.glassine.testkit.TransportShape;
import java.util.List;

/** Configurations of both sides that let SSL 2.0 in. */
final class Ssl2Peers {
  /** All eight, strongest first. */
  static final List<CipherSuite> KINDS =
      List.of(
          CipherSuite.SSL_CK_DES_192_EDE3_CBC_WITH_MD5,
          CipherSuite.SSL_CK_IDEA_128_CBC_WITH_MD5,
          CipherSuite.SSL_CK_RC2_128_CBC_WITH_MD5,
          CipherSuite.SSL_CK_RC4_128_WITH_MD5,
          CipherSuite.SSL_CK_RC4_64_WITH_MD5,
          CipherSuite.SSL_CK_DES_64_CBC_WITH_MD5,
          CipherSuite.SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5,
          CipherSuite.SSL_CK_RC4_128_EXPORT40_WITH_MD5);

  private Ssl2Peers() {}

  /** SSL 2.0, and everything newer that {@link OldPeers#everything} has. */
  static Legacy.Builder doors() {
    return OldPeers.everything().enableSsl2BrokenByDrown();
  }

  static ClientConfig.Builder client(ProtocolVersion... versions) {
    return ClientConfig.builder()
        .legacy(doors().build())
        .versions(versions)
        .clock(OldPeers.CLOCK)
        .random(new SeededRandom(1))
        .trust(OldPeers.ANYBODY);
  }

  static ServerConfig.Builder server(ProtocolVersion... versions) {
    return ServerConfig.builder()
        .legacy(doors().build())
        .versions(versions)
        .clock(OldPeers.CLOCK)
        .random(new SeededRandom(2))
        .credential(OldPeers.RSA);
  }

  /** A client that has nothing else. */
  static ClientConfig.Builder client() {
    return client(ProtocolVersion.SSL_2_0);
  }

  /** A server that has nothing else. */
  static ServerConfig.Builder server() {
    return server(ProtocolVersion.SSL_2_0);
  }

  static EnginePair pair(ClientConfig.Builder client, ServerConfig.Builder server) {
    return pair(client, server, TransportShape.COALESCED);
  }

  static EnginePair pair(
      ClientConfig.Builder client, ServerConfig.Builder server, TransportShape shape) {
    return new EnginePair(client.build(), Destination.of("localhost", 443), server.build(), shape);
  }

  /** The names of the messages that one end saw, in order. */
  static List<String> messages(EnginePair.End end) {
    return end.events().stream()
        .filter(TlsEvent.MessageInSsl2.class::isInstance)
        .map(TlsEvent.MessageInSsl2.class::cast)
        .map(TlsEvent.MessageInSsl2::message)
        .map(Ssl2Message::messageName)
        .toList();
  }
}
