package dev.glassine.testkit.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.EnginePair;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What SSL 2.0 does with octets that are wrong, and with what stands in the middle. */
class Ssl2BadInputTest {
  static List<CipherSuite> everyKind() {
    return Ssl2Peers.KINDS;
  }

  private static EnginePair pair() {
    return Ssl2Peers.pair(Ssl2Peers.client(), Ssl2Peers.server());
  }

  private static EnginePair pair(CipherSuite kind) {
    return Ssl2Peers.pair(
        Ssl2Peers.client().suites(List.of(kind)), Ssl2Peers.server().suites(List.of(kind)));
  }

  private static TlsFailure failure(EnginePair pair, Side side) {
    return Objects.requireNonNull(pair.run().end(side).failure(), () -> side + " did not fail");
  }

  private static void fails(EnginePair pair, Side side, Reason reason) {
    assertThat(failure(pair, side).reason()).isEqualTo(reason);
    assertThat(pair.end(side).engine().isEstablished()).isFalse();
  }

  /** What a server makes of these octets. */
  private static void serverRefuses(byte[] octets, Reason reason) {
    EnginePair pair = pair();
    pair.changeToServer(sent -> octets);
    fails(pair, Side.SERVER, reason);
  }

  // Version

  @Test
  void refusesAClientThatCouldDoBetterAndWasKeptFromIt() {
    EnginePair pair =
        Ssl2Peers.pair(
            Ssl2Peers.client(ProtocolVersion.TLS_1_2, ProtocolVersion.SSL_2_0),
            Ssl2Peers.server(ProtocolVersion.TLS_1_2, ProtocolVersion.SSL_2_0));
    pair.changeToServer(
        Ssl2Wire.inTheClear(Ssl2Wire.CLIENT_HELLO, hello -> Ssl2Wire.spliced(hello, 1, 2, 0, 2)));

    fails(pair, Side.SERVER, Reason.SSL2_ROLLBACK);
  }

  @Test
  void speaksSsl20WithAClientThatCouldDoBetterWhereItCannotItself() {
    Ssl2Peers.pair(
            Ssl2Peers.client(ProtocolVersion.TLS_1_2, ProtocolVersion.SSL_2_0), Ssl2Peers.server())
        .establish();
  }

  @Test
  void tellsAServerThatDoesNotSpeakIt() {
    EnginePair pair = Ssl2Peers.pair(Ssl2Peers.client(), OldPeers.server(ProtocolVersion.TLS_1_2));

    fails(pair, Side.CLIENT, Reason.SSL2_NOT_SPOKEN);
    assertThat(failure(pair, Side.SERVER).reason()).isEqualTo(Reason.SSL2_HELLO_REFUSED);
  }

