package dev.glassine.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlameGraphTest {
  private final CallTree calls = new CallTree("all");

  @Test
  void givesEachCallTheWidthOfItsShare() {
    calls.add(List.of("dev.glassine.Engine.unwrap", "java.security.Signature.verify"), 1);
    calls.add(List.of("dev.glassine.Engine.unwrap", "java.security.Signature.verify"), 1);
    calls.add(List.of("dev.glassine.Engine.unwrap", "javax.crypto.Mac.update"), 1);
    calls.add(List.of("dev.glassine.Engine.wrap"), 1);
    assertThat(FlameGraph.svg(calls, "a title", "4 samples"))
        .contains("<title>dev.glassine.Engine.unwrap, 75.0 %</title>", "width=\"900.0\"")
        .contains("<title>java.security.Signature.verify, 50.0 %</title>", "width=\"600.0\"")
        .contains("a title (4 samples");
  }

  @Test
  void namesTheCallsThatTakeTheMostThemselves() {
    calls.add(List.of("a", "b"), 1);
    calls.add(List.of("a", "c", "b"), 1);
    calls.add(List.of("a"), 1);
    calls.add(List.of("c"), 1);
    assertThat(Profile.dearest(calls)).containsExactly(" 50.0 %  b", " 25.0 %  a", " 25.0 %  c");
  }

  @Test
  void writesNamesThatXmlWouldMisread() {
    calls.add(List.of("java.lang.Object.<init>"), 1);
    assertThat(FlameGraph.svg(calls, "a \"new\" object", ""))
        .contains("java.lang.Object.&lt;init>")
        .contains("a &quot;new&quot; object");
  }

  @Test
  void leavesOutWhatIsTooNarrowToSee() {
    for (int i = 0; i < 5_000; i++) {
      calls.add(List.of("often"), 1);
    }
    calls.add(List.of("once"), 1);
    assertThat(FlameGraph.svg(calls, "", "")).contains(">often").doesNotContain("once");
  }
}
