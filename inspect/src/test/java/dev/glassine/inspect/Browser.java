package dev.glassine.inspect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium with one page, driven by its debugging protocol; ended when closed. */
final class Browser implements AutoCloseable, WebSocket.Listener {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final StringBuilder part = new StringBuilder();
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final List<String> errors = new ArrayList<>();
  private int last;

  private Browser(Process process, URI browser) throws Exception {
    this.process = process;
    this.socket =
        client
            .newWebSocketBuilder()
            .buildAsync(pageOf(browser), this)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Runtime", "Log", "Accessibility")) {
      command(domain + ".enable", Map.of());
    }
  }

  /** Skips the test where there is no Chromium, unless peers are required. */
  static Browser start(Path profile) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "chromium",
                  "--headless",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--no-first-run",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync",
                  "--window-size=1280,1600",
                  "--remote-debugging-port=0",
                  "--user-data-dir=" + profile,
                  "about:blank")
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      if ("required".equals(System.getenv("GLASSINE_PEERS"))) {
        throw new AssertionError("chromium is not on this machine, and GLASSINE_PEERS=required", e);
      }
      Assumptions.abort("chromium is not on this machine");
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    try {
      return new Browser(process, address(process));
    } catch (Exception | AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static URI address(Process process) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String start = "DevTools listening on ";
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(start)) {
        Thread.ofPlatform().daemon().start(() -> output.lines().forEach(rest -> {}));
        return URI.create(line.substring(start.length()));
      }
    }
    throw new AssertionError("chromium ended before it could be driven");
  }

  private URI pageOf(URI browser) throws Exception {
    URI list =
        new URI("http", null, browser.getHost(), browser.getPort(), "/json/list", null, null);
    for (int i = 0; i < PATIENCE_SECONDS; i++) {
      String answer =
          client
              .send(
                  java.net.http.HttpRequest.newBuilder(list).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      for (JsonNode target : JSON.readTree(answer)) {
        if (target.get("type").asString().equals("page")) {
          return URI.create(target.get("webSocketDebuggerUrl").asString());
        }
      }
      Thread.sleep(1000);
    }
    throw new AssertionError("chromium has no page");
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
    part.append(data);
    if (isLast) {
      messages.add(JSON.readTree(part.toString()));
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  /** Sends a command and waits for its result; notes what the page complains of meanwhile. */
  @SuppressWarnings("FutureReturnValueIgnored") // what was not sent gets no answer
  JsonNode command(String method, Map<String, Object> parameters) throws Exception {
    int id = ++last;
    socket.sendText(
        JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true);
    while (true) {
      JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("chromium does not answer " + method);
      }
      note(message);
      if (message.path("id").asInt(0) == id) {
        if (message.has("error")) {
          throw new AssertionError(method + ": " + message.get("error"));
        }
        return message.get("result");
      }
    }
  }

  private void note(JsonNode message) {
    JsonNode parameters = message.path("params");
    switch (message.path("method").asString("")) {
      case "Runtime.exceptionThrown" -> errors.add(parameters.toString());
      case "Runtime.consoleAPICalled" -> errors.add(parameters.toString());
      case "Log.entryAdded" -> errors.add(parameters.path("entry").path("text").asString(""));
      default -> {
        // no complaint
      }
    }
  }

  /** Everything that stands in the console. */
  List<String> complaints() {
    return errors;
  }

  void open(Path file) throws Exception {
    command("Page.navigate", Map.of("url", file.toUri().toString()));
    for (int i = 0; i < 50 * PATIENCE_SECONDS; i++) {
      if (evaluate("document.readyState + location.protocol").equals("completefile:")) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError(file + " does not load");
  }

  /** The value of an expression in the page, as text. */
  String evaluate(String expression) throws Exception {
    JsonNode result =
        command("Runtime.evaluate", Map.of("expression", "String(" + expression + ")"));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
    }
    return result.get("result").get("value").asString();
  }

  void press(String key, int code) throws Exception {
    for (String type : List.of("rawKeyDown", "char", "keyUp")) {
      command(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              key,
              "text",
              key.equals("Enter") ? "\r" : "",
              "windowsVirtualKeyCode",
              code));
    }
  }

  /** How the page looks, as a PNG file. */
  void screenshot(Path file, String scheme) throws Exception {
    command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    int height =
        Math.clamp(Long.parseLong(evaluate("document.documentElement.scrollHeight")), 200, 15_000);
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 1280, "height", height, "deviceScaleFactor", 1, "mobile", false));
    String data = command("Page.captureScreenshot", Map.of()).get("data").asString();
    command("Emulation.clearDeviceMetricsOverride", Map.of());
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(data));
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    client.close();
    process.destroyForcibly().waitFor();
  }
}
