package dev.glassine.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** How octets are taken from a stream: no more than may be, and none is lost. */
class RecordInputTest {
  private static byte[] record(int length) {
    ByteBuffer record = ByteBuffer.allocate(5 + length);
    record.put((byte) 23).putShort((short) 0x0303).putShort((short) length);
    for (int i = 0; i < length; i++) {
      record.put((byte) i);
    }
    return record.array();
  }

  private static int recordLength(ByteBuffer waiting) {
    return waiting.remaining() < 5 ? -1 : 5 + (waiting.getShort(waiting.position() + 3) & 0xFFFF);
  }

  private static byte[] join(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  private static byte[] waiting(RecordInput input) {
    ByteBuffer waiting = input.waiting();
    byte[] octets = new byte[waiting.remaining()];
    waiting.get(octets);
    return octets;
  }

  @Test
  void readsNothingBehindARecordWhereOthersReadOn() throws Exception {
    byte[] record = record(300);
    InputStream in = new ByteArrayInputStream(join(record, new byte[] {1, 2, 3}));
    RecordInput input = new RecordInput(in, new ArrayPool(), true, RecordInputTest::recordLength);
    while (waiting(input).length < record.length) {
      assertThat(input.readMore()).isTrue();
    }
    assertThat(waiting(input)).isEqualTo(record);
    assertThat(in.available()).isEqualTo(3);
  }

  @Test
  void takesWhatIsThereOtherwise() throws Exception {
    byte[] both = join(record(300), record(20));
    RecordInput input =
        new RecordInput(
            new ByteArrayInputStream(both), new ArrayPool(), false, RecordInputTest::recordLength);
    while (waiting(input).length < 305) {
      assertThat(input.readMore()).isTrue();
    }
    input.consumed(305);
    while (waiting(input).length < 25) {
      assertThat(input.readMore()).isTrue();
    }
    assertThat(waiting(input)).isEqualTo(record(20));
    input.consumed(25);
    assertThat(input.isEmpty()).isTrue();
    assertThat(input.readMore()).isFalse();
  }

  @Test
  void losesNothingToATimeOut() throws Exception {
    byte[] record = record(1000);
    InputStream slow =
        new InputStream() {
          private int at;
          private boolean timeOut;

          @Override
          public int read() throws IOException {
            throw new IOException("not used");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            timeOut = !timeOut;
            if (timeOut) {
              throw new SocketTimeoutException("too slow");
            }
            int part = Math.min(Math.min(length, 3), record.length - at);
            System.arraycopy(record, at, target, offset, part);
            at += part;
            return part;
          }
        };
    RecordInput input =
        new RecordInput(slow, new ArrayPool(), false, RecordInputTest::recordLength);
    while (waiting(input).length < record.length) {
      assertThatThrownBy(input::readMore).isInstanceOf(SocketTimeoutException.class);
      assertThat(input.readMore()).isTrue();
    }
    assertThat(waiting(input)).isEqualTo(record);
  }

  @Test
  void holdsRecordsOfEveryLength() throws Exception {
    for (int length : new int[] {0, 1, 16_384, 16_384 + 2048}) {
      byte[] records = join(record(length), record(length));
      RecordInput input =
          new RecordInput(
              new ByteArrayInputStream(records),
              new ArrayPool(),
              false,
              RecordInputTest::recordLength);
      for (int i = 0; i < 2; i++) {
        while (waiting(input).length < 5 + length) {
          assertThat(input.readMore()).isTrue();
        }
        input.consumed(5 + length);
      }
      assertThat(input.isEmpty()).isTrue();
    }
  }
}
