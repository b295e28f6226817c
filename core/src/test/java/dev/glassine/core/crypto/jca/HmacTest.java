package dev.glassine.core.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.glassine.core.crypto.Hmac;
import dev.glassine.core.registry.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** HMAC objects serve one key after another; the second must not notice the first. */
class HmacTest {
  private static final byte[] DATA = "what".getBytes(StandardCharsets.US_ASCII);

  private final Hmac hmac = JcaCrypto.standard().hmac(HashAlgorithm.SHA256);

  private byte[] mac(Hmac.Keyed keyed) {
    byte[] mac = new byte[32];
    keyed.update(DATA, 0, DATA.length);
    keyed.finish(mac, 0);
    return mac;
  }

  private byte[] macUnder(int key) {
    try (Hmac.Keyed keyed = hmac.key(new byte[] {(byte) key})) {
      return mac(keyed);
    }
  }

  @Test
  void forgetsWhatItsPredecessorHadBegunToHash() {
    byte[] answer = macUnder(1);
    try (Hmac.Keyed broken = hmac.key(new byte[] {2})) {
      broken.update(DATA, 0, 2);
    }
    assertThat(macUnder(1)).isEqualTo(answer);
  }

  @Test
  void keepsTwoKeysInUseApart() {
    byte[] one = macUnder(1);
    byte[] two = macUnder(2);
    try (Hmac.Keyed first = hmac.key(new byte[] {1});
        Hmac.Keyed second = hmac.key(new byte[] {2})) {
      first.update(DATA, 0, 2);
      assertThat(mac(second)).isEqualTo(two);
      byte[] mac = new byte[32];
      first.update(DATA, 2, DATA.length - 2);
      first.finish(mac, 0);
      assertThat(mac).isEqualTo(one);
    }
  }

  @Test
  void cannotBeUsedOnceItsKeyWasLetGoOf() {
    Hmac.Keyed keyed = hmac.key(new byte[] {1});
    keyed.close();
    assertThatIllegalStateException().isThrownBy(() -> mac(keyed));
  }

  @Test
  void servesOneOwnerOnlyWhenLetGoOfTwice() {
    Hmac.Keyed keyed = hmac.key(new byte[] {1});
    keyed.close();
    keyed.close();
    try (Hmac.Keyed first = hmac.key(new byte[] {1});
        Hmac.Keyed second = hmac.key(new byte[] {2})) {
      first.update(DATA, 0, DATA.length);
      byte[] other = mac(second);
      byte[] mac = new byte[32];
      first.finish(mac, 0);
      assertThat(mac).isNotEqualTo(other);
      assertThat(mac).isEqualTo(macUnder(1));
    }
  }
}
