package dev.glassine.bench.sidebyside;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Numbers of one kind, one for each round. */
record Series(double[] values) {
  static Series of(List<Measured> rounds, ToDoubleFunction<Measured> number) {
    return new Series(rounds.stream().mapToDouble(number).toArray());
  }

  /** Round by round: each was measured within moments of the other's. */
  Series over(Series other) {
    double[] ratios = new double[Math.min(values.length, other.values.length)];
    Arrays.setAll(ratios, round -> values[round] / other.values[round]);
    return new Series(ratios);
  }

  /** Each less the same number. */
  Series less(double number) {
    return new Series(Arrays.stream(values).map(value -> value - number).toArray());
  }

  double median() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double least() {
    return Arrays.stream(values).min().orElse(Double.NaN);
  }

  double most() {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }
}
