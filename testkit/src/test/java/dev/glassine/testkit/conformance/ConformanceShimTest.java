package dev.glassine.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shim's own rules: what it refuses, and that its tables are whole. */
class ConformanceShimTest {
  private static final Path CONFIGURATION = Path.of("../conformance/bogo.json");

  @Test
  void saysThatThereIsNoSecondProcess() {
    assertThat(run(List.of("-is-handshaker-supported")).output()).isEqualTo("No\n");
  }

  @Test
  void refusesATestWhoseFlagIsNotSupportedBeforeItConnects() {
    Shim.Ending ending = run(List.of("-port", "1", "-enable-ech-grease"));

    assertThat(ending.code()).isEqualTo(Refused.EXIT_CODE);
    assertThat(ending.errors()).isEqualTo("not yet: Encrypted ClientHello\n");
  }

  @Test
  void refusesAFlagThatItDoesNotKnow() {
    assertThat(run(List.of("-port", "1", "-invented")).code()).isEqualTo(Refused.EXIT_CODE);
  }

  @Test
  void refusesOtherProtocolsWhateverElseIsAsked() {
    assertThat(run(List.of("-enable-ech-grease", "-dtls")).errors())
        .isEqualTo("out of scope: DTLS\n");
  }

  @Test
  void failsWhereNobodyListens() {
    Shim.Ending ending = run(List.of("-port", "1", "-shim-id", "7"));

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.errors()).contains("Connection refused");
  }

  @Test
  void keepsFlagsOfTheFirstConnectionFromTheOnesThatFollow() {
    CommandLine line =
        CommandLine.parse(
            List.of("-resume-count", "1", "-on-initial-min-version", "771", "-on-resume-async"));

    assertThat(line.connections()).isEqualTo(2);
    assertThat(line.of(0).number("min-version")).isEqualTo(771);
    assertThat(line.of(0).has("async")).isFalse();
    assertThat(line.of(1).has("min-version")).isFalse();
    assertThat(line.of(1).has("async")).isTrue();
  }

  @Test
  void givesFlagsOfACredentialToTheOneThatWasBegunLast() {
    CommandLine line =
        CommandLine.parse(
            List.of(
                "-cert-file",
                "default",
                "-new-x509-credential",
                "-cert-file",
                "first",
                "-new-x509-credential",
                "-cert-file",
                "second"));

    Settings settings = line.of(0);
    assertThat(settings.text("cert-file", "")).isEqualTo("default");
    assertThat(settings.credentials())
        .extracting(credential -> credential.text("cert-file", ""))
        .containsExactly("first", "second");
  }

  @Test
  void knowsTheWholeVocabularyAndGivesAReasonForWhatIsNotDone() {
    List<Flag> flags = new ArrayList<>();
    Flag.all().forEach(flags::add);

    assertThat(flags).hasSize(224);
    assertThat(flags)
        .allSatisfy(
            flag ->
                assertThat(flag.why().isEmpty())
                    .as("reason of " + flag.name())
                    .isEqualTo(flag.treatment() == Flag.Treatment.DONE));
  }

  @Test
  void putsEveryTestIntoOneArea() {
    assertThat(Area.of("CertificateSelection-Client").name()).isEqualTo("certificate selection");
    assertThat(Area.of("TLS-ECH-Client").name()).isEqualTo("Encrypted ClientHello");
    assertThat(Area.of("Alert").name()).isEqualTo("records and messages");
  }

  @Test
  void leavesNoTestOutWithoutSayingWhetherItIsAGap() throws Exception {
    JsonNode tests = configuration().get("DisabledTests");

    assertThat(tests.properties())
        .isNotEmpty()
        .allSatisfy(
            entry -> assertThat(entry.getValue().asString()).matches("(out of scope|not yet): .+"));
  }

  @Test
  void mapsTheRunnersErrorsToReasonsThatExist() throws Exception {
    Set<String> reasons = Stream.of(Reason.values()).map(Reason::name).collect(Collectors.toSet());

    assertThat(configuration().get("ErrorMap").properties())
        .allSatisfy(
            entry -> {
              assertThat(entry.getValue().isEmpty()).as(entry.getKey()).isFalse();
              for (JsonNode own : entry.getValue()) {
                String name = own.asString();
                assertThat(name.equals(name.toUpperCase(java.util.Locale.ROOT)))
                    .as(name + " for " + entry.getKey())
                    .isEqualTo(reasons.contains(name));
              }
            });
  }

  private static Shim.Ending run(List<String> arguments) {
    return Shim.run(arguments, Shim.Api.ENGINE);
  }

  @Test
  void refusesByJsseWhatJsseHasNoWordsFor() {
    Shim.Ending ending = Shim.run(List.of("-port", "1", "-key-update"), Shim.Api.JSSE);

    assertThat(ending.code()).isEqualTo(Refused.EXIT_CODE);
    assertThat(ending.errors()).isEqualTo("not yet: -key-update by JSSE\n");
  }

  private static JsonNode configuration() throws Exception {
    return new JsonMapper().readTree(Files.readString(CONFIGURATION));
  }
}
