package dev.glassine.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Epoch;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.SupportedVersions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The views of one trace: they show the same things, and nothing from a peer gets out of its place.
 */
class ViewsTest {
  private static final String HOSTILE = "<script>alert(1)</script>\u001b[31m\u202e";

  private static Trace trace(String protocol) {
    TraceRecorder recorder = TraceRecorder.server("192.0.2.1", InstantSource.fixed(Instant.EPOCH));
    ClientHello hello =
        new ClientHello(
            ProtocolVersion.TLS_1_2,
            Bytes.wrap(new byte[32]),
            Bytes.EMPTY,
            List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
            Bytes.wrap(new byte[1]),
            Extensions.of(
                new SupportedVersions(List.of(ProtocolVersion.TLS_1_3)),
                new ApplicationProtocols(List.of(Bytes.ofString(protocol)))));
    recorder.on(
        new TlsEvent.Message(
            Side.CLIENT, hello, HandshakeCodec.encode(hello), ProtocolVersion.TLS_1_3));
    recorder.on(
        new TlsEvent.Decided(
            new Decision(
                Decision.Topic.APPLICATION_PROTOCOL,
                List.of(protocol),
                List.of("h2"),
                null,
                "no protocol in common",
                "RFC 7301 §3.2")));
    recorder.on(
        new TlsEvent.KeysInstalled(
            Side.SERVER,
            Epoch.HANDSHAKE,
            CipherSuite.TLS_AES_128_GCM_SHA256,
            List.of("early secret", "s hs traffic")));
    recorder.on(
        new TlsEvent.AlertSeen(Side.SERVER, Alert.fatal(AlertDescription.NO_APPLICATION_PROTOCOL)));
    recorder.on(
        new TlsEvent.Failed(
            TlsFailure.of(Reason.NO_COMMON_PROTOCOL, "client offers [" + protocol + "]")));
    return recorder.trace();
  }

  @Test
  void showsMessagesDecisionsKeysAlertsAndTheFailureAsText() {
    String text = TextLadder.plain(100).withFields().render(trace("h3"));

    assertThat(text)
        .contains("─ ClientHello ─ TLS 1.3 · 1 suite · ALPN h3")
        .contains("cipher_suites[0] = TLS_AES_128_GCM_SHA256")
        .contains("application protocol: none")
        .contains("early secret → s hs traffic")
        .contains("fatal no_application_protocol")
        .contains("✘ no application protocol (ALPN) in common")
        .contains("1. client and server are made for different application protocols")
        .contains("on the client: offer one of the server's protocols")
        .contains("on the server: add one of the client's protocols");
  }

