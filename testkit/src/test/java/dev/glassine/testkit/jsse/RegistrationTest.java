package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.testkit.jsse.forked.WhoServes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Glassine put in by the security properties alone: the program is not touched. */
class RegistrationTest {
  /** As docs/jsse.md says: Glassine in the place of the JDK's own, which goes behind the others. */
  private static final String PROPERTIES =
      """
      security.provider.4=Glassine
      security.provider.13=SunJSSE
      """;

  @TempDir Path folder;

  private Fork fork() throws Exception {
    Path file = Files.writeString(folder.resolve("glassine.security"), PROPERTIES);
    return new Fork(folder).option("-Djava.security.properties=" + file);
  }

  private static void servedByGlassine(String output, String module) {
    assertThat(output)
        .contains("default context: Glassine")
        .contains("context: Glassine")
        .contains("engine: " + module)
        .contains("keys: Glassine")
        .contains("trust: Glassine")
        .contains("SunJSSE is there: true");
  }

  @Test
  void servesAProgramOnTheClassPath() throws Exception {
    servedByGlassine(fork().onTheClassPath().run(WhoServes.class), "unnamed module");
  }

  @Test
  void servesAProgramOnTheModulePath() throws Exception {
    servedByGlassine(fork().onTheModulePath().run(WhoServes.class), "module dev.glassine.jsse");
  }

  @Test
  void leavesAProgramAloneThatDoesNotAskForIt() throws Exception {
    assertThat(new Fork(folder).onTheClassPath().run(WhoServes.class))
        .contains("context: SunJSSE")
        .contains("keys: SunJSSE");
  }
}
