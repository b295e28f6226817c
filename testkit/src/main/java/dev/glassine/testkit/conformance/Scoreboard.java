package dev.glassine.testkit.conformance;

import dev.glassine.testkit.conformance.Report.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code docs/conformance.md} from the runner's report on one run. */
public final class Scoreboard {
  private final Report report;
  private final Map<String, Integer> refused;
  private final StringBuilder page = new StringBuilder();

  private Scoreboard(Report report, Map<String, Integer> refused) {
    this.report = report;
    this.refused = refused;
  }

  /**
   * Writes the page.
   *
   * @param arguments the runner's report, bogo.json, the refusals of {@link ShimServer}, the
   *     runner's edition, the text of the page around the score, and the page
   */
  public static void main(String[] arguments) throws IOException {
    Report report = new Report(Path.of(arguments[0]), Path.of(arguments[1]));
    Map<String, Integer> refused = new TreeMap<>();
    for (String reason : Files.readAllLines(Path.of(arguments[2]))) {
      refused.merge(reason, 1, Integer::sum);
    }
    Scoreboard board = new Scoreboard(report, refused);
    String around = Files.readString(Path.of(arguments[4]));
    Files.writeString(
        Path.of(arguments[5]),
        around.replace("${edition}", arguments[3]).replace("${score}\n", board.score()));
    board.say();
  }

  /** In short, for the terminal. */
  private void say() {
    System.out.printf(
        "%d tests of TLS: %d passed, %d refused, %d left out, %d failed%n",
        report.total(),
        report.count(Result.PASSED),
        report.count(Result.REFUSED),
        report.count(Result.LEFT_OUT),
        report.count(Result.FAILED));
    report.stale().forEach(name -> System.out.println("left out, and passes: " + name));
    report.failing().forEach(name -> System.out.println("fails: " + name));
  }

  private String score() {
    page.append("| tests of TLS | passed | refused with a reason | failing |\n|---|---|---|---|\n");
    int without = report.count(Result.REFUSED) + report.count(Result.LEFT_OUT);
    line(report.total(), report.count(Result.PASSED), without, report.count(Result.FAILED));
    page.append("\n## By area\n\n");
    page.append(
        "| area | tests | passed | refused with a reason | failing |\n|---|---|---|---|---|\n");
    report.areas().forEach(this::area);
    page.append("\n## What is refused, and why\n\n");
    page.append(
        "The shim refuses a test whose flags ask for something that is not there, before it connects."
            + " \"Not yet\" is a gap; \"out of scope\" is not meant to be closed.\n\n");
    reasons(refused);
    page.append(
        "\nLeft out by name, although the shim could run them (`conformance/bogo.json`):\n\n");
    reasons(report.leftOut());
    return page.toString();
  }

  private void area(String name, Map<Result, Integer> counts) {
    int passed = counts.getOrDefault(Result.PASSED, 0);
    int without = counts.getOrDefault(Result.REFUSED, 0) + counts.getOrDefault(Result.LEFT_OUT, 0);
    int failed = counts.getOrDefault(Result.FAILED, 0);
    line(name, passed + without + failed, passed, without, failed);
  }

  private void reasons(Map<String, Integer> counts) {
    page.append("| tests | reason |\n|---|---|\n");
    List<Map.Entry<String, Integer>> most =
        counts.entrySet().stream()
            .filter(entry -> !isOtherProtocol(entry.getKey()))
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .toList();
    for (Map.Entry<String, Integer> entry : most) {
      line(entry.getValue(), entry.getKey());
    }
  }

  private static boolean isOtherProtocol(String reason) {
    return reason.endsWith(" DTLS") || reason.endsWith(" QUIC");
  }

  private void line(Object... cells) {
    page.append('|');
    for (Object cell : cells) {
      page.append(' ').append(cell).append(" |");
    }
    page.append('\n');
  }
}
