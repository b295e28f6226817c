package dev.glassine.inspect.keylog;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines of a bounded length: of a longer one the rest is passed over. */
final class LineReader {
  private final Reader reader;
  private final int longest;
  private boolean cut;
  private boolean afterReturn;

  LineReader(Reader reader, int longest) {
    this.reader = reader;
    this.longest = longest;
  }

  /** The next line without its end (LF, CR or both), or null. */
  @Nullable String next() throws IOException {
    StringBuilder line = new StringBuilder();
    cut = false;
    boolean any = false;
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n' && afterReturn && !any) {
        afterReturn = false;
        continue;
      }
      afterReturn = c == '\r';
      any = true;
      if (c == '\n' || c == '\r') {
        return line.toString();
      }
      if (line.length() < longest) {
        line.append((char) c);
      } else {
        cut = true;
      }
    }
    return any ? line.toString() : null;
  }

  /** Whether the line was longer than allowed. */
  boolean wasCut() {
    return cut;
  }
}