  @Test
  void keepsToTheWidthThatItIsGiven() {
    for (int width : new int[] {60, 80, 100, 140}) {
      assertThat(TextLadder.plain(width).withFields().render(trace("h3")).lines())
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u65e5\u672c\u8a9e\u306e\u30d7\u30ed\u30c8\u30b3\u30eb", // wide
        "e\u0301\u0302\u0303e\u0301\u0302\u0303a\u20dd", // marks upon marks
        "\ud83d\ude80\ud83d\udd12", // emoji
        "\ud83d\udc68\u200d\ud83d\udcbb", // two that a joiner makes one
        "\ud83d" // half of one
      })
  void keepsToTheWidthWhateverIsWritten(String name) {
    String said = String.join(" ", Collections.nCopies(12, name));
    TraceRecorder recorder =
        TraceRecorder.onTheWire(said, said, InstantSource.fixed(Instant.EPOCH));
    recorder.unread(Side.CLIENT, name, Bytes.EMPTY, said);
    recorder.unread(Side.SERVER, name, Bytes.EMPTY, name);
    recorder.note(null, name, said);
    recorder.on(
        new TlsEvent.Decided(
            new Decision(
                Decision.Topic.APPLICATION_PROTOCOL, List.of(said), List.of(), name, said, "")));
    recorder.on(new TlsEvent.Failed(TlsFailure.of(Reason.NO_COMMON_PROTOCOL, said)));

    for (int width : new int[] {60, 61, 80, 100}) {
      List<String> lines =
          TextLadder.plain(width).withFields().render(recorder.trace()).lines().toList();
      assertThat(lines)
          .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(width))
          .allSatisfy(line -> assertThat(line).doesNotContain("\u200d", "\ud83d\n"));
      assertThat(lines.stream().filter(line -> line.endsWith("\u25b6")))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(Columns.of(line)).isEqualTo(width - 1));
    }
  }

  @Test
  void letsNoControlCharacterOfARecordedTraceReachTheTerminal() {
    Trace hostile =
        TraceJson.read(
            TraceJson.write(trace("h3")).replace("ClientHello", "\\u001b[31mHello\\u009b"));

    assertThat(hostile.entries().toString()).contains("\u001b");
    assertThat(TextLadder.plain(100).withFields().render(hostile))
        .contains(".[31mHello.")
        .doesNotContain("\u001b", "\u009b");
  }

  @Test
  void coloursOnlyWhereAsked() {
    assertThat(TextLadder.plain(100).render(trace("h3"))).doesNotContain("\u001b");
    assertThat(TextLadder.coloured(100).render(trace("h3"))).contains("\u001b[31m");
  }

  @Test
  void letsNoControlCharacterOfAPeerReachTheTerminal() {
    assertThat(TextLadder.plain(140).withFields().render(trace(HOSTILE)))
        .doesNotContain("\u001b", "\u202e");
  }

  @Test
  void letsNoMarkupOfAPeerReachThePage() {
    String page = TracePage.render(HOSTILE, HOSTILE, trace(HOSTILE));

    assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain("\u001b", "\u202e");
    assertThat(page.split("<script", -1))
        .as("the trace as data, and the page's own script")
        .hasSize(3);
  }

  @Test
  void forbidsThePageEveryScriptButItsOwn() {
    String page = TracePage.render("Title", "", trace("h3"));

    assertThat(TracePage.CONTENT_SECURITY_POLICY)
        .startsWith("default-src 'none'")
        .contains("script-src 'sha256-", "style-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(page).contains("http-equiv=\"Content-Security-Policy\"");
  }

  @Test
  void letsNoMarkupOfAPeerReachAPicture() {
    for (String picture :
        List.of(
            LadderPicture.svg(trace(HOSTILE)),
            KeySchedulePicture.svg(Handshakes.retried().client.trace()))) {
      assertThat(picture)
          .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
          .endsWith("</svg>\n")
          .contains("<title>", "<desc>", "prefers-color-scheme: dark")
          .doesNotContain("<script", "\u001b", "\u202e", "onload", "href");
    }
  }

  @Test
  void showsTheSameOnThePage() {
    String page = TracePage.render("Your handshake", "", trace("h3"));

    assertThat(page)
        .startsWith("<!doctype html>")
        .contains(
            "ClientHello",
            "Application protocol: none",
            "s hs traffic",
            "no_application_protocol",
            "RFC 7301 §3.2");
    assertThat(page)
        .as("needs no network")
        .doesNotContain("http://", "https://", "src=", "@import", "url(");
  }

  @Test
  void saysWhyItFailedAboveAllElse() {
    String page = TracePage.render("Your handshake", "", trace("h3"));

    assertThat(page.indexOf("No application protocol (ALPN) in common"))
        .isPositive()
        .isLessThan(page.indexOf("Step by step</h2>"));
    assertThat(page)
        .contains(
            "ClientHello.extensions.application_layer_protocol_negotiation, octets",
            "Client and server are made for different application protocols",
            "On the client: ",
            "On the server: ",
            "In the event that the server supports no protocols");
  }

  @Test
  void namesThePartsOfThePageForScreenReaders() {
    String page = TracePage.render("Your handshake", "", Handshakes.retried().client.trace());

    assertThat(page)
        .contains(
            "<html lang=\"en\">",
            "<main>",
            "<nav aria-label=\"On this page\">",
            "href=\"#steps\">Skip to the steps",
            "aria-labelledby=\"steps-title\"",
            "aria-label=\"Octets of ClientHello in hexadecimal digits\"",
            "<caption>Steps of the key schedule</caption>",
            "Step 1: Client hello",
            "<title>The key schedule</title>");
  }

  @Test
  void drawsTheSamePictureOfTheSameTrace() {
    Trace trace = Handshakes.mutual(ProtocolVersion.TLS_1_2).server.trace();

    assertThat(LadderPicture.svg(trace)).isEqualTo(LadderPicture.svg(trace));
    assertThat(LadderPicture.svg(trace))
        .contains(">ClientHello<", ">CertificateVerify<", ">The server verifies the client<");
    assertThat(KeySchedulePicture.svg(trace))
        .contains(">premaster secret<", ">main secret<", ">key block<", "extended master secret");
  }

  @Test
  void showsNoSecretInAnyViewUnlessAskedTo() {
    List<String> secrets = new ArrayList<>();
    RecordedPair recorded =
        RecordedPair.of(
            RecordedPair.visitor(ProtocolVersion.TLS_1_3)
                .logSecretsForDebugging(
                    (label, random, secret) ->
                        secrets.add(
                            HexFormat.of().formatHex(secret.reveal(Secret.Access.KEY_LOG)))),
            RecordedPair.host(ProtocolVersion.TLS_1_3));

    assertThat(secrets).hasSizeGreaterThanOrEqualTo(5);
    for (Trace trace : List.of(recorded.client.trace(), recorded.server.trace())) {
      for (String view : everyView(trace)) {
        assertThat(view.replaceAll("[\\s]", "")).doesNotContain(secrets);
      }
    }
  }

  private static List<String> everyView(Trace trace) {
    return List.of(
        TextLadder.plain(140).withFields().render(trace),
        TextLadder.coloured(80).render(trace),
        TracePage.render("Title", "", trace),
        TraceJson.write(trace),
        LadderPicture.svg(trace),
        KeySchedulePicture.svg(trace));
  }

  @Test
  void writesJsonThatAProgramCanRead() {
    JsonNode tree = JsonMapper.builder().build().readTree(TraceJson.write(trace(HOSTILE)));

    assertThat(tree.get("format").asInt()).isEqualTo(Trace.FORMAT);
    assertThat(tree.get("entries").get(0).get("name").asString()).isEqualTo("ClientHello");
    assertThat(tree.get("entries").get(0).get("fields").size()).isGreaterThan(10);
    assertThat(tree.get("entries").get(4).get("explanation").get("code").asString())
        .isEqualTo("NO_COMMON_PROTOCOL");
  }

  @Test
  void keepsABoundedNumberOfEntries() {
    TraceRecorder recorder = TraceRecorder.server("", InstantSource.fixed(Instant.EPOCH));
    for (int i = 0; i < 10_000; i++) {
      recorder.on(new TlsEvent.CipherSpecChanged(Side.CLIENT));
    }

    assertThat(recorder.trace().entries()).hasSize(TraceRecorder.MAX_EVENTS);
  }
}
