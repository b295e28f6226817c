package dev.glassine.core.record;

import static dev.glassine.core.record.Epoch.octets;
import static dev.glassine.core.record.Failures.failure;
import static dev.glassine.core.record.ProtectionTest.seal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.ContentType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reader and writer over buffers of every kind: heap, direct, read-only, slices; with room,
 * without, and in the caller's own array.
 */
class RecordBuffersTest {
  private static final int GUARD = 6;
  private static final byte MARK = 0x55;
  private static final FragmentSink NOWHERE =
      (type, octets, offset, length) -> {
        throw new AssertionError("fragment of type " + type + " to the sink");
      };

  /** Kinds of buffer; each stands in the middle of a marked memory. */
  enum Kind {
    HEAP,
    SLICE,
    DIRECT;

    ByteBuffer of(int length) {
      ByteBuffer whole =
          this == DIRECT
              ? ByteBuffer.allocateDirect(length + 2 * GUARD)
              : ByteBuffer.allocate(length + 2 * GUARD);
      while (whole.hasRemaining()) {
        whole.put(MARK);
      }
      whole.position(GUARD).limit(GUARD + length);
      return this == SLICE ? whole.slice() : whole;
    }

    ByteBuffer of(byte[] octets) {
      ByteBuffer buffer = of(octets.length);
      buffer.put(buffer.position(), octets);
      return buffer;
    }
  }

  private static void assertUntouchedAround(ByteBuffer buffer, int start, int end) {
    if (buffer.hasArray()) {
      byte[] array = buffer.array();
      int from = buffer.arrayOffset() + start;
      int to = buffer.arrayOffset() + end;
      assertThat(Arrays.copyOf(array, from)).containsOnly(MARK);
      assertThat(Arrays.copyOfRange(array, to, array.length)).containsOnly(MARK);
    } else {
      ByteBuffer whole = buffer.duplicate().clear();
      for (int i = 0; i < whole.limit(); i++) {
        if (i < start || i >= end) {
          assertThat(whole.get(i)).isEqualTo(MARK);
        }
      }
    }
  }

  private static byte[] written(ByteBuffer buffer, int start) {
    byte[] octets = new byte[buffer.position() - start];
    buffer.get(start, octets);
    return octets;
  }

