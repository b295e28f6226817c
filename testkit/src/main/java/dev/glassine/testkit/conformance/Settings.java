package dev.glassine.testkit.conformance;

import dev.glassine.core.wire.Bytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The flags that hold for one connection, by name, each with its values in order. Filled by {@link
 * CommandLine}, only read afterwards.
 */
final class Settings {
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final List<Settings> credentials = new ArrayList<>();

  /** Adds a flag; after {@link #newCredential}, those that describe a credential go to it. */
  void add(String name, String value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  /** A further credential, whose flags follow. */
  void newCredential() {
    credentials.add(new Settings());
  }

  /** The flags of each credential that {@code -new-x509-credential} began. */
  List<Settings> credentials() {
    return credentials;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** The last value; {@code otherwise} where the flag was not given. */
  String text(String name, String otherwise) {
    List<String> all = values.get(name);
    return all == null ? otherwise : all.getLast();
  }

  /** The last value; 0 where the flag was not given. */
  int number(String name) {
    return (int) Long.parseLong(text(name, "0"));
  }

  /** The last value, of 64 bits without a sign. */
  long wideNumber(String name) {
    return Long.parseUnsignedLong(text(name, "0"));
  }

  /** The last value, which is in Base64; empty where the flag was not given. */
  Bytes octets(String name) {
    return Bytes.wrap(Base64.getDecoder().decode(text(name, "")));
  }

  /** Every value as a number, in order. */
  List<Integer> numbers(String name) {
    return values.getOrDefault(name, List.of()).stream().map(Integer::valueOf).toList();
  }
}
