package dev.glassine.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Compares what the tests of a framework have found with {@code docs/ecosystem.md}, or writes it
 * there ({@code -Dglassine.docs=update}).
 */
final class EcosystemPage implements AfterAllCallback {
  private static final Path PAGE =
      Path.of(System.getProperty("glassine.root", "..")).resolve("docs/ecosystem.md");

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    DropInContract contract = (DropInContract) context.getRequiredTestInstance();
    Framework framework = contract.framework();
    if (!contract.findings().isComplete(framework)) {
      return;
    }
    String rows = contract.findings().rows(framework);
    if ("update".equals(System.getProperty("glassine.docs"))) {
      update(framework, rows);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/ecosystem.md (-Dglassine.docs=update writes it)")
        .contains(rows);
  }

  private static void update(Framework framework, String rows) throws IOException {
    TreeSet<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    String product = framework.name().replaceFirst(" [^ ]*$", "");
    if (Files.exists(PAGE)) {
      Files.readAllLines(PAGE).stream()
          .filter(line -> line.matches("\\| .* \\| (client|server) \\| .*"))
          .filter(line -> !line.matches("\\| \\Q" + product + "\\E [^ ]* \\|.*"))
          .forEach(all::add);
    }
    rows.lines().forEach(all::add);
    String titles =
        Arrays.stream(Ability.values()).map(Ability::title).collect(Collectors.joining(" | "));
    Files.writeString(
        PAGE,
        """
        # What runs over Glassine

        Written by the tests of the module `ecosystem` from their own results (`./mvnw -pl ecosystem -am verify -Dglassine.docs=update`); do not edit.
        Each framework is unchanged, as published, and runs in the role named here over Glassine; the other end runs over the JDK's provider, or is the real server.
        "no" names what the framework cannot do and why; that it still cannot is tested too. "–" is no question for its protocol.
        How to put Glassine in is in [the guide](guide/README.md).

        | framework | role | Glassine goes in by | %s |
        |---|---|---|%s
        """
                .formatted(titles, "---|".repeat(Ability.values().length))
            + all.stream().map(line -> line + "\n").collect(Collectors.joining()));
  }
}
