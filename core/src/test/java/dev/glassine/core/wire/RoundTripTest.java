package dev.glassine.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.wire.RandomMessages.Sample;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every message survives the wire, and a trace accounts for every octet of it. */
class RoundTripTest {
  private static final int SEEDS = 400;

  /** extension_data's length, a list's in it, an element's in that: two octets each. */
  private static final int LONGEST_RUN_OF_LENGTHS = 6;

  @Test
  void readsBackWhatItWrote() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Sample sample : new RandomMessages(seed).oneOfEach()) {
        Bytes raw = sample.raw();
        HandshakeMessage read = HandshakeCodec.decode(raw, sample.version());
        assertThat(read).as("seed %d", seed).isEqualTo(sample.message());
        assertThat(HandshakeCodec.encode(read)).as("seed %d", seed).isEqualTo(raw);
      }
    }
  }

  @Test
  void samplesCoverEveryKindOfMessage() {
    Set<Class<?>> kinds = new HashSet<>();
    for (Sample sample : new RandomMessages(1).oneOfEach()) {
      kinds.add(sample.message().getClass());
    }
    assertThat(kinds).containsExactlyInAnyOrder(HandshakeMessage.class.getPermittedSubclasses());
  }

  @Test
  void readsTheSameWithAndWithoutASink() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Sample sample : new RandomMessages(seed).oneOfEach()) {
        Bytes raw = sample.raw();
        assertThat(HandshakeCodec.decode(raw, sample.version(), field -> {}))
            .isEqualTo(HandshakeCodec.decode(raw, sample.version()));
      }
    }
  }

  @Test
  void accountsForEveryOctetWithAFieldOrALength() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Sample sample : new RandomMessages(seed).oneOfEach()) {
        Bytes raw = sample.raw();
        List<Field> fields = HandshakeCodec.fields(raw, sample.version());
        int position = 0;
        for (Field field :
            fields.stream().sorted(Comparator.comparingInt(Field::offset)).toList()) {
          assertThat(field.offset() - position)
              .as("octets before %s of seed %d", field, seed)
              .isBetween(0, LONGEST_RUN_OF_LENGTHS);
          position = field.offset() + field.length();
        }
        assertThat(raw.length() - position).isBetween(0, LONGEST_RUN_OF_LENGTHS);
      }
    }
  }

  @Test
  void namesNoFieldTwice() {
    for (Sample sample : new RandomMessages(7).oneOfEach()) {
      assertThat(HandshakeCodec.fields(sample.raw(), sample.version()))
          .extracting(Field::path)
          .doesNotHaveDuplicates();
    }
  }
}
