package dev.glassine.testkit.interop.old;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a peer says of a connection, as far as it knows: {@code cipher}, {@code resumed} ... */
record Facts(Map<String, String> words) {
  /** Of a peer that says nothing. */
  static final Facts UNTOLD = new Facts(Map.of());

  /** From words like {@code name=value}. */
  static Facts read(String line) {
    Map<String, String> words = new LinkedHashMap<>();
    for (String word : line.trim().split(" ", -1)) {
      int at = word.indexOf('=');
      if (at > 0) {
        words.put(word.substring(0, at), word.substring(at + 1));
      }
    }
    return new Facts(words);
  }

  @Nullable String get(String name) {
    return words.get(name);
  }

  /** Whether it was a resumption, or null where the peer does not know. */
  @Nullable Boolean resumed() {
    String word = get("resumed");
    return word == null ? null : word.equals("yes");
  }
}
