package dev.glassine.bench.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  private final WarmUp warmUp = new WarmUp(new WarmUp.Rule(1, 3, 10));

  /** Windows of a millisecond each. */
  private void pass(long... operations) {
    for (long count : operations) {
      warmUp.passed(new Measured(count, 1_000_000, 0));
    }
  }

  @Test
  void isWarmAfterSomeWindowsWithoutARise() {
    pass(100, 90, 102);
    assertThat(warmUp.isWarm()).isFalse();
    pass(101);
    assertThat(warmUp.isWarm()).isTrue();
  }

  @Test
  void startsAnewWithEachRise() {
    pass(100, 100, 100, 110, 110, 110);
    assertThat(warmUp.isWarm()).isFalse();
    pass(110);
    assertThat(warmUp.isWarm()).isTrue();
  }

  @Test
  void seesARiseThatCreeps() {
    pass(100, 102, 104, 106, 108, 110);
    assertThat(warmUp.isWarm()).isFalse();
  }

  @Test
  void isOverWhenItsTimeIsUpThoughNotWarm() {
    pass(100, 110, 121, 133, 147, 162, 178, 196, 216, 238);
    assertThat(warmUp.isOver()).isTrue();
    assertThat(warmUp.isWarm()).isFalse();
  }

  @Test
  void givesTheFirstWorkloadOfAProcessMoreTime() {
    assertThat(new WarmUp.Rule(150, 5, 4_000).forTheFirst())
        .isEqualTo(new WarmUp.Rule(150, 15, 12_000));
  }
}
