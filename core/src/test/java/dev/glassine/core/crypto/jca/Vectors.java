package dev.glassine.core.crypto.jca;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files in {@code wycheproof}, made by {@code convert.py} there. */
final class Vectors {
  private Vectors() {}

  /** One test: fields by name. */
  record Vector(Map<String, String> fields) {
    boolean has(String name) {
      return fields.containsKey(name);
    }

    String text(String name) {
      return Objects.requireNonNull(fields.get(name), name);
    }

    byte[] octets(String name) {
      return HexFormat.of().parseHex(text(name));
    }

    int number(String name) {
      return Integer.parseInt(text(name));
    }

    boolean valid() {
      return text("result").equals("valid");
    }

    boolean invalid() {
      return text("result").equals("invalid");
    }

    boolean flagged(String flag) {
      return List.of(text("flags").split(",")).contains(flag);
    }

    @Override
    public String toString() {
      return text("id") + ' ' + text("result") + ' ' + text("flags") + ' ' + text("comment");
    }
  }

  /** All tests of one file. */
  static List<Vector> read(String name) {
    List<Vector> vectors = new ArrayList<>();
    Map<String, String> before = Map.of();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    Vectors.class.getResourceAsStream("wycheproof/" + name + ".txt"), name),
                UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Map<String, String> fields = new HashMap<>();
        for (String field : line.split("\t", -1)) {
          int equals = field.indexOf('=');
          String key = field.substring(0, equals);
          String value = field.substring(equals + 1);
          fields.put(key, value.equals("=") ? Objects.requireNonNull(before.get(key)) : value);
        }
        vectors.add(new Vector(fields));
        before = fields;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return vectors;
  }
}
