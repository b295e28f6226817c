package dev.glassine.testkit.interop.old;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A peer's program, kept alive over many cases. It takes a command a line ({@code serve}, {@code
 * outcome}, {@code visit}) and answers with a line, {@code ok} or {@code failed} and what there is
 * to say. For one thread.
 */
final class PeerProcess {
  private static final int PATIENCE_SECONDS = 30;
  private static final String ENDED = "failed the peer's program has ended";

  private final String name;
  private final Process process;
  private final Writer commands;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  /** Starts it; it ends with this JVM at the latest. What it grumbles goes into {@code log}. */
  PeerProcess(String name, List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    this.name = name;
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.to(log.toFile()));
    builder.environment().putAll(environment);
    process = builder.start();
    commands = process.outputWriter(StandardCharsets.UTF_8);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    // Not virtual: whoever waits for a pipe holds its carrier, and there are as many carriers as
    // cores
    Thread.ofPlatform().daemon().start(this::listen);
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        answers.add(line);
      }
    } catch (IOException e) {
      // told below
    }
    answers.add(ENDED);
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws AssertionError where the peer fails, with its own words
   */
  Facts ask(String command, Map<String, String> words) throws IOException, InterruptedException {
    StringBuilder line = new StringBuilder(command);
    words.forEach((word, value) -> line.append(' ').append(word).append('=').append(value));
    commands.append(line).append('\n').flush();
    String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (answer == null || !answer.startsWith("ok")) {
      throw new AssertionError(
          name + (answer == null ? " does not answer " : ": " + answer + ", asked for ") + line);
    }
    return Facts.read(answer);
  }
}
