package dev.glassine.testkit.jsse;

import dev.glassine.core.engine.TlsEngine;
import dev.glassine.jsse.GlassineProvider;
import dev.glassine.testkit.TestCa;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of the package {@code forked} in a JVM of its own. */
final class Fork {
  private static final long PATIENCE_MINUTES = 10;

  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Path folder;

  Fork(Path folder) {
    this.folder = folder;
  }

  Fork option(String option) {
    options.add(option);
    return this;
  }

  /** Glassine on the class path. */
  Fork onTheClassPath() {
    options.add("-cp");
    options.add(String.join(File.pathSeparator, tests(), where(GlassineProvider.class), core()));
    return this;
  }

  /** Glassine on the class path, and everything that tests use. */
  Fork withWhatTestsUse() {
    List<String> places = new ArrayList<>(List.of(tests(), where(GlassineProvider.class), core()));
    for (String property : new String[] {"java.class.path", "jdk.module.path"}) {
      String value = System.getProperty(property, "");
      if (!value.isEmpty()) {
        places.addAll(List.of(value.split(File.pathSeparator)));
      }
    }
    places.add(where(TestCa.class));
    options.add("-cp");
    options.add(String.join(File.pathSeparator, places));
    return this;
  }

  Fork environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Glassine as modules; the program is on the class path and knows nothing of them. */
  Fork onTheModulePath() {
    options.add("--module-path");
    options.add(where(GlassineProvider.class) + File.pathSeparator + core());
    options.add("--add-modules");
    options.add("dev.glassine.jsse");
    options.add("-cp");
    options.add(tests());
    return this;
  }

  /** What the program prints; fails if it does not end well. */
  String run(Class<?> program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(command + " does not end:\n" + Files.readString(output));
      }
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    if (process.exitValue() != 0) {
      throw new AssertionError(command + " ended with " + process.exitValue() + ":\n" + text);
    }
    return text;
  }

  private static String core() {
    return where(TlsEngine.class);
  }

  private static String tests() {
    // Of a patched module the code source is the main classes: the tests lie beside them
    Path classes = Path.of(where(Fork.class));
    Path tests = classes.resolveSibling("test-classes");
    return (Files.isDirectory(tests) ? tests : classes).toString();
  }

  private static String where(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
