package dev.glassine.jsse;

import java.util.Collection;
import java.util.Locale;

/** Finds what somebody may have meant by a name that nobody knows. */
final class NearestName {
  private NearestName() {}

  /**
   * {@code "; did you mean X?"}, or nothing where no name is near.
   *
   * @param known names to choose from
   */
  static String hint(String unknown, Collection<String> known) {
    String best = "";
    int bestDistance = Math.max(3, unknown.length() / 3) + 1;
    for (String name : known) {
      int distance = distance(plain(unknown), plain(name));
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? "" : "; did you mean " + best + "?";
  }

  /** What tells names apart, so that other spellings, OpenSSL's among them, come near. */
  private static String plain(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]|TLS|WITH", "");
  }

  /** Levenshtein's: letters to insert, delete or replace. */
  private static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[other.length()];
  }
}
