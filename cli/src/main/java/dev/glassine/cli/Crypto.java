package dev.glassine.cli;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.jca.Choice;
import dev.glassine.core.crypto.jca.JcaCrypto;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code glassine crypto}: which provider does which algorithm here, why, and how fast. */
@Command(
    name = "crypto",
    mixinStandardHelpOptions = true,
    description =
        "Shows which cryptographic provider does which algorithm here, and why: native code where its jar is present, then the fastest in Java, then the JDK. Each has answered a known-answer test.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  glassine crypto",
      "  glassine crypto --measure",
      "  glassine crypto --jdk-only --measure            # without the optional jars"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:always", "2:the command line is wrong"})
final class Crypto implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--measure",
      description = "Also measures what a handshake and a record take; some seconds.")
  private boolean measure;

  @Option(names = "--jdk-only", description = "What would be used without the optional jars.")
  private boolean jdkOnly;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() {
    CryptoProvider crypto = jdkOnly ? JcaCrypto.jdkOnly() : JcaCrypto.standard();
    List<Choice> choices = JcaCrypto.choices(crypto);
    List<PrimitiveSpeed> speeds = measure ? PrimitiveSpeed.measure(crypto) : List.of();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          JsonMapper.builder()
              .build()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(tree(choices, speeds)));
    } else {
      print(choices, speeds, out);
    }
    out.flush();
    return 0;
  }

  private void print(List<Choice> choices, List<PrimitiveSpeed> speeds, PrintWriter out) {
    out.printf("%-38s %-32s %s%n", "algorithm", "provider", "why");
    for (Choice choice : choices) {
      out.printf("%-38s %-32s %s%n", choice.algorithm(), choice.provider(), choice.why());
      for (String passed : choice.passedOver()) {
        out.printf("%-38s passed over: %s%n", "", passed);
      }
    }
    if (!jdkOnly) {
      out.printf("%nNative code: %s%n", NativeCode.in(choices));
    }
    if (!speeds.isEmpty()) {
      out.printf("%n%-38s %16s %12s%n", "measured, one thread", "microseconds", "MB/s");
    }
    for (PrimitiveSpeed speed : speeds) {
      out.printf(
          Locale.ROOT, "%-38s %16.1f %12s%n", speed.what(), speed.micros(), speed.megabytes());
    }
  }

  private Map<String, Object> tree(List<Choice> choices, List<PrimitiveSpeed> speeds) {
    List<Map<String, Object>> chosen = new ArrayList<>();
    for (Choice choice : choices) {
      Map<String, Object> leaf = new LinkedHashMap<>();
      leaf.put("algorithm", choice.algorithm());
      leaf.put("provider", choice.provider());
      leaf.put("why", choice.why());
      leaf.put("passedOver", choice.passedOver());
      chosen.add(leaf);
    }
    List<Map<String, Object>> measured = new ArrayList<>();
    for (PrimitiveSpeed speed : speeds) {
      measured.add(Map.of("what", speed.what(), "microseconds", speed.micros()));
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("choices", chosen);
    if (!jdkOnly) {
      tree.put("nativeCode", NativeCode.in(choices).toString());
    }
    tree.put("measured", measured);
    return tree;
  }
}
