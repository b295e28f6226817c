package dev.glassine.core.handshake.tls12;

import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.handshake.Negotiation;
import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.RegistryEntry;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of what is decided in TLS 1.2: one factory for each topic, so that both flows tell a
 * thing alike.
 */
final class Decisions {
  private Decisions() {}

  static Decision suite(
      List<CipherSuite> client, List<CipherSuite> server, CipherSuite chosen, String why) {
    return new Decision(
        Topic.CIPHER_SUITE, names(client), names(server), chosen.name(), why, "RFC 5246 §7.4.1.3");
  }

  static Decision group(
      List<NamedGroup> client, List<NamedGroup> server, NamedGroup chosen, String why) {
    return new Decision(
        Topic.GROUP,
        names(client),
        names(server),
        chosen.name(),
        why,
        chosen.kind() == NamedGroup.Kind.FFDHE ? "RFC 7919 §4" : "RFC 8422 §5.4");
  }

  static Decision serversOwnGroup(List<NamedGroup> client, int bits) {
    return new Decision(
        Topic.GROUP,
        names(client),
        List.of(),
        "a finite field of " + bits + " bits",
        "the server's own parameters, which are sound as far as a client can tell",
        "RFC 7919 §3.1");
  }

  static Decision ourOwnGroup(List<NamedGroup> client, int bits) {
    return new Decision(
        Topic.GROUP,
        names(client),
        List.of(),
        "a finite field of " + bits + " bits",
        "the client names no group that fits, and the configuration lets in weak ones",
        "RFC 5246 §7.4.3");
  }

  static Decision signature(Negotiation.Outcome<SignatureScheme> outcome) {
    return signature(outcome.clientOffer(), outcome.serverOffer(), outcome.chosen(), outcome.why());
  }

  static Decision signature(
      List<SignatureScheme> client,
      List<SignatureScheme> server,
      @Nullable SignatureScheme chosen,
      String why) {
    return new Decision(
        Topic.SIGNATURE_SCHEME,
        names(client),
        names(server),
        chosen == null ? null : chosen.name(),
        why,
        "RFC 5246 §7.4.1.4.1");
  }

  static Decision certificate(X509Certificate chosen, String why) {
    return new Decision(
        Topic.CERTIFICATE, List.of(), List.of(), subject(chosen), why, "RFC 5246 §7.4.2");
  }

  static Decision noCertificate(String why) {
    return new Decision(Topic.CERTIFICATE, List.of(), List.of(), null, why, "RFC 5246 §7.4.6");
  }

  static Decision peerIdentity(AcceptedChain chain, @Nullable String expectedName) {
    return new Decision(
        Topic.PEER_IDENTITY,
        expectedName == null ? List.of() : List.of(expectedName),
        List.of(),
        subject(chain.certificate()),
        "its certificate chain was accepted",
        "RFC 5280 §6.1");
  }

  static Decision noPeerIdentity(String why) {
    return new Decision(Topic.PEER_IDENTITY, List.of(), List.of(), null, why, "RFC 5246 §7.4.6");
  }

  static Decision clientAuthentication(String wanted, String why) {
    return new Decision(
        Topic.CLIENT_AUTHENTICATION, List.of(), List.of(wanted), wanted, why, "RFC 5246 §7.4.4");
  }

  static Decision protocol(
      List<String> client, List<String> server, @Nullable String chosen, String why) {
    return new Decision(Topic.APPLICATION_PROTOCOL, client, server, chosen, why, "RFC 7301 §3.2");
  }

  static Decision serverName(String name, boolean used) {
    return new Decision(
        Topic.SERVER_NAME,
        List.of(name),
        List.of(),
        used ? name : null,
        used ? "the server chose its certificate by it" : "the server does not say that it used it",
        "RFC 6066 §3");
  }

  static Decision resumed(CipherSuite suite, String why) {
    return new Decision(Topic.RESUMPTION, List.of(), List.of(), suite.name(), why, "RFC 5246 §7.3");
  }

  static Decision notResumed(String why) {
    return new Decision(Topic.RESUMPTION, List.of(), List.of(), null, why, "RFC 5246 §7.3");
  }

  static Decision extendedMainSecret(boolean used) {
    return used
        ? new Decision(
            Topic.EXTENDED_MAIN_SECRET,
            List.of(),
            List.of(),
            "extended_master_secret",
            "both sides have it: secrets depend on the handshake",
            "RFC 7627 §5.2")
        : new Decision(
            Topic.EXTENDED_MAIN_SECRET,
            List.of(),
            List.of(),
            null,
            "one side lacks it: secrets do not depend on who takes part",
            "RFC 7627 §5.4");
  }

  static Decision encryptThenMac(boolean used) {
    return new Decision(
        Topic.ENCRYPT_THEN_MAC,
        List.of(),
        List.of(),
        used ? "encrypt_then_mac" : null,
        used
            ? "both sides have it"
            : "one side lacks it: records are authenticated before they are encrypted",
        "RFC 7366 §3");
  }

  static Decision fragments(int octets) {
    return new Decision(
        Topic.RECORD_SIZE,
        List.of(),
        List.of(),
        octets + " octets either way",
        "max_fragment_length was asked for and granted",
        "RFC 6066 §4");
  }

  static Decision recordSizes(int fromClient, int fromServer) {
    String chosen =
        Side.CLIENT + " " + fromClient + ", " + Side.SERVER + " " + fromServer + " octets";
    return new Decision(
        Topic.RECORD_SIZE,
        List.of(),
        List.of(),
        chosen,
        "each side keeps to the other's record_size_limit",
        "RFC 8449 §4");
  }

  static Decision stapled(boolean present, String why) {
    return new Decision(
        Topic.STAPLED_STATUS, List.of(), List.of(), present ? "ocsp" : null, why, "RFC 6066 §8");
  }

  static List<String> names(List<? extends RegistryEntry> entries) {
    return entries.stream().map(RegistryEntry::name).toList();
  }

  private static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
