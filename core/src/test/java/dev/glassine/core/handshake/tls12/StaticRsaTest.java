package dev.glassine.core.handshake.tls12;

import static dev.glassine.core.handshake.tls12.Given12.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.RsaTransport;
import dev.glassine.core.engine.Question;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ChangeCipherSpec;
import dev.glassine.core.wire.ClientKeyExchange;
import dev.glassine.core.wire.WireWriter;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bleichenbacher's shape: whatever is inside the encrypted premaster secret, the server does the
 * same, says the same, and fails in the same place for the same reason (RFC 5246 §7.4.7.1).
 */
class StaticRsaTest {
  private static final int BLOCK = 256;

  /** PKCS #1 blocks, each wrong in its own way, by name. */
  static Stream<Object[]> wrongPlaintexts() {
    byte[] sound = block(0x00, 0x02, BLOCK - 3 - 48, 0x00, premaster(0x0303, 48));
    byte[] zeroInPadding = sound.clone();
    zeroInPadding[20] = 0;
    byte[] noSeparator = sound.clone();
    noSeparator[BLOCK - 49] = 1;
    byte[] zeroInFirstEight = sound.clone();
    zeroInFirstEight[5] = 0;
    return Stream.of(
        new Object[] {"another premaster secret", sound},
        new Object[] {
          "first octet", block(0x01, 0x02, BLOCK - 3 - 48, 0x00, premaster(0x0303, 48))
        },
        new Object[] {
          "block type 1", block(0x00, 0x01, BLOCK - 3 - 48, 0x00, premaster(0x0303, 48))
        },
        new Object[] {
          "block type 0", block(0x00, 0x00, BLOCK - 3 - 48, 0x00, premaster(0x0303, 48))
        },
        new Object[] {"zero in the padding", zeroInPadding},
        new Object[] {"zero in the first eight octets of padding", zeroInFirstEight},
        new Object[] {"no separator", noSeparator},
        new Object[] {"47 octets", block(0x00, 0x02, BLOCK - 3 - 47, 0x00, premaster(0x0303, 47))},
        new Object[] {"49 octets", block(0x00, 0x02, BLOCK - 3 - 49, 0x00, premaster(0x0303, 49))},
        new Object[] {"no octets", block(0x00, 0x02, BLOCK - 3, 0x00, new byte[0])},
        new Object[] {
          "version of TLS 1.1", block(0x00, 0x02, BLOCK - 3 - 48, 0x00, premaster(0x0302, 48))
        },
        new Object[] {
          "version of TLS 1.3", block(0x00, 0x02, BLOCK - 3 - 48, 0x00, premaster(0x0304, 48))
        },
        new Object[] {"version 0", block(0x00, 0x02, BLOCK - 3 - 48, 0x00, premaster(0, 48))});
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongPlaintexts")
  void wrongPlaintextsLookAllAlike(String what, byte[] plaintext) {
    Talk talk = talk();
    talk.upTo(Side.CLIENT, ClientKeyExchange.class);
    int before = talk.server().effects().size();

    talk.server().receive(exchange(encrypted(plaintext)));

    List<Effect> after = talk.server().effects().subList(before, talk.server().effects().size());
    assertThat(after).hasSize(2);
    assertThat(after.getFirst()).isInstanceOf(Effect.Ask.class);
    assertThat(after.getLast()).isInstanceOf(Effect.LogSecret.class);
    assertThat(talk.server().state()).isInstanceOf(ServerStates.WaitChangeCipherSpec.class);
    TlsFailure failure = failure(Reason.BAD_FINISHED, talk::run);
    assertThat(failure.getMessage()).isEqualTo(messageOfWrongSecret());
  }

  @Test
  void ciphertextOfWrongLengthLooksAlikeToo() {
    for (int length : new int[] {0, 1, 255, 257}) {
      Talk talk = talk();
      talk.upTo(Side.CLIENT, ClientKeyExchange.class);

      talk.server().receive(exchange(Bytes.wrap(new byte[length])));

      assertThat(talk.server().state()).isInstanceOf(ServerStates.WaitChangeCipherSpec.class);
      TlsFailure failure = failure(Reason.BAD_FINISHED, talk::run);
      assertThat(failure.getMessage()).isEqualTo(messageOfWrongSecret());
    }
  }

  @Test
  void makesTheFallbackBeforeItDecrypts() {
    Talk talk = talk();
    talk.run();

    Question.DecryptPremaster question =
        talk.server().effects(Effect.Ask.class).stream()
            .map(Effect.Ask::question)
            .filter(Question.DecryptPremaster.class::isInstance)
            .map(Question.DecryptPremaster.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(question.fallback().length()).isEqualTo(RsaTransport.PREMASTER_LENGTH);
    assertThat(question.version()).isEqualTo(0x0303);
    assertThat(talk.server().isComplete()).isTrue();
  }

  @Test
  void provesTheServerByItsFinishedOnly() {
    Talk talk = talk();
    talk.upTo(Side.SERVER, ChangeCipherSpec.class);

    assertThat(talk.client().isComplete()).isFalse();
    assertThat(talk.client().state()).isInstanceOf(ClientStates.WaitChangeCipherSpec.class);
  }

  /** How it ends where only the secret differs. */
  private static String messageOfWrongSecret() {
    Talk talk = talk();
    talk.upTo(Side.CLIENT, ClientKeyExchange.class);
    byte[] other = block(0x00, 0x02, BLOCK - 3 - 48, 0x00, premaster(0x0303, 48));
    talk.server().receive(exchange(encrypted(other)));
    return String.valueOf(failure(Reason.BAD_FINISHED, talk::run).getMessage());
  }

  private static Talk talk() {
    return Talk.between(Given12.client(Given12.STATIC_RSA), Given12.server(TestCertificate.RSA));
  }

  private static ClientKeyExchange exchange(Bytes encrypted) {
    return new ClientKeyExchange(new WireWriter().opaque16(encrypted).toBytes());
  }

  private static byte[] block(int first, int type, int padding, int separator, byte[] data) {
    byte[] block = new byte[BLOCK];
    block[0] = (byte) first;
    block[1] = (byte) type;
    Arrays.fill(block, 2, 2 + padding, (byte) 0x5A);
    block[2 + padding] = (byte) separator;
    System.arraycopy(data, 0, block, BLOCK - data.length, data.length);
    return block;
  }

  private static byte[] premaster(int version, int length) {
    byte[] premaster = new byte[length];
    Arrays.fill(premaster, (byte) 7);
    premaster[0] = (byte) (version >>> 8);
    premaster[1] = (byte) version;
    return premaster;
  }

  /** Textbook RSA, so that any block can be encrypted. */
  private static Bytes encrypted(byte[] block) {
    RSAPublicKey key = (RSAPublicKey) TestCertificate.RSA.credential().publicKey();
    BigInteger number = new BigInteger(1, block).modPow(key.getPublicExponent(), key.getModulus());
    byte[] octets = number.toByteArray();
    byte[] padded = new byte[BLOCK];
    int length = Math.min(BLOCK, octets.length);
    System.arraycopy(octets, octets.length - length, padded, BLOCK - length, length);
    return Bytes.wrap(padded);
  }
}
