package dev.glassine.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.handshake.Negotiation.Order;
import dev.glassine.core.handshake.Negotiation.Outcome;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.ext.SupportedVersions;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** From two offers to one choice, and why (RFC 9846 §4.2.1, §4.3.1). */
class NegotiationTest {
  private static final ProtocolVersion TLS_1_3 = ProtocolVersion.TLS_1_3;
  private static final ProtocolVersion TLS_1_2 = ProtocolVersion.TLS_1_2;

  @Nested
  class OfVersions {
    @Test
    void takesTheServersNewestWhateverTheClientsOrder() {
      Outcome<ProtocolVersion> outcome =
          Negotiation.version(offering(TLS_1_2, TLS_1_3), List.of(TLS_1_3, TLS_1_2));
      assertThat(outcome.chosen()).isEqualTo(TLS_1_3);
      assertThat(outcome.why()).contains("supported_versions");
    }

    @Test
    void ignoresReservedAndUnknownVersions() {
      ClientHello hello = offering(ProtocolVersion.of(0x3A3A), ProtocolVersion.of(0x7F1C), TLS_1_2);
      assertThat(Negotiation.version(hello, List.of(TLS_1_3, TLS_1_2)).chosen()).isEqualTo(TLS_1_2);
    }

    @Test
    void ignoresLegacyVersionWhereTheExtensionIsPresent() {
      assertThat(Negotiation.version(offering(TLS_1_3), List.of(TLS_1_2)).chosen()).isNull();
    }

    @Test
    void neverTakesTls13FromLegacyVersion() {
      ClientHello hello = hello(TLS_1_3, Extensions.NONE);
      assertThat(Negotiation.version(hello, List.of(TLS_1_3, TLS_1_2)).chosen()).isEqualTo(TLS_1_2);
      assertThat(Negotiation.version(hello, List.of(TLS_1_3)).chosen()).isNull();
    }

    @Test
    void takesNothingNewerThanLegacyVersion() {
      ClientHello hello = hello(ProtocolVersion.TLS_1_1, Extensions.NONE);
      assertThat(Negotiation.version(hello, List.of(TLS_1_3, TLS_1_2)).chosen()).isNull();
      assertThat(Negotiation.offeredVersions(hello))
          .containsExactly(
              ProtocolVersion.TLS_1_1, ProtocolVersion.TLS_1_0, ProtocolVersion.SSL_3_0);
    }

    private static ClientHello offering(ProtocolVersion... versions) {
      return hello(TLS_1_2, Extensions.of(new SupportedVersions(List.of(versions))));
    }

    private static ClientHello hello(ProtocolVersion legacyVersion, Extensions extensions) {
      return new ClientHello(
          legacyVersion,
          Bytes.wrap(new byte[32]),
          Bytes.EMPTY,
          List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
          Bytes.wrap(new byte[1]),
          extensions);
    }
  }

  @Nested
  class OfSuites {
    private static final CipherSuite AES_128 = CipherSuite.TLS_AES_128_GCM_SHA256;
    private static final CipherSuite AES_256 = CipherSuite.TLS_AES_256_GCM_SHA384;
    private static final CipherSuite CHACHA = CipherSuite.TLS_CHACHA20_POLY1305_SHA256;

    @Test
    void followsTheServersOrder() {
      assertThat(choose(List.of(CHACHA, AES_256), List.of(AES_128, AES_256, CHACHA), Order.SERVER))
          .isEqualTo(AES_256);
    }

    @Test
    void followsTheClientsOrderWhereAskedTo() {
      assertThat(choose(List.of(CHACHA, AES_256), List.of(AES_128, AES_256, CHACHA), Order.CLIENT))
          .isEqualTo(CHACHA);
    }

    @Test
    void leavesOutSuitesOfOtherVersions() {
      CipherSuite tls12 = CipherSuite.of(0xC02F);
      assertThat(choose(List.of(tls12, AES_128), List.of(tls12, AES_128), Order.SERVER))
          .isEqualTo(AES_128);
    }

    @Test
    void prefersTheHashOfTheSessionToResume() {
      Outcome<CipherSuite> outcome =
          Negotiation.suite(
              List.of(AES_128, AES_256),
              List.of(AES_128, AES_256),
              TLS_1_3,
              Order.SERVER,
              HashAlgorithm.SHA384);
      assertThat(outcome.chosen()).isEqualTo(AES_256);
      assertThat(outcome.why()).contains("SHA384");
    }

