package dev.glassine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Octets that no honest peer sends: each gets the right alert, one reason for the owner, and
 * nothing else happens.
 */
class BadInputTest {
  private static final byte[] HELLO = clientHello();

  private final HostileSealer hostile = new HostileSealer();

  private static byte[] clientHello() {
    return new TlsConduit(
            TlsEngine.client(
                Peers.client(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2).build(),
                Destination.of("localhost", 443)))
        .drain();
  }

  private static TlsConduit server() {
    return new TlsConduit(
        TlsEngine.server(Peers.server(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2).build()));
  }

  static Stream<Arguments> strangers() {
    return Stream.of(
        Arguments.of(
            "plain HTTP",
            ascii("GET / HTTP/1.1\r\n\r\n"),
            Reason.NOT_TLS_HTTP,
            AlertDescription.UNEXPECTED_MESSAGE),
        Arguments.of(
            "SSH",
            ascii("SSH-2.0-OpenSSH_9.2\r\n"),
            Reason.NOT_TLS_SSH,
            AlertDescription.UNEXPECTED_MESSAGE),
        Arguments.of(
            "an SSL 2.0 hello",
            hex("802e0100020015000000100100800200800600400300800400800500800700c0000000"),
            Reason.SSL2_HELLO_REFUSED,
            AlertDescription.PROTOCOL_VERSION),
        Arguments.of(
            "garbage",
            hex("ffffffffffffffffffff"),
            Reason.NOT_TLS,
            AlertDescription.UNEXPECTED_MESSAGE),
        Arguments.of(
            "an unknown record type",
            hex("1803030001ff"),
            Reason.UNKNOWN_RECORD_TYPE,
            AlertDescription.UNEXPECTED_MESSAGE),
        Arguments.of(
            "a record of another major version",
            hex("1609090001ff"),
            Reason.BAD_RECORD_VERSION,
            AlertDescription.PROTOCOL_VERSION),
        Arguments.of(
            "a record that is too long",
            hex("160303ffff"),
            Reason.RECORD_TOO_LONG,
            AlertDescription.RECORD_OVERFLOW),
        Arguments.of(
            "an empty handshake record",
            hex("1603010000"),
            Reason.EMPTY_FRAGMENT,
            AlertDescription.UNEXPECTED_MESSAGE),
        Arguments.of(
            "a message that is too long",
            hex("160301000401ffffff"),
            Reason.MESSAGE_TOO_LONG,
            AlertDescription.ILLEGAL_PARAMETER),
        Arguments.of(
            "application data first",
            hex("1703030001ff"),
            Reason.UNEXPECTED_APPLICATION_DATA,
            AlertDescription.UNEXPECTED_MESSAGE),
        Arguments.of(
            "change_cipher_spec first",
            hex("140303000101"),
            Reason.UNEXPECTED_CHANGE_CIPHER_SPEC,
            AlertDescription.UNEXPECTED_MESSAGE),
        Arguments.of(
            "Finished first",
            hex("1603030010" + "1400000c" + "00".repeat(12)),
            Reason.UNEXPECTED_MESSAGE,
            AlertDescription.UNEXPECTED_MESSAGE),
        Arguments.of(
            "a message of no known type",
            hex("1603030004ee000000"),
            Reason.UNKNOWN_HANDSHAKE_TYPE,
            AlertDescription.UNEXPECTED_MESSAGE),
        Arguments.of(
            "an alert of three octets",
            hex("1503030003020000"),
            Reason.BAD_ALERT_RECORD,
            AlertDescription.DECODE_ERROR),
        Arguments.of(
            "a ClientHello cut short inside",
            hex("1603030006" + "01000002" + "0303"),
            Reason.TRUNCATED_FIELD,
            AlertDescription.DECODE_ERROR));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("strangers")
  void answersStrangersWithTheRightAlert(
      String what, byte[] octets, Reason reason, AlertDescription alert) {
    TlsConduit server = server();

    TlsFailure failure =
        catchThrowableOfType(TlsFailure.class, () -> server.feed(ByteBuffer.wrap(octets)));

    assertThat(failure).as(what).isNotNull();
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(server.drain()).hasSize(7).endsWith((byte) 2, (byte) alert.code());
    assertThat(server.engine().wants()).isEqualTo(TlsEngine.Want.CLOSED);
    assertThat(failure.getMessage()).startsWith(reason.sentence());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("strangers")
  void saysTheSameWhenTheOctetsArriveOneByOne(
      String what, byte[] octets, Reason reason, AlertDescription alert) {
    TlsConduit server = server();
    TlsFailure failure = null;

    for (int i = 0; i < octets.length && failure == null; i++) {
      byte[] one = {octets[i]};
      failure = catchThrowableOfType(TlsFailure.class, () -> server.feed(ByteBuffer.wrap(one)));
    }

    assertThat(failure).as(what).isNotNull();
    assertThat(failure.reason()).isEqualTo(reason);
  }

  @Test
  void survivesEveryTruncationOfAHello() {
    for (int length = 0; length < HELLO.length; length++) {
      TlsConduit server = server();
      server.feed(ByteBuffer.wrap(HELLO, 0, length));
      TlsFailure failure = catchThrowableOfType(TlsFailure.class, server::inputEnded);
      assertThat(failure.reason()).isEqualTo(Reason.HANDSHAKE_CUT_OFF);
      assertThat(server.drain()).isEmpty();
    }
  }

  @Test
  void failsOnlyAsTlsFailureWhateverIsChangedInAHello() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 3000; round++) {
      byte[] hello = HELLO.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        hello[5 + random.nextInt(hello.length - 5)] = (byte) random.nextInt();
      }
      TlsConduit server = server();
      try {
        server.feed(ByteBuffer.wrap(hello));
      } catch (TlsFailure expected) {
        assertThat(expected.reason()).isNotEqualTo(Reason.INTERNAL_ERROR);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIENT", "SERVER"})
  void refusesApplicationDataInsideAHandshakeMessage(Side sender) {
    EnginePair pair = established();
    pair.inject(sender, seal(pair, sender, ContentType.HANDSHAKE, hex("1800")));
    // half a KeyUpdate is under way; data may not stand inside it
    pair.inject(sender, seal(pair, sender, ContentType.APPLICATION_DATA, new byte[] {1}));

    assertThat(reason(pair, sender.peer())).isEqualTo(Reason.INTERLEAVED_RECORD);
  }

  private byte[] seal(EnginePair pair, Side sender, ContentType type, byte[] payload) {
    return hostile.seal(sender, pair.client().info().suite(), type, payload);
  }

  @Test
  void refusesUnprotectedRecordsOnceThereAreKeys() {
    EnginePair pair = established();

    pair.inject(Side.CLIENT, hex("1603030004" + "18000000"));

    assertThat(reason(pair, Side.SERVER)).isEqualTo(Reason.PLAINTEXT_AFTER_KEYS);
  }

  @Test
  void refusesChangeCipherSpecAfterTheHandshake() {
    EnginePair pair = established();

    pair.inject(Side.CLIENT, hex("140303000101"));

    assertThat(reason(pair, Side.SERVER)).isEqualTo(Reason.PLAINTEXT_AFTER_KEYS);
  }

  @Test
  void refusesAMessageThatSpansAChangeOfKeys() {
    // the first octets of EncryptedExtensions stand in the record of the ServerHello
    EnginePair pair =
        new EnginePair(
            Peers.client(ProtocolVersion.TLS_1_3).build(),
            Peers.server(ProtocolVersion.TLS_1_3).build());
    pair.changeToClient(flight -> longerFirstRecord(flight, hex("08000006"))).run();

    assertThat(reason(pair, Side.CLIENT)).isEqualTo(Reason.MESSAGE_ACROSS_KEY_CHANGE);
  }

  private static byte[] longerFirstRecord(byte[] records, byte[] more) {
    int length = (records[3] & 0xFF) << 8 | (records[4] & 0xFF);
    ByteBuffer longer = ByteBuffer.allocate(records.length + more.length);
    longer.put(records, 0, 5 + length).put(more);
    longer.put(records, 5 + length, records.length - 5 - length);
    return longer.putShort(3, (short) (length + more.length)).array();
  }

  @Test
  void endsAFloodOfEmptyRecords() {
    EnginePair pair = established();
    ByteArrayOutputStream flood = new ByteArrayOutputStream();
    for (int i = 0; i < 40; i++) {
      flood.writeBytes(seal(pair, Side.CLIENT, ContentType.APPLICATION_DATA, new byte[0]));
    }

    pair.inject(Side.CLIENT, flood.toByteArray());

    assertThat(reason(pair, Side.SERVER)).isEqualTo(Reason.TOO_MANY_EMPTY_RECORDS);
  }

  @Test
  void endsAFloodOfWarnings() {
    EnginePair pair = established();
    ByteArrayOutputStream flood = new ByteArrayOutputStream();
    for (int i = 0; i < 10; i++) {
      flood.writeBytes(
          seal(
              pair,
              Side.CLIENT,
              ContentType.ALERT,
              new byte[] {1, (byte) AlertDescription.USER_CANCELED.code()}));
    }

    pair.inject(Side.CLIENT, flood.toByteArray());

    assertThat(reason(pair, Side.SERVER)).isEqualTo(Reason.TOO_MANY_WARNING_ALERTS);
  }

  @Test
  void endsAFloodOfKeyUpdates() {
    EnginePair pair = established();

    for (int i = 0; i < 40 && pair.server().failure() == null; i++) {
      pair.client().engine().updateKeys(false);
      pair.run();
    }

    assertThat(reason(pair, Side.SERVER)).isEqualTo(Reason.TOO_MANY_KEY_UPDATES);
  }

  @Test
  void endsAFloodOfTickets() {
    EnginePair pair = established();

    pair.inject(Side.SERVER, tickets(pair, 32));
    assertThat(pair.client().failure()).isNull();
    pair.inject(Side.SERVER, tickets(pair, 1));

    assertThat(reason(pair, Side.CLIENT)).isEqualTo(Reason.TOO_MANY_TICKETS);
    assertThat(pair.server().failure())
        .isInstanceOf(TlsFailure.PeerAlert.class)
        .hasMessageContaining("unexpected_message");
  }

  @Test
  void takesManyTicketsOverALongConversation() {
    EnginePair pair = established();

    for (int i = 0; i < 10; i++) {
      pair.inject(Side.SERVER, tickets(pair, 32));
      pair.inject(
          Side.SERVER, seal(pair, Side.SERVER, ContentType.APPLICATION_DATA, new byte[] {1}));
    }

    assertThat(pair.client().failure()).isNull();
    assertThat(pair.client().read()).hasSize(10);
  }

  private byte[] tickets(EnginePair pair, int count) {
    // a lifetime of an hour, no age_add, an empty nonce, a ticket of one octet, no extensions
    byte[] ticket = hex("0400000e" + "00000e10" + "00000000" + "00" + "000101" + "0000");
    ByteArrayOutputStream flood = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      flood.writeBytes(seal(pair, Side.SERVER, ContentType.HANDSHAKE, ticket));
    }
    return flood.toByteArray();
  }

  @Test
  void endsAFloodOfCompatibilityRecords() {
    TlsConduit server = server();
    server.feed(ByteBuffer.wrap(HELLO));
    ByteArrayOutputStream flood = new ByteArrayOutputStream();
    for (int i = 0; i < 40; i++) {
      flood.writeBytes(hex("140303000101"));
    }

    TlsFailure failure =
        catchThrowableOfType(
            TlsFailure.class, () -> server.feed(ByteBuffer.wrap(flood.toByteArray())));

    assertThat(failure.reason()).isEqualTo(Reason.TOO_MANY_CHANGE_CIPHER_SPECS);
  }

  @Test
  void refusesACompatibilityRecordOfAnotherValue() {
    TlsConduit server = server();
    server.feed(ByteBuffer.wrap(HELLO));

    TlsFailure failure =
        catchThrowableOfType(
            TlsFailure.class, () -> server.feed(ByteBuffer.wrap(hex("140303000102"))));

    assertThat(failure.reason()).isEqualTo(Reason.BAD_CHANGE_CIPHER_SPEC);
  }

  @Test
  void refusesAnAlertOfNoKnownLevel() {
    TlsConduit server = server();

    TlsFailure failure =
        catchThrowableOfType(
            TlsFailure.class, () -> server.feed(ByteBuffer.wrap(hex("15030300020328"))));

    assertThat(failure.reason()).isEqualTo(Reason.BAD_ALERT_LEVEL);
  }

  @Test
  void tellsTheOwnerWhatThePeersAlertProbablyMeans() {
    TlsConduit client =
        new TlsConduit(
            TlsEngine.client(
                Peers.client(ProtocolVersion.TLS_1_3).build(), Destination.of("localhost", 443)));
    client.drain();

    TlsFailure failure =
        catchThrowableOfType(
            TlsFailure.class, () -> client.feed(ByteBuffer.wrap(hex("15030300020228"))));

    assertThat(failure).isInstanceOf(TlsFailure.PeerAlert.class);
    assertThat(failure.getMessage())
        .contains("handshake_failure", "nothing acceptable in what this client offered");
    assertThat(client.drain()).isEmpty();
  }

  @Test
  void namesTheServiceThatAnswersInPlainText() {
    TlsConduit client =
        new TlsConduit(
            TlsEngine.client(
                Peers.client(ProtocolVersion.TLS_1_3).build(), Destination.of("localhost", 443)));

    TlsFailure failure =
        catchThrowableOfType(
            TlsFailure.class,
            () -> client.feed(ByteBuffer.wrap(ascii("220 mail.example ESMTP\r\n"))));

    assertThat(failure.reason()).isEqualTo(Reason.NOT_TLS);
    assertThat(failure.getMessage()).contains("SMTP", "STARTTLS");
  }

  private EnginePair established() {
    return new EnginePair(
            Peers.client(ProtocolVersion.TLS_1_3).logSecretsForDebugging(hostile).build(),
            Peers.server(ProtocolVersion.TLS_1_3).build())
        .establish();
  }

  private static Reason reason(EnginePair pair, Side side) {
    TlsFailure failure = pair.end(side).failure();
    assertThat(failure).as("%s has failed", side).isNotNull();
    return java.util.Objects.requireNonNull(failure).reason();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
