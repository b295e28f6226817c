package dev.glassine.inspect.article;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.registry.Side;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceRecorder;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.TransportShape;
import java.io.ByteArrayOutputStream;

/** A handshake on paper: both sides' traces, secrets included, and what went over the wire. */
final class PaperHandshake {
  private final EnginePair pair;
  private final TraceRecorder client;
  private final TraceRecorder server;
  private final ByteArrayOutputStream sentByClient = new ByteArrayOutputStream();

  private PaperHandshake(
      ClientConfig visitor, ServerConfig host, TraceRecorder client, TraceRecorder server) {
    this.client = client;
    this.server = server;
    this.pair =
        new EnginePair(
            visitor,
            Destination.of("shop.example", 443),
            host,
            TransportShape.COALESCED,
            client,
            server);
    pair.changeToServer(
        octets -> {
          sentByClient.writeBytes(octets);
          return octets;
        });
  }

  /** Between these two, whose secrets are logged. */
  static PaperHandshake of(ClientConfig.Builder visitor, ServerConfig.Builder host) {
    TraceRecorder client = TraceRecorder.client("shop.example:443", new FixedClock());
    TraceRecorder server = TraceRecorder.server("Alice", new FixedClock());
    return new PaperHandshake(
        visitor.logSecretsForDebugging(client.keyLog()).build(),
        host.logSecretsForDebugging(server.keyLog()).build(),
        client,
        server);
  }

  /** The second between these two, after one that nobody recorded. */
  static PaperHandshake second(ClientConfig visitor, ServerConfig host) {
    new EnginePair(visitor, Destination.of("shop.example", 443), host, TransportShape.COALESCED)
        .run();
    return new PaperHandshake(
            visitor,
            host,
            TraceRecorder.client("shop.example:443", new FixedClock()),
            TraceRecorder.server("Alice", new FixedClock()))
        .run();
  }

  PaperHandshake run() {
    pair.run();
    return this;
  }

  EnginePair pair() {
    return pair;
  }

  /** What one side saw. */
  Trace seenBy(Side side) {
    return (side == Side.CLIENT ? client : server).trace();
  }

  /** The octets of the client, records and all. */
  byte[] sentByClient() {
    return sentByClient.toByteArray();
  }
}
