package dev.glassine.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code glassine connect} said.
 *
 * @param code its exit code
 * @param words on standard error, with one space between them
 */
record Said(int code, String words) {
  /** Of a GET from localhost, with a second of patience. */
  static Said connecting(int port, String authority, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("connect", "https://localhost:" + port + "/", "--timeout", "1"));
    arguments.addAll(List.of("--cafile", authority));
    arguments.addAll(List.of(more));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    return new Said(run.code(), run.err().replaceAll("\\s+", " "));
  }
}
