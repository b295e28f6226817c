package dev.glassine.testkit.interop.old;

import dev.glassine.core.registry.Side;
import dev.glassine.testkit.interop.InteropPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what the tests with old peers found: a row for each case, a column for each peer. */
final class OldTable {
  private static final String PASSED = "passed";
  private static final String PASSED_WITHOUT_RESUMPTION = "passed, not resumed";
  private static final String FAILED = "**failed**";

  private static final String NOT_ASKED = "it was not asked for";

  private record Cell(OldPeer peer, Side side, OldCase wanted) {}

  private static final Map<Cell, String> RESULTS = new HashMap<>();

  private OldTable() {}

  /** The case has passed, without its resumption where the peer does not resume. */
  static synchronized void passed(
      OldPeer peer, Side side, OldCase wanted, boolean withoutResumption) {
    RESULTS.put(
        new Cell(peer, side, wanted), withoutResumption ? PASSED_WITHOUT_RESUMPTION : PASSED);
  }

  static synchronized void failed(OldPeer peer, Side side, OldCase wanted) {
    RESULTS.put(new Cell(peer, side, wanted), FAILED);
  }

  static synchronized void notRun(OldPeer peer, Side side, OldCase wanted, String why) {
    RESULTS.put(new Cell(peer, side, wanted), why);
  }

  static synchronized void write() throws IOException {
    InteropPage.OLD.write(markdown());
  }

  private static String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        `.ci/old-peers` installs these. Each conversation is a full handshake, data both ways and close_notify; where it \
        says "resumed", a second connection resumes the session. A number stands for the reason why one was not run.

        """);
    summary(text);
    Map<String, Integer> reasons = new HashMap<>();
    List<String> notes = new ArrayList<>();
    for (Side side : Side.values()) {
      cases(text, side, reasons, notes);
    }
    text.append("\n### Not run\n\n");
    for (int i = 0; i < notes.size(); i++) {
      text.append(i + 1).append(". ").append(notes.get(i)).append('\n');
    }
    return text.toString();
  }

  private static void summary(StringBuilder text) {
    text.append("| peer | our role | passed | failed | not run |\n|---|---|---|---|---|\n");
    for (OldPeer peer : OldPeers.ALL) {
      for (Side side : Side.values()) {
        int[] sums = new int[3];
        for (OldCase wanted : OldCases.all()) {
          String result = RESULTS.getOrDefault(new Cell(peer, side, wanted), NOT_ASKED);
          sums[result.startsWith(PASSED) ? 0 : result.equals(FAILED) ? 1 : 2]++;
        }
        text.append(
            "| %s | %s | %d | %d | %d |\n"
                .formatted(title(peer), ours(side), sums[0], sums[1], sums[2]));
      }
    }
  }

  private static void cases(
      StringBuilder text, Side side, Map<String, Integer> reasons, List<String> notes) {
    List<OldPeer> peers =
        OldPeers.ALL.stream()
            .filter(peer -> OldCases.all().stream().anyMatch(c -> peer.leavesOut(c, side) == null))
            .toList();
    text.append("\n### Our ").append(ours(side)).append("\n\n| version | suite | certificate |");
    text.append(" client certificate | |");
    peers.forEach(peer -> text.append(' ').append(title(peer)).append(" |"));
    text.append("\n|---|---|---|---|---|").append("---|".repeat(peers.size())).append('\n');
    for (OldCase wanted : OldCases.all()) {
      text.append(row(wanted));
      for (OldPeer peer : peers) {
        String result = RESULTS.getOrDefault(new Cell(peer, side, wanted), NOT_ASKED);
        text.append(' ').append(shown(result, reasons, notes)).append(" |");
      }
      text.append('\n');
    }
  }

  private static String shown(String result, Map<String, Integer> reasons, List<String> notes) {
    if (result.startsWith(PASSED) || result.equals(FAILED)) {
      return result;
    }
    Integer number = reasons.get(result);
    if (number == null) {
      notes.add(result);
      number = notes.size();
      reasons.put(result, number);
    }
    return Integer.toString(number);
  }

  private static String row(OldCase wanted) {
    String client =
        wanted.client() == ClientCertificate.NOT_ASKED
            ? ""
            : wanted.client().name().toLowerCase(Locale.ROOT);
    List<String> more = new ArrayList<>();
    if (wanted.resumed()) {
      more.add("resumed");
    }
    if (wanted.compressed()) {
      more.add("DEFLATE");
    }
    if (wanted.ssl2Hello()) {
      more.add("SSL 2.0 hello");
    }
    return "| %s | %s | %s | %s | %s |"
        .formatted(
            wanted.version(),
            wanted.suite(),
            wanted.isAnonymous() ? "" : wanted.certificate(),
            client,
            String.join(", ", more));
  }

  private static String title(OldPeer peer) {
    @Nullable String version = peer.version();
    return peer.name() + (version == null ? "" : " " + version);
  }

  private static String ours(Side peers) {
    return peers == Side.SERVER ? "client" : "server";
  }
}
