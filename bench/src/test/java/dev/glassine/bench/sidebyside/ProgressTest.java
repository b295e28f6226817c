package dev.glassine.bench.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void stretchesWhatIsLeftAsWhatIsDoneWasStretched() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Progress progress = new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), 90, 0);
    progress.begins("handshakes", 0);
    progress.ended(30);
    progress.begins("data", 45 * SECOND);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            0:00 gone, about 1:30 to go: handshakes
            0:45 gone, about 1:30 to go: data
            """);
  }
}
