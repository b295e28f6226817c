package dev.glassine.bench.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two benchmarks for a moment, in this JVM: what JMH says of them stands on the page. */
class PartsTest {
  @Test
  void writesWhatWasMeasuredOnAPage(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("parts.md");
    String briefly = "Hello|seal$ -p size=64 -f 0 -wi 0 -i 1 -r 1ms -v SILENT --out";

    Parts.main((briefly + " " + page).split(" ", -1));

    assertThat(Files.readString(page).lines())
        .contains("## Hello", "## Record", "## Who did it")
        .anyMatch(
            line -> line.matches("\\| decode \\| – \\| \\*\\*[0-9.,]+\\*\\* .* \\| [0-9,]+ \\|"))
        .anyMatch(line -> line.matches("\\| seal \\| .*AES_128_GCM.* \\| \\*\\*[0-9.,]+\\*\\* .*"))
        .anyMatch(line -> line.matches("\\| X25519 \\| \\S+ \\S+ \\|"));
  }
}
