package dev.glassine.core.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.wire.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The masks agree with the branches that they stand for, at every edge. */
class ConstantTimeTest {
  private static final int[] EDGES = {
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1,
    -256,
    -2,
    -1,
    0,
    1,
    2,
    127,
    128,
    255,
    256,
    0x7FFF,
    0x8000,
    0xFFFF,
    Integer.MAX_VALUE - 1,
    Integer.MAX_VALUE
  };

  @Test
  void masksAreAllOrNothingAtEveryEdge() {
    for (int a : EDGES) {
      assertThat(ConstantTime.isZero(a)).as("isZero %d", a).isEqualTo(a == 0 ? -1 : 0);
      for (int b : EDGES) {
        check(a, b);
      }
    }
  }

  @Test
  void masksAgreeWithBranchesOnRandomNumbers() {
    Random random = new Random(20_260_101);
    for (int i = 0; i < 200_000; i++) {
      int a = random.nextInt();
      check(a, random.nextInt());
      check(a, a);
      check(a, a + 1);
    }
  }

  private static void check(int a, int b) {
    if (ConstantTime.eq(a, b) != (a == b ? -1 : 0)
        || ConstantTime.lt(a, b) != (a < b ? -1 : 0)
        || ConstantTime.ge(a, b) != (a >= b ? -1 : 0)
        || ConstantTime.select(ConstantTime.lt(a, b), a, b) != Math.min(a, b)) {
      throw new AssertionError(a + " and " + b);
    }
  }

  @Test
  void selectsOctets() {
    assertThat(ConstantTime.select(-1, (byte) 0x80, (byte) 0x7F)).isEqualTo((byte) 0x80);
    assertThat(ConstantTime.select(0, (byte) 0x80, (byte) 0x7F)).isEqualTo((byte) 0x7F);
  }

  @Test
  void comparesRangesOfOctets() {
    byte[] left = {9, 1, 2, 3};
    byte[] right = {1, 2, 3, 9};

    assertThat(ConstantTime.eq(left, 1, right, 0, 3)).isEqualTo(-1);
    assertThat(ConstantTime.eq(left, 0, right, 0, 3)).isZero();
    assertThat(ConstantTime.eq(left, 1, right, 0, 0)).isEqualTo(-1);
    for (int bit = 0; bit < 8; bit++) {
      assertThat(ConstantTime.eq(new byte[] {(byte) (1 << bit)}, 0, new byte[1], 0, 1)).isZero();
    }
  }

  @Test
  void comparesWholesAndRefusesOtherLengths() {
    assertThat(ConstantTime.equal(Bytes.ofHex("0102"), Bytes.ofHex("0102"))).isTrue();
    assertThat(ConstantTime.equal(Bytes.ofHex("0102"), Bytes.ofHex("0103"))).isFalse();
    assertThat(ConstantTime.equal(Bytes.ofHex("0102"), Bytes.ofHex("010200"))).isFalse();
    assertThat(ConstantTime.equal(new byte[0], new byte[0])).isTrue();
  }
}
