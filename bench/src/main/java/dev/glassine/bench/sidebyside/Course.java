package dev.glassine.bench.sidebyside;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where everything lies, and how a contestant's process is started.
 *
 * @param classes our own classes
 * @param jars all jars, of which each JVM gets its own
 * @param peers native programs
 */
record Course(Path classes, Path jars, Path peers, Fixtures fixtures) {
  /** The same for all JVMs; the simplest collector, so that no thread works beside the worker's. */
  private static final List<String> JVM =
      List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx3g", "--enable-native-access=ALL-UNNAMED");

  /** The command line; null where a native program was not built. */
  @Nullable List<String> command(Contestant contestant) throws IOException {
    if (contestant.role() == Contestant.Role.PROGRAM) {
      Path program = peers.resolve(contestant.word());
      return Files.isExecutable(program)
          ? List.of(program.toString(), fixtures.folder().toString())
          : null;
    }
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(JVM);
    command.addAll(
        List.of(
            "-cp",
            classPath(contestant),
            Worker.class.getName(),
            contestant.word(),
            fixtures.folder().toString()));
    return command;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private String classPath(Contestant contestant) throws IOException {
    List<String> path = new ArrayList<>(List.of(classes.toString()));
    try (Stream<Path> all = Files.list(jars)) {
      all.filter(jar -> contestant.has(jar.getFileName().toString()))
          .map(Path::toString)
          .sorted()
          .forEach(path::add);
    }
    return String.join(File.pathSeparator, path);
  }
}
