package dev.glassine.testkit.tshark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs tshark, with a configuration of its own, whatever the person's is. */
public final class Tshark {
  private static final long PATIENCE_SECONDS = 60;

  private Tshark() {}

  /** Whether it is on this machine. */
  public static boolean isThere() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tshark")));
  }

  /** Whether a test that needs it may be skipped where it is missing: not in CI. */
  public static boolean isRequired() {
    return "required".equals(System.getenv("GLASSINE_PEERS"));
  }

  /**
   * One line for each packet that {@code filter} lets through: the named fields, with tabs between
   * them and commas between several of one name.
   *
   * @param port whose TCP connections are TLS
   */
  public static List<String> fields(Path capture, int port, String filter, String... fields)
      throws IOException {
    List<String> arguments = new ArrayList<>(reading(capture, port));
    arguments.addAll(List.of("-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"));
    arguments.addAll(List.of("-Y", filter, "-T", "fields"));
    Arrays.stream(fields).forEach(field -> arguments.addAll(List.of("-e", field)));
    return run(arguments).lines().toList();
  }

  static List<String> reading(Path capture, int port) {
    return List.of("-n", "-r", capture.toString(), "-d", "tcp.port==" + port + ",tls");
  }

  /** Runs it; answers its standard output, and fails with its complaints. */
  static String run(List<String> arguments) throws IOException {
    Path folder = Files.createTempDirectory("tshark");
    Path output = folder.resolve("output");
    Path complaints = folder.resolve("complaints");
    List<String> command = new ArrayList<>(List.of("tshark"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(complaints.toFile());
    builder.environment().put("WIRESHARK_CONFIG_DIR", folder.toString());
    builder.environment().remove("SSLKEYLOGFILE");
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(
            String.join(" ", command)
                + " failed:\n"
                + Files.readString(complaints, StandardCharsets.UTF_8));
      }
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
      for (Path file : List.of(output, complaints)) {
        Files.deleteIfExists(file);
      }
      deleteIfEmpty(folder);
    }
  }

  private static void deleteIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // tshark has left something in it
    }
  }
}
