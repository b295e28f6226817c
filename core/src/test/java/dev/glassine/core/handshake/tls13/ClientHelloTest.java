package dev.glassine.core.handshake.tls13;

import static dev.glassine.core.handshake.Given.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.handshake.Altered;
import dev.glassine.core.handshake.Conversation;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Given;
import dev.glassine.core.handshake.Peer;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.EarlyData;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.OfferedKeyShares;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.OfferedPsks.PskIdentity;
import dev.glassine.core.wire.ext.PskKeyExchangeModes;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import dev.glassine.core.wire.ext.SupportedGroups;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server makes of a ClientHello of TLS 1.3 (RFC 9846 §4.2.2, §9.2). */
class ClientHelloTest {
  private static final OfferedPsks PSK =
      new OfferedPsks(
          List.of(new PskIdentity(Bytes.ofString("a ticket"), 0)),
          List.of(Bytes.wrap(new byte[32])));

  private final Conversation conversation =
      Given.between(Given.client().keyShares(List.of(NamedGroup.X25519)), Given.server());
  private final ClientHello hello = conversation.handshakeUpTo(ClientHello.class);

  @Test
  void refusesAnotherLegacyVersion() {
    refuses(Reason.BAD_LEGACY_VERSION, Altered.withVersion(hello, ProtocolVersion.TLS_1_3));
  }

