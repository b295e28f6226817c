package dev.glassine.core.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.FfdheGroups;
import dev.glassine.core.crypto.FiniteField;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Offers and replies of every group; published values are in KeyExchangeVectorsTest. */
class KeyExchangeTest {
  static Stream<Arguments> groups() {
    return Parts.here().stream()
        .flatMap(
            part ->
                part.crypto().keyExchanges().stream()
                    .map(exchange -> Arguments.of(part, exchange.group())));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void givesBothSidesOneSecretAndSharesOfTheRegisteredLength(Parts part, NamedGroup group) {
    KeyExchange exchange = exchange(part, group);
    SecureRandom random = new SecureRandom();
    KeyExchange.Offer offer = exchange.offer(random);
    KeyExchange.Reply reply = exchange.reply(offer.share(), random);

    assertThat(octets(offer.agree(reply.share()))).isEqualTo(octets(reply.secret()));
    assertThat(offer.share().length()).isEqualTo(group.clientShareLength());
    assertThat(reply.share().length()).isEqualTo(group.serverShareLength());
    assertThat(exchange.offer(random).share()).isNotEqualTo(offer.share());
  }

  @ParameterizedTest
  @MethodSource("groups")
  void drawsEverythingFromTheRandomnessThatItIsGiven(Parts part, NamedGroup group) {
    if (part == Parts.CONSCRYPT || part == Parts.CORRETTO) {
      return; // native generators are their own; the standard choice then turns to the JDK
    }
    KeyExchange exchange = exchange(part, group);

    assertThat(exchange.offer(Randomness.repeatable(7)).share())
        .isEqualTo(exchange.offer(Randomness.repeatable(7)).share())
        .isNotEqualTo(exchange.offer(Randomness.repeatable(8)).share());
    Bytes share = exchange.offer(Randomness.repeatable(7)).share();
    KeyExchange.Reply one = exchange.reply(share, Randomness.repeatable(9));
    KeyExchange.Reply two = exchange.reply(share, Randomness.repeatable(9));
    assertThat(one.share()).isEqualTo(two.share());
    assertThat(octets(one.secret())).isEqualTo(octets(two.secret()));
  }

  @Test
  void repeatsEvenWithNativeProvidersInFront() {
    for (KeyExchange exchange : JcaCrypto.standard().keyExchanges()) {
      assertThat(exchange.offer(Randomness.repeatable(7)).share())
          .as(exchange.group().name())
          .isEqualTo(exchange.offer(Randomness.repeatable(7)).share());
    }
  }

  /** RFC 8448 §3: the private keys are the first octets that were drawn. */
  @Test
  void makesTheKeysOfRfc8448FromItsRandomness() {
    KeyExchange x25519 = exchange(NamedGroup.X25519);
    KeyExchange.Offer client =
        x25519.offer(fed("49af42ba7f7994852d713ef2784bcbcaa7911de26adc5642cb634540e7ea5005"));
    KeyExchange.Reply server =
        x25519.reply(
            client.share(),
            fed("b1580eeadf6dd589b8ef4f2d5652578cc810e9980191ec8d058308cea216a21e"));

    assertThat(client.share().hex())
        .isEqualTo("99381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c");
    assertThat(server.share().hex())
        .isEqualTo("c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f");
    assertThat(Bytes.wrap(octets(client.agree(server.share()))).hex())
        .isEqualTo("8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d");
  }

  @ParameterizedTest
  @MethodSource("groups")
  void refusesSharesOfAnotherLength(Parts part, NamedGroup group) {
    KeyExchange exchange = exchange(part, group);
    KeyExchange.Offer offer = exchange.offer(new SecureRandom());
    Bytes reply = exchange.reply(offer.share(), new SecureRandom()).share();

    assertBadShare(() -> exchange.reply(Bytes.EMPTY, new SecureRandom()));
    assertBadShare(() -> exchange.reply(cut(offer.share()), new SecureRandom()));
    assertBadShare(() -> exchange.reply(lengthened(offer.share()), new SecureRandom()));
    assertBadShare(() -> offer.agree(Bytes.EMPTY));
    assertBadShare(() -> offer.agree(cut(reply)));
    assertBadShare(() -> offer.agree(lengthened(reply)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x17, 0x18, 0x19})
  void refusesPointsThatAreOffTheCurveCompressedOrNotReduced(int code) {
    KeyExchange exchange = exchange(NamedGroup.of(code));
    byte[] good = exchange.offer(new SecureRandom()).share().toArray();

    byte[] off = good.clone();
    off[off.length - 1] ^= 1;
    assertBadShare(() -> exchange.reply(Bytes.wrap(off), new SecureRandom()));
    for (byte form : new byte[] {0, 1, 2, 3, 5, 6, 7}) {
      byte[] other = good.clone();
      other[0] = form;
      assertBadShare(() -> exchange.reply(Bytes.wrap(other), new SecureRandom()));
    }
    byte[] large = good.clone();
    Arrays.fill(large, 1, 1 + (large.length - 1) / 2, (byte) 0xFF);
    assertBadShare(() -> exchange.reply(Bytes.wrap(large), new SecureRandom()));
    byte[] zero = new byte[good.length];
    zero[0] = 4;
    assertBadShare(() -> exchange.reply(Bytes.wrap(zero), new SecureRandom()));
  }

  /** draft-ietf-tls-ecdhe-mlkem §4: where each half stands, told by its own checks. */
  @Test
  void putsMlKemFirstBesideX25519AndLastBesideTheNistCurves() {
    KeyExchange x25519 = exchange(NamedGroup.X25519_MLKEM768);
    byte[] smallOrder = x25519.offer(new SecureRandom()).share().toArray();
    Arrays.fill(smallOrder, 1184, 1216, (byte) 0);
    assertBadShare(() -> x25519.reply(Bytes.wrap(smallOrder), new SecureRandom()));
    byte[] notReduced = x25519.offer(new SecureRandom()).share().toArray();
    Arrays.fill(notReduced, 0, 3, (byte) 0xFF);
    assertBadShare(() -> x25519.reply(Bytes.wrap(notReduced), new SecureRandom()));

    for (NamedGroup group :
        new NamedGroup[] {NamedGroup.SECP256R1_MLKEM768, NamedGroup.SECP384R1_MLKEM1024}) {
      KeyExchange nist = exchange(group);
      Bytes share = nist.offer(new SecureRandom()).share();
      assertThat(share.at(0)).isEqualTo(4);
      byte[] off = share.toArray();
      off[10] ^= 1;
      assertBadShare(() -> nist.reply(Bytes.wrap(off), new SecureRandom()));
      byte[] high = share.toArray();
      int afterPoint = group.equals(NamedGroup.SECP256R1_MLKEM768) ? 65 : 97;
      Arrays.fill(high, afterPoint, afterPoint + 3, (byte) 0xFF);
      assertBadShare(() -> nist.reply(Bytes.wrap(high), new SecureRandom()));
    }
  }

  @Test
  void concatenatesTheSecretsInTheOrderOfTheShares() {
    KeyExchange hybrid = exchange(NamedGroup.X25519_MLKEM768);
    KeyExchange.Offer offer = hybrid.offer(new SecureRandom());
    KeyExchange.Reply reply = hybrid.reply(offer.share(), new SecureRandom());
    byte[] changedCiphertext = reply.share().toArray();
    changedCiphertext[3] ^= 1;
    byte[] other = octets(offer.agree(Bytes.wrap(changedCiphertext)));
    byte[] secret = octets(reply.secret());

    assertThat(secret).hasSize(64);
    assertThat(Arrays.copyOf(other, 32)).isNotEqualTo(Arrays.copyOf(secret, 32));
    assertThat(Arrays.copyOfRange(other, 32, 64)).isEqualTo(Arrays.copyOfRange(secret, 32, 64));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x11EB, 0x11ED})
  void concatenatesTheNistCurvesSecretFirst(int code) {
    KeyExchange hybrid = exchange(NamedGroup.of(code));
    KeyExchange.Offer offer = hybrid.offer(new SecureRandom());
    KeyExchange.Reply reply = hybrid.reply(offer.share(), new SecureRandom());
    byte[] changedCiphertext = reply.share().toArray();
    changedCiphertext[changedCiphertext.length - 1] ^= 1;
    byte[] other = octets(offer.agree(Bytes.wrap(changedCiphertext)));
    byte[] secret = octets(reply.secret());
    int curve = secret.length - 32;

    assertThat(Arrays.copyOf(other, curve)).isEqualTo(Arrays.copyOf(secret, curve));
    assertThat(Arrays.copyOfRange(other, curve, curve + 32))
        .isNotEqualTo(Arrays.copyOfRange(secret, curve, curve + 32));
  }

  @Test
  void refusesFiniteFieldValuesOutsideOfTheGroup() {
    KeyExchange exchange = exchange(NamedGroup.FFDHE2048);
    BigInteger p = FfdheGroups.parameters(NamedGroup.FFDHE2048).prime();

    for (BigInteger y :
        new BigInteger[] {
          BigInteger.ZERO,
          BigInteger.ONE,
          p.subtract(BigInteger.ONE),
          p,
          p.add(BigInteger.ONE),
          BigInteger.ONE.shiftLeft(2048).subtract(BigInteger.ONE)
        }) {
      Bytes share = Bytes.wrap(UnsignedNumber.octets(y, 256));
      assertBadShare(() -> exchange.reply(share, new SecureRandom()));
      assertBadShare(() -> exchange.offer(new SecureRandom()).agree(share));
    }
  }

  @Test
  void takesFiniteFieldValuesWithoutTheirLeadingZerosInTls12() {
    FiniteField field = JcaCrypto.jdkOnly().finiteField();
    FiniteField.Parameters parameters = FfdheGroups.parameters(NamedGroup.FFDHE2048);
    KeyExchange.Offer offer = field.offer(parameters, new SecureRandom());

    // 4 = 2^2: the secret is the square of our own public value
    BigInteger ours = new BigInteger(1, offer.share().toArray());
    byte[] expected = UnsignedNumber.octets(ours.modPow(BigInteger.TWO, parameters.prime()), 256);
    assertThat(octets(offer.agree(Bytes.ofHex("04")))).isEqualTo(expected);
  }

  /** A secret below 2^2040 comes about once in 256 times: find one, by the peer's own means. */
  @Test
  void keepsTheLeadingZerosOfASecret() {
    FiniteField field = JcaCrypto.jdkOnly().finiteField();
    FiniteField.Parameters parameters = FfdheGroups.parameters(NamedGroup.FFDHE2048);
    KeyExchange.Offer offer = field.offer(parameters, Randomness.repeatable(11));
    BigInteger ours = new BigInteger(1, offer.share().toArray());
    BigInteger secret = ours;
    int exponent = 1;
    while (secret.bitLength() > 2040 || exponent < 2) {
      secret = secret.multiply(ours).mod(parameters.prime());
      exponent++;
    }
    BigInteger peer =
        parameters.generator().modPow(BigInteger.valueOf(exponent), parameters.prime());

    assertThat(octets(offer.agree(Bytes.wrap(UnsignedNumber.octets(peer, 256)))))
        .hasSize(256)
        .startsWith(0)
        .isEqualTo(UnsignedNumber.octets(secret, 256));
  }

  @Test
  void blamesTheServerForAPrimeThatNoProviderTakes() {
    FiniteField field = JcaCrypto.jdkOnly().finiteField();
    BigInteger odd = BigInteger.ONE.shiftLeft(1030).add(BigInteger.ONE);

    assertThatThrownBy(
            () ->
                field.reply(
                    new FiniteField.Parameters(odd, BigInteger.TWO),
                    Bytes.ofHex("1234"),
                    new SecureRandom()))
        .isInstanceOfSatisfying(
            TlsFailure.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.WEAK_DH_PARAMETERS));
  }

  private static void assertBadShare(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TlsFailure.Misbehaved.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.BAD_KEY_SHARE));
  }

  private static KeyExchange exchange(NamedGroup group) {
    return Objects.requireNonNull(JcaCrypto.standard().keyExchange(group));
  }

  private static KeyExchange exchange(Parts part, NamedGroup group) {
    return Objects.requireNonNull(part.crypto().keyExchange(group));
  }

  private static FedRandom fed(String hex) {
    return new FedRandom(Bytes.ofHex(hex).toArray());
  }

  private static Bytes cut(Bytes share) {
    return share.slice(0, share.length() - 1);
  }

  private static Bytes lengthened(Bytes share) {
    return Bytes.wrap(Arrays.copyOf(share.toArray(), share.length() + 1));
  }

  private static byte[] octets(Secret secret) {
    return secret.reveal(Secret.Access.TEST);
  }
}
