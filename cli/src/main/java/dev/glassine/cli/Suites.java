package dev.glassine.cli;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.registry.Standing;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code glassine suites}: what can be spoken, with its standing and where it is written. */
@Command(
    name = "suites",
    mixinStandardHelpOptions = true,
    description =
        "Lists the cipher suites, groups and signature schemes that can be spoken here, with their standing and RFC. Broken suites stand last; they need --legacy.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  glassine suites",
      "  glassine suites --all",
      "  glassine suites --json | jq '.suites[].name'"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:always", "2:the command line is wrong"})
final class Suites implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--all", description = "Also those that are known by name only.")
  private boolean all;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  private record Row(
      String list, String code, String name, String versions, String standing, String reference) {}

  @Override
  public Integer call() {
    List<Row> rows = rows(JcaCrypto.standard());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          JsonMapper.builder()
              .build()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(tree(rows)));
    } else {
      print(rows, out);
    }
    out.flush();
    return 0;
  }

  private List<Row> rows(CryptoProvider crypto) {
    List<Row> rows = new ArrayList<>();
    Set<CipherSuite> speaks = Set.copyOf(everything().suites());
    List<CipherSuite> brokenLast =
        CipherSuite.all().stream()
            .sorted(Comparator.comparing(suite -> suite.standing() == Standing.BROKEN))
            .toList();
    for (CipherSuite suite : brokenLast) {
      if (all || speaks.contains(suite)) {
        rows.add(
            new Row(
                "suites",
                code(suite.code()),
                suite.name(),
                versions(suite),
                standing(suite.standing()),
                suite.reference()));
      }
    }
    for (NamedGroup group : NamedGroup.all()) {
      if (all || crypto.keyExchange(group) != null) {
        String versions = group.usableIn(ProtocolVersion.TLS_1_2) ? "1.2, 1.3" : "1.3";
        rows.add(
            new Row(
                "groups",
                code(group.code()),
                group.name(),
                versions,
                standing(group.standing()),
                group.reference()));
      }
    }
    for (SignatureScheme scheme : SignatureScheme.all()) {
      if (all || (crypto.signature(scheme) != null && spoken(scheme.standing()))) {
        String versions = scheme.signsHandshakeIn(ProtocolVersion.TLS_1_3) ? "1.2, 1.3" : "1.2";
        rows.add(
            new Row(
                "schemes",
                code(scheme.code()),
                scheme.name(),
                versions,
                standing(scheme.standing()),
                "RFC 9846 §4.3.3"));
      }
    }
    return rows;
  }

  private static boolean spoken(Standing standing) {
    return standing != Standing.BROKEN && standing != Standing.NAMED_ONLY;
  }

  /** A client with every door open, to see what it would offer. */
  private static ClientConfig everything() {
    return ClientConfig.builder()
        .trust(Trust.acceptAnyoneInsecurely())
        .allowCbcSuites()
        .allowStaticRsaWithoutForwardSecrecy()
        .legacy(LegacyOptions.everything())
        .build();
  }

  /** From the oldest version on: {@code 1.3}, {@code 1.2}, {@code ssl3-1.2}. */
  private static String versions(CipherSuite suite) {
    List<ProtocolVersion> usable = ProtocolVersion.ALL.stream().filter(suite::usableIn).toList();
    if (usable.isEmpty()) {
      return "";
    }
    String oldest = word(usable.getFirst());
    return usable.size() == 1 ? oldest : oldest + "-" + word(usable.getLast());
  }

  private static String word(ProtocolVersion version) {
    return version.name().startsWith("TLS ")
        ? version.name().substring(4)
        : "ssl" + version.name().charAt(4);
  }

  private static String code(int code) {
    return String.format("0x%04X", code);
  }

  private static String standing(Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void print(List<Row> rows, PrintWriter out) {
    String list = "";
    String gap = "";
    for (Row row : rows) {
      if (!row.list().equals(list)) {
        list = row.list();
        out.printf(
            "%s%-8s %-46s %-9s %-12s %s%n", gap, "code", list, "TLS", "standing", "defined in");
        gap = System.lineSeparator();
      }
      out.printf(
          "%-8s %-46s %-9s %-12s %s%n",
          row.code(), row.name(), row.versions(), row.standing(), row.reference());
    }
  }

  private static Map<String, List<Map<String, String>>> tree(List<Row> rows) {
    Map<String, List<Map<String, String>>> tree = new LinkedHashMap<>();
    for (Row row : rows) {
      Map<String, String> leaf = new LinkedHashMap<>();
      leaf.put("code", row.code());
      leaf.put("name", row.name());
      leaf.put("versions", row.versions());
      leaf.put("standing", row.standing());
      leaf.put("reference", row.reference());
      tree.computeIfAbsent(row.list(), list -> new ArrayList<>()).add(leaf);
    }
    return tree;
  }
}
