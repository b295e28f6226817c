package dev.glassine.ecosystem;

import org.jspecify.annotations.Nullable;

/** All that a failure says, its causes and what was suppressed included. */
final class Words {
  private Words() {}

  static String of(@Nullable Throwable thrown) {
    StringBuilder words = new StringBuilder();
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      words.append(at).append('\n');
      for (Throwable suppressed : at.getSuppressed()) {
        words.append(of(suppressed));
      }
    }
    return words.toString();
  }
}
