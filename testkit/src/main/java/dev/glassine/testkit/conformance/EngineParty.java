package dev.glassine.testkit.conformance;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes an engine as the flags configure it, and answers its questions. */
final class EngineParty {
  private static final Bytes POLICY = Bytes.ofString("conformance");
  private static final Bytes SESSION_KEY = Bytes.ofString("the runner");

  /**
   * BoringSSL's runner takes fatal alerts, and for granted that nothing of the past is too broken.
   */
  static final Legacy OLD =
      Legacy.builder()
          .enableTls10BrokenByBeast()
          .enableTls11Deprecated()
          .enableSmallBlocksBrokenBySweet32()
          .build();

  static final Legacy OLD_SERVER =
      Legacy.builder()
          .enableTls10BrokenByBeast()
          .enableTls11Deprecated()
          .enableSmallBlocksBrokenBySweet32()
          .acceptSsl2HelloWithoutExtensions()
          .build();

  private final Settings settings;
  private final TlsConfig config;

  private EngineParty(Settings settings, TlsConfig config) {
    this.settings = settings;
    this.config = config;
  }

  private static Party party(
      Settings settings,
      TlsConfig config,
      TlsEngine engine,
      Happened happened,
      Identities identities) {
    EngineParty answering = new EngineParty(settings, config);
    return new Party(new EngineStack(engine, answering::answer), happened, identities);
  }

  static Party client(Settings settings, Memory memory) {
    Happened happened = new Happened(Side.CLIENT);
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
    builder.protocols(Party.protocols(settings.text("advertise-alpn", "")));
    ClientConfig config = builder.build();
    Destination runner =
        new Destination(
            settings.has("host-name") ? settings.text("host-name", "") : null, null, SESSION_KEY);
    return party(
        settings, config, TlsEngine.client(config, runner, happened), happened, identities);
  }

  static Party server(Settings settings, Memory memory) {
    Happened happened = new Happened(Side.SERVER);
    Identities identities = new Identities(settings);
    ServerConfig.Builder builder = ServerConfig.builder();
    common(builder, settings, memory, identities, happened);
    builder.legacy(OLD_SERVER).sessions(memory.server());
    if (settings.has("no-ticket")) {
      builder.ticketCount(0);
    } else {
      builder.tickets(memory.ticketKeys(settings));
    }
    if (!settings.has("server-preference")
        && !settings.has("cipher")
        && Policy.of(settings) == null) {
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
    return party(settings, config, TlsEngine.server(config, happened), happened, identities);
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
        .signingSchemes(offer.signed())
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
    if (settings.has("async")) {
      Stream.of(Question.class.getPermittedSubclasses())
          .filter(kind -> kind != Question.ChooseProtocol.class)
          .map(kind -> kind.<Question>asSubclass(Question.class))
          .forEach(builder::answerLater);
    }
    if (failsToChoose(settings)) {
      builder.answerLater(Question.ChooseCertificate.class);
    }
  }

  /** Whether a chain is trusted is not what these tests are about: a flag says what to answer. */
  private static ChainVerdict judge(Settings settings, PresentedChain presented) {
    boolean counts = settings.has("verify-peer") || settings.has("require-any-client-certificate");
    if (counts && settings.has("verify-fail")) {
      return new ChainVerdict.Refused(Reason.CHAIN_REFUSED, "by -verify-fail", null);
    }
    // a staple is the judge's affair
    return settings.has("fail-ocsp-callback") && !settings.has("server")
        ? new ChainVerdict.Refused(Reason.BAD_OCSP_RESPONSE, "by -fail-ocsp-callback", null)
        : new ChainVerdict.Accepted(presented.certificates());
  }

  /** A server's staple goes with its certificate. */
  private static boolean failsToChoose(Settings settings) {
    return settings.has("fail-cert-callback")
        || (settings.has("fail-ocsp-callback") && settings.has("server"));
  }

  private static boolean choosesProtocol(Settings settings) {
    return settings.has("select-alpn")
        || settings.has("decline-alpn")
        || settings.has("reject-alpn");
  }

  private void answer(TlsEngine engine, Question question) {
    if (question instanceof Question.ChooseCertificate && failsToChoose(settings)) {
      engine.answerFailed(new IllegalStateException("by a flag"));
    }
    Answer answer;
    try {
      answer =
          question instanceof Question.ChooseProtocol(var offered) && choosesProtocol(settings)
              ? new Answer.ProtocolChosen(chooseProtocol(offered))
              : config.answer(question);
    } catch (TlsFailure e) {
      engine.answerFailed(e);
      return;
    }
    engine.answer(answer);
  }

  private @Nullable String chooseProtocol(List<String> offered) {
    if (settings.has("expect-advertised-alpn")) {
      List<String> expected = List.of(Party.protocols(settings.text("expect-advertised-alpn", "")));
      Disappointed.unless(offered.equals(expected), "the client offers " + offered);
    }
    if (settings.has("reject-alpn")) {
      throw new TlsFailure.Incompatible(Reason.NO_COMMON_PROTOCOL, "by -reject-alpn");
    }
    return settings.has("select-alpn") ? settings.text("select-alpn", "") : null;
  }
}
