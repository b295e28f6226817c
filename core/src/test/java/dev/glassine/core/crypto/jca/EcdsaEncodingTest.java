package dev.glassine.core.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcdsaEncodingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "3006020101020101",
        "300702010102020080",
        "30080202008002020080",
        "300602017f02017f",
      })
  void takesDerOfTwoPositiveNumbers(String hex) {
    assertThat(isDer(hex)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "30", // cut
        "3000", // no numbers
        "3003020101", // one number
        "3009020101020101020101", // three
        "300602010102010100", // something after it
        "3005020101020101", // too short a length
        "3007020101020101", // too long a length
        "308106020101020101", // a length in more octets than it needs
        "3006020181020101", // negative
        "30070202000102010a", // a needless zero
        "3006020100020101", // zero
        "300502000201010a", // no octets in a number
        "3106020101020101", // another tag
        "3006030101020101", // another tag inside
        "3006020201010201", // a number that swallows the next
        "3080020101020101", // indefinite length
        "30060201010281010101", // a long form inside
      })
  void refusesEverythingElse(String hex) {
    assertThat(isDer(hex)).isFalse();
  }

  @Test
  void takesTheLengthsOfP521() {
    byte[] signature = new byte[3 + 2 * 68];
    signature[0] = 0x30;
    signature[1] = (byte) 0x81;
    signature[2] = (byte) (2 * 68);
    for (int start : new int[] {3, 3 + 68}) {
      signature[start] = 2;
      signature[start + 1] = 66;
      signature[start + 2] = 1;
    }
    assertThat(EcdsaEncoding.isDer(signature)).isTrue();
    signature[2]--;
    assertThat(EcdsaEncoding.isDer(signature)).isFalse();
  }

  private static boolean isDer(String hex) {
    return EcdsaEncoding.isDer(HexFormat.of().parseHex(hex));
  }
}
