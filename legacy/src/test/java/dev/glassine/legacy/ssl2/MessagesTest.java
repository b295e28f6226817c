package dev.glassine.legacy.ssl2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Field;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages to octets and back, and what becomes of octets that are none. */
class MessagesTest {
  private static final int MUTATIONS = 20_000;

  static Stream<Message> everyMessage() {
    return Stream.of(
        new Ssl2ClientHello(
            ProtocolVersion.SSL_2_0,
            List.of(
                CipherSuite.SSL_CK_DES_192_EDE3_CBC_WITH_MD5, CipherSuite.SSL_CK_RC4_128_WITH_MD5),
            Bytes.wrap(new byte[16]),
            Bytes.wrap(new byte[16])),
        new Ssl2ClientHello(
            ProtocolVersion.TLS_1_2,
            List.of(CipherSuite.TLS_RSA_WITH_RC4_128_MD5, CipherSuite.SSL_CK_RC4_128_WITH_MD5),
            Bytes.EMPTY,
            Bytes.wrap(new byte[32])),
        Ssl2ServerHello.full(
            Bytes.wrap(new byte[300]),
            List.of(CipherSuite.SSL_CK_IDEA_128_CBC_WITH_MD5),
            Bytes.wrap(new byte[16])),
        Ssl2ServerHello.hit(Bytes.wrap(new byte[32])),
        new ClientMasterKey(
            CipherSuite.SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5,
            Bytes.wrap(new byte[11]),
            Bytes.wrap(new byte[64]),
            Bytes.wrap(new byte[8])),
        new ClientFinished(Bytes.wrap(new byte[16])),
        new ServerVerify(Bytes.wrap(new byte[16])),
        new ServerFinished(Bytes.wrap(new byte[16])),
        new RequestCertificate(
            RequestCertificate.MD5_WITH_RSA_ENCRYPTION, Bytes.wrap(new byte[16])),
        new ClientCertificate(1, Bytes.wrap(new byte[200]), Bytes.wrap(new byte[64])),
        ErrorMessage.of(ErrorCode.BAD_CERTIFICATE));
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void readsWhatItWrites(Message message) {
    assertThat(MessageType.read(message.encoded())).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void accountsForEveryOctetInItsFields(Message message) {
    Bytes raw = message.encoded();
    int[] covered = new int[raw.length()];
    for (Field field : message.fields(raw)) {
      for (int i = field.offset(); i < field.offset() + field.length(); i++) {
        covered[i]++;
      }
    }

    assertThat(covered).containsOnly(1);
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void saysWhatItIsInALine(Message message) {
    assertThat(message.summary()).isNotBlank().doesNotContain("\n");
    assertThat(message.reference()).matches("SSL 2\\.0 §2\\.[5-7]");
    assertThat(message.messageName()).isEqualTo(message.type().wireName());
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void endsInAFailureWhereItIsCutOff(Message message) {
    Bytes raw = message.encoded();
    for (int length = 0; length < raw.length(); length++) {
      Bytes cut = raw.slice(0, length);
      if (isOfOneField(message) && length > 0) {
        MessageType.read(cut);
      } else {
        assertThatCode(() -> MessageType.read(cut)).isInstanceOf(TlsFailure.class);
      }
    }
  }

  /** A message of one field is as long as its record says; who reads it compares. */
  private static boolean isOfOneField(Message message) {
    return message instanceof ClientFinished
        || message instanceof ServerVerify
        || message instanceof ServerFinished;
  }

  @Test
  void failsInNoOtherWayThanByAFailure() {
    SplittableRandom random = new SplittableRandom(20260101);
    List<Bytes> seeds = everyMessage().map(Message::encoded).toList();
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] octets = seeds.get(random.nextInt(seeds.size())).toArray();
      for (int n = random.nextInt(1, 5); n > 0; n--) {
        octets[random.nextInt(Math.min(octets.length, 24))] = (byte) random.nextInt();
      }
      byte[] mutated =
          random.nextInt(4) == 0 ? Arrays.copyOf(octets, random.nextInt(octets.length)) : octets;
      try {
        Message message = MessageType.read(Bytes.copyOf(mutated));
        assertThat(MessageType.read(message.encoded())).isEqualTo(message);
      } catch (TlsFailure refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }
}
