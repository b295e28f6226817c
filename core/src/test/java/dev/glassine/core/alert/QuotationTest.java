package dev.glassine.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Explanations quote the standards: word by word, and from the section that they name. */
class QuotationTest {
  private static final Path STANDARDS =
      Path.of(System.getProperty("glassine.root", ".."), "..", "shared", "rfc");

  /** The standard of SSL 2.0, whose sections have no numbers that a text could be divided by. */
  private static final String SSL2 = "draft-hickman-netscape-ssl-00";

  private record Quotation(String entry, String standard, String sentence) {}

  @Test
  void areWordByWordAndFromTheSectionThatIsNamed() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(STANDARDS), "the standards' texts are not here");
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (Quotation quotation : quotations()) {
      Standard standard = Standard.named(quotation.standard());
      if (standard == null) {
        continue;
      }
      checked++;
      Set<String> sections = standard.sectionsWith(quotation.sentence());
      Matcher named = Pattern.compile("^RFC \\d+ §(.+)").matcher(quotation.standard());
      if (sections.isEmpty() || named.find() && !sections.contains(named.group(1))) {
        wrong.add(quotation + " stands in " + sections);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(checked).isGreaterThan(150);
  }

  @Test
  void saysOfEveryEntryWithoutAQuotationWhyThereIsNone() {
    for (ExplanationTable table : List.of(ExplanationTable.REASONS, ExplanationTable.ALERTS)) {
      table
          .rows()
          .forEach(
              (name, row) ->
                  assertThat(row.rule().isEmpty())
                      .as("[%s] has \"rule: sentence\" or \"no rule: why\", and not both", name)
                      .isNotEqualTo(row.noRule().isEmpty()));
    }
  }

  @Test
  void quotesForACircumstanceWhatItQuotesInGeneral() {
    Map<String, ExplanationTable.Row> rows =
        ExplanationTable.parse(
            "[A]\nrule at RFC 1 §2: so it is\ncause: x\n[A/here]\ncause: y\n[A/there]\nno rule: z\ncause: y\n");

    assertThat(rows.get("A/here").rule()).isEqualTo("so it is");
    assertThat(rows.get("A/here").ruleReference()).isEqualTo("RFC 1 §2");
    assertThat(rows.get("A/there").rule()).isEmpty();
    assertThat(rows.get("A/there").noRule()).isEqualTo("z");
  }

  private static List<Quotation> quotations() {
    List<Quotation> quotations = new ArrayList<>();
    for (Map.Entry<String, ExplanationTable.Row> entry :
        ExplanationTable.REASONS.rows().entrySet()) {
      String name = entry.getKey().replaceFirst("/.*", "");
      String reference =
          ExplanationTest.OF_PROGRAMS_AROUND.contains(name) ? "" : Reason.valueOf(name).reference();
      add(quotations, entry.getKey(), entry.getValue(), reference);
    }
    ExplanationTable.ALERTS.rows().forEach((name, row) -> add(quotations, name, row, ""));
    return quotations;
  }

  private static void add(
      List<Quotation> quotations, String name, ExplanationTable.Row row, String reference) {
    if (!row.rule().isEmpty()) {
      String standard = row.ruleReference().isEmpty() ? reference : row.ruleReference();
      assertThat(standard)
          .as("where the rule of %s stands", name)
          .matches("(RFC \\d+|" + SSL2 + ").*");
      quotations.add(new Quotation(name, standard, row.rule()));
    }
  }

  /**
   * The text of a standard.
   *
   * @param letters all of it, without what does not count in a comparison
   * @param sections where each begins in the letters
   */
  private record Standard(String letters, NavigableMap<Integer, String> sections) {
    private static final Pattern HEADING =
        Pattern.compile("^ {0,2}(?:Appendix )?(\\d+(?:\\.\\d+)*|[A-F](?:\\.\\d+)+)\\.? +\\S");

    /** A line of the table of contents. */
    private static final Pattern LISTED = Pattern.compile("\\.{4}|\\. +\\.|\\s{2,}\\d+$");

    /** Null where its text is not here. */
    static @Nullable Standard named(String reference) throws IOException {
      Matcher number = Pattern.compile("RFC (\\d+)").matcher(reference);
      String wanted = number.find() ? "rfc" + number.group(1) + ".txt" : "ssl2-draft-hickman.txt";
      try (Stream<Path> files = Files.list(STANDARDS)) {
        Path file = files.filter(each -> each.toString().endsWith(wanted)).findFirst().orElse(null);
        return file == null ? null : of(Files.readString(file));
      }
    }

    private static Standard of(String text) {
      StringBuilder letters = new StringBuilder();
      NavigableMap<Integer, String> sections = new TreeMap<>();
      String whole = text.replaceAll("\\n[^\\n]*\\[Page \\d+]\\n\\f?\\n?[^\\n]*\\n", "\n");
      for (String line : whole.split("\n", -1)) {
        Matcher heading = HEADING.matcher(line);
        if (heading.find() && !LISTED.matcher(line).find()) {
          sections.put(letters.length(), heading.group(1));
        }
        letters.append(bare(line));
      }
      return new Standard(letters.toString(), sections);
    }

    Set<String> sectionsWith(String sentence) {
      Set<String> found = new TreeSet<>();
      String wanted = bare(sentence);
      for (int at = letters.indexOf(wanted); at >= 0; at = letters.indexOf(wanted, at + 1)) {
        Map.Entry<Integer, String> section = sections.floorEntry(at);
        found.add(section == null ? "the beginning" : section.getValue());
      }
      return found;
    }

    /** Line breaks and the kind of quotation marks do not count. */
    private static String bare(String text) {
      return text.replaceAll("[\\s\"“”`]+", "").toLowerCase(Locale.ROOT);
    }
  }
}
