package dev.glassine.core.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.registry.HashAlgorithm;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HKDF beside the JDK's own, and what its labels refuse; vectors are in SymmetricVectorsTest. */
class HkdfTest {
  private static final Hkdf HKDF = new Hkdf(JcaCrypto.jdkOnly().hmac(HashAlgorithm.SHA256));
  private static final Secret KEY = Secret.wrap(new byte[32]);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 16, 31, 32, 33, 64, 65, 255 * 32})
  void expandsLabelsAsTheJdkDoes(int length) throws GeneralSecurityException {
    byte[] context = {9, 8, 7};
    byte[] info = new byte[4 + 10 + 3];
    info[0] = (byte) (length >>> 8);
    info[1] = (byte) length;
    info[2] = 10;
    System.arraycopy(
        "tls13 some".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, info, 3, 10);
    info[13] = 3;
    System.arraycopy(context, 0, info, 14, 3);
    byte[] derived = HKDF.expandLabel(KEY, "some", context, length).reveal(Secret.Access.TEST);

    if (length == 0) {
      assertThat(derived).isEmpty();
    } else {
      KDF jdk = KDF.getInstance("HKDF-SHA256");
      SecretKeySpec key = new SecretKeySpec(new byte[32], "Generic");
      assertThat(derived)
          .isEqualTo(jdk.deriveData(HKDFParameterSpec.expandOnly(key, info, length)));
    }
  }

  @Test
  void refusesMoreThan255Blocks() {
    assertThatThrownBy(() -> HKDF.expand(KEY, new byte[0], 255 * 32 + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8160");
  }

  @Test
  void refusesLabelsAndContextsThatHkdfLabelCannotHold() {
    assertThatThrownBy(() -> HKDF.expandLabel(KEY, "", new byte[0], 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HKDF.expandLabel(KEY, "x".repeat(250), new byte[0], 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HKDF.expandLabel(KEY, "x", new byte[256], 32))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leavesItsInputsAsTheyAre() {
    Secret ikm = Secret.wrap(new byte[] {1, 2, 3});
    var _ = HKDF.extract(ikm, ikm);

    assertThat(ikm.reveal(Secret.Access.TEST)).containsExactly(1, 2, 3);
  }
}
