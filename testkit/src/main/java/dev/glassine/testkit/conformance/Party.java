package dev.glassine.testkit.conformance;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * One side of TLS as the flags configure it: the engine, who answers its questions, and what was
 * seen of the connection.
 */
final class Party {
  private static final Bytes POLICY = Bytes.ofString("conformance");
  private static final Bytes SESSION_KEY = Bytes.ofString("the runner");

  /**
   * BoringSSL's runner takes fatal alerts, and for granted that nothing of the past is too broken.
   */
  private static final Legacy OLD =
      Legacy.builder()
          .enableTls10BrokenByBeast()
          .enableTls11Deprecated()
          .enableSmallBlocksBrokenBySweet32()
          .build();

  private static final Legacy OLD_SERVER =
      Legacy.builder()
          .enableTls10BrokenByBeast()
          .enableTls11Deprecated()
          .enableSmallBlocksBrokenBySweet32()
          .acceptSsl2HelloWithoutExtensions()
          .build();

  private final Settings settings;
  private final Happened happened;
  private final Identities identities;
  private final TlsConfig config;
  private final TlsConduit conduit;

  private Party(
      Settings settings,
      Happened happened,
      Identities identities,
      TlsConfig config,
      TlsEngine engine) {
    this.settings = settings;
    this.happened = happened;
    this.identities = identities;
    this.config = config;
    this.conduit = new TlsConduit(engine);
  }

  static Party client(Settings settings, Memory memory) {
    Happened happened = new Happened();
    Identities identities = new Identities(settings);
    ClientConfig.Builder builder = ClientConfig.builder();
    common(builder, settings, memory, identities, happened);
    builder.legacy(OLD).sessions(memory.client());
    if (settings.has("key-shares")) {
      builder.keyShares(new Offer(settings).keyShares());
    }
    if (settings.has("no-ticket")) {
      builder.withoutTickets();
    }
    if (settings.has("fallback-scsv")) {
      builder.signalFallback();
    }
    if (settings.has("enable-grease")) {
      builder.grease();
    }
    if (!settings.has("enable-ocsp-stapling")) {
      builder.withoutStapledStatus();
    }
    builder.protocols(protocols(settings.text("advertise-alpn", "")));
    ClientConfig config = builder.build();
    Destination runner =
        new Destination(
            settings.has("host-name") ? settings.text("host-name", "") : null, null, SESSION_KEY);
    return new Party(
        settings, happened, identities, config, TlsEngine.client(config, runner, happened));
  }

  static Party server(Settings settings, Memory memory) {
    Happened happened = new Happened();
    Identities identities = new Identities(settings);
    ServerConfig.Builder builder = ServerConfig.builder();
    common(builder, settings, memory, identities, happened);
    builder.legacy(OLD_SERVER).sessions(memory.server());
    if (!settings.has("no-ticket")) {
      builder.tickets(memory.ticketKeys(settings));
    }
    if (!settings.has("server-preference") && !settings.has("cipher")) {
      builder.followClientPreference();
    }
    if (settings.has("verify-peer")) {
      builder.clientAuthentication(ClientAuthentication.REQUESTED);
    } else if (settings.has("require-any-client-certificate")) {
      builder.clientAuthentication(ClientAuthentication.REQUIRED);
    }
    String authorities = settings.text("use-client-ca-list", "<EMPTY>");
    if (!authorities.startsWith("<")) {
      builder.authorities(
          Stream.of(authorities.split(","))
              .map(HexFormat.of()::parseHex)
              .map(Bytes::wrap)
              .toList());
    }
    if (choosesProtocol(settings)) {
      builder.answerLater(Question.ChooseProtocol.class);
    }
    ServerConfig config = builder.build();
    return new Party(settings, happened, identities, config, TlsEngine.server(config, happened));
  }