  @Test
  void tellsAServerThatSpeaksSomethingElseAltogether() {
    EnginePair pair = pair();
    pair.changeToClient(octets -> "HTTP/1.1 400 Bad Request".getBytes(StandardCharsets.US_ASCII));

    fails(pair, Side.CLIENT, Reason.NOT_TLS_HTTP);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 0", "2, 0", "255, 255"})
  void takesNoOtherVersionFromAServer(int major, int minor) {
    EnginePair pair = pair();
    pair.changeToClient(
        Ssl2Wire.inTheClear(
            Ssl2Wire.SERVER_HELLO, hello -> Ssl2Wire.spliced(hello, 3, 2, major, minor)));

    fails(pair, Side.CLIENT, Reason.UNOFFERED_VERSION);
  }

  @Test
  void hasNothingInCommonWithSsl10() {
    serverRefuses(
        Ssl2Wire.record("01 0001 0003 0000 0010 010080" + "00".repeat(16)),
        Reason.NO_COMMON_VERSION);
  }

  // Cipher kinds

  @Test
  void saysThatThereIsNoCipherKindInCommon() {
    EnginePair pair =
        Ssl2Peers.pair(
            Ssl2Peers.client().suites(List.of(CipherSuite.SSL_CK_RC4_128_WITH_MD5)),
            Ssl2Peers.server().suites(List.of(CipherSuite.SSL_CK_DES_64_CBC_WITH_MD5)));

    fails(pair, Side.SERVER, Reason.NO_COMMON_SUITE);
    fails(pair, Side.CLIENT, Reason.SSL2_ERROR_RECEIVED);
    assertThat(failure(pair, Side.CLIENT)).hasMessageContaining("NO-CIPHER-ERROR");
  }

  @Test
  void takesNoKindThatItDidNotOffer() {
    EnginePair pair = pair(CipherSuite.SSL_CK_RC4_128_WITH_MD5);
    pair.changeToServer(
        Ssl2Wire.inTheClear(
            Ssl2Wire.CLIENT_MASTER_KEY, message -> Ssl2Wire.spliced(message, 1, 3, 2, 0, 0x80)));

    fails(pair, Side.SERVER, Reason.UNOFFERED_SUITE);
  }

  @Test
  void takesNoKindFromTheServersListThatItDoesNotHaveItself() {
    EnginePair pair = pair(CipherSuite.SSL_CK_RC4_128_WITH_MD5);
    pair.changeToClient(
        Ssl2Wire.inTheClear(
            Ssl2Wire.SERVER_HELLO,
            hello -> Ssl2Wire.spliced(hello, hello.length - 16 - 3, 3, 2, 0, 0x80)));

    fails(pair, Side.CLIENT, Reason.NO_COMMON_SUITE);
    assertThat(failure(pair, Side.SERVER)).hasMessageContaining("NO-CIPHER-ERROR");
  }

  // The master key

  @Test
  void takesNoClearKeyWhereTheKindHasNone() {
    EnginePair pair = pair(CipherSuite.SSL_CK_RC4_128_WITH_MD5);
    pair.changeToServer(
        Ssl2Wire.inTheClear(
            Ssl2Wire.CLIENT_MASTER_KEY,
            message -> Ssl2Wire.spliced(Ssl2Wire.spliced(message, 10, 0, 0), 4, 2, 0, 1)));

    fails(pair, Side.SERVER, Reason.SSL2_MASTER_KEY_SHAPE);
  }

  @ParameterizedTest
  @CsvSource({"10", "12", "0", "16"})
  void takesNoClearKeyOfAnotherLengthThanTheKinds(int length) {
    EnginePair pair = pair(CipherSuite.SSL_CK_RC4_128_EXPORT40_WITH_MD5);
    pair.changeToServer(
        Ssl2Wire.inTheClear(
            Ssl2Wire.CLIENT_MASTER_KEY,
            message ->
                Ssl2Wire.spliced(
                    Ssl2Wire.spliced(message, 10, 11, new int[length]), 4, 2, 0, length)));

    fails(pair, Side.SERVER, Reason.SSL2_MASTER_KEY_SHAPE);
  }

  @ParameterizedTest
  @CsvSource({"SSL_CK_RC4_128_WITH_MD5, 8, 0", "SSL_CK_DES_64_CBC_WITH_MD5, 7, 8"})
  void takesNoKeyArgOfAnotherLengthThanTheKinds(String kind, int length, int removed) {
    EnginePair pair = pair(CipherSuite.named(kind).orElseThrow());
    pair.changeToServer(
        Ssl2Wire.inTheClear(
            Ssl2Wire.CLIENT_MASTER_KEY,
            message ->
                Ssl2Wire.spliced(
                    Ssl2Wire.spliced(message, message.length - removed, removed, new int[length]),
                    8,
                    2,
                    0,
                    length)));

    fails(pair, Side.SERVER, Reason.SSL2_MASTER_KEY_SHAPE);
  }

  /** Bleichenbacher, and DROWN: nothing tells a wrong padding from a wrong key. */
  @ParameterizedTest
  @MethodSource("everyKind")
  void answersAWrongCiphertextAsAnyOther(CipherSuite kind) {
    EnginePair pair = pair(kind);
    pair.changeToServer(
        Ssl2Wire.inTheClear(
            Ssl2Wire.CLIENT_MASTER_KEY,
            message -> {
              message[message.length - 20] ^= 1;
              return message;
            }));

    fails(pair, Side.SERVER, Reason.BAD_RECORD_MAC);
    assertThat(Ssl2Peers.messages(pair.server())).endsWith("CLIENT-MASTER-KEY", "SERVER-VERIFY");
  }

  // Records

  @ParameterizedTest
  @MethodSource("everyKind")
  void refusesARecordThatWasChanged(CipherSuite kind) {
    for (int at : new int[] {3, 10, 19, 30, 34}) {
      EnginePair pair = pair(kind);
      pair.changeToServer(
          Ssl2Wire.number(
              2,
              record -> {
                record[at] ^= 1;
                return record;
              }));

      fails(pair, Side.SERVER, Reason.BAD_RECORD_MAC);
    }
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void refusesARecordThatComesTwice(CipherSuite kind) {
    EnginePair pair = pair(kind).establish();
    byte[] record = pair.client().conduit().write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    pair.inject(Side.CLIENT, record.clone()).inject(Side.CLIENT, record);

    assertThat(failure(pair, Side.SERVER).reason()).isEqualTo(Reason.BAD_RECORD_MAC);
    assertThat(pair.server().read()).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @CsvSource({"8", "9", "200", "255"})
  void takesNoMorePaddingThanABlockNeeds(int padding) {
    EnginePair pair = pair(CipherSuite.SSL_CK_DES_64_CBC_WITH_MD5);
    pair.changeToServer(
        Ssl2Wire.number(
            2,
            record -> {
              record[2] = (byte) padding;
              return record;
            }));

    fails(pair, Side.SERVER, Reason.SSL2_RECORD_PADDING);
  }

  @Test
  void takesNoPaddingUnderAKeyStream() {
    EnginePair pair = pair(CipherSuite.SSL_CK_RC4_128_WITH_MD5);
    pair.changeToServer(
        Ssl2Wire.number(2, record -> Ssl2Wire.spliced(record, 0, 2, 0, record.length - 2, 1)));

    fails(pair, Side.SERVER, Reason.SSL2_RECORD_PADDING);
  }

  @Test
  void takesNoPaddingInTheClear() {
    serverRefusesAfterHello(
        message -> Ssl2Wire.spliced(Ssl2Wire.record(message), 0, 2, 0, message.length, 0),
        Reason.SSL2_RECORD_PADDING);
  }

  @Test
  void refusesASecurityEscape() {
    EnginePair pair = pair(CipherSuite.SSL_CK_RC4_128_WITH_MD5).establish();
    pair.inject(Side.CLIENT, new byte[] {0x40, 0x10, 0, 1, 2, 3});

    assertThat(failure(pair, Side.SERVER).reason()).isEqualTo(Reason.UNKNOWN_RECORD_TYPE);
  }

  @Test
  void refusesARecordThatIsTooShortForItsMac() {
    EnginePair pair = pair(CipherSuite.SSL_CK_RC4_128_WITH_MD5);
    pair.changeToServer(Ssl2Wire.number(2, record -> Ssl2Wire.record(Arrays.copyOf(record, 15))));

    fails(pair, Side.SERVER, Reason.BAD_RECORD_MAC);
  }

  @Test
  void refusesARecordThatIsNoWholeNumberOfBlocks() {
    EnginePair pair = pair(CipherSuite.SSL_CK_DES_64_CBC_WITH_MD5);
    pair.changeToServer(Ssl2Wire.number(2, record -> Ssl2Wire.record(Arrays.copyOf(record, 33))));

    fails(pair, Side.SERVER, Reason.BAD_RECORD_MAC);
  }

  @Test
  void refusesAHelloThatIsTooLong() {
    EnginePair pair = pair();
    byte[] octets = Ssl2Wire.record(new byte[20_000]);
    octets[2] = 1;
    pair.changeToServer(sent -> octets);

    fails(pair, Side.SERVER, Reason.RECORD_TOO_LONG);
  }

  @Test
  void waitsForTheRestOfARecordAndSaysSoWhenItNeverComes() {
    EnginePair pair = pair();
    pair.changeToServer(octets -> Arrays.copyOf(octets, octets.length - 1)).run();
    pair.cut(Side.CLIENT);

    fails(pair, Side.SERVER, Reason.HANDSHAKE_CUT_OFF);
  }

  /** The client's second flight, replaced. */
  private static void serverRefusesAfterHello(UnaryOperator<byte[]> flight, Reason reason) {
    EnginePair pair = pair(CipherSuite.SSL_CK_RC4_128_WITH_MD5);
    pair.changeToServer(
        octets ->
            octets[2] == Ssl2Wire.CLIENT_HELLO
                ? octets
                : flight.apply(
                    Arrays.copyOfRange(
                        Ssl2Wire.records(octets).getFirst(),
                        2,
                        Ssl2Wire.records(octets).getFirst().length)));
    fails(pair, Side.SERVER, reason);
  }

  // Messages

  @ParameterizedTest
  @CsvSource({
    "no cipher kinds, 01 0002 0000 0000 0010",
    "cipher kinds not in threes, 01 0002 0004 0000 0010 01008001",
    "a session id of one octet, 01 0002 0003 0001 0010 010080 00",
    "a session id of seventeen octets, 01 0002 0003 0011 0010 010080 0000000000000000000000000000000000",
    "a short challenge, 01 0002 0003 0000 000f 010080",
    "a long challenge, 01 0002 0003 0000 0021 010080",
    "no challenge, 01 0002 0003 0000 0000 010080",
    "a short challenge in a newer hello, 01 0301 0003 0000 000f 000005",
  })
  void refusesAHelloWithNonsenseLengths(String what, String hex) {
    serverRefuses(Ssl2Wire.record(hex + "00".repeat(40)), Reason.LENGTH_OUT_OF_RANGE);
  }

  @ParameterizedTest
  @CsvSource({
    "lengths that point behind the end, 01 0002 ffff 0000 0010 010080",
    "a challenge that is cut off, 01 0002 0003 0000 0020 010080 00000000000000000000000000000000",
    "nothing but its type, 01",
    "half a version, 01 00",
  })
  void refusesAHelloThatIsCutOff(String what, String hex) {
    byte[] octets = Ssl2Wire.record(hex);
    serverRefuses(Arrays.copyOf(octets, Math.max(octets.length, 5)), Reason.TRUNCATED_FIELD);
  }

  @Test
  void refusesOctetsBehindAHello() {
    serverRefuses(
        Ssl2Wire.record("01 0002 0003 0000 0010 010080" + "00".repeat(17)), Reason.TRAILING_BYTES);
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "4", "5", "6", "7", "8"})
  void refusesAMessageOutOfOrder(int type) {
    String body =
        switch (type) {
          case Ssl2Wire.CLIENT_HELLO -> "01 0002 0003 0000 0010 010080" + "00".repeat(16);
          case Ssl2Wire.SERVER_HELLO -> "04 00 01 0002 0001 0000 0010 00" + "00".repeat(16);
          case Ssl2Wire.CLIENT_CERTIFICATE -> "08 01 0001 0001 00 00";
          case Ssl2Wire.REQUEST_CERTIFICATE -> "07 01" + "00".repeat(16);
          default -> "0" + type + "00".repeat(16);
        };
    serverRefusesAfterHello(message -> Ssl2Wire.record(body), Reason.UNEXPECTED_MESSAGE);
  }

  @Test
  void refusesAMessageThatDoesNotExist() {
    serverRefusesAfterHello(message -> Ssl2Wire.record("09 0000"), Reason.UNKNOWN_HANDSHAKE_TYPE);
  }

  @ParameterizedTest
  @CsvSource({
    "0001, NO-CIPHER-ERROR",
    "0002, NO-CERTIFICATE-ERROR",
    "0004, BAD-CERTIFICATE-ERROR",
    "0006, UNSUPPORTED-CERTIFICATE-TYPE-ERROR",
    "0099, error 153",
  })
  void namesTheErrorThatThePeerSends(String code, String name) {
    EnginePair pair = pair();
    pair.changeToServer(
        octets -> octets[2] == Ssl2Wire.CLIENT_HELLO ? octets : Ssl2Wire.record("00" + code));

    fails(pair, Side.SERVER, Reason.SSL2_ERROR_RECEIVED);
    assertThat(failure(pair, Side.SERVER)).hasMessageContaining(name);
  }

  @Test
  void resumesNothingThatWasNotOffered() {
    EnginePair pair = pair();
    pair.changeToClient(
        octets -> Ssl2Wire.record("04 01 00 0002 0000 0000 0010" + "00".repeat(16)));

    fails(pair, Side.CLIENT, Reason.RESUMPTION_MISMATCH);
  }

  @Test
  void takesNoNewCertificateForAResumedSession() {
    EnginePair pair = pair();
    pair.changeToClient(
        octets -> Ssl2Wire.record("04 01 01 0002 0000 0000 0010" + "00".repeat(16)));

    fails(pair, Side.CLIENT, Reason.BAD_FIELD_VALUE);
  }

  @ParameterizedTest
  @CsvSource({"000f", "0021", "0000"})
  void takesNoConnectionIdOfAnotherLength(String length) {
    EnginePair pair = pair();
    pair.changeToClient(
        octets -> Ssl2Wire.record("04 00 01 0002 0001 0000 " + length + "00".repeat(40)));

    fails(pair, Side.CLIENT, Reason.LENGTH_OUT_OF_RANGE);
  }

  /** Octets changed at random on the way: both ends fail in the way that failures do, or agree. */
  @Test
  void endsInAReasonHoweverOctetsAreChanged() {
    SplittableRandom random = new SplittableRandom(20261126);
    for (int i = 0; i < 400; i++) {
      CipherSuite kind = Ssl2Peers.KINDS.get(random.nextInt(Ssl2Peers.KINDS.size()));
      EnginePair pair =
          Ssl2Peers.pair(
              Ssl2Peers.client().suites(List.of(kind)).credential(OldPeers.ALICE_RSA),
              Ssl2Peers.server()
                  .suites(List.of(kind))
                  .clientAuthentication(ClientAuthentication.REQUESTED)
                  .trust(OldPeers.ANYBODY));
      UnaryOperator<byte[]> change = changed(random);
      if (random.nextBoolean()) {
        pair.changeToServer(change);
      } else {
        pair.changeToClient(change);
      }
      pair.run();
      for (Side side : Side.values()) {
        TlsFailure failure = pair.end(side).failure();
        assertThat(failure == null ? Reason.BAD_RECORD_MAC : failure.reason())
            .isNotIn(Reason.INTERNAL_ERROR, Reason.CRYPTO_FAILED, Reason.API_MISUSE);
      }
    }
  }

  private static UnaryOperator<byte[]> changed(SplittableRandom random) {
    int flight = random.nextInt(3);
    int[] seen = {0};
    return octets -> {
      if (seen[0]++ == flight) {
        octets[random.nextInt(Math.min(octets.length, 60))] ^= (byte) (1 << random.nextInt(8));
      }
      return octets;
    };
  }

  @Test
  void saysWhatItSentOfItsFailureAndNothingElse() {
    EnginePair silent = pair(CipherSuite.SSL_CK_RC4_128_WITH_MD5);
    silent.changeToServer(
        Ssl2Wire.number(
            2,
            record -> {
              record[5] ^= 1;
              return record;
            }));
    assertThat(failure(silent, Side.SERVER)).message().doesNotContain("sent");

    EnginePair told =
        Ssl2Peers.pair(
            Ssl2Peers.client().suites(List.of(CipherSuite.SSL_CK_RC4_128_WITH_MD5)),
            Ssl2Peers.server().suites(List.of(CipherSuite.SSL_CK_DES_64_CBC_WITH_MD5)));
    assertThat(failure(told, Side.SERVER)).hasMessageContaining("; sent NO-CIPHER-ERROR");
  }

  // The door

  @Test
  void acceptsNothingWithoutTheSwitch() {
    EnginePair pair = Ssl2Peers.pair(Ssl2Peers.client(), OldPeers.server(ProtocolVersion.SSL_3_0));

    fails(pair, Side.SERVER, Reason.SSL2_HELLO_REFUSED);
    assertThat(failure(pair, Side.SERVER)).hasMessageContaining("enable it for this context only");
    assertThat(Ssl2Peers.messages(pair.server())).isEmpty();
  }

  @Test
  void acceptsNoSsl20WhereOnlyHellosInItsFormatAreLetIn() {
    EnginePair pair =
        Ssl2Peers.pair(
            Ssl2Peers.client(),
            OldPeers.server(ProtocolVersion.SSL_3_0)
                .legacy(OldPeers.everything().acceptSsl2HelloWithoutExtensions().build()));

    fails(pair, Side.SERVER, Reason.SSL2_HELLO_REFUSED);
  }
}
