package dev.glassine.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The drawing of the key schedule fits a page, and says all that the steps say. */
class KeySchedulePictureTest {
  private static final int PAGE = 1100;
  private static final Pattern SIZE = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"");

  private static Map<String, Trace> traces() {
    Map<String, Trace> traces = new HashMap<>();
    Handshakes.all().forEach((name, pair) -> traces.put(name, pair.client.trace()));
    traces.put("key updates", updated());
    return traces;
  }

  /** Three new secrets of the client, two of the server. */
  private static Trace updated() {
    RecordedPair open =
        RecordedPair.of(
            RecordedPair.visitor(ProtocolVersion.TLS_1_3),
            RecordedPair.host(ProtocolVersion.TLS_1_3));
    for (int i = 0; i < 2; i++) {
      open.pair.end(Side.CLIENT).engine().updateKeys(true);
      open.pair.run();
    }
    open.pair.end(Side.CLIENT).engine().updateKeys(false);
    open.pair.run();
    return open.client.trace();
  }

  @Test
  void fitsAPageWhateverWasNegotiated() {
    traces()
        .forEach(
            (name, trace) -> {
              Matcher size = SIZE.matcher(KeySchedulePicture.svg(trace));
              assertThat(size.find()).isTrue();
              assertThat(Integer.parseInt(size.group(1))).as(name).isLessThanOrEqualTo(PAGE);
            });
  }

  @Test
  void drawsEachSecretOnceAndWhatItIsMadeOfToItsLeftOrAboveIt() {
    traces()
        .forEach(
            (name, trace) -> {
              List<TraceEntry.KeyStep> steps = trace.entries(TraceEntry.KeyStep.class);
              Collection<KeyTree.Node> nodes = KeyTree.of(steps);
              Map<String, KeyTree.Node> named = new HashMap<>();
              List<String> places = new ArrayList<>();
              for (KeyTree.Node node : nodes) {
                assertThat(named.put(node.name(), node)).as("%s: %s", name, node).isNull();
                places.add(node.column() + " " + node.row());
              }
              assertThat(places).as(name).doesNotHaveDuplicates();
              assertThat(named)
                  .as(name)
                  .containsKeys(
                      steps.stream().map(TraceEntry.KeyStep::name).toArray(String[]::new));
              for (KeyTree.Node node : nodes) {
                for (String input : node.inputs()) {
                  KeyTree.Node from = named.get(input);
                  assertThat(from).as("%s: %s of %s", name, input, node.name()).isNotNull();
                  assertThat(
                          from.column() < node.column()
                              || from.column() == node.column() && from.row() < node.row())
                      .as("%s: %s of %s", name, input, node.name())
                      .isTrue();
                }
              }
            });
  }

  @Test
  void cutsNoName() {
    traces()
        .forEach((name, trace) -> assertThat(KeySchedulePicture.svg(trace)).doesNotContain("…"));
  }

  @Test
  void hasALineForEachInput() {
    traces()
        .forEach(
            (name, trace) -> {
              long inputs =
                  trace.entries(TraceEntry.KeyStep.class).stream()
                      .flatMap(step -> step.inputs().stream())
                      .filter(input -> !input.equals("0"))
                      .count();
              assertThat(KeySchedulePicture.svg(trace).split("class=\"g-edge\"", -1))
                  .as(name)
                  .hasSize((int) inputs + 1);
            });
  }
}
