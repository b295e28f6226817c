package dev.glassine.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.MaxFragmentLength;
import dev.glassine.core.wire.ext.OfferedKeyShares;
import dev.glassine.core.wire.ext.RecordSizeLimit;
import dev.glassine.core.wire.ext.SessionTicket;
import dev.glassine.core.wire.ext.SupportedGroups;
import dev.glassine.core.wire.ext.SupportedVersions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The first ClientHello, from the configuration (RFC 9846 §4.2.2). */
class HelloComposerTest {
  private static final CipherSuite TLS_1_2_SUITE = CipherSuite.of(0xC02B);

  private static final List<ExtensionType> OF_TLS_1_2 =
      List.of(
          ExtensionType.EC_POINT_FORMATS,
          ExtensionType.EXTENDED_MASTER_SECRET,
          ExtensionType.RENEGOTIATION_INFO);

  private static final List<ExtensionType> OF_TLS_1_3 =
      List.of(ExtensionType.SUPPORTED_VERSIONS, ExtensionType.KEY_SHARE);

  @Test
  void offersEverythingOfBothVersions() {
    ClientHello hello = hello(both());
    assertThat(hello.legacyVersion()).isEqualTo(ProtocolVersion.TLS_1_2);
    assertThat(hello.cipherSuites())
        .containsExactly(CipherSuite.TLS_AES_128_GCM_SHA256, TLS_1_2_SUITE);
    assertThat(hello.legacySessionId().length()).isEqualTo(32);
    assertThat(hello.extensions().types())
        .containsAll(OF_TLS_1_2)
        .containsAll(OF_TLS_1_3)
        .contains(ExtensionType.SERVER_NAME, ExtensionType.STATUS_REQUEST)
        .doesNotContain(
            ExtensionType.SESSION_TICKET,
            ExtensionType.ENCRYPT_THEN_MAC,
            ExtensionType.PSK_KEY_EXCHANGE_MODES,
            ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION);
  }

  @Test
  void leavesOutWhatBelongsToTls12WhereThatIsOff() {
    assertThat(hello(Given.client()).extensions().types()).doesNotContainAnyElementsOf(OF_TLS_1_2);
  }

  @Test
  void leavesOutWhatBelongsToTls13WhereThatIsOff() {
    ClientConfig.Builder old =
        Given.client().versions(ProtocolVersion.TLS_1_2).suites(List.of(TLS_1_2_SUITE));
    ClientOffer offer = offer(old, Given.DESTINATION, null);
    assertThat(offer.hello().extensions().types()).doesNotContainAnyElementsOf(OF_TLS_1_3);
    assertThat(offer.hello().legacySessionId()).isEqualTo(Bytes.EMPTY);
    assertThat(offer.keyShares()).isEmpty();
  }

  @Test
  void namesNobodyWhereTheDestinationHasNoName() {
    ClientHello hello = offer(both(), Destination.of("192.0.2.1", 443), null).hello();
    assertThat(hello.extensions().has(ExtensionType.SERVER_NAME)).isFalse();
  }

  @Test
  void saysBehindItsSuitesThatItFellBack() {
    assertThat(hello(fallingBack()).cipherSuites())
        .containsExactly(TLS_1_2_SUITE, CipherSuite.TLS_FALLBACK_SCSV);
  }

  @Test
  void doesNotSayThatItFellBackWhereItResumes() {
    ClientHello hello =
        offer(
                fallingBack(),
                Given.DESTINATION,
                session(new SessionState.Ticket.SessionId(Bytes.ofHex("0102030405"))))
            .hello();
    assertThat(hello.cipherSuites()).doesNotContain(CipherSuite.TLS_FALLBACK_SCSV);
  }

