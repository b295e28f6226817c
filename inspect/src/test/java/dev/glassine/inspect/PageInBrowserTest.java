package dev.glassine.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.registry.ProtocolVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page in a real browser: it works, complains of nothing, and can be used without a mouse. */
class PageInBrowserTest {
  private static final Path PICTURES = Path.of("target", "pictures").toAbsolutePath();
  private static final Set<String> NEED_A_NAME =
      Set.of(
          "button",
          "link",
          "table",
          "region",
          "navigation",
          "heading",
          "image",
          "img",
          "DisclosureTriangle",
          "columnheader",
          "rowheader",
          "meter");

  @TempDir static Path folder;
  private static Browser browser;

  @BeforeAll
  static void startBrowser() throws Exception {
    browser = Browser.start(folder.resolve("profile"));
  }

  @AfterAll
  static void endBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  private static void open(String name, Trace trace) throws Exception {
    String page = TracePage.render("A handshake", "An introduction.", trace);
    browser.open(Files.writeString(folder.resolve(name + ".html"), page));
  }

  @Test
  void complainsOfNothingWhateverTheHandshake() throws Exception {
    for (Map.Entry<String, RecordedPair> entry : Handshakes.all().entrySet()) {
      String name = entry.getKey().replaceAll("[^A-Za-z0-9]", "-");
      open(name, entry.getValue().client.trace());
      browser.evaluate("document.getElementById('open-all').click()");
      browser.screenshot(PICTURES.resolve(name + ".png"), "light");

      assertThat(browser.evaluate("document.querySelectorAll('details.message').length"))
          .isEqualTo(
              String.valueOf(
                  entry.getValue().client.trace().entries(TraceEntry.Message.class).size()));
      assertThat(
              browser.evaluate(
                  "[...document.querySelectorAll('details.message')].every(each => each.open)"))
          .isEqualTo("true");
    }
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void unfoldsAMessageAndLightsAFieldsOctets() throws Exception {
    Trace trace = Handshakes.complete(ProtocolVersion.TLS_1_3).client.trace();
    open("unfold", trace);
    TraceEntry.Message hello = trace.entries(TraceEntry.Message.class).getFirst();
    TraceField random =
        hello.fields().stream().filter(field -> field.path().equals("random")).findFirst().get();

    assertThat(browser.evaluate("document.getElementById('message-1').open")).isEqualTo("false");
    browser.evaluate("document.querySelector('#message-1 > summary').click()");
    assertThat(browser.evaluate("document.getElementById('message-1').open")).isEqualTo("true");
    waitFor("document.querySelectorAll('#message-1 button').length > 0");
    browser.evaluate(
        "[...document.querySelectorAll('#message-1 button')].find(each => each.textContent === 'random').click()");

    assertThat(browser.evaluate("document.querySelector('#message-1 mark').textContent"))
        .isEqualToIgnoringWhitespace(random.value().replaceAll("..(?=.)", "$0 "));
    assertThat(
            browser.evaluate(
                "document.querySelector('#message-1 pre').textContent.replace(/[^0-9a-f]/g, '')"))
        .as("all octets are still there")
        .isEqualTo(hello.hex());
    browser.screenshot(PICTURES.resolve("unfolded.png"), "light");
    browser.screenshot(PICTURES.resolve("unfolded-dark.png"), "dark");
  }

  private static void waitFor(String condition) throws Exception {
    for (int i = 0; i < 250 && !browser.evaluate(condition).equals("true"); i++) {
      Thread.sleep(20);
    }
    assertThat(browser.evaluate(condition)).as(condition).isEqualTo("true");
  }

  @Test
  void worksByTheKeyboardAlone() throws Exception {
    open("keyboard", Handshakes.complete(ProtocolVersion.TLS_1_2).client.trace());
    browser.press("Tab", 9);
    assertThat(browser.evaluate("document.activeElement.className")).isEqualTo("skip");

    browser.evaluate("document.querySelector('#message-1 > summary').focus()");
    browser.press("Enter", 13);
    waitFor("document.getElementById('message-1').open");
    waitFor("document.querySelectorAll('#message-1 button').length > 0");
    browser.evaluate("document.querySelector('#message-1 button').focus()");
    browser.press("Enter", 13);

    waitFor("document.querySelector('#message-1 button').getAttribute('aria-pressed') === 'true'");
    assertThat(browser.evaluate("document.querySelector('#message-1 mark').textContent"))
        .isEqualTo("01");
  }

  @Test
  void namesEverythingForScreenReaders() throws Exception {
    open("names", Handshakes.mutual(ProtocolVersion.TLS_1_3).client.trace());
    browser.evaluate("document.getElementById('open-all').click()");
    List<String> nameless = new ArrayList<>();
    List<String> roles = new ArrayList<>();
    for (JsonNode node : browser.command("Accessibility.getFullAXTree", Map.of()).get("nodes")) {
      String role = node.path("role").path("value").asString("");
      if (node.path("ignored").asBoolean(false)) {
        continue;
      }
      roles.add(role);
      if (NEED_A_NAME.contains(role) && node.path("name").path("value").asString("").isBlank()) {
        nameless.add(node.toString());
      }
    }

    assertThat(nameless).isEmpty();
    assertThat(roles)
        .contains("main", "navigation", "heading", "region", "button", "link", "table", "banner");
  }

  @Test
  void runsNoScriptThatAPeerSent() throws Exception {
    Trace trace = Handshakes.complete(ProtocolVersion.TLS_1_3).client.trace();
    List<TraceEntry> entries = new ArrayList<>(trace.entries());
    String attack = "</script><script>document.title='pwned'</script><img src=x onerror=alert(1)>";
    entries.add(new TraceEntry.Note(1, null, attack, attack));
    open(
        "attack",
        new Trace(
            trace.format(),
            trace.vantage(),
            attack,
            attack,
            trace.started(),
            entries,
            trace.traffic(),
            trace.timings(),
            0));

    assertThat(browser.evaluate("document.title")).isEqualTo("A handshake");
    assertThat(browser.evaluate("document.scripts.length")).isEqualTo("2");
    assertThat(browser.evaluate("document.images.length")).isEqualTo("0");
    assertThat(browser.evaluate("JSON.parse(document.getElementById('trace').textContent).client"))
        .isEqualTo(attack);
  }

  @Test
  void saysWhyItFailedOnTop() throws Exception {
    open("failed", Handshakes.refused(ProtocolVersion.TLS_1_3).client.trace());
    browser.screenshot(PICTURES.resolve("failed.png"), "light");
    browser.screenshot(PICTURES.resolve("failed-dark.png"), "dark");

    assertThat(browser.evaluate("document.querySelector('main h2').textContent"))
        .isEqualTo("Why it failed");
    assertThat(browser.evaluate("document.querySelector('.failure .what').textContent"))
        .isEqualTo("The chain does not lead to a trusted certificate.");
  }

  @Test
  void showsThePicturesAsDocuments() throws Exception {
    Trace trace = Handshakes.mutual(ProtocolVersion.TLS_1_2).client.trace();
    for (Map.Entry<String, String> picture :
        Map.of("ladder", LadderPicture.svg(trace), "keys", KeySchedulePicture.svg(trace))
            .entrySet()) {
      browser.open(
          Files.writeString(folder.resolve(picture.getKey() + ".svg"), picture.getValue()));

      assertThat(browser.evaluate("document.documentElement.tagName")).isEqualTo("svg");
      assertThat(browser.evaluate("document.querySelector('parsererror')")).isEqualTo("null");
      browser.screenshot(PICTURES.resolve(picture.getKey() + ".png"), "light");
      browser.screenshot(PICTURES.resolve(picture.getKey() + "-dark.png"), "dark");
    }
  }
}
