package dev.glassine.core.registry;

import java.util.List;

/** Reserved values that keep peers tolerant of the unknown (RFC 8701 §2). */
public final class Grease {
  private Grease() {}

  /** The sixteen two-octet values 0x0A0A, 0x1A1A ... 0xFAFA, for suites, groups, extensions, schemes and versions. */
  public static final List<Integer> VALUES =
      java.util.stream.IntStream.range(0, 16).mapToObj(i -> 0x0A0A + i * 0x1010).toList();

  /** Whether a two-octet code is one of the sixteen reserved values. */
  public static boolean is(int code) {
    return (code & 0x0F0F) == 0x0A0A && (code >>> 8) == (code & 0xFF);
  }

  static String name(int code) {
    return String.format(is(code) ? "GREASE_0x%04X" : "UNKNOWN_0x%04X", code);
  }
}
