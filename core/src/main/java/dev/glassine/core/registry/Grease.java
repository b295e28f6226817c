package dev.glassine.core.registry;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Reserved values that keep peers tolerant of the unknown (RFC 8701 §2). */
public final class Grease {
  private Grease() {}

  /**
   * The sixteen two-octet values 0x0A0A, 0x1A1A ... 0xFAFA, for suites, groups, extensions, schemes
   * and versions.
   */
  public static final List<Integer> VALUES =
      IntStream.range(0, 16).mapToObj(i -> 0x0A0A + i * 0x1010).toList();

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** Whether a two-octet code is one of the sixteen reserved values. */
  public static boolean is(int code) {
    return (code & 0x0F0F) == 0x0A0A && code >>> 8 == (code & 0xFF);
  }

  static String name(int code) {
    return (is(code) ? "GREASE_0x" : "UNKNOWN_0x") + HEX.toHexDigits(code, code > 0xFFFF ? 6 : 4);
  }
}
