package dev.glassine.inspect.tshark;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.registry.Side;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceRecorder;
import dev.glassine.inspect.capture.CapturedConnection;
import dev.glassine.inspect.capture.Endpoint;
import dev.glassine.inspect.capture.PcapngWriter;
import dev.glassine.inspect.capture.StreamListener.Way;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.TransportShape;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** Two engines of ours whose conversation goes into a capture, while each keeps its own trace. */
public final class CapturedPair {
  public static final int PORT = 443;

  private final FixedClock clock = new FixedClock();
  private final TraceRecorder client = TraceRecorder.client("localhost:443", clock);
  private final TraceRecorder server = TraceRecorder.server("192.0.2.1:5000", clock);
  private final CapturedConnection connection;
  private final EnginePair pair;

  /**
   * Begins a connection.
   *
   * @param number the client's port is made of it
   */
  public CapturedPair(
      ClientConfig.Builder visitor, ServerConfig.Builder host, PcapngWriter capture, int number) {
    this(
        visitor.logSecretsForDebugging(into(capture)).build(),
        host.logSecretsForDebugging(into(capture)).build(),
        capture,
        number);
  }

  /** Each side knows the secrets of some packets before the other does. */
  public static KeyLog into(PcapngWriter capture) {
    return (label, random, secret) -> capture.secrets(KeyLog.line(label, random, secret) + "\n");
  }

  /** The same, for configurations that are used more than once and log their secrets. */
  public CapturedPair(ClientConfig visitor, ServerConfig host, PcapngWriter capture, int number) {
    connection =
        capture.connection(
            endpoint("192.0.2.1", 50_000 + number), endpoint("192.0.2.2", PORT), clock.instant());
    pair =
        new EnginePair(
                visitor,
                Destination.of("localhost", PORT),
                host,
                TransportShape.COALESCED,
                client,
                server)
            .changeToServer(octets -> record(Way.FORWARD, octets))
            .changeToClient(octets -> record(Way.BACKWARD, octets));
  }

  private static Endpoint endpoint(String address, int port) {
    try {
      return new Endpoint(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] record(Way way, byte[] octets) {
    connection.data(way, clock.instant(), octets, 0, octets.length);
    return octets;
  }

  public EnginePair pair() {
    return pair;
  }

  /** Handshake, data both ways, close_notify from both, FIN. */
  public CapturedPair talk() {
    pair.establish();
    say(Side.CLIENT, "GET / HTTP/1.0\r\n\r\n");
    say(Side.SERVER, "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok");
    close();
    return this;
  }

  public void say(Side side, String text) {
    // through the engine's own output, so that the capture has it
    byte[] octets =
        pair.end(side)
            .conduit()
            .write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    record(side == Side.CLIENT ? Way.FORWARD : Way.BACKWARD, octets);
    pair.inject(side, octets);
  }

  public void close() {
    pair.client().engine().closeWrite();
    pair.run();
    pair.server().engine().closeWrite();
    pair.run();
    connection.ended(Way.FORWARD, clock.instant(), false);
    connection.ended(Way.BACKWARD, clock.instant(), false);
  }

  public Trace clientTrace() {
    return client.trace();
  }

  public Trace serverTrace() {
    return server.trace();
  }
}
