package dev.glassine.testkit.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A part of TLS that some of the runner's tests are about; {@code areas.txt} has them.
 *
 * @param prefixes how the names of its tests begin; empty for whatever is left
 */
record Area(String name, List<String> prefixes) {
  private static final Area THE_REST = new Area("records and messages", List.of());
  private static final List<Area> ALL = read();

  static List<Area> all() {
    return ALL;
  }

  /** The area of the test of this name. */
  static Area of(String test) {
    return ALL.stream()
        .filter(area -> area.prefixes.stream().anyMatch(test::startsWith))
        .findFirst()
        .orElse(THE_REST);
  }

  private static List<Area> read() {
    List<Area> areas = new ArrayList<>();
    try (InputStream in = Objects.requireNonNull(Area.class.getResourceAsStream("areas.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(": ", 2))
          .map(parts -> new Area(parts[0], List.of(parts[1].split(" "))))
          .forEach(areas::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    areas.add(THE_REST);
    return List.copyOf(areas);
  }
}
