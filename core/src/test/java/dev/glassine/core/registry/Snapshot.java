package dev.glassine.core.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Codes and names as IANA registers them, from the checked-in files. */
final class Snapshot {
  private Snapshot() {}

  static SortedMap<Integer, String> suites() {
    SortedMap<Integer, String> rows = new TreeMap<>();
    for (String line : lines("cipher-suites.txt")) {
      String[] words = line.split(" ", -1);
      rows.put(HexFormat.fromHexDigits(words[0]), words[1]);
    }
    return rows;
  }

  /** {@code kind} is group, scheme or extension. */
  static SortedMap<Integer, String> codes(String kind) {
    SortedMap<Integer, String> rows = new TreeMap<>();
    for (String line : lines("codes.txt")) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(kind)) {
        rows.put(HexFormat.fromHexDigits(words[1]), words[2]);
      }
    }
    return rows;
  }

  private static List<String> lines(String file) {
    try (InputStream in = Objects.requireNonNull(Snapshot.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), UTF_8).lines().filter(l -> !l.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
