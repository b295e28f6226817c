package dev.glassine.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.RandomMessages.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What is not a message is refused with a failure that has a reason and an alert, never with
 * anything else; and what is accepted means exactly what its octets say.
 */
class MutationTest {
  private static final int SEEDS = 5;
  private static final int MUTATIONS = 200_000;

  /** Only their versions matter. */
  private static final List<Sample> BOTH_SHAPES =
      List.of(
          new Sample(new EndOfEarlyData(), ProtocolVersion.TLS_1_3),
          new Sample(new HelloRequest(), ProtocolVersion.TLS_1_2));

  @Test
  void refusesAMessageCutAtAnyOctet() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Sample sample : new RandomMessages(seed).oneOfEach()) {
        Bytes raw = sample.raw();
        for (int length = 0; length < raw.length(); length++) {
          TlsFailure failure = failure(raw.slice(0, length), sample);
          assertThat(failure).as("%s cut at %d", raw, length).isNotNull();
          assertThat(failure.reason()).isEqualTo(Reason.TRUNCATED_FIELD);
        }
      }
    }
  }

  @Test
  void refusesABodyCutAtAnyOctetOrMeansWhatIsLeft() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Sample sample : new RandomMessages(seed).oneOfEach()) {
        Bytes raw = sample.raw();
        for (int length = 4; length < raw.length(); length++) {
          byte[] cut = raw.slice(0, length).toArray();
          setLength(cut);
          refusedOrFaithful(Bytes.wrap(cut), sample);
        }
      }
    }
  }

  @Test
  void refusesOctetsAfterTheMessage() {
    for (Sample sample : new RandomMessages(3).oneOfEach()) {
      Bytes raw = sample.raw();
      TlsFailure failure =
          failure(Bytes.wrap(Arrays.copyOf(raw.toArray(), raw.length() + 1)), sample);
      assertThat(failure).isNotNull();
      assertThat(failure.reason()).isEqualTo(Reason.TRAILING_BYTES);
      assertThat(failure.alert()).isEqualTo(AlertDescription.DECODE_ERROR);
    }
  }

  @Test
  void refusesOctetsAfterTheLastFieldOrMeansThem() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Sample sample : new RandomMessages(seed).oneOfEach()) {
        byte[] longer = Arrays.copyOf(sample.raw().toArray(), sample.raw().length() + 1);
        setLength(longer);
        refusedOrFaithful(Bytes.wrap(longer), sample);
      }
    }
  }

  @Test
  void refusesEveryOctetMovedByOneOrMeansIt() {
    // Every length in the message is among these octets.
    for (long seed = 0; seed < SEEDS / 2; seed++) {
      for (Sample sample : new RandomMessages(seed).oneOfEach()) {
        Bytes raw = sample.raw();
        for (int at = 0; at < raw.length(); at++) {
          for (int step : new int[] {-1, 1}) {
            byte[] moved = raw.toArray();
            moved[at] += (byte) step;
            refusedOrFaithful(Bytes.wrap(moved), sample);
          }
        }
      }
    }
  }

  @Test
  void failsWithReasonsOnlyWhateverArrives() {
    Random random = new Random(20_261_124);
    List<Sample> samples = List.of();
    for (int i = 0; i < MUTATIONS; i++) {
      if (i % 1000 == 0) {
        samples = new RandomMessages(i).oneOfEach();
      }
      Sample sample = samples.get(random.nextInt(samples.size()));
      refusedOrFaithful(Bytes.wrap(mutated(sample.raw().toArray(), random)), sample);
    }
  }

  @Test
  void failsWithReasonsOnlyOnNoise() {
    Random random = new Random(9846);
    for (int i = 0; i < 50_000; i++) {
      byte[] noise = new byte[4 + random.nextInt(80)];
      random.nextBytes(noise);
      noise[0] = (byte) random.nextInt(26);
      setLength(noise);
      for (Sample sample : BOTH_SHAPES) {
        refusedOrFaithful(Bytes.wrap(noise), sample);
      }
    }
  }

  private static byte[] mutated(byte[] raw, Random random) {
    byte[] octets = raw;
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(octets.length);
      switch (random.nextInt(5)) {
        case 0 -> octets[at] = (byte) random.nextInt(256);
        case 1 -> octets[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> octets[at] = (byte) (random.nextBoolean() ? 0 : 0xFF);
        case 3 -> {
          byte[] shorter = new byte[octets.length - 1];
          System.arraycopy(octets, 0, shorter, 0, at);
          System.arraycopy(octets, at + 1, shorter, at, shorter.length - at);
          octets = shorter.length < 4 ? octets : shorter;
        }
        default -> {
          byte[] longer = Arrays.copyOf(octets, octets.length + 1);
          System.arraycopy(octets, at, longer, at + 1, octets.length - at);
          octets = longer;
        }
      }
    }
    if (random.nextInt(4) > 0) {
      setLength(octets);
    }
    return octets;
  }

  private static void setLength(byte[] raw) {
    int length = raw.length - 4;
    raw[1] = (byte) (length >>> 16);
    raw[2] = (byte) (length >>> 8);
    raw[3] = (byte) length;
  }

  /** Either a failure with a reason, or a message that writes the same octets again. */
  private static void refusedOrFaithful(Bytes raw, Sample sample) {
    HandshakeMessage message;
    try {
      message = HandshakeCodec.decode(raw, sample.version());
    } catch (TlsFailure failure) {
      assertThat(failure.alert()).isNotNull();
      assertThat(failure.detail()).isNotEmpty();
      return;
    } catch (RuntimeException e) {
      Assertions.fail(sample.version() + " " + raw.hex(), e);
      return;
    }
    Bytes again = HandshakeCodec.encode(message);
    if (!again.equals(raw)) {
      assertThat(raw.hex())
          .as("%s as %s", message, sample.version())
          .isEqualTo(withEmptyExtensions(again).hex());
    }
  }

  /** An empty list of extensions and none at all read alike (RFC 5246 §7.4.1.2). */
  private static Bytes withEmptyExtensions(Bytes raw) {
    byte[] longer = Arrays.copyOf(raw.toArray(), raw.length() + 2);
    setLength(longer);
    return Bytes.wrap(longer);
  }

  private static @Nullable TlsFailure failure(Bytes raw, Sample sample) {
    try {
      HandshakeCodec.decode(raw, sample.version());
      return null;
    } catch (TlsFailure failure) {
      return failure;
    }
  }
}
