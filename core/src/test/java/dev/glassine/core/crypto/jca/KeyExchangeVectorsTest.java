package dev.glassine.core.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Key agreement and ML-KEM of each source against Wycheproof. */
class KeyExchangeVectorsTest {
  static Stream<Arguments> curves() {
    return Parts.here().stream()
        .flatMap(
            part ->
                Stream.of(
                    Arguments.of(part, NamedGroup.SECP256R1, "ecdh_secp256r1_ecpoint_test"),
                    Arguments.of(part, NamedGroup.SECP384R1, "ecdh_secp384r1_ecpoint_test"),
                    Arguments.of(part, NamedGroup.SECP521R1, "ecdh_secp521r1_ecpoint_test")));
  }

  @ParameterizedTest
  @MethodSource("curves")
  void agreesOnNistCurvesAndRefusesWhatIsNoPoint(Parts part, NamedGroup group, String file)
      throws GeneralSecurityException {
    CurveExchange exchange = (CurveExchange) part.crypto().keyExchange(group);
    assumeTrue(exchange != null);
    List<String> wrong = new ArrayList<>();
    for (Vectors.Vector vector : Vectors.read(file)) {
      KeyExchange.Offer offer = exchange.offer(new BigInteger(1, vector.octets("private")));
      byte[] secret = orRefused(() -> offer.agree(Bytes.wrap(vector.octets("public"))));
      // a compressed point is "acceptable" to the vectors, and not to TLS
      byte[] expected = vector.valid() ? vector.octets("shared") : null;
      if (!Arrays.equals(secret, expected)) {
        wrong.add(vector.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  static Stream<Arguments> montgomeryCurves() {
    return Parts.here().stream()
        .flatMap(
            part ->
                Stream.of(
                    Arguments.of(part, NamedGroup.X25519, "x25519_test"),
                    Arguments.of(part, NamedGroup.X448, "x448_test")));
  }

  @ParameterizedTest
  @MethodSource("montgomeryCurves")
  void agreesOnMontgomeryCurvesAndRefusesSmallOrder(Parts part, NamedGroup group, String file)
      throws GeneralSecurityException {
    MontgomeryExchange exchange = (MontgomeryExchange) part.crypto().keyExchange(group);
    assumeTrue(exchange != null);
    List<String> wrong = new ArrayList<>();
    for (Vectors.Vector vector : Vectors.read(file)) {
      KeyExchange.Offer offer = exchange.offer(vector.octets("private"));
      byte[] secret = orRefused(() -> offer.agree(Bytes.wrap(vector.octets("public"))));
      boolean refused = vector.invalid() || vector.flagged("ZeroSharedSecret");
      if (!Arrays.equals(secret, refused ? null : vector.octets("shared"))) {
        wrong.add(vector.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  static Stream<Arguments> parameterSets() {
    return Stream.of(Parts.JDK, Parts.BOUNCY_CASTLE)
        .filter(Parts::present)
        .flatMap(
            part ->
                Stream.of(
                    Arguments.of(part, MlKem.ParameterSet.ML_KEM_768, "mlkem_768"),
                    Arguments.of(part, MlKem.ParameterSet.ML_KEM_1024, "mlkem_1024")));
  }

  private static MlKem kem(Parts part, MlKem.ParameterSet set) {
    return new MlKem(NamedGroup.X25519_MLKEM768, set, part.candidates());
  }

  @ParameterizedTest
  @MethodSource("parameterSets")
  void makesMlKemKeysFromTheirSeed(Parts part, MlKem.ParameterSet set, String file) {
    MlKem kem = kem(part, set);
    for (Vectors.Vector vector : Vectors.read(file + "_keygen_seed_test")) {
      FedRandom random = new FedRandom(vector.octets("seed"));
      assertThat(kem.offer(random).share().hex())
          .as(vector.toString())
          .isEqualTo(vector.text("ek"));
      assertThat(random.left()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("parameterSets")
  void decapsulatesAsPublished(Parts part, MlKem.ParameterSet set, String file) {
    MlKem kem = kem(part, set);
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    for (Vectors.Vector vector : Vectors.read(file + "_test")) {
      byte[] seed = vector.octets("seed");
      if (seed.length != 64) {
        continue;
      }
      tried++;
      MlKem.Offer offer = kem.offer(new FedRandom(seed));
      byte[] secret = orRefused(() -> offer.agree(Bytes.wrap(vector.octets("c"))));
      if (!Arrays.equals(secret, vector.valid() ? vector.octets("K") : null)) {
        wrong.add(vector.toString());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tried).isGreaterThan(50);
  }

  @ParameterizedTest
  @MethodSource("parameterSets")
  void encapsulatesAsPublishedAndRefusesKeysThatAreNotReduced(
      Parts part, MlKem.ParameterSet set, String file) {
    MlKem kem = kem(part, set);
    List<String> wrong = new ArrayList<>();
    for (Vectors.Vector vector : Vectors.read(file + "_encaps_test")) {
      FedRandom random = new FedRandom(vector.octets("m"));
      Bytes key = Bytes.wrap(vector.octets("ek"));
      List<Bytes> ciphertext = new ArrayList<>();
      byte[] secret =
          orRefused(
              () -> {
                KeyExchange.Reply reply = kem.reply(key, random);
                ciphertext.add(reply.share());
                return reply.secret();
              });
      boolean right =
          vector.valid()
              ? Arrays.equals(secret, vector.octets("K"))
                  && ciphertext.getFirst().hex().equals(vector.text("c"))
              : secret == null;
      if (!right) {
        wrong.add(vector.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static byte @Nullable [] orRefused(Supplier<Secret> agreement) {
    try {
      return agreement.get().reveal(Secret.Access.TEST);
    } catch (TlsFailure failure) {
      assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(Reason.BAD_KEY_SHARE);
      return null;
    }
  }
}
