package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.handshake.ClientOffer;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.handshake.tls13.ClientStates.Hellos;
import dev.glassine.core.keys.Tls13KeySchedule;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.SelectedKeyShare;
import dev.glassine.core.wire.ext.SelectedPsk;
import org.jspecify.annotations.Nullable;

/** What a client's offer and a ServerHello agree on: suite, session, group, and so the secrets. */
final class ClientAgreement {
  private ClientAgreement() {}

  /** Checks the hello against the offer, adds it to the transcript, and agrees on secrets. */
  static Hellos of(
      CryptoProvider crypto, Flight flight, ClientOffer offer, ServerHello hello, Bytes raw) {
    ServerHelloChecks.check(offer.hello(), hello);
    CipherSuite suite = hello.cipherSuite();
    flight.decide(Decisions.suite(offer, suite));
    SessionState resumed = resumed(flight, offer, hello);
    KeyShareEntry share = share(hello, resumed);
    KeyExchange.Offer own = offer.keyShares().get(share.group());
    // RFC 9846 §4.3.8: "This value MUST be in the same group as the KeyShareEntry value offered by
    // the client"; after a HelloRetryRequest that is the one group that it named
    if (own == null) {
      throw new TlsFailure.Misbehaved(
          Reason.UNOFFERED_GROUP,
          "ServerHello.key_share.group: %s, shares were sent for %s"
              .formatted(share.group(), offer.keyShares().keySet()));
    }
    flight.decide(Decisions.group(offer, share.group()));
    Transcript transcript = offer.transcript();
    transcript.use(suite.hash());
    transcript.add(raw);
    transcript.forgetMessages();
    try (Secret shared = own.agree(share.keyExchange())) {
      Secret psk = resumed == null ? null : resumed.secret();
      Tls13KeySchedule.Early early = Tls13KeySchedule.early(crypto, suite.hash(), psk);
      HandshakeSecrets secrets = HandshakeSecrets.of(early.handshake(shared), transcript.hash());
      return new Hellos(offer, suite, share.group(), resumed, secrets);
    }
  }

  private static @Nullable SessionState resumed(
      Flight flight, ClientOffer offer, ServerHello hello) {
    SelectedPsk selected = hello.extensions().get(SelectedPsk.class);
    SessionState session = offer.session();
    if (selected == null) {
      if (offer.hello().extensions().get(OfferedPsks.class) != null) {
        flight.decide(Decisions.notResumed("the server did not select our ticket"));
      }
      return null;
    }
    // RFC 9846 §4.3.11: "Clients MUST verify that the server's selected_identity is within the
    // range supplied by the client"
    if (session == null || selected.selectedIdentity() != 0) {
      throw new TlsFailure.Misbehaved(
          Reason.UNOFFERED_PSK,
          "ServerHello.selected_identity: " + selected.selectedIdentity() + ", one was offered");
    }
    // RFC 9846 §4.3.11: "that the server selected a cipher suite indicating a Hash associated with
    // the PSK"
    if (hello.cipherSuite().hash() != session.suite().hash()) {
      throw new TlsFailure.Misbehaved(
          Reason.PSK_HASH_MISMATCH,
          "ServerHello.cipher_suite: %s, the session's is %s"
              .formatted(hello.cipherSuite(), session.suite()));
    }
    flight.decide(Decisions.resumed("the server selected our ticket"));
    return session;
  }

  private static KeyShareEntry share(ServerHello hello, @Nullable SessionState resumed) {
    SelectedKeyShare selected = hello.extensions().get(SelectedKeyShare.class);
    if (selected != null) {
      return selected.serverShare();
    }
    // RFC 9846 §4.3.11: "that a server "key_share" extension is present if required by the
    // ClientHello "psk_key_exchange_modes" extension": this client offers psk_dhe_ke alone
    if (resumed != null) {
      throw new TlsFailure.Misbehaved(Reason.PSK_WITHOUT_KEY_SHARE, "ServerHello");
    }
    // RFC 9846 §9.2: ""key_share" is REQUIRED for DHE or ECDHE key exchange"
    throw new TlsFailure.Misbehaved(Reason.MISSING_EXTENSION, "key_share in ServerHello");
  }
}