  @Test
  void refusesToSayThatItFellBackWithTheNewestVersion() {
    assertThatThrownBy(() -> both().signalFallback().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trying again with an older version");
  }

  private static ClientConfig.Builder fallingBack() {
    return Given.client()
        .versions(ProtocolVersion.TLS_1_2)
        .suites(List.of(TLS_1_2_SUITE))
        .signalFallback();
  }

  @Test
  void isRepeatableWithTheSameRandomness() {
    ClientConfig.Builder seeded = both().random(new ConstantRandom());
    assertThat(hello(seeded).random()).isEqualTo(hello(seeded).random());
  }

  @Test
  void putsSharesInTheOrderOfTheGroups() {
    ClientHello hello = hello(both().keyShares(List.of(NamedGroup.SECP256R1, NamedGroup.X25519)));
    assertThat(get(hello, OfferedKeyShares.class).clientShares())
        .extracting(KeyShareEntry::group)
        .containsExactly(NamedGroup.X25519, NamedGroup.SECP256R1);
  }

  @Test
  void asksForSmallRecordsInOneWayOnly() {
    assertThat(get(hello(both().recordSizeLimit(512)), RecordSizeLimit.class).limit())
        .isEqualTo(512);
    ClientHello hello = hello(both().maxFragmentLength(2048));
    assertThat(get(hello, MaxFragmentLength.class).octets()).isEqualTo(2048);
    assertThat(hello.extensions().has(ExtensionType.RECORD_SIZE_LIMIT)).isFalse();
  }

  @Test
  void wantsTicketsOnlyWhereTheyCanBeKept() {
    ClientConfig.Builder keeping = both().sessions(new Given.Memory());
    assertThat(hello(keeping).extensions().types())
        .contains(ExtensionType.SESSION_TICKET, ExtensionType.PSK_KEY_EXCHANGE_MODES);
    assertThat(offer(keeping, Destination.unnamed(), null).hello().extensions().types())
        .doesNotContain(ExtensionType.SESSION_TICKET, ExtensionType.PSK_KEY_EXCHANGE_MODES);
  }

  @Test
  void mixesReservedValuesIn() {
    ClientHello hello = hello(both().grease());
    assertThat(hello.cipherSuites().getFirst().name()).startsWith("GREASE");
    assertThat(get(hello, SupportedVersions.class).versions().getFirst().name())
        .startsWith("GREASE");
    NamedGroup group = get(hello, SupportedGroups.class).groups().getFirst();
    assertThat(group.name()).startsWith("GREASE");
    assertThat(get(hello, OfferedKeyShares.class).clientShares().getFirst().group())
        .isEqualTo(group);
    List<ExtensionType> types = hello.extensions().types();
    assertThat(types.getFirst().name()).startsWith("GREASE");
    assertThat(types.getLast().name()).startsWith("GREASE");
    assertThat(types).doesNotHaveDuplicates();
  }

  @Test
  void presentsASessionIdOfTls12() {
    Bytes id = Bytes.ofHex("0102030405");
    ClientHello hello =
        offer(both(), Given.DESTINATION, session(new SessionState.Ticket.SessionId(id))).hello();
    assertThat(hello.legacySessionId()).isEqualTo(id);
    assertThat(hello.extensions().has(ExtensionType.PRE_SHARED_KEY)).isFalse();
  }

  @Test
  void presentsATicketOfTls12BesideASessionIdOfItsOwn() {
    Bytes ticket = Bytes.ofString("sealed");
    ClientHello hello =
        offer(
                both().withoutCompatibilityMode(),
                Given.DESTINATION,
                session(new SessionState.Ticket.Sealed(ticket, Given.NOW)))
            .hello();
    assertThat(get(hello, SessionTicket.class).ticket()).isEqualTo(ticket);
    assertThat(hello.legacySessionId().length()).isEqualTo(32);
  }

  @Test
  void keepsWhatItSentAndWhatItNeedsToUnderstandTheAnswer() {
    ClientOffer offer = offer(both(), Given.DESTINATION, null);
    assertThat(HandshakeCodec.decode(offer.raw(), ProtocolVersion.TLS_1_3))
        .isEqualTo(offer.hello());
    assertThat(offer.keyShares().keySet()).containsExactly(NamedGroup.X25519);
    assertThat(Bytes.wrap(offer.transcript().allMessages())).isEqualTo(offer.raw());
  }

  private static ClientConfig.Builder both() {
    return Given.client()
        .versions(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2)
        .suites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256, TLS_1_2_SUITE));
  }

  private static ClientHello hello(ClientConfig.Builder config) {
    return offer(config, Given.DESTINATION, null).hello();
  }

  private static ClientOffer offer(
      ClientConfig.Builder config, Destination destination, @Nullable SessionState session) {
    return HelloComposer.compose(new ClientContext(config.build(), destination), session);
  }

  private static <E extends Extension> E get(ClientHello hello, Class<E> kind) {
    E extension = hello.extensions().get(kind);
    assertThat(extension).as(kind.getSimpleName()).isNotNull();
    return extension;
  }

  private static SessionState session(SessionState.Ticket ticket) {
    return new SessionState(
        ProtocolVersion.TLS_1_2,
        TLS_1_2_SUITE,
        Secret.zeros(48),
        true,
        "glassine.test",
        null,
        List.of(),
        Bytes.EMPTY,
        Given.NOW,
        Duration.ofHours(1),
        ticket,
        0);
  }

  /** Always the same octets. */
  private static final class ConstantRandom extends java.security.SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] octets) {
      java.util.Arrays.fill(octets, (byte) 7);
    }
  }
}
