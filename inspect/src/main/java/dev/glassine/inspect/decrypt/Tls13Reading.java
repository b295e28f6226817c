package dev.glassine.inspect.decrypt;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Epoch;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.keys.Tls13KeySchedule;
import dev.glassine.core.keys.TrafficKeys;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.Tls13Opener;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.EncryptedExtensions;
import dev.glassine.core.wire.EndOfEarlyData;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.KeyUpdate;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.SelectedPsk;
import dev.glassine.core.wire.ext.StapledStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.3 from the ServerHello on (RFC 9846 §2). Every epoch has its own secret in the key log; a
 * KeyUpdate is followed from the one before.
 */
final class Tls13Reading implements Reading {
  private final PassiveSession session;
  private final CipherSuite suite;
  private final Bytes clientRandom;
  private final SessionFacts facts;
  private final Direction client;
  private final Direction server;
  private boolean completed;

  Tls13Reading(PassiveSession session, ClientHello hello, ServerHello answer, Bytes clientRandom) {
    this.session = session;
    this.suite = answer.cipherSuite();
    this.clientRandom = clientRandom;
    this.facts = new SessionFacts(hello, answer);
    this.client = new Direction(Side.CLIENT);
    this.server = new Direction(Side.SERVER);
    facts.extendedMainSecret();
    if (answer.extensions().get(SelectedPsk.class) != null) {
      facts.resumed();
    }
    server.half.protect(server.handshake, server.application);
    if (client.half.hasKeys()) {
      // early data goes on until EndOfEarlyData, or, where it was refused, until it stops
      client.half.alsoTry(client.handshake, client.application);
    } else {
      client.half.protect(client.handshake, client.application);
    }
  }

  /** The keys of 0-RTT data: the suite is the ticket's, so every suite that fits is tried. */
  static void expectEarlyData(PassiveSession session, ClientHello hello) {
    List<EpochKeys> keys = new ArrayList<>();
    for (CipherSuite suite : hello.cipherSuites()) {
      if (suite.usableIn(ProtocolVersion.TLS_1_3)) {
        keys.add(
            new EpochKeys(
                Epoch.EARLY_DATA,
                suite,
                List.of("early secret", "c e traffic", "key, iv"),
                () ->
                    opener(
                        session.crypto(),
                        suite,
                        session
                            .secrets()
                            .keyLog()
                            .find(KeyLog.CLIENT_EARLY_TRAFFIC_SECRET, hello.random()))));
      }
    }
    session.half(Side.CLIENT).protect(keys.toArray(EpochKeys[]::new));
  }

  @Override
  public ProtocolVersion version() {
    return ProtocolVersion.TLS_1_3;
  }

  @Override
  public void message(Side sender, HandshakeMessage message, Bytes raw) {
    Direction direction = sender == Side.CLIENT ? client : server;
    switch (message) {
      case EncryptedExtensions extensions -> {
        facts.extensions(extensions.extensions());
        session.decisions().protocol(extensions.extensions());
      }
      case CertificateMessage certificate -> certificate(sender, certificate);
      case CertificateVerify verify -> {
        if (verify.algorithm() != null) {
          facts.signature(sender, verify.algorithm());
        }
      }
      case EndOfEarlyData end -> direction.half.protect(direction.handshake, direction.application);
      case Finished finished -> {
        direction.half.protect(direction.application);
        if (sender == Side.CLIENT && !completed) {
          completed = true;
          session.listener().on(new TlsEvent.Completed(facts.info()));
        }
      }
      case KeyUpdate update -> direction.update();
      default -> {
        // says nothing about keys
      }
    }
  }

  private void certificate(Side sender, CertificateMessage message) {
    facts.certificates(
        sender,
        message.certificateList().stream()
            .map(CertificateMessage.CertificateEntry::certData)
            .toList());
    if (sender == Side.SERVER && !message.certificateList().isEmpty()) {
      StapledStatus stapled =
          message.certificateList().getFirst().extensions().get(StapledStatus.class);
      if (stapled != null) {
        facts.ocspResponse(stapled.ocspResponse());
      }
    }
  }

  /** RFC 9846 §D.4: it means nothing, and is sent for middleboxes. */
  @Override
  public void changeCipherSpec(Side sender) {}

  private static @Nullable RecordOpener opener(
      CryptoProvider crypto, CipherSuite suite, @Nullable Secret trafficSecret) {
    Aead aead = crypto.aead(suite.cipher());
    if (trafficSecret == null || aead == null || trafficSecret.length() != suite.hash().length()) {
      return null;
    }
    try (TrafficKeys keys = TrafficKeys.of(crypto, suite, trafficSecret)) {
      Aead.Keyed keyed = aead.key(keys.key().reveal(Secret.Access.PRIMITIVE), Aead.Direction.OPEN);
      return new Tls13Opener(keyed, keys.iv(), suite.cipher());
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  /** One sender's secrets. */
  private final class Direction {
    private final Half half;
    private final String letter;
    private final EpochKeys handshake;
    private final EpochKeys application;
    private @Nullable Secret traffic;

    Direction(Side sender) {
      boolean isClient = sender == Side.CLIENT;
      half = session.half(sender);
      letter = isClient ? "c" : "s";
      handshake =
          new EpochKeys(
              Epoch.HANDSHAKE,
              suite,
              List.of("early secret", "handshake secret", letter + " hs traffic", "key, iv"),
              () ->
                  opener(
                      session.crypto(),
                      suite,
                      find(
                          isClient
                              ? KeyLog.CLIENT_HANDSHAKE_TRAFFIC_SECRET
                              : KeyLog.SERVER_HANDSHAKE_TRAFFIC_SECRET)));
      application =
          new EpochKeys(
              Epoch.APPLICATION,
              suite,
              List.of(
                  "early secret",
                  "handshake secret",
                  "main secret",
                  letter + " ap traffic",
                  "key, iv"),
              () -> {
                traffic =
                    find(
                        isClient ? KeyLog.CLIENT_TRAFFIC_SECRET_0 : KeyLog.SERVER_TRAFFIC_SECRET_0);
                return opener(session.crypto(), suite, traffic);
              });
    }

    private @Nullable Secret find(String label) {
      return session.secrets().keyLog().find(label, clientRandom);
    }

    /** RFC 9846 §7.2: the next generation follows from this one. */
    void update() {
      Secret now = traffic;
      if (now == null) {
        half.protect();
        return;
      }
      Secret next = Tls13KeySchedule.next(session.crypto(), suite.hash(), now);
      now.close();
      traffic = next;
      half.protect(
          new EpochKeys(
              Epoch.APPLICATION,
              suite,
              List.of(letter + " ap traffic", "traffic upd", "key, iv"),
              () -> opener(session.crypto(), suite, next)));
    }

    void close() {
      if (traffic != null) {
        traffic.close();
      }
    }
  }
}
