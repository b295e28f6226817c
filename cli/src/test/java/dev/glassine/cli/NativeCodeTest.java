package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command as the launcher runs it: its modules on the module path, and on the class path the
 * folder with the jar that brings native code, which may be missing or of no use.
 */
class NativeCodeTest {
  private static final String SPEAKS = "X25519 +(\\S+) .*";

  @TempDir private Path folder;
  private Path jar = Path.of("conscrypt-openjdk-uber.jar");

  @BeforeEach
  void findsTheJar() {
    jar =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(element -> element.contains("conscrypt-openjdk-uber"))
            .map(Path::of)
            .findFirst()
            .orElseThrow();
  }

  /** The classes that the JVM loaded. */
  private Path loaded() {
    return folder.resolve("loaded");
  }

  private record Ended(int code, String out, String err) {}

  private Ended run(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Xlog:class+load:file=" + loaded(),
                "-cp",
                folder.resolve("native") + "/*",
                "-p",
                System.getProperty("jdk.module.path"),
                "-m",
                "dev.glassine.cli/dev.glassine.cli.Glassine"));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private void put(Path file) throws IOException {
    Path natives = Files.createDirectories(folder.resolve("native"));
    Files.copy(file, natives.resolve(file.getFileName().toString()));
  }

  /** As on a platform for which there is no library in it. */
  private Path withoutLibraries() throws IOException {
    Path stripped = folder.resolve("stripped.jar");
    try (InputStream in = Files.newInputStream(jar);
        ZipInputStream from = new ZipInputStream(in);
        OutputStream out = Files.newOutputStream(stripped);
        ZipOutputStream to = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        if (!entry.getName().startsWith("META-INF/native/")) {
          to.putNextEntry(new ZipEntry(entry.getName()));
          from.transferTo(to);
        }
      }
    }
    return stripped;
  }

  @Test
  @EnabledOnOs(architectures = {"amd64", "x86_64", "aarch64"})
  void isUsedFromTheFolderBesideTheCommand() throws Exception {
    put(jar);
    Ended ended = run("crypto");
    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines())
        .anyMatch(line -> line.matches("X25519 +Conscrypt \\S+ +native code"))
        .anyMatch(line -> line.matches("Native code: Conscrypt \\S+"));
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void isMissedByNobodyWhereTheFolderIsEmpty() throws Exception {
    Ended ended = run("crypto");
    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines())
        .anyMatch(line -> line.matches(SPEAKS) && !line.contains("Conscrypt"))
        .anyMatch(line -> line.startsWith("Native code: none, for no provider"))
        .noneMatch(line -> line.contains("passed over"));
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void isPassedOverWithItsReasonWhereItDoesNotLoad() throws Exception {
    put(withoutLibraries());
    Ended ended = run("crypto");
    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines())
        .anyMatch(line -> line.matches(SPEAKS) && !line.contains("Conscrypt"))
        .anyMatch(line -> line.matches(" +passed over: does not load: .*UnsatisfiedLinkError.*"))
        .anyMatch(line -> line.matches("Native code: none that works here.*UnsatisfiedLink.*"));
    assertThat(ended.err()).isEmpty();
  }

  @Test
  @EnabledOnOs(architectures = {"amd64", "x86_64", "aarch64"})
  void isNotTouchedBeforeItIsNeeded() throws Exception {
    put(jar);
    assertThat(run("--help").out()).startsWith("Usage: glassine");
    assertThat(Files.readString(loaded())).contains("picocli").doesNotContain("org.conscrypt");
    run("crypto");
    assertThat(Files.readString(loaded())).contains("org.conscrypt");
  }
}
