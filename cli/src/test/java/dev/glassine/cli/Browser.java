package dev.glassine.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A headless Chromium that a test drives by the DevTools protocol: goes to a page, runs script on
 * it, and collects what the page complains about.
 */
final class Browser implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

  private Browser(Process process, URI page) {
    this.process = process;
    this.socket = http.newWebSocketBuilder().buildAsync(page, new Messages()).join();
    for (String domain : List.of("Runtime", "Log", "Page", "Accessibility")) {
      call(domain + ".enable", Map.of());
    }
  }

  /** Starts it, or skips the test where there is none. */
  static Browser start(Path folder) throws Exception {
    Path profile = folder.resolve("browser");
    List<String> command =
        List.of(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + profile,
            "--ignore-certificate-errors",
            "--window-size=1280,1100",
            "--remote-debugging-port=0",
            "about:blank");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      if ("required".equals(System.getenv("GLASSINE_PEERS"))) {
        throw new AssertionError("chromium is not on this machine, and GLASSINE_PEERS=required", e);
      }
      Assumptions.abort("chromium is not on this machine");
      throw e;
    }
    return new Browser(process, page(profile));
  }

  private static URI page(Path profile) throws Exception {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (Files.exists(file) && Files.readAllLines(file).size() >= 2) {
        URI list =
            URI.create("http://127.0.0.1:" + Files.readAllLines(file).getFirst() + "/json/list");
        String answer =
            HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        for (JsonNode target : JSON.readTree(answer)) {
          if (target.path("type").asString().equals("page")) {
            return URI.create(target.path("webSocketDebuggerUrl").asString());
          }
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("chromium has not opened its debugging port");
  }

  /** Goes to a page. */
  void open(String url) {
    call("Page.navigate", Map.of("url", url));
  }

  /** Whether the reader likes it dark. */
  void dark(boolean dark) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** The value of an expression of the page's script, as text. */
  String ask(String expression) {
    JsonNode result =
        call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    return result.path("result").path("value").asString("");
  }

  /** Waits until an expression is true on the page. */
  void await(String expression) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!ask("String(" + expression + ")").equals("true")) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            expression + " has not come true; the page says: " + ask("document.body.innerText"));
      }
      Thread.sleep(50);
    }
  }

  /** The names by which a screen reader knows what is of this role on the page. */
  List<String> named(String role) {
    List<String> names = new ArrayList<>();
    for (JsonNode node : call("Accessibility.getFullAXTree", Map.of()).path("nodes")) {
      if (node.path("role").path("value").asString("").equals(role)
          && !node.path("ignored").asBoolean(false)) {
        names.add(node.path("name").path("value").asString(""));
      }
    }
    return names;
  }

  /** A picture of what is seen of the page. */
  void picture(Path file) throws IOException {
    String png = call("Page.captureScreenshot", Map.of()).path("data").asString();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(png));
  }

  /** What the page's script threw and what the browser refused to do for it. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    int id = calls.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    socket
        .sendText(
            JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
        .join();
    return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private void heard(JsonNode message) {
    CompletableFuture<JsonNode> answer = waiting.remove(message.path("id").asInt(0));
    if (answer != null) {
      answer.complete(message.path("result"));
      return;
    }
    JsonNode told = message.path("params");
    switch (message.path("method").asString("")) {
      case "Runtime.exceptionThrown" -> complaints.add(told.path("exceptionDetails").toString());
      case "Log.entryAdded" -> {
        if (told.path("entry").path("level").asString("").equals("error")) {
          complaints.add(told.path("entry").path("text").asString(""));
        }
      }
      case "Runtime.consoleAPICalled" -> {
        if (told.path("type").asString("").equals("error")) {
          complaints.add(told.path("args").toString());
        }
      }
      default -> {
        // nothing to complain about
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    socket.abort();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private final class Messages implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        JsonNode message = JSON.readTree(parts.toString());
        parts.setLength(0);
        heard(message);
      }
      from.request(1);
      return null;
    }
  }
}
