package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** What an engine puts on the wire. */
final class ByteBuffers {
  private ByteBuffers() {}

  /** Wraps all of {@code data}, and fails if a record is longer than {@code longest}. */
  static void assertRecordsUpTo(SSLEngine engine, byte[] data, int longest) throws SSLException {
    ByteBuffer source = ByteBuffer.wrap(data);
    while (source.hasRemaining()) {
      ByteBuffer network = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(source, network);
      network.flip();
      while (network.hasRemaining()) {
        int length = 5 + Short.toUnsignedInt(network.getShort(network.position() + 3));
        assertThat(length).isLessThanOrEqualTo(longest);
        network.position(network.position() + length);
      }
    }
  }
}
