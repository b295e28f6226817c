package dev.glassine.core.record;

import static dev.glassine.core.record.Epoch.octets;
import static dev.glassine.core.record.Failures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HandshakeJoinerTest {
  private static final int MAX = 1 << 17;

  private final HandshakeJoiner joiner = new HandshakeJoiner(MAX);

  private static byte[] message(int type, int length) {
    byte[] message = new byte[4 + length];
    message[0] = (byte) type;
    message[1] = (byte) (length >>> 16);
    message[2] = (byte) (length >>> 8);
    message[3] = (byte) length;
    System.arraycopy(octets(length, length), 0, message, 4, length);
    return message;
  }

  private void add(byte[] octets) {
    joiner.add(octets, 0, octets.length);
  }

  @Test
  void givesAMessageThatFillsItsRecordAndHoldsNothingAfter() {
    byte[] hello = message(1, 200);
    add(hello);
    assertThat(joiner.isEmpty()).isFalse();
    assertThat(joiner.next()).isEqualTo(Bytes.copyOf(hello));
    assertThat(joiner.isEmpty()).isTrue();
    assertThat(joiner.next()).isNull();
    assertThat(joiner.capacity()).isZero();
  }

  @Test
  void joinsAMessageFromSingleOctets() {
    byte[] hello = message(1, 3000);
    for (int i = 0; i < hello.length; i++) {
      assertThat(joiner.next()).isNull();
      joiner.add(hello, i, 1);
      assertThat(joiner.isEmpty()).isFalse();
    }
    assertThat(joiner.next()).isEqualTo(Bytes.copyOf(hello));
    assertThat(joiner.isEmpty()).isTrue();
  }

  @Test
  void splitsARecordOfSeveralMessagesAndKeepsTheRest() {
    byte[] one = message(8, 10);
    byte[] two = message(11, 0);
    byte[] three = message(20, 32);
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(one);
    record.writeBytes(two);
    record.write(three, 0, 7);
    add(record.toByteArray());
    assertThat(joiner.next()).isEqualTo(Bytes.copyOf(one));
    assertThat(joiner.next()).isEqualTo(Bytes.copyOf(two));
    assertThat(joiner.next()).isNull();
    assertThat(joiner.isEmpty()).isFalse();
    assertThat(joiner.waiting()).isEqualTo(7);
    joiner.add(three, 7, three.length - 7);
    assertThat(joiner.next()).isEqualTo(Bytes.copyOf(three));
    assertThat(joiner.isEmpty()).isTrue();
  }

  @Test
  void joinsTheSameMessagesHoweverTheyAreCut() {
    Random random = new Random(5);
    List<Bytes> messages = new ArrayList<>();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 0; i < 40; i++) {
      byte[] message =
          message(i, random.nextInt(10) == 0 ? random.nextInt(40_000) : random.nextInt(60));
      messages.add(Bytes.copyOf(message));
      stream.writeBytes(message);
    }
    byte[] octets = stream.toByteArray();
    for (int round = 0; round < 200; round++) {
      List<Bytes> joined = new ArrayList<>();
      for (int at = 0; at < octets.length; ) {
        int part = Math.min(1 + random.nextInt(round % 2 == 0 ? 50 : 16384), octets.length - at);
        joiner.add(octets, at, part);
        at += part;
        for (Bytes message = joiner.next(); message != null; message = joiner.next()) {
          joined.add(message);
        }
      }
      assertThat(joined).isEqualTo(messages);
      assertThat(joiner.isEmpty()).isTrue();
    }
  }

  @Test
  void refusesAnEmptyFragment() {
    failure(Reason.EMPTY_FRAGMENT, () -> joiner.add(new byte[4], 2, 0));
  }

  @Test
  void refusesALongMessageAsSoonAsItsHeaderIsThere() {
    byte[] most = message(11, MAX);
    joiner.add(most, 0, 4);
    HandshakeJoiner other = new HandshakeJoiner(MAX);
    byte[] tooLong = message(11, MAX + 1);
    other.add(tooLong, 0, 3);
    TlsFailure failure = failure(Reason.MESSAGE_TOO_LONG, () -> other.add(tooLong, 3, 1));
    assertThat(failure.detail()).contains("certificate of 131073 octets");
  }

  @Test
  void refusesALongMessageBehindAShortOne() {
    byte[] both = new byte[14 + 4];
    System.arraycopy(message(1, 10), 0, both, 0, 14);
    both[14] = (byte) 200;
    both[15] = (byte) 0xff;
    add(both);
    failure(
        Reason.MESSAGE_TOO_LONG,
        () -> {
          joiner.next();
          joiner.next();
        });
  }

  @Test
  void holdsAboutWhatArrivedNotWhatWasDeclared() {
    HandshakeJoiner generous = new HandshakeJoiner((1 << 24) - 1);
    generous.add(new byte[] {11, (byte) 0xff, (byte) 0xff, (byte) 0xff}, 0, 4);
    assertThat(generous.next()).isNull();
    assertThat(generous.capacity()).isLessThan(16);
    byte[] fragment = new byte[1000];
    for (int received = 1004; received < 300_000; received += 1000) {
      generous.add(fragment, 0, 1000);
      assertThat(generous.capacity()).isLessThanOrEqualTo(2 * received);
    }
  }
}
