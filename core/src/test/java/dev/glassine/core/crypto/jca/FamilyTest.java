package dev.glassine.core.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the table of preference promises. */
class FamilyTest {
  /** Bouncy Castle's arithmetic on the NIST curves takes time that depends on the numbers. */
  @ParameterizedTest
  @EnumSource(names = {"ECDH", "ECDSA_SIGNING", "RSA_SIGNATURE", "RSA_DECRYPTION", "FINITE_FIELD"})
  void givesPrivateKeysToVariableTimeArithmeticOnlyWhereNothingElseIsLeft(Family family) {
    assertThat(family.sources().getLast()).isEqualTo(Source.BOUNCY_CASTLE);
  }

  @ParameterizedTest
  @EnumSource(names = {"AES_GCM", "CHACHA20_POLY1305", "HASH", "HMAC"})
  void leavesRecordsToTheJdkWhichNeedNotLeaveJavaForThem(Family family) {
    assertThat(family.sources().getFirst()).isEqualTo(Source.JDK);
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void fallsBackOnTheJdkForEverything(Family family) {
    assertThat(family.sources()).contains(Source.JDK).doesNotHaveDuplicates();
  }
}
