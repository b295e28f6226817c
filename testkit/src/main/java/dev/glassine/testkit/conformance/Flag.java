package dev.glassine.testkit.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A flag of the runner's vocabulary; {@code flags.txt} has one line for each.
 *
 * @param name without the hyphen
 * @param takesValue whether a value follows
 * @param treatment what the shim makes of it
 * @param why the reason or the gap; empty where it has its effect
 */
record Flag(String name, boolean takesValue, Treatment treatment, String why) {
  /** What the shim makes of a flag. */
  enum Treatment {
    /** It has its effect. */
    DONE,
    /** Glassine behaves so in any case. */
    NOTHING,
    /** A gap: tests with this flag are refused. */
    LATER,
    /** Outside of what Glassine is for: tests with this flag are refused. */
    FOREIGN
  }

  private static final Map<String, Flag> TABLE = read();

  /** The flag of this name, or null where the vocabulary has none. */
  static @Nullable Flag named(String name) {
    return TABLE.get(name);
  }

  /** All of them, in the table's order. */
  static Iterable<Flag> all() {
    return TABLE.values();
  }

  /** Whether a test with this flag cannot be run. */
  boolean isRefused() {
    return treatment == Treatment.LATER || treatment == Treatment.FOREIGN;
  }

  /** Why a test with this flag cannot be run. */
  String refusal() {
    return (treatment == Treatment.FOREIGN ? "out of scope: " : "not yet: ") + why;
  }

  private static Map<String, Flag> read() {
    Map<String, Flag> table = new LinkedHashMap<>();
    try (InputStream in = Objects.requireNonNull(Flag.class.getResourceAsStream("flags.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Flag::row)
          .forEach(flag -> table.put(flag.name(), flag));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private static Flag row(String line) {
    String[] parts = line.split(" ", 4);
    return new Flag(
        parts[0],
        parts[1].equals("="),
        Treatment.valueOf(parts[2].toUpperCase(Locale.ROOT)),
        parts.length > 3 ? parts[3] : "");
  }
}
