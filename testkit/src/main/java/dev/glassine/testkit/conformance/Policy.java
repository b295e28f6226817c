package dev.glassine.testkit.conformance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of what a government or an industry admits, as the flags name it. Such a set is nothing but
 * lists for the configuration.
 *
 * @param suites in order of preference
 * @param groups in order of preference; empty for the usual ones
 * @param schemes in order of preference; empty for the usual ones
 */
record Policy(List<Integer> suites, List<Integer> groups, List<Integer> schemes) {
  private static final int TLS_1_2 = 0x0303;

  private static final Map<String, Policy> BY_FLAG =
      Map.of(
          "fips-202205",
          new Policy(
              List.of(0x1301, 0x1302, 0xC02B, 0xC02F, 0xC02C, 0xC030),
              List.of(23, 24),
              List.of(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601)),
          "wpa-202304",
          new Policy(
              List.of(0x1302, 0xC02C, 0xC030),
              List.of(24),
              List.of(0x0503, 0x0805, 0x0501, 0x0806, 0x0601)),
          "cnsa1-202603",
          new Policy(
              List.of(0x1302, 0xC02C, 0xC030, 0x009D),
              List.of(24),
              List.of(0x0503, 0x0805, 0x0501)),
          "cnsa-202407",
          new Policy(List.of(0x1302, 0x1301, 0x1303), List.of(), List.of()));

  /** The policy that the flags ask for, or null. */
  static @Nullable Policy of(Settings settings) {
    for (Map.Entry<String, Policy> entry : BY_FLAG.entrySet()) {
      if (settings.has(entry.getKey())) {
        return entry.getValue();
      }
    }
    return null;
  }

  /** The oldest version that it admits. */
  int minVersion() {
    return TLS_1_2;
  }
}
