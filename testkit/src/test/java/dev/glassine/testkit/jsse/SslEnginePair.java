package dev.glassine.testkit.jsse;

import dev.glassine.testkit.TransportShape;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Two SSLEngines with memory between them, driven as a careful program drives them: by the statuses
 * that they report, and nothing else.
 */
final class SslEnginePair {
  private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);

  /** One end. */
  static final class End {
    private final SSLEngine engine;
    private final TransportShape shape;
    private final List<SSLEngineResult> results = new ArrayList<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private byte[] waiting = new byte[0];
    private int arrived;
    private @Nullable SSLException failure;
    private int tasks;

    private End(SSLEngine engine, TransportShape shape) {
      this.engine = engine;
      this.shape = shape;
    }

    SSLEngine engine() {
      return engine;
    }

    /** What wrap and unwrap said, in order. */
    List<SSLEngineResult> results() {
      return results;
    }

    long finishedReports() {
      return results.stream()
          .filter(result -> result.getHandshakeStatus() == HandshakeStatus.FINISHED)
          .count();
    }

    int tasks() {
      return tasks;
    }

    /** The first exception of wrap or unwrap, or null. */
    @Nullable SSLException failure() {
      return failure;
    }

    SSLException expectFailure() {
      if (failure == null) {
        throw new AssertionError("no failure; results " + results);
      }
      return failure;
    }

    /** All data that has arrived since the last call. */
    byte[] takeReceived() {
      byte[] data = received.toByteArray();
      received.reset();
      return data;
    }

    SSLEngineResult lastResult() {
      return results.getLast();
    }

    private void accept(byte[] octets) {
      byte[] joined = Arrays.copyOf(waiting, waiting.length + octets.length);
      System.arraycopy(octets, 0, joined, waiting.length, octets.length);
      waiting = joined;
    }

    /** Takes what has arrived, in the cuts of the shape; whether anything happened. */
    private boolean unwrapSome() {
      boolean moved = false;
      var cuts = shape.cuts();
      while (arrived < waiting.length || (arrived > 0 && mayRead())) {
        if (arrived < waiting.length) {
          arrived += cuts.applyAsInt(waiting.length - arrived);
        }
        SSLEngineResult result = unwrap();
        if (result == null || result.getStatus() == Status.CLOSED) {
          waiting = new byte[0];
          arrived = 0;
          return result != null || moved;
        }
        if (result.bytesConsumed() > 0) {
          moved = true;
        } else if (result.getStatus() != Status.BUFFER_UNDERFLOW || arrived == waiting.length) {
          return moved;
        }
        runTasks();
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
          return true;
        }
      }
      return moved;
    }

    private boolean mayRead() {
      return waiting.length > 0;
    }

    private @Nullable SSLEngineResult unwrap() {
      ByteBuffer source = shape.buffer(Arrays.copyOf(waiting, arrived));
      ByteBuffer[] targets = targets();
      try {
        SSLEngineResult result = engine.unwrap(source, targets);
        results.add(result);
        waiting = Arrays.copyOfRange(waiting, result.bytesConsumed(), waiting.length);
        arrived -= result.bytesConsumed();
        int produced = 0;
        for (ByteBuffer target : targets) {
          target.flip();
          produced += target.remaining();
          byte[] data = new byte[target.remaining()];
          target.get(data);
          received.writeBytes(data);
        }
        if (produced != result.bytesProduced()) {
          throw new AssertionError(produced + " octets produced, said " + result);
        }
        return result;
      } catch (SSLException e) {
        fail(e);
        return null;
      }
    }

    private ByteBuffer[] targets() {
      int size = engine.getSession().getApplicationBufferSize();
      return switch (shape) {
        case DIRECT -> new ByteBuffer[] {ByteBuffer.allocateDirect(size)};
        case RANDOM_CUTS ->
            new ByteBuffer[] {
              ByteBuffer.allocate(3), ByteBuffer.allocateDirect(1000), ByteBuffer.allocate(size)
            };
        case OFFSET -> new ByteBuffer[] {ByteBuffer.allocate(size + 20).position(13).slice()};
        default -> new ByteBuffer[] {ByteBuffer.allocate(size)};
      };
    }

    private void runTasks() {
      Runnable task;
      while ((task = engine.getDelegatedTask()) != null) {
        tasks++;
        task.run();
      }
    }

    private void fail(SSLException e) {
      if (failure == null) {
        failure = e;
      }
    }

    private @Nullable SSLEngineResult wrap(ByteBuffer[] data, ByteBuffer network) {
      try {
        SSLEngineResult result = engine.wrap(data, network);
        results.add(result);
        return result;
      } catch (SSLException e) {
        fail(e);
        return null;
      }
    }
  }

  private final End client;
  private final End server;

  SslEnginePair(SSLEngine client, SSLEngine server, TransportShape shape) {
    this.client = new End(client, shape);
    this.server = new End(server, shape);
  }

  /** Engines of two contexts; each version that is given is the only one enabled. */
  static SslEnginePair of(
      SSLContext client, SSLContext server, TransportShape shape, String... protocols) {
    SSLEngine clientEngine = client.createSSLEngine("server.example.test", 443);
    clientEngine.setUseClientMode(true);
    SSLEngine serverEngine = server.createSSLEngine();
    serverEngine.setUseClientMode(false);
    for (SSLEngine engine : List.of(clientEngine, serverEngine)) {
      if (protocols.length > 0) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(protocols);
        engine.setSSLParameters(parameters);
      }
    }
    return new SslEnginePair(clientEngine, serverEngine, shape);
  }

  End client() {
    return client;
  }

  End server() {
    return server;
  }

  /** Carries octets both ways until nothing moves. */
  SslEnginePair run() {
    if (client.engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
        && client.results.isEmpty()) {
      try {
        client.engine.beginHandshake();
      } catch (SSLException e) {
        client.fail(e);
        return this;
      }
    }
    for (int i = 0; i < 10_000; i++) {
      boolean clientMoved = step(client, server);
      boolean serverMoved = step(server, client);
      if (!clientMoved && !serverMoved) {
        return this;
      }
    }
    throw new AssertionError("the two ends never come to rest");
  }

  /** Runs, and fails unless both ends have finished. */
  SslEnginePair handshake() {
    run();
    for (End end : List.of(client, server)) {
      if (end.failure != null) {
        throw new AssertionError("handshake failed: " + end.failure.getMessage(), end.failure);
      }
      if (end.finishedReports() == 0) {
        throw new AssertionError("not finished: " + end.results);
      }
    }
    return this;
  }

  private static boolean step(End from, End to) {
    boolean moved = false;
    from.runTasks();
    while (from.engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      int before = from.results.size();
      moved |= transfer(from, to, NO_DATA);
      from.runTasks();
      if (from.results.size() == before) {
        break;
      }
      if (from.lastResult().bytesProduced() == 0
          && from.lastResult().getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        throw new AssertionError("NEED_WRAP, but wrap produces nothing: " + from.lastResult());
      }
    }
    return from.unwrapSome() || moved;
  }

  /** One wrap; whether anything came out of it. */
  private static boolean transfer(End from, End to, ByteBuffer data) {
    ByteBuffer network = ByteBuffer.allocate(from.engine.getSession().getPacketBufferSize());
    SSLEngineResult result = from.wrap(new ByteBuffer[] {data}, network);
    if (result == null) {
      return true;
    }
    network.flip();
    if (network.remaining() != result.bytesProduced()) {
      throw new AssertionError(network + " after " + result);
    }
    byte[] octets = new byte[network.remaining()];
    network.get(octets);
    to.accept(octets);
    return octets.length > 0 || result.getHandshakeStatus() == HandshakeStatus.FINISHED;
  }

  /** Sends data from one end and returns what arrives at the other. */
  byte[] send(End from, byte[] data) {
    End to = from == client ? server : client;
    ByteBuffer source = from.shape.buffer(data);
    do {
      transfer(from, to, source);
      if (from.failure != null) {
        throw new AssertionError(from.failure);
      }
    } while (source.hasRemaining());
    run();
    return to.takeReceived();
  }

  /** Lets one end close its direction. */
  SslEnginePair closeOutbound(End from) {
    from.engine.closeOutbound();
    return run();
  }
}
