package dev.glassine.core.record;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.engine.RecordPadding;
import dev.glassine.core.registry.BulkCipher;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The record layer makes no garbage of its own a record; what the cipher makes is not counted. */
class RecordGarbageTest {
  /** Octets a record that are let pass: what the JVM itself does now and then. */
  private static final long TOLERATED = 16;

  private static final int RECORDS = 20_000;
  private static final BulkCipher CHACHA = BulkCipher.CHACHA20_POLY1305;

  /** The counter says something only once the code is compiled, and escape analysis has run. */
  @BeforeAll
  static void warmUp() {
    for (int i = 0; i < 3; i++) {
      perRecord(ByteBuffer.allocate(RecordHeader.MAX_RECORD), ByteBuffer.allocate(1 << 14), true);
    }
  }

  @Test
  void makesNoGarbageBetweenHeapBuffers() {
    assertThat(
            perRecord(
                ByteBuffer.allocate(RecordHeader.MAX_RECORD), ByteBuffer.allocate(1 << 15), true))
        .isLessThanOrEqualTo(TOLERATED);
  }

  @Test
  void makesNoGarbageBetweenDirectBuffers() {
    ByteBuffer network = ByteBuffer.allocateDirect(RecordHeader.MAX_RECORD);
    assertThat(perRecord(network, ByteBuffer.allocateDirect(1 << 15), true))
        .isLessThanOrEqualTo(TOLERATED);
  }

  @Test
  void makesNoGarbageInTls12() {
    assertThat(
            perRecord(
                ByteBuffer.allocate(RecordHeader.MAX_RECORD), ByteBuffer.allocate(1 << 15), false))
        .isLessThanOrEqualTo(TOLERATED);
  }

  private static long perRecord(ByteBuffer network, ByteBuffer application, boolean tls13) {
    byte[] iv = new byte[12];
    NoCipher none = new NoCipher();
    RecordSealer sealer =
        tls13
            ? new Tls13Sealer(none, iv, CHACHA, RecordPadding.NONE)
            : new Tls12AeadSealer(none, iv, CHACHA);
    RecordOpener opener =
        tls13 ? new Tls13Opener(none, iv, CHACHA) : new Tls12AeadOpener(none, iv, CHACHA);
    FragmentSink sink = (type, octets, offset, length) -> {};
    ByteBuffer[] data = {application};
    long before = allocated();
    for (int i = 0; i < RECORDS; i++) {
      network.clear();
      application.clear();
      RecordWriter.seal(data, 0, 1, 1 << 13, network, sealer);
      network.flip();
      application.clear();
      int length = RecordHeader.recordLength(network, opener.maxProtectedLength());
      // the type octet of a fragment that nothing encrypted stands where the opener looks for it
      RecordReader.open(network, length, application, opener, sink);
    }
    return (allocated() - before) / RECORDS;
  }

  /**
   * Octets that this thread has allocated so far. By reflection: core does not read
   * java.management.
   */
  private static long allocated() {
    try {
      Object threads =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      Method allocated =
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getCurrentThreadAllocatedBytes");
      return ((Number) requireNonNull(allocated.invoke(threads))).longValue();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Copies and makes no garbage: what is left over is ours. */
  private static final class NoCipher implements Aead.Keyed {
    @Override
    public int seal(
        byte[] nonce,
        byte[] aad,
        int aadLength,
        byte[] in,
        int inOffset,
        int inLength,
        byte[] out,
        int outOffset) {
      System.arraycopy(in, inOffset, out, outOffset, inLength);
      return inLength + CHACHA.tagLength();
    }

    @Override
    public int open(
        byte[] nonce,
        byte[] aad,
        int aadLength,
        byte[] in,
        int inOffset,
        int inLength,
        byte[] out,
        int outOffset) {
      System.arraycopy(in, inOffset, out, outOffset, inLength - CHACHA.tagLength());
      return inLength - CHACHA.tagLength();
    }

    @Override
    public void close() {}
  }
}