  @ParameterizedTest
  @EnumSource
  void opensBetweenBuffersOfEveryKind(Epoch epoch) {
    for (int length : new int[] {0, 1, 100, 5000, 1 << 14}) {
      byte[] record = seal(epoch.sealer(), ContentType.APPLICATION_DATA, octets(length, 1));
      for (Kind from : Kind.values()) {
        for (Kind to : Kind.values()) {
          for (int spare : new int[] {0, 300}) {
            for (boolean readOnly : new boolean[] {false, true}) {
              ByteBuffer network = readOnly ? from.of(record).asReadOnlyBuffer() : from.of(record);
              ByteBuffer application = to.of(length + spare);
              int start = application.position();
              int end = application.limit();
              int got =
                  RecordReader.open(network, record.length, application, epoch.opener(), NOWHERE);
              assertThat(got).isEqualTo(length);
              assertThat(network.hasRemaining()).isFalse();
              assertThat(written(application, start)).isEqualTo(octets(length, 1));
              assertUntouchedAround(application, start, end);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesOtherFragmentsToTheSinkAndLeavesNoTrace(Epoch epoch) {
    byte[] message = octets(100, 2);
    byte[] record = seal(epoch.sealer(), ContentType.HANDSHAKE, message);
    for (Kind from : Kind.values()) {
      for (Kind to : Kind.values()) {
        for (int room : new int[] {0, 1000}) {
          ByteBuffer network = from.of(record);
          ByteBuffer application = to.of(room);
          int start = application.position();
          ByteArrayOutputStream sunk = new ByteArrayOutputStream();
          int got =
              RecordReader.open(
                  network,
                  record.length,
                  application,
                  epoch.opener(),
                  (type, octets, offset, length) -> {
                    assertThat(type).isEqualTo(ContentType.HANDSHAKE.code());
                    sunk.write(octets, offset, length);
                  });
          assertThat(got).isEqualTo(-1);
          assertThat(sunk.toByteArray()).isEqualTo(message);
          assertThat(application.position()).isEqualTo(start);
          byte[] left = new byte[application.remaining()];
          application.get(application.position(), left);
          assertThat(new String(left, ISO_8859_1))
              .doesNotContain(new String(message, 0, 16, ISO_8859_1));
        }
      }
    }
  }

  @Test
  void givesDataThatDoesNotFitToTheSink() {
    byte[] record =
        seal(Epoch.TLS_1_3_AES_128_GCM.sealer(), ContentType.APPLICATION_DATA, octets(100, 2));
    ByteBuffer application = Kind.HEAP.of(99);
    ByteArrayOutputStream sunk = new ByteArrayOutputStream();
    int got =
        RecordReader.open(
            ByteBuffer.wrap(record),
            record.length,
            application,
            Epoch.TLS_1_3_AES_128_GCM.opener(),
            (type, octets, offset, length) -> sunk.write(octets, offset, length));
    assertThat(got).isEqualTo(-1);
    assertThat(sunk.toByteArray()).isEqualTo(octets(100, 2));
    assertThat(application.remaining()).isEqualTo(99);
  }

  @ParameterizedTest
  @EnumSource
  void opensWithinOneArrayThatBothBuffersShare(Epoch epoch) {
    byte[] record = seal(epoch.sealer(), ContentType.APPLICATION_DATA, octets(100, 2));
    for (int place = 0; place < 300; place += 7) {
      byte[] array = new byte[800];
      System.arraycopy(record, 0, array, 150, record.length);
      ByteBuffer network = ByteBuffer.wrap(array, 150, record.length);
      ByteBuffer application = ByteBuffer.wrap(array, place, 400);
      assertThat(RecordReader.open(network, record.length, application, epoch.opener(), NOWHERE))
          .isEqualTo(100);
      assertThat(Arrays.copyOfRange(array, place, place + 100)).isEqualTo(octets(100, 2));
    }
  }

  @Test
  void movesNothingWhereTheRecordIsUnauthentic() {
    byte[] record =
        seal(Epoch.TLS_1_3_AES_128_GCM.sealer(), ContentType.APPLICATION_DATA, octets(100, 2));
    record[20] ^= 1;
    for (Kind from : Kind.values()) {
      for (Kind to : Kind.values()) {
        ByteBuffer network = from.of(record);
        ByteBuffer application = to.of(500);
        int networkAt = network.position();
        int applicationAt = application.position();
        failure(
            Reason.BAD_RECORD_MAC,
            () ->
                RecordReader.open(
                    network,
                    record.length,
                    application,
                    Epoch.TLS_1_3_AES_128_GCM.opener(),
                    NOWHERE));
        assertThat(network.position()).isEqualTo(networkAt);
        assertThat(application.position()).isEqualTo(applicationAt);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sealsBetweenBuffersOfEveryKind(Epoch epoch) {
    for (int length : new int[] {0, 1, 100, 5000, 1 << 14}) {
      for (Kind from : Kind.values()) {
        for (Kind to : Kind.values()) {
          for (boolean readOnly : new boolean[] {false, true}) {
            RecordSealer sealer = epoch.sealer();
            ByteBuffer source = from.of(octets(length, 1));
            source = readOnly ? source.asReadOnlyBuffer() : source;
            ByteBuffer network = to.of(sealer.sealedLength(length));
            int start = network.position();
            int end = network.limit();
            assertThat(RecordWriter.seal(new ByteBuffer[] {source}, 0, 1, 1 << 14, network, sealer))
                .isEqualTo(length);
            assertThat(source.hasRemaining()).isFalse();
            assertUntouchedAround(network, start, end);
            byte[] record = written(network, start);
            byte[] out = new byte[record.length];
            assertThat(epoch.opener().open(record, 0, record.length, out, 0)).isEqualTo(length);
            assertThat(Arrays.copyOf(out, length)).isEqualTo(octets(length, 1));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void gathersOneRecordFromManySources(Epoch epoch) {
    byte[] data = octets(1000, 1);
    Random random = new Random(8);
    for (int round = 0; round < 30; round++) {
      ByteBuffer[] sources = new ByteBuffer[12];
      int at = 0;
      for (int i = 1; i < 11; i++) {
        int part = i == 10 ? data.length - at : random.nextInt(100);
        sources[i] = Kind.values()[random.nextInt(3)].of(Arrays.copyOfRange(data, at, at + part));
        at += part;
      }
      sources[0] = ByteBuffer.wrap(new byte[50]);
      sources[11] = ByteBuffer.wrap(new byte[50]);
      RecordSealer sealer = epoch.sealer();
      int max = round % 2 == 0 ? 1 << 14 : 700;
      ByteBuffer network = Kind.values()[round % 3].of(sealer.sealedLength(1000));
      int start = network.position();
      int sealed = RecordWriter.seal(sources, 1, 11, max, network, sealer);
      assertThat(sealed).isEqualTo(Math.min(max, 1000));
      byte[] record = written(network, start);
      byte[] out = new byte[record.length];
      assertThat(epoch.opener().open(record, 0, record.length, out, 0)).isEqualTo(sealed);
      assertThat(Arrays.copyOf(out, sealed)).isEqualTo(Arrays.copyOf(data, sealed));
      assertThat(sources[0].remaining() + sources[11].remaining()).isEqualTo(100);
      assertThat(Arrays.stream(sources, 1, 11).mapToInt(ByteBuffer::remaining).sum())
          .isEqualTo(1000 - sealed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesNothingWithoutRoomForTheRecord(Epoch epoch) {
    RecordSealer sealer = epoch.sealer();
    long before = sealer.remainingRecords();
    ByteBuffer source = ByteBuffer.wrap(octets(100, 1));
    ByteBuffer network = ByteBuffer.allocate(sealer.sealedLength(100) - 1);
    assertThat(RecordWriter.seal(new ByteBuffer[] {source}, 0, 1, 1 << 14, network, sealer))
        .isEqualTo(-1);
    assertThat(source.remaining()).isEqualTo(100);
    assertThat(network.position()).isZero();
    assertThat(sealer.remainingRecords()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void sealsWithinOneArrayThatBothBuffersShare(Epoch epoch) {
    for (int place = 0; place < 200; place += 7) {
      byte[] array = new byte[800];
      System.arraycopy(octets(100, 2), 0, array, 100, 100);
      RecordSealer sealer = epoch.sealer();
      ByteBuffer network = ByteBuffer.wrap(array, place, sealer.sealedLength(100));
      ByteBuffer source = ByteBuffer.wrap(array, 100, 100);
      source = place % 2 == 0 ? source : source.asReadOnlyBuffer();
      RecordWriter.seal(new ByteBuffer[] {source}, 0, 1, 1 << 14, network, sealer);
      byte[] out = new byte[400];
      assertThat(epoch.opener().open(array, place, network.position() - place, out, 0))
          .isEqualTo(100);
      assertThat(Arrays.copyOf(out, 100)).isEqualTo(octets(100, 2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void cutsAPayloadIntoRecords(Epoch epoch) {
    for (int max : new int[] {1, 63, 512, 1 << 14}) {
      for (int length : List.of(0, 1, max - 1, max, max + 1, 2 * max, 2 * max + 5)) {
        Outbox outbox = new Outbox();
        byte[] payload = octets(length + 3, 4);
        RecordWriter.write(ContentType.HANDSHAKE, payload, 3, length, max, epoch.sealer(), outbox);
        ByteBuffer network = ByteBuffer.allocate(outbox.length());
        outbox.drain(network);
        network.flip();
        RecordOpener opener = epoch.opener();
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int records = 0;
        while (network.hasRemaining()) {
          int record = RecordHeader.recordLength(network, opener.maxProtectedLength());
          RecordReader.open(
              network,
              record,
              ByteBuffer.allocate(0),
              opener,
              (type, octets, offset, part) -> {
                assertThat(part).isLessThanOrEqualTo(max);
                joined.write(octets, offset, part);
              });
          records++;
        }
        assertThat(joined.toByteArray()).isEqualTo(Arrays.copyOfRange(payload, 3, 3 + length));
        assertThat(records).isEqualTo(Math.max(1, (length + max - 1) / max));
      }
    }
  }
}
