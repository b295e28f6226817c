package dev.glassine.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.registry.NamedGroup;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FfdheGroupsTest {
  @ParameterizedTest
  @CsvSource({"ffdhe2048, 2048", "ffdhe3072, 3072", "ffdhe4096, 4096"})
  void derivesSafePrimes(String name, int bits) {
    FiniteField.Parameters group = FfdheGroups.parameters(NamedGroup.named(name).orElseThrow());

    assertThat(group.prime().bitLength()).isEqualTo(bits);
    assertThat(group.prime().isProbablePrime(2)).isTrue();
    assertThat(group.prime().shiftRight(1).isProbablePrime(2)).isTrue();
    assertThat(group.generator()).isEqualTo(BigInteger.TWO);
    assertThat(group.length()).isEqualTo(bits / 8);
  }

  @ParameterizedTest
  @CsvSource({
    // RFC 7919 §A.1 to §A.3: how the primes end
    "ffdhe2048, 886b423861285c97ffffffffffffffff",
    "ffdhe3072, 25e41d2b66c62e37ffffffffffffffff",
    "ffdhe4096, c68a007e5e655f6affffffffffffffff"
  })
  void derivesThePrimesOfTheRfc(String name, String end) {
    BigInteger prime = FfdheGroups.parameters(NamedGroup.named(name).orElseThrow()).prime();

    assertThat(prime.toString(16)).startsWith("ffffffffffffffffadf85458a2bb4a9a").endsWith(end);
  }

  @Test
  void tellsAGroupByItsParameters() {
    for (NamedGroup group : FfdheGroups.KNOWN) {
      assertThat(FfdheGroups.named(FfdheGroups.parameters(group))).isEqualTo(group);
    }
    BigInteger prime = FfdheGroups.parameters(NamedGroup.FFDHE2048).prime();
    assertThat(FfdheGroups.named(new FiniteField.Parameters(prime, BigInteger.valueOf(5))))
        .isNull();
  }

  @Test
  void hasNoParametersForACurve() {
    assertThatThrownBy(() -> FfdheGroups.parameters(NamedGroup.X25519))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