  @Test
  void refusesCompressionMethods() {
    refuses(Reason.UNOFFERED_COMPRESSION, Altered.withCompression(hello, Bytes.ofHex("0100")));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 13, 51})
  void refusesAHelloWithoutAMandatoryExtension(int type) {
    refuses(Reason.MISSING_EXTENSION, Altered.without(hello, ExtensionType.of(type)));
  }

  @Test
  void refusesKeyShareWithoutGroupsEvenBesideATicket() {
    ClientHello altered = Altered.without(hello, ExtensionType.SUPPORTED_GROUPS);
    altered = Altered.with(altered, PskKeyExchangeModes.of(PskKeyExchangeModes.PSK_DHE_KE));
    refuses(Reason.MISSING_EXTENSION, Altered.with(altered, PSK));
  }

  @Test
  void refusesTwoSharesOfOneGroup() {
    KeyShareEntry share = share();
    refuses(
        Reason.DUPLICATE_KEY_SHARE,
        Altered.with(hello, new OfferedKeyShares(List.of(share, share))));
  }

  @Test
  void refusesAShareOfAGroupThatIsNotOffered() {
    refuses(
        Reason.KEY_SHARE_NOT_IN_GROUPS,
        Altered.with(hello, new SupportedGroups(List.of(NamedGroup.SECP256R1))));
  }

  @Test
  void refusesAShareThatIsNoPublicValue() {
    KeyShareEntry empty = new KeyShareEntry(NamedGroup.X25519, Bytes.wrap(new byte[33]));
    refuses(Reason.BAD_KEY_SHARE, Altered.with(hello, new OfferedKeyShares(List.of(empty))));
  }

  @Test
  void refusesPreSharedKeyThatIsNotLast() {
    ClientHello altered =
        Altered.with(hello, PskKeyExchangeModes.of(PskKeyExchangeModes.PSK_DHE_KE));
    altered = Altered.with(Altered.with(altered, PSK), new EarlyData());
    refuses(Reason.PSK_NOT_LAST, altered);
  }

  @Test
  void refusesPreSharedKeyWithoutModes() {
    refuses(Reason.PSK_MODES_MISSING, Altered.with(hello, PSK));
  }

  @Test
  void refusesAnotherNumberOfBinders() {
    ClientHello altered =
        Altered.with(hello, PskKeyExchangeModes.of(PskKeyExchangeModes.PSK_DHE_KE));
    Bytes binder = PSK.binders().getFirst();
    refuses(
        Reason.PSK_BINDER_COUNT, Altered.with(altered, PSK.withBinders(List.of(binder, binder))));
  }

  @Test
  void refusesPskKeWithoutKeyShare() {
    ClientHello altered = Altered.without(hello, ExtensionType.SUPPORTED_GROUPS);
    altered = Altered.without(altered, ExtensionType.KEY_SHARE);
    altered = Altered.with(altered, PskKeyExchangeModes.of(PskKeyExchangeModes.PSK_KE));
    refuses(Reason.NO_PSK_MODE, Altered.with(altered, PSK));
  }

  @Test
  void needsSignatureAlgorithmsWhereTheTicketDoesNotResume() {
    ClientHello altered = Altered.without(hello, ExtensionType.SIGNATURE_ALGORITHMS);
    altered = Altered.with(altered, PskKeyExchangeModes.of(PskKeyExchangeModes.PSK_DHE_KE));
    refuses(Reason.MISSING_EXTENSION, Altered.with(altered, PSK));
  }

  @Test
  void explainsThatThereIsNoSuiteInCommon() {
    var failure =
        failure(
            Reason.NO_COMMON_SUITE,
            () ->
                conversation
                    .server()
                    .receive(
                        Altered.withSuites(
                            hello, List.of(CipherSuite.TLS_CHACHA20_POLY1305_SHA256))));
    assertThat(failure.detail())
        .contains("client offers [TLS_CHACHA20_POLY1305_SHA256]")
        .contains("server accepts [TLS_AES_128_GCM_SHA256");
  }

  @Test
  void explainsThatThereIsNoGroupInCommon() {
    ClientHello altered = Altered.with(hello, new SupportedGroups(List.of(NamedGroup.X448)));
    altered = Altered.with(altered, new OfferedKeyShares(List.of()));
    refuses(Reason.NO_COMMON_GROUP, altered);
  }

  @Test
  void explainsThatNoSchemeFitsTheKey() {
    refuses(
        Reason.NO_COMMON_SIGNATURE_SCHEME,
        Altered.with(hello, new SignatureAlgorithms(List.of(SignatureScheme.RSA_PSS_RSAE_SHA256))));
  }

  @Test
  void neverSignsWithPkcs1AlthoughTheClientWouldVerifyIt() {
    refuses(
        Reason.NO_COMMON_SIGNATURE_SCHEME,
        Altered.with(
            hello,
            new SignatureAlgorithms(
                List.of(SignatureScheme.RSA_PKCS1_SHA256, SignatureScheme.ECDSA_SHA1))));
  }

  @Test
  void givesUpWhereNoCertificateFits() {
    ServerConfig config =
        Given.server()
            .credentials(
                request ->
                    CredentialChoice.none(Reason.UNRECOGNIZED_NAME, "for " + request.serverName()))
            .build();
    Peer server = Peer.server(new ServerContext(config));
    assertThat(failure(Reason.UNRECOGNIZED_NAME, () -> server.receive(hello)).detail())
        .isEqualTo("for glassine.test");
  }

  @Test
  void givesUpWhereThereIsNoCertificateAndNoBetterReason() {
    ServerConfig config =
        Given.server().credentials(request -> new CredentialChoice(null, "none", null)).build();
    Peer server = Peer.server(new ServerContext(config));
    failure(Reason.NO_COMMON_CERTIFICATE, () -> server.receive(hello));
  }

  @Test
  void givesUpWhereNoProtocolIsCommon() {
    Peer server = Peer.server(new ServerContext(Given.server().protocols("h2").build()));
    failure(
        Reason.NO_COMMON_PROTOCOL,
        () ->
            server.receive(Altered.with(hello, ApplicationProtocols.ofNames(List.of("http/1.1")))));
  }

  @Test
  void ignoresProtocolsWhereItHasNone() {
    conversation
        .server()
        .receive(Altered.with(hello, ApplicationProtocols.ofNames(List.of("http/1.1"))));
    assertThat(conversation.server().decisions(Topic.APPLICATION_PROTOCOL)).isEmpty();
  }

  @Test
  void passesOverEarlyDataThatItDidNotAllow() {
    conversation.server().receive(Altered.with(hello, new EarlyData()));
    assertThat(conversation.server().effects(Effect.SkipEarlyData.class)).hasSize(1);
  }

  @Test
  void refusesASecondHello() {
    conversation.server().receive(hello);
    refuses(Reason.UNEXPECTED_MESSAGE, hello);
  }

  private KeyShareEntry share() {
    OfferedKeyShares shares = hello.extensions().get(OfferedKeyShares.class);
    assertThat(shares).isNotNull();
    return shares.clientShares().getFirst();
  }

  private void refuses(Reason reason, ClientHello altered) {
    failure(reason, () -> conversation.server().receive(altered));
  }
}
