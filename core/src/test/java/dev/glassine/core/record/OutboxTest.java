package dev.glassine.core.record;

import static dev.glassine.core.record.Epoch.octets;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Outbox outbox = new Outbox();

  @Test
  void givesBackInOrderWhateverTheSizes() {
    Random random = new Random(3);
    ByteArrayOutputStream in = new ByteArrayOutputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 2000; i++) {
      byte[] octets = octets(random.nextInt(300), i);
      outbox.add(octets, 0, octets.length);
      in.writeBytes(octets);
      ByteBuffer target =
          random.nextBoolean()
              ? ByteBuffer.allocateDirect(random.nextInt(350))
              : ByteBuffer.allocate(random.nextInt(350));
      assertThat(outbox.drain(target)).isEqualTo(target.position());
      byte[] part = new byte[target.flip().remaining()];
      target.get(part);
      out.writeBytes(part);
      assertThat(outbox.length()).isEqualTo(in.size() - out.size());
      assertThat(outbox.isEmpty()).isEqualTo(in.size() == out.size());
    }
    ByteBuffer rest = ByteBuffer.allocate(outbox.length());
    outbox.drain(rest);
    out.writeBytes(rest.array());
    assertThat(out.toByteArray()).isEqualTo(in.toByteArray());
  }

  @Test
  void holdsNoArrayWhileEmpty() {
    assertThat(outbox.array()).isEmpty();
    outbox.add(octets(5000, 1), 0, 5000);
    assertThat(outbox.drain(ByteBuffer.allocate(4999))).isEqualTo(4999);
    assertThat(outbox.array()).isNotEmpty();
    assertThat(outbox.drain(ByteBuffer.allocate(100))).isEqualTo(1);
    assertThat(outbox.array()).isEmpty();
    assertThat(outbox.drain(ByteBuffer.allocate(100))).isZero();
  }

  @Test
  void forgetsWhenCleared() {
    outbox.add(octets(50, 1), 0, 50);
    outbox.clear();
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(outbox.array()).isEmpty();
  }

  @Test
  void keepsWhatWaitsWhenRoomIsReservedAndNotUsed() {
    outbox.add(octets(50, 1), 0, 50);
    outbox.reserve(10_000);
    ByteBuffer target = ByteBuffer.allocate(60);
    outbox.drain(target);
    assertThat(Arrays.copyOf(target.array(), 50)).isEqualTo(octets(50, 1));
  }
}
