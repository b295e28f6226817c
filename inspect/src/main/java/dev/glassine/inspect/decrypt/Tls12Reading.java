package dev.glassine.inspect.decrypt;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Epoch;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.handshake.tls12.Handshake;
import dev.glassine.core.handshake.tls12.Protections;
import dev.glassine.core.handshake.tls12.VersionRules;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage12;
import dev.glassine.core.wire.CertificateStatus;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ClientKeyExchange;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.NewSessionTicket12;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ServerKeyExchange;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.ext.SessionTicket;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SSL 3.0 to TLS 1.2 from the ServerHello on (RFC 5246 §7.3). One main secret leads to all keys; it
 * comes from the key log, from the premaster secret under the server's RSA key, or from the session
 * that is resumed.
 */
final class Tls12Reading implements Reading {
  private static final int NAMED_CURVE = 3;

  private final PassiveSession session;
  private final VersionRules rules;
  private final Handshake handshake;
  private final SessionFacts facts;
  private @Nullable Secret main;
  private String origin = "premaster secret";
  private @Nullable Bytes ticket;
  private boolean sawCertificateOrKeyExchange;
  private int finished;

  Tls12Reading(
      PassiveSession session,
      VersionRules rules,
      ClientHello hello,
      ServerHello answer,
      Transcript transcript) {
    this.session = session;
    this.rules = rules;
    this.handshake = new Handshake(hello, answer, transcript);
    this.facts = new SessionFacts(hello, answer);
    if (handshake.extendedMainSecret()) {
      facts.extendedMainSecret();
    }
    try {
      rules.startHash(transcript, answer.cipherSuite());
    } catch (IllegalArgumentException e) {
      // a suite that is known by name only: its records stay closed
    }
  }

  @Override
  public ProtocolVersion version() {
    return rules.version();
  }

  @Override
  public void message(Side sender, HandshakeMessage message, Bytes raw) {
    if (!(message instanceof Finished)) {
      handshake.transcript().add(raw);
    }
    switch (message) {
      case CertificateMessage12 certificate -> {
        sawCertificateOrKeyExchange = true;
        facts.certificates(sender, certificate.certificateList());
      }
      case CertificateStatus status -> facts.ocspResponse(status.ocspResponse());
      case ServerKeyExchange exchange -> {
        sawCertificateOrKeyExchange = true;
        parameters(exchange);
      }
      case ClientKeyExchange exchange -> premaster(exchange);
      case CertificateVerify verify -> clientSignature(verify);
      case NewSessionTicket12 sent -> ticket = sent.ticket();
      case Finished end -> finished();
      default -> {
        // says nothing about keys
      }
    }
  }

  /** RFC 8422 §5.4, RFC 5246 §7.4.3: the group, and the signature behind the parameters. */
  private void parameters(ServerKeyExchange exchange) {
    try {
      WireReader body = exchange.body().reader();
      switch (handshake.suite().keyExchange()) {
        case ECDHE, ECDH_ANON -> {
          if (body.u8("curve_type") == NAMED_CURVE) {
            NamedGroup group = body.code16("namedcurve", NamedGroup::of);
            facts.group(group);
            session.decisions().group(group);
            body.opaque8("point", 1, 0xFF);
            serverSignature(body);
          }
        }
        case DHE, DHE_EXPORT, DHE_EXPORT1024 -> {
          body.opaque16("dh_p", 1, 0xFFFF);
          body.opaque16("dh_g", 1, 0xFFFF);
          body.opaque16("dh_Ys", 1, 0xFFFF);
          serverSignature(body);
        }
        default -> {
          // its parameters name no group
        }
      }
    } catch (TlsFailure e) {
      // the message itself is in the trace
    }
  }

  private void serverSignature(WireReader body) {
    if (body.hasRemaining() && facts.serverKey() != null) {
      facts.signature(Side.SERVER, rules.readDigitallySigned(body, facts.serverKey()).scheme());
    }
  }

  private void clientSignature(CertificateVerify verify) {
    if (facts.clientKey() != null) {
      facts.signature(Side.CLIENT, rules.readCertificateVerify(verify, facts.clientKey()).scheme());
    }
  }

  /** The session hash of RFC 7627 §3 ends with this message, so the main secret is due now. */
  private void premaster(ClientKeyExchange exchange) {
    Secret premaster = null;
    KeyExchangeMethod method = handshake.suite().keyExchange();
    if (method == KeyExchangeMethod.RSA) {
      try {
        WireReader body = exchange.body().reader();
        premaster =
            session
                .secrets()
                .premaster(
                    session.crypto(),
                    rules.readEncryptedPremaster(body),
                    facts.serverKey(),
                    handshake.client().legacyVersion().code());
      } catch (TlsFailure e) {
        // no encrypted premaster in it
      }
    }
    if (premaster == null) {
      premaster = session.secrets().keyLog().premasterOf(handshake.clientRandom());
    }
    if (premaster == null && method == KeyExchangeMethod.RSA && mainSecret() == null) {
      session.noRsaKeyFits();
    }
    if (premaster != null) {
      try (Secret used = premaster) {
        main = rules.mainSecret(session.crypto(), handshake, used);
        session.listener().secret(KeyLog.CLIENT_RANDOM, handshake.clientRandom(), main);
      }
    }
  }

  @Override
  public void changeCipherSpec(Side sender) {
    if (sender == Side.SERVER && !sawCertificateOrKeyExchange) {
      facts.resumed();
      session.decisions().resumed();
    }
    session
        .half(sender)
        .changeCipher(
            new EpochKeys(
                Epoch.APPLICATION,
                handshake.suite(),
                List.of(origin, "main secret", "key expansion", sender + "_write_key"),
                () -> opener(sender)));
  }

  private @Nullable RecordOpener opener(Side sender) {
    Secret known = mainSecret();
    if (known == null) {
      return null;
    }
    try {
      Protections protections =
          Protections.derive(
              rules, session.crypto(), new SecureRandom(), handshake, known, sender.peer());
      protections.write().close();
      return protections.read();
    } catch (IllegalStateException | IllegalArgumentException | NullPointerException e) {
      // no provider has the suite's cipher
      session.cannotOpen(handshake.suite());
      return null;
    }
  }

  private @Nullable Secret mainSecret() {
    if (main == null) {
      main = session.secrets().keyLog().find(KeyLog.CLIENT_RANDOM, handshake.clientRandom());
    }
    if (main == null) {
      SessionTicket offered = handshake.client().extensions().get(SessionTicket.class);
      Bytes id = handshake.server().legacySessionIdEcho();
      main = session.secrets().mainSecretOf(id);
      if (main == null && offered != null && facts.isResumed()) {
        main = session.secrets().mainSecretOf(offered.ticket());
      }
      if (main != null) {
        origin = "session";
        session.listener().secret(KeyLog.CLIENT_RANDOM, handshake.clientRandom(), main);
      }
    }
    return main;
  }

  private void finished() {
    finished++;
    if (finished != 2) {
      return;
    }
    Secret known = mainSecret();
    if (known != null) {
      SessionSecrets sessions = session.secrets();
      sessions.remember(handshake.server().legacySessionIdEcho(), known, handshake.suite());
      sessions.remember(Objects.requireNonNullElse(ticket, Bytes.EMPTY), known, handshake.suite());
    }
    session.listener().on(new TlsEvent.Completed(facts.info()));
  }

  @Override
  public void close() {
    if (main != null) {
      main.close();
    }
  }
}
