package dev.glassine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.core.session.RotatingTicketKeys;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ext.SessionTicket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose turn it is: what goes out together, and what may not come before it is due. */
class FlightTest {
  private static final ProtocolVersion TLS_1_2 = ProtocolVersion.TLS_1_2;
  private static final ProtocolVersion TLS_1_3 = ProtocolVersion.TLS_1_3;

  private final HostileSealer hostile = new HostileSealer();

  @Test
  void sendsTheServersMessagesUnderOneKeyInOneRecord() {
    List<Integer> records = new ArrayList<>();
    EnginePair pair = new EnginePair(client(TLS_1_3).build(), server(TLS_1_3).build());
    pair.changeToClient(octets -> note(records, octets)).establish();

    // ServerHello, change_cipher_spec, then all from EncryptedExtensions to Finished
    assertThat(records)
        .startsWith(
            ContentType.HANDSHAKE.code(),
            ContentType.CHANGE_CIPHER_SPEC.code(),
            ContentType.APPLICATION_DATA.code());
    assertThat(records).filteredOn(type -> type == ContentType.APPLICATION_DATA.code()).hasSize(1);
  }

  @Test
  void givesEachMessageOfAnOlderVersionARecordOfItsOwn() {
    List<Integer> records = new ArrayList<>();
    EnginePair pair = new EnginePair(client(TLS_1_2).build(), server(TLS_1_2).build());
    pair.changeToClient(octets -> note(records, octets)).establish();

    // ServerHello, Certificate, ServerKeyExchange, ServerHelloDone; then the change, and Finished
    int handshake = ContentType.HANDSHAKE.code();
    assertThat(records)
        .startsWith(
            handshake, handshake, handshake, handshake, ContentType.CHANGE_CIPHER_SPEC.code());
  }

