package dev.glassine.bench.parts;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.testkit.TestCa;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading a ClientHello: our own, with a hybrid share of 1 216 octets. */
@State(Scope.Thread)
public class HelloBenchmark {
  private static final int RECORD_HEADER = 5;

  private final Bytes hello = hello();

  private static Bytes hello() {
    ClientConfig config =
        ClientConfig.builder().trust(Trust.of(TestCa.shared().certificate())).build();
    ByteBuffer record = ByteBuffer.allocate(16709);
    TlsEngine.client(config, Destination.of("bench.example", 443))
        .send(ByteBuffer.allocate(0), record);
    return Bytes.wrap(Arrays.copyOfRange(record.array(), RECORD_HEADER, record.position()));
  }

  /** Octets to message. */
  @Benchmark
  public HandshakeMessage decode() {
    return HandshakeCodec.decode(hello, ProtocolVersion.TLS_1_3);
  }
}
