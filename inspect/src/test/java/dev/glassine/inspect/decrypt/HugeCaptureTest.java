package dev.glassine.inspect.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.TlsEngine;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture that is many times larger than the memory. */
class HugeCaptureTest {
  @TempDir Path folder;

  @Test
  void readsTwoGigabytesInAHeapOf48Megabytes() throws Exception {
    Path output = folder.resolve("output.txt");
    List<String> places = new ArrayList<>(List.of(tests(), where(HugeCapture.class)));
    places.add(where(TlsEngine.class));
    for (String property : List.of("java.class.path", "jdk.module.path")) {
      places.addAll(List.of(System.getProperty(property, "").split(File.pathSeparator, -1)));
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-cp",
                String.join(File.pathSeparator, places),
                HugeCapture.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }

    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    assertThat(text).contains("found TLS, ", "trouble: null").containsPattern("4\\d{4} packets");
  }

  /** Of a patched module the code source is the main classes: the tests lie beside them. */
  private static String tests() {
    Path classes = Path.of(where(HugeCapture.class));
    Path tests = classes.resolveSibling("test-classes");
    return (Files.isDirectory(tests) ? tests : classes).toString();
  }

  private static String where(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