  private static void common(
      TlsConfig.Builder<?> builder,
      Settings settings,
      Memory memory,
      Identities identities,
      Happened happened) {
    Offer offer = new Offer(settings);
    builder
        .versions(offer.versions().toArray(ProtocolVersion[]::new))
        .suites(offer.suites())
        .allowCbcSuites()
        .allowStaticRsaWithoutForwardSecrecy()
        .groups(offer.groups())
        .signatureSchemes(offer.verified())
        .trust(presented -> judge(settings, presented))
        .policy(POLICY)
        .clock(memory.clock())
        .logSecretsForDebugging(happened);
    if (!identities.isEmpty()) {
      builder.credentials(identities);
    }
    if (!settings.has("no-legacy-server-connect")) {
      builder.allowPeersWithoutSecureRenegotiation();
    }
    if (settings.has("max-cert-list")) {
      builder.maxHandshakeMessage(Math.max(1024, settings.number("max-cert-list")));
    }
    if (settings.has("max-send-fragment")) {
      builder.maxSentRecord(settings.number("max-send-fragment") + 5 + 1 + 16);
    }
    if (settings.has("async")) {
      Stream.of(Question.class.getPermittedSubclasses())
          .filter(kind -> kind != Question.ChooseProtocol.class)
          .map(kind -> kind.<Question>asSubclass(Question.class))
          .forEach(builder::answerLater);
    }
    if (settings.has("fail-cert-callback")) {
      builder.answerLater(Question.ChooseCertificate.class);
    }
  }

  /** Whether a chain is trusted is not what these tests are about: a flag says what to answer. */
  private static ChainVerdict judge(Settings settings, PresentedChain presented) {
    boolean counts = settings.has("verify-peer") || settings.has("require-any-client-certificate");
    return counts && settings.has("verify-fail")
        ? new ChainVerdict.Refused(Reason.CHAIN_REFUSED, "by -verify-fail", null)
        : new ChainVerdict.Accepted(presented.certificates());
  }

  private static boolean choosesProtocol(Settings settings) {
    return settings.has("select-alpn")
        || settings.has("decline-alpn")
        || settings.has("reject-alpn");
  }

  /** Names with a length octet in front of each, as they stand in the extension. */
  private static String[] protocols(String list) {
    List<String> names = new ArrayList<>();
    for (int at = 0; at < list.length(); ) {
      int length = list.charAt(at);
      names.add(list.substring(at + 1, at + 1 + length));
      at += 1 + length;
    }
    return names.toArray(String[]::new);
  }

  /** Answers what the engine waits for, until it waits for nothing. */
  void answerQuestions() {
    for (Question question = engine().question();
        question != null;
        question = engine().question()) {
      if (question instanceof Question.ChooseCertificate && settings.has("fail-cert-callback")) {
        engine().answerFailed(new IllegalStateException("-fail-cert-callback"));
      }
      answer(question);
      conduit.resume();
    }
  }

  private void answer(Question question) {
    Answer answer;
    try {
      answer =
          question instanceof Question.ChooseProtocol(var offered) && choosesProtocol(settings)
              ? new Answer.ProtocolChosen(chooseProtocol(offered))
              : config.answer(question);
    } catch (TlsFailure e) {
      engine().answerFailed(e);
      return;
    }
    engine().answer(answer);
  }

  private @org.jspecify.annotations.Nullable String chooseProtocol(List<String> offered) {
    if (settings.has("expect-advertised-alpn")) {
      List<String> expected = List.of(protocols(settings.text("expect-advertised-alpn", "")));
      Disappointed.unless(offered.equals(expected), "the client offers " + offered);
    }
    if (settings.has("reject-alpn")) {
      throw new TlsFailure.Incompatible(Reason.NO_COMMON_PROTOCOL, "by -reject-alpn");
    }
    return settings.has("select-alpn") ? settings.text("select-alpn", "") : null;
  }

  TlsConduit conduit() {
    return conduit;
  }

  TlsEngine engine() {
    return conduit.engine();
  }

  Happened happened() {
    return happened;
  }

  Identities identities() {
    return identities;
  }

  /** Keying material by the flags' label and context. */
  byte[] exported() {
    byte[] context =
        settings.has("use-export-context")
            ? settings.text("export-context", "").getBytes(StandardCharsets.ISO_8859_1)
            : null;
    try (Secret material =
        engine()
            .export(
                settings.text("export-label", ""),
                context,
                settings.number("export-keying-material"))) {
      return material.reveal(Secret.Access.PRIMITIVE).clone();
    }
  }
}
