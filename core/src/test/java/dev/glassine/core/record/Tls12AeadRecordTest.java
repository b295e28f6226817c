package dev.glassine.core.record;

import static dev.glassine.core.record.Epoch.octets;
import static dev.glassine.core.record.Failures.failure;
import static dev.glassine.core.record.ProtectionTest.seal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * Nonces and additional data of AEAD suites in TLS 1.2, against the RFCs' own words computed apart.
 */
class Tls12AeadRecordTest {
  private static final byte[] KEY = octets(16, 1);
  private static final byte[] SALT = octets(4, 2);
  private static final byte[] KEY_256 = octets(32, 1);
  private static final byte[] IV = octets(12, 2);

  @Test
  void sealsGcmWithTheSequenceNumberAsExplicitNonce() throws GeneralSecurityException {
    Tls12AeadSealer sealer =
        new Tls12AeadSealer(
            TestCrypto.aead(BulkCipher.AES_128_GCM, KEY), SALT, BulkCipher.AES_128_GCM);
    seal(sealer, ContentType.HANDSHAKE, octets(3, 3));
    byte[] record = seal(sealer, ContentType.APPLICATION_DATA, octets(3, 3));
    assertThat(record).startsWith(23, 3, 3, 0, 8 + 3 + 16, 0, 0, 0, 0, 0, 0, 0, 1);
    // RFC 5288 §3: salt, then the explicit part; RFC 5246 §6.2.3.3: seq_num + type + version +
    // length
    byte[] nonce = Arrays.copyOf(SALT, 12);
    nonce[11] = 1;
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(Cipher.DECRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, nonce));
    gcm.updateAAD(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 23, 3, 3, 0, 3});
    assertThat(gcm.doFinal(record, 13, record.length - 13)).isEqualTo(octets(3, 3));
  }

  @Test
  void sealsChaChaWithoutExplicitNonce() throws GeneralSecurityException {
    BulkCipher cipher = BulkCipher.CHACHA20_POLY1305;
    Tls12AeadSealer sealer = new Tls12AeadSealer(TestCrypto.aead(cipher, KEY_256), IV, cipher);
    seal(sealer, ContentType.HANDSHAKE, octets(3, 3));
    byte[] record = seal(sealer, ContentType.APPLICATION_DATA, octets(3, 3));
    assertThat(record).hasSize(5 + 3 + 16);
    // RFC 7905 §2: the padded sequence number xor the IV
    byte[] nonce = IV.clone();
    nonce[11] ^= 1;
    Cipher chaCha = Cipher.getInstance("ChaCha20-Poly1305");
    chaCha.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(KEY_256, "ChaCha20"), new IvParameterSpec(nonce));
    chaCha.updateAAD(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 23, 3, 3, 0, 3});
    assertThat(chaCha.doFinal(record, 5, record.length - 5)).isEqualTo(octets(3, 3));
  }

  @Test
  void opensAnyExplicitNonceOfThePeer() throws GeneralSecurityException {
    byte[] explicit = octets(8, 9);
    byte[] nonce = Arrays.copyOf(SALT, 12);
    System.arraycopy(explicit, 0, nonce, 4, 8);
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, nonce));
    gcm.updateAAD(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 23, 3, 3, 0, 3});
    byte[] record = new byte[5 + 8 + 3 + 16];
    RecordHeader.write(record, 0, 23, 0x0303, 8 + 3 + 16);
    System.arraycopy(explicit, 0, record, 5, 8);
    gcm.doFinal(octets(3, 3), 0, 3, record, 13);
    byte[] out = new byte[3];
    assertThat(opener(1 << 14).open(record, 0, record.length, out, 0)).isEqualTo(3);
    assertThat(out).isEqualTo(octets(3, 3));
  }

  @Test
  void refusesContentLongerThanAgreed() {
    byte[] record =
        seal(
            new Tls12AeadSealer(
                TestCrypto.aead(BulkCipher.AES_128_GCM, KEY), SALT, BulkCipher.AES_128_GCM),
            ContentType.HANDSHAKE,
            octets(513, 1));
    failure(
        Reason.RECORD_TOO_LONG, () -> opener(512).open(record, 0, record.length, new byte[600], 0));
  }

  @Test
  void refusesAnIvOfAnotherLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Tls12AeadSealer(
                    TestCrypto.aead(BulkCipher.AES_128_GCM, KEY), IV, BulkCipher.AES_128_GCM));
  }

  private static Tls12AeadOpener opener(int maxPlaintext) {
    return new Tls12AeadOpener(
        TestCrypto.aead(BulkCipher.AES_128_GCM, KEY), SALT, BulkCipher.AES_128_GCM, maxPlaintext);
  }
}
