package dev.glassine.core.handshake;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.wire.HandshakeMessage;

/** A client and a server that hand each other messages, with a test between them. */
public final class Conversation {
  private final Peer client;
  private final Peer server;

  /** Both at their beginning; the client's hello is due. */
  public Conversation(ClientConfig client, Destination destination, ServerConfig server) {
    this.client = Peer.client(new ClientContext(client, destination));
    this.server = Peer.server(new ServerContext(server));
  }

  /** The client. */
  public Peer client() {
    return client;
  }

  /** The server. */
  public Peer server() {
    return server;
  }

  /** Hands over messages until nobody has any left. */
  public Conversation handshake() {
    while (deliverOne()) {
      // until nobody has anything to say
    }
    return this;
  }

  /**
   * Hands over messages until one of this kind is due.
   *
   * @return that message, taken from its sender and not delivered
   */
  public <M extends HandshakeMessage> M handshakeUpTo(Class<M> kind) {
    while (true) {
      if (kind.isInstance(client.next())) {
        return kind.cast(client.take());
      }
      if (kind.isInstance(server.next())) {
        return kind.cast(server.take());
      }
      if (!deliverOne()) {
        throw new AssertionError(
            "nobody sends "
                + kind.getSimpleName()
                + "; client in "
                + client.state()
                + ", server in "
                + server.state());
      }
    }
  }

  private boolean deliverOne() {
    if (client.next() != null && server.question() == null) {
      server.receive(client.take());
      return true;
    }
    if (server.next() != null && client.question() == null) {
      client.receive(server.take());
      return true;
    }
    return false;
  }
}