  /** Notes the content types of whole records. */
  private static byte[] note(List<Integer> types, byte[] octets) {
    for (int at = 0; at < octets.length; ) {
      types.add(octets[at] & 0xFF);
      at += 5 + length(octets, at);
    }
    return octets;
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "10000021", "14"})
  void refusesTheBeginningOfAMessageBehindAClientHelloThatNobodyHasAnswered(String begun) {
    EnginePair pair = new EnginePair(client(TLS_1_2).build(), server(TLS_1_2).build());
    pair.changeToServer(record -> longer(record, HexFormat.of().parseHex(begun))).run();

    assertThat(reason(pair.server().failure())).isEqualTo(Reason.MESSAGE_OUT_OF_TURN);
  }

  @Test
  void refusesTheBeginningOfAMessageBehindServerHelloDone() {
    EnginePair pair = new EnginePair(client(TLS_1_2).build(), server(TLS_1_2).build());
    pair.changeToClient(record -> longer(record, new byte[] {14})).run();

    assertThat(reason(pair.client().failure())).isEqualTo(Reason.MESSAGE_OUT_OF_TURN);
  }

  /** The records, with more behind the content of the last one. */
  private static byte[] longer(byte[] records, byte[] more) {
    int last = 0;
    for (int at = 0; at < records.length; at += 5 + length(records, at)) {
      last = at;
    }
    byte[] longer = Arrays.copyOf(records, records.length + more.length);
    System.arraycopy(more, 0, longer, records.length, more.length);
    int length = length(records, last) + more.length;
    longer[last + 3] = (byte) (length >> 8);
    longer[last + 4] = (byte) length;
    return longer;
  }

  private static int length(byte[] octets, int record) {
    return (octets[record + 3] & 0xFF) << 8 | (octets[record + 4] & 0xFF);
  }

  @Test
  void refusesAnEmptyRecordOfApplicationDataInTheHandshake() {
    EnginePair pair = new EnginePair(client(TLS_1_2).build(), server(TLS_1_2).build());

    pair.inject(Side.CLIENT, HexFormat.of().parseHex("1703030000"));

    assertThat(reason(pair.server().failure())).isEqualTo(Reason.UNEXPECTED_APPLICATION_DATA);
  }

  @Test
  void answersSeveralRequestsToUpdateKeysOnceUntilItHasSentData() {
    EnginePair pair =
        new EnginePair(
                client(TLS_1_3).logSecretsForDebugging(hostile).build(), server(TLS_1_3).build())
            .establish();
    pair.server().read();

    pair.client().engine().updateKeys(true);
    pair.run();
    assertThat(updatesSentBy(pair.server())).isEqualTo(1);

    pair.send(Side.SERVER, new byte[] {1});
    pair.client().engine().updateKeys(true);
    pair.run();
    assertThat(updatesSentBy(pair.server())).isEqualTo(2);
  }

  @Test
  void answersASecondRequestBeforeAnyDataWithTheAnswerThatIsOut() {
    EnginePair pair =
        new EnginePair(
                client(TLS_1_3).logSecretsForDebugging(hostile).build(), server(TLS_1_3).build())
            .establish();
    CipherSuite suite = pair.client().info().suite();
    byte[] request = HexFormat.of().parseHex("1800000101");

    pair.inject(Side.CLIENT, hostile.seal(Side.CLIENT, suite, ContentType.HANDSHAKE, request));
    hostile.update(Side.CLIENT, suite);
    pair.inject(Side.CLIENT, hostile.seal(Side.CLIENT, suite, ContentType.HANDSHAKE, request));

    assertThat(pair.server().failure()).isNull();
    assertThat(updatesSentBy(pair.server())).isEqualTo(1);
  }

  private static long updatesSentBy(EnginePair.End end) {
    return end.events().stream()
        .filter(
            event ->
                event instanceof TlsEvent.Message message
                    && message.sender() == end.engine().side()
                    && message.message().type() == HandshakeType.KEY_UPDATE)
        .count();
  }

  @Test
  void offersNoTicketThatItHasFromBeforeWhereTicketsAreOff() {
    InMemoryStore store = new InMemoryStore(1 << 20, Peers.CLOCK);
    Destination destination = new Destination("localhost", null, Bytes.ofString("there"));
    Bytes policy = Bytes.ofString("p");
    ServerConfig server =
        server(TLS_1_2)
            .tickets(
                new RotatingTicketKeys(Peers.server(TLS_1_2).build().crypto(), new SeededRandom(3)))
            .build();
    ClientConfig before = client(TLS_1_2).sessions(store).policy(policy).build();
    new EnginePair(before, destination, server, TransportShape.COALESCED).establish();
    assertThat(store.find(Bytes.ofString("there"))).isNotNull();

    ClientConfig without = client(TLS_1_2).sessions(store).policy(policy).withoutTickets().build();
    EnginePair pair =
        new EnginePair(without, destination, server, TransportShape.COALESCED).establish();

    assertThat(pair.client().info().resumed()).isFalse();
    assertThat(hello(pair).extensions().get(SessionTicket.class)).isNull();
  }

  private static ClientHello hello(EnginePair pair) {
    return pair.client().events().stream()
        .filter(TlsEvent.Message.class::isInstance)
        .map(event -> ((TlsEvent.Message) event).message())
        .filter(ClientHello.class::isInstance)
        .map(ClientHello.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void signsWithTheSchemesOfTheSigningSideAndVerifiesWithOthers() {
    List<SignatureScheme> p256 = List.of(SignatureScheme.ECDSA_SECP256R1_SHA256);
    List<SignatureScheme> rsa = List.of(SignatureScheme.RSA_PSS_RSAE_SHA256);
    EnginePair pair =
        new EnginePair(
            client(TLS_1_3).build(),
            server(TLS_1_3).signatureSchemes(rsa).signingSchemes(p256).build());

    assertThat(pair.establish().client().info().serverSignature())
        .isEqualTo(SignatureScheme.ECDSA_SECP256R1_SHA256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLS 1.2", "TLS 1.3"})
  void aClientThatNeverGoesWithoutACertificateGivesUpWhereNoneFits(String name) {
    ProtocolVersion version = name.equals("TLS 1.2") ? TLS_1_2 : TLS_1_3;
    List<SignatureScheme> rsa =
        List.of(SignatureScheme.RSA_PSS_RSAE_SHA256, SignatureScheme.RSA_PKCS1_SHA256);
    ServerConfig server =
        server(version)
            .trust(Peers.TEST_CA)
            .clientAuthentication(ClientAuthentication.REQUESTED)
            .signatureSchemes(rsa)
            .signingSchemes(List.of(SignatureScheme.ECDSA_SECP256R1_SHA256))
            .build();
    ClientConfig strict =
        client(version).credentials(Credentials.of(Peers.CLIENT).neverGoingWithout()).build();

    EnginePair pair = new EnginePair(strict, server).run();

    assertThat(reason(pair.client().failure()))
        .isIn(Reason.NO_COMMON_SIGNATURE_SCHEME, Reason.NO_COMMON_CERTIFICATE);
    ClientConfig lenient = client(version).credential(Peers.CLIENT).build();
    assertThat(new EnginePair(lenient, server).establish().server().info().peerCertificates())
        .isEmpty();
  }

  private static Reason reason(TlsFailure failure) {
    assertThat(failure).as("the failure that was expected").isNotNull();
    return failure.reason();
  }

  private static ClientConfig.Builder client(ProtocolVersion version) {
    return Peers.client(version);
  }

  private static ServerConfig.Builder server(ProtocolVersion version) {
    return Peers.server(version);
  }
}
