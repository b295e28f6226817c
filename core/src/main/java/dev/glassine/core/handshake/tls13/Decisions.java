package dev.glassine.core.handshake.tls13;

import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.handshake.ClientOffer;
import dev.glassine.core.handshake.Negotiation;
import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.HelloRetryRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the flows of TLS 1.3 decide, or learn that the peer decided, in words for the trace. */
final class Decisions {
  private static final List<String> NONE = List.of();
  private static final List<String> TICKET = List.of("ticket");

  private Decisions() {}

  // What a client learns

  static Decision askedAgain(ClientOffer first, HelloRetryRequest request) {
    return new Decision(
        Topic.HELLO_RETRY,
        Negotiation.names(List.copyOf(first.keyShares().keySet())),
        NONE,
        request.extensions().types().toString(),
        "the server asks for a second hello",
        "RFC 9846 §4.2.4");
  }

  static Decision suite(ClientOffer offer, CipherSuite suite) {
    return new Decision(
        Topic.CIPHER_SUITE,
        Negotiation.names(offer.hello().cipherSuites()),
        NONE,
        suite.toString(),
        "the server chose it",
        "RFC 9846 §4.2.3");
  }

  static Decision group(ClientOffer offer, NamedGroup group) {
    return new Decision(
        Topic.GROUP,
        Negotiation.names(List.copyOf(offer.keyShares().keySet())),
        NONE,
        group.toString(),
        "the server chose it",
        "RFC 9846 §4.3.8");
  }

  static Decision serverName(boolean acknowledged) {
    return new Decision(
        Topic.SERVER_NAME,
        NONE,
        NONE,
        acknowledged ? "acknowledged" : null,
        acknowledged ? "the server used the name" : "the server does not say whether it used it",
        "RFC 6066 §3");
  }

  static Decision serverStapled(@Nullable Bytes response) {
    return stapled(response, response == null ? "the server staples none" : "the server has one");
  }

  static Decision serverSignature(List<SignatureScheme> offered, SignatureScheme scheme) {
    return new Decision(
        Topic.SIGNATURE_SCHEME,
        Negotiation.names(offered),
        NONE,
        scheme.toString(),
        "the server signed with it",
        "RFC 9846 §4.5.2");
  }

  static Decision ownCertificate(@Nullable Credential credential, String why) {
    return new Decision(
        Topic.CLIENT_AUTHENTICATION, NONE, NONE, subject(credential), why, "RFC 9846 §4.5.1.2");
  }

  // What a server decides

  static Decision retry(NamedGroup group) {
    return new Decision(
        Topic.HELLO_RETRY,
        NONE,
        List.of(group.toString()),
        group.toString(),
        "the client sent no share for it",
        "RFC 9846 §4.2.4");
  }

  static Decision certificate(Credential credential, String why) {
    return new Decision(
        Topic.CERTIFICATE, NONE, NONE, subject(credential), why, "RFC 9846 §4.5.1.2");
  }

  static Decision ownStaple(@Nullable Bytes response) {
    String why = response == null ? "the certificate has none to staple" : "the client asked";
    return stapled(response, why);
  }

  static Decision clientWithoutCertificate() {
    return new Decision(
        Topic.CLIENT_AUTHENTICATION,
        NONE,
        NONE,
        null,
        "the client has no certificate, and none is required",
        "RFC 9846 §4.5.1.3");
  }

  static Decision clientSignature(List<SignatureScheme> verified, SignatureScheme scheme) {
    return new Decision(
        Topic.CLIENT_AUTHENTICATION,
        NONE,
        Negotiation.names(verified),
        scheme.toString(),
        "the client signed with it",
        "RFC 9846 §4.5.2");
  }

  // Both

  static Decision resumed(String why) {
    return new Decision(Topic.RESUMPTION, TICKET, NONE, "ticket", why, "RFC 9846 §4.3.11");
  }

  static Decision notResumed(String why) {
    return new Decision(Topic.RESUMPTION, TICKET, NONE, null, why, "RFC 9846 §4.3.11");
  }

  static Decision protocol(
      List<String> client, List<String> server, @Nullable String chosen, String why) {
    return new Decision(Topic.APPLICATION_PROTOCOL, client, server, chosen, why, "RFC 7301 §3.2");
  }

  static Decision recordSize(RecordLimits limits) {
    return new Decision(
        Topic.RECORD_SIZE,
        NONE,
        NONE,
        limits.write() + " octets to the peer, " + limits.read() + " from it",
        "each side says what it receives, the type octet included",
        "RFC 8449 §4");
  }

  static Decision identity(AcceptedChain chain, @Nullable String expectedName) {
    return new Decision(
        Topic.PEER_IDENTITY,
        expectedName == null ? NONE : List.of(expectedName),
        NONE,
        chain.certificate().getSubjectX500Principal().getName(),
        "its certificate chain was accepted",
        "RFC 9846 §4.5.1.3");
  }

  private static Decision stapled(@Nullable Bytes response, String why) {
    String chosen = response == null ? null : "OCSP response of " + response.length() + " octets";
    return new Decision(
        Topic.STAPLED_STATUS, List.of("ocsp"), NONE, chosen, why, "RFC 9846 §4.5.1.1");
  }

  private static @Nullable String subject(@Nullable Credential credential) {
    return credential == null ? null : credential.certificate().getSubjectX500Principal().getName();
  }
}
