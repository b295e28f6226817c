package dev.glassine.testkit.interop;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Collects what the interop tests found, and writes its section of docs/interop.md from it. */
final class InteropTable {
  private record Cell(String peer, String role, Case wanted) implements Comparable<Cell> {
    private String key() {
      return peer + "|" + role + "|" + wanted;
    }

    @Override
    public int compareTo(Cell other) {
      return key().compareTo(other.key());
    }
  }

  private static final ConcurrentSkipListMap<Cell, String> RESULTS = new ConcurrentSkipListMap<>();

  private InteropTable() {}

  static void passed(Peer peer, boolean asServer, Case wanted) {
    RESULTS.put(cell(peer, asServer, wanted), "passed");
  }

  static void failed(Peer peer, boolean asServer, Case wanted) {
    RESULTS.put(cell(peer, asServer, wanted), "**failed**");
  }

  static void notRun(Peer peer, boolean asServer, Case wanted, String why) {
    RESULTS.put(cell(peer, asServer, wanted), "not run: " + why);
  }

  private static Cell cell(Peer peer, boolean asServer, Case wanted) {
    String version = peer.version();
    return new Cell(
        peer.name() + (version == null ? "" : " (" + version + ")"),
        asServer ? "server" : "client",
        wanted);
  }

  /** The table as Markdown: a summary of each peer, then every cell. */
  static String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| peer | our role | passed | failed | not run |\n|---|---|---|---|---|\n");
    TreeMap<String, int[]> sums = new TreeMap<>();
    RESULTS.forEach(
        (cell, result) ->
            sums.computeIfAbsent(cell.peer() + " | " + cell.role(), k -> new int[3])[
                result.equals("passed") ? 0 : result.startsWith("not") ? 2 : 1]++);
    sums.forEach(
        (key, sum) ->
            text.append("| ")
                .append(key)
                .append(" | ")
                .append(sum[0])
                .append(" | ")
                .append(sum[1])
                .append(" | ")
                .append(sum[2])
                .append(" |\n"));
    text.append(
        "\n| peer | our role | version | suite | group | certificate | client auth | resumed | HelloRetryRequest | result |\n|---|---|---|---|---|---|---|---|---|---|\n");
    RESULTS.forEach(
        (cell, result) -> {
          Case c = cell.wanted();
          text.append(
              String.join(
                  " | ",
                  List.of(
                      "| " + cell.peer(),
                      cell.role(),
                      c.version().name(),
                      c.suite().name(),
                      c.group().name(),
                      c.certificate().name(),
                      c.clientAuthentication().name().toLowerCase(java.util.Locale.ROOT),
                      c.resume() ? "yes" : "",
                      c.retry() ? "yes" : "",
                      result)));
          text.append(" |\n");
        });
    return text.toString();
  }

  static void write() throws IOException {
    InteropPage.TODAY.write(markdown());
  }
}
