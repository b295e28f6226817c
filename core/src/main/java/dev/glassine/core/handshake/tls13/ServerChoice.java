package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.handshake.Negotiation;
import dev.glassine.core.handshake.Negotiation.Order;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.handshake.tls13.ServerStates.Received;
import dev.glassine.core.handshake.tls13.ServerTickets.Candidate;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.OfferedKeyShares;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.SupportedGroups;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server takes from a ClientHello: suite, session and group (RFC 9846 §4.2.1). */
sealed interface ServerChoice {
  /** Everything is there; the transcript holds the hello, and the session's binder verifies. */
  record Chosen(
      Received received, CipherSuite suite, KeyShareEntry share, @Nullable Candidate resumed)
      implements ServerChoice {}

  /** There is a group in common, but no share for it. */
  record AskAgain(Received received, CipherSuite suite, NamedGroup group) implements ServerChoice {}

  /** The choice; each part of it is a decision in {@code flight}. */
  static ServerChoice of(
      ServerConfig config, Flight flight, Received received, @Nullable Candidate candidate) {
    CipherSuite suite = suite(config, flight, received, candidate);
    Candidate resumed = ofHash(suite.hash(), flight, candidate);
    Extensions extensions = received.hello().extensions();
    SupportedGroups groups = extensions.get(SupportedGroups.class);
    OfferedKeyShares shares = extensions.get(OfferedKeyShares.class);
    // RFC 9846 §9.2 lets both be absent beside pre_shared_key, for psk_ke, which is not spoken here
    if (groups == null || shares == null) {
      throw new TlsFailure.Incompatible(
          Reason.NO_PSK_MODE, "client offers psk_ke without key_share, this server has psk_dhe_ke");
    }
    NamedGroup group = group(config, flight, received, groups, shares);
    for (KeyShareEntry share : shares.clientShares()) {
      if (share.group().equals(group)) {
        bind(config, flight, received, suite, resumed);
        return new Chosen(received, suite, share, resumed);
      }
    }
    return new AskAgain(received, suite, group);
  }

  private static CipherSuite suite(
      ServerConfig config, Flight flight, Received received, @Nullable Candidate candidate) {
    HelloRetry.Asked asked = received.asked();
    // RFC 9846 §4.2.4: "Servers MUST ensure that they negotiate the same cipher suite when
    // receiving a conformant updated ClientHello"
    List<CipherSuite> enabled = asked == null ? config.suites() : List.of(asked.suite());
    Negotiation.Outcome<CipherSuite> outcome =
        Negotiation.suite(
            received.hello().cipherSuites(),
            enabled,
            ProtocolVersion.TLS_1_3,
            Order.of(config),
            candidate == null ? null : candidate.session().suite().hash());
    CipherSuite suite = outcome.orFail(Reason.NO_COMMON_SUITE);
    flight.decide(outcome.decision(Topic.CIPHER_SUITE));
    return suite;
  }

  /** RFC 9846 §4.3.11: "The server MUST ensure that it selects a compatible PSK (if any)". */
  private static @Nullable Candidate ofHash(
      HashAlgorithm hash, Flight flight, @Nullable Candidate candidate) {
    if (candidate == null || candidate.session().suite().hash() == hash) {
      return candidate;
    }
    HashAlgorithm other = candidate.session().suite().hash();
    flight.decide(Decisions.notResumed("the session needs a suite with " + other));
    return null;
  }

  private static NamedGroup group(
      ServerConfig config,
      Flight flight,
      Received received,
      SupportedGroups groups,
      OfferedKeyShares shares) {
    HelloRetry.Asked asked = received.asked();
    Negotiation.Outcome<NamedGroup> outcome =
        Negotiation.group(
            groups.groups(),
            shares.clientShares().stream().map(KeyShareEntry::group).toList(),
            asked == null ? config.groups() : List.of(asked.group()),
            ProtocolVersion.TLS_1_3,
            Order.of(config));
    NamedGroup group = outcome.orFail(Reason.NO_COMMON_GROUP);
    flight.decide(outcome.decision(Topic.GROUP));
    return group;
  }

  /** Checks the binder and adds the hello to the transcript, which has its hash from here on. */
  private static void bind(
      ServerConfig config,
      Flight flight,
      Received received,
      CipherSuite suite,
      @Nullable Candidate resumed) {
    Transcript transcript = received.transcript();
    transcript.use(suite.hash());
    OfferedPsks psks = received.hello().extensions().get(OfferedPsks.class);
    if (psks != null && resumed != null) {
      Psk.verify(
          config.crypto(), psks, resumed.index(), resumed.session(), received.raw(), transcript);
      flight.decide(
          Decisions.resumed("its session has the same policy and name, and its binder verifies"));
    }
    transcript.add(received.raw());
    transcript.forgetMessages();
  }
}