    @Test
    void failsWithBothOffers() {
      Outcome<CipherSuite> outcome =
          Negotiation.suite(List.of(AES_128), List.of(AES_256), TLS_1_3, Order.SERVER, null);
      assertThat(
              Given.failure(Reason.NO_COMMON_SUITE, () -> outcome.orFail(Reason.NO_COMMON_SUITE))
                  .detail())
          .isEqualTo(
              "client offers [TLS_AES_128_GCM_SHA256],"
                  + " server accepts [TLS_AES_256_GCM_SHA384]");
      Decision decision = outcome.decision(Decision.Topic.CIPHER_SUITE);
      assertThat(decision.chosen()).isNull();
    }

    private static CipherSuite choose(
        List<CipherSuite> offered, List<CipherSuite> enabled, Order order) {
      return Negotiation.suite(offered, enabled, TLS_1_3, order, null)
          .orFail(Reason.NO_COMMON_SUITE);
    }
  }

  @Nested
  class OfGroups {
    private static final NamedGroup X25519 = NamedGroup.X25519;
    private static final NamedGroup P256 = NamedGroup.SECP256R1;
    private static final NamedGroup HYBRID = NamedGroup.X25519_MLKEM768;

    @Test
    void takesTheFirstThatBothHave() {
      assertThat(choose(List.of(P256, X25519), List.of(P256, X25519), List.of(X25519, P256)))
          .isEqualTo(X25519);
    }

    @Test
    void takesALessPreferredShareToSaveARoundTrip() {
      Outcome<NamedGroup> outcome =
          Negotiation.group(
              List.of(X25519, P256), List.of(P256), List.of(X25519, P256), TLS_1_3, Order.SERVER);
      assertThat(outcome.chosen()).isEqualTo(P256);
      assertThat(outcome.why()).contains("saves the round trip that x25519 would cost");
    }

    @Test
    void asksAgainForAPostQuantumGroup() {
      Outcome<NamedGroup> outcome =
          Negotiation.group(
              List.of(HYBRID, X25519),
              List.of(X25519),
              List.of(HYBRID, X25519),
              TLS_1_3,
              Order.SERVER);
      assertThat(outcome.chosen()).isEqualTo(HYBRID);
      assertThat(outcome.why()).contains("post-quantum");
    }

    @Test
    void takesAnotherHybridShareInstead() {
      NamedGroup other = NamedGroup.SECP256R1_MLKEM768;
      assertThat(choose(List.of(HYBRID, other), List.of(other), List.of(HYBRID, other)))
          .isEqualTo(other);
    }

    @Test
    void asksAgainWhereNoShareIsOfUse() {
      assertThat(choose(List.of(P256, NamedGroup.X448), List.of(P256), List.of(NamedGroup.X448)))
          .isEqualTo(NamedGroup.X448);
    }

    @Test
    void leavesHybridsOutBeforeTls13() {
      Outcome<NamedGroup> outcome =
          Negotiation.group(
              List.of(HYBRID, X25519), List.of(), List.of(HYBRID, X25519), TLS_1_2, Order.SERVER);
      assertThat(outcome.chosen()).isEqualTo(X25519);
    }

    private static NamedGroup choose(
        List<NamedGroup> offered, List<NamedGroup> shares, List<NamedGroup> enabled) {
      return Negotiation.group(offered, shares, enabled, TLS_1_3, Order.SERVER)
          .orFail(Reason.NO_COMMON_GROUP);
    }
  }

  @Nested
  class OfSignatureSchemes {
    @Test
    void takesOurFirstThatFitsTheKey() {
      Outcome<SignatureScheme> outcome =
          Negotiation.signatureScheme(
              Side.SERVER,
              List.of(SignatureScheme.ED25519, SignatureScheme.ECDSA_SECP256R1_SHA256),
              List.of(SignatureScheme.ECDSA_SECP256R1_SHA256, SignatureScheme.ED25519),
              TestIdentity.ED25519.publicKey(),
              TLS_1_3,
              Given.crypto());
      assertThat(outcome.chosen()).isEqualTo(SignatureScheme.ED25519);
      assertThat(outcome.serverOffer()).containsExactly(SignatureScheme.ED25519);
    }

    @Test
    void leavesOutWhatTls13DoesNotSignWith() {
      Outcome<SignatureScheme> outcome =
          Negotiation.signatureScheme(
              Side.CLIENT,
              List.of(SignatureScheme.RSA_PKCS1_SHA256),
              List.of(SignatureScheme.RSA_PKCS1_SHA256),
              TestIdentity.RSA.publicKey(),
              TLS_1_3,
              Given.crypto());
      assertThat(outcome.chosen()).isNull();
    }
  }
}
