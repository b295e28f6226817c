package dev.glassine.core.record;

import static dev.glassine.core.record.Epoch.octets;
import static dev.glassine.core.record.Failures.failure;
import static dev.glassine.core.record.ProtectionTest.seal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.crypto.Aead;
import dev.glassine.core.engine.RecordPadding;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What only TLS 1.3 has: the inner content type and padding (RFC 9846 §5.2 to §5.4). */
class Tls13RecordTest {
  private static final BulkCipher GCM = BulkCipher.AES_128_GCM;
  private static final byte[] KEY = octets(16, 1);
  private static final byte[] IV = octets(12, 2);

  private static Aead.Keyed aead() {
    return TestCrypto.aead(GCM, KEY);
  }

  private static Tls13Sealer padded(RecordPadding padding) {
    return new Tls13Sealer(aead(), IV, GCM, padding);
  }

  /** A record around this TLSInnerPlaintext, which no sealer would make. */
  private static byte[] around(byte[] inner) {
    byte[] record = new byte[RecordHeader.LENGTH + inner.length + GCM.tagLength()];
    RecordHeader.write(record, 0, 23, 0x0303, inner.length + GCM.tagLength());
    aead()
        .seal(IV, record, RecordHeader.LENGTH, inner, 0, inner.length, record, RecordHeader.LENGTH);
    return record;
  }

  private static int open(Tls13Opener opener, byte[] record) {
    return opener.open(record, 0, record.length, new byte[record.length], 0);
  }

  private static Tls13Opener opener() {
    return new Tls13Opener(aead(), IV, GCM);
  }

  @Test
  void hidesContentTypeAndLength() {
    RecordPadding padding = RecordPadding.toMultipleOf(64);
    byte[] alert = seal(padded(padding), ContentType.ALERT, new byte[] {1, 0});
    byte[] data = seal(padded(padding), ContentType.APPLICATION_DATA, octets(63, 1));
    byte[] nothing = seal(padded(padding), ContentType.APPLICATION_DATA, new byte[0]);
    assertThat(alert).hasSize(5 + 64 + 1 + 16).startsWith(23, 3, 3, 0, 81);
    assertThat(data).hasSameSizeAs(alert).startsWith(Arrays.copyOf(alert, 5));
    assertThat(nothing).hasSameSizeAs(alert);
    Tls13Opener opener = opener();
    assertThat(open(opener, alert)).isEqualTo(2);
    assertThat(opener.contentType()).isEqualTo(ContentType.ALERT.code());
  }

  @Test
  void cutsPaddingToWhatFitsTheRecord() {
    Tls13Sealer sealer = padded((type, length) -> Integer.MAX_VALUE);
    byte[] record = seal(sealer, ContentType.APPLICATION_DATA, octets(5, 1));
    assertThat(record).hasSize(5 + 16385 + 16);
    assertThat(open(opener(), record)).isEqualTo(5);
    byte[] full = seal(sealer, ContentType.APPLICATION_DATA, octets(1 << 14, 1));
    assertThat(full).hasSize(5 + 16385 + 16);
  }

  @Test
  void takesNegativePaddingForNone() {
    assertThat(seal(padded((type, length) -> -9), ContentType.APPLICATION_DATA, octets(5, 1)))
        .hasSize(5 + 6 + 16);
  }

  @Test
  void keepsPaddingWithinThePeersRecordSizeLimit() {
    Tls13Sealer sealer = new Tls13Sealer(aead(), IV, GCM, RecordPadding.toMultipleOf(1024), 512);
    assertThat(seal(sealer, ContentType.APPLICATION_DATA, octets(5, 1))).hasSize(5 + 512 + 16);
    failure(Reason.API_MISUSE, () -> seal(sealer, ContentType.APPLICATION_DATA, octets(512, 1)));
  }

  @Test
  void keepsContentThatEndsInZeros() {
    byte[] record =
        seal(padded(RecordPadding.toMultipleOf(32)), ContentType.APPLICATION_DATA, new byte[20]);
    assertThat(open(opener(), record)).isEqualTo(20);
  }

  @Test
  void reservesRoomForTheTypeWithTheMostPadding() {
    Tls13Sealer sealer = padded((type, length) -> type == ContentType.HANDSHAKE ? 100 : 1);
    assertThat(sealer.sealedLength(10)).isEqualTo(5 + 10 + 1 + 100 + 16);
  }

  @Test
  void refusesPaddingWithoutContentType() {
    failure(Reason.NO_CONTENT_TYPE, () -> open(opener(), around(new byte[100])));
    failure(Reason.NO_CONTENT_TYPE, () -> open(opener(), around(new byte[0])));
  }

  @Test
  void doesNotScanBeforeTheCleartext() {
    byte[] record = around(new byte[3]);
    byte[] out = new byte[record.length + 8];
    Arrays.fill(out, (byte) 23);
    failure(Reason.NO_CONTENT_TYPE, () -> opener().open(record, 0, record.length, out, 8));
  }

  @Test
  void refusesInnerPlaintextThatIsTooLong() {
    byte[] most = new byte[(1 << 14) + 1];
    most[10] = 23;
    assertThat(open(opener(), around(most))).isEqualTo(10);
    byte[] tooLong = Arrays.copyOf(most, most.length + 1);
    failure(Reason.RECORD_TOO_LONG, () -> open(opener(), around(tooLong)));
  }

  @Test
  void refusesInnerPlaintextBeyondOurRecordSizeLimit() {
    byte[] inner = new byte[101];
    inner[100] = 23;
    assertThat(open(new Tls13Opener(aead(), IV, GCM, 101), around(inner))).isEqualTo(100);
    failure(
        Reason.RECORD_TOO_LONG, () -> open(new Tls13Opener(aead(), IV, GCM, 100), around(inner)));
  }

  @Test
  void refusesAnOuterTypeOtherThanApplicationData() {
    byte[] record = seal(padded(RecordPadding.NONE), ContentType.HANDSHAKE, octets(10, 1));
    record[0] = 22;
    failure(Reason.PLAINTEXT_AFTER_KEYS, () -> open(opener(), record));
  }

  @Test
  void passesOnInnerTypesThatItDoesNotKnow() {
    Tls13Opener opener = opener();
    assertThat(open(opener, around(new byte[] {1, 2, 99, 0}))).isEqualTo(2);
    assertThat(opener.contentType()).isEqualTo(99);
  }

  @Test
  void refusesPaddingBlocksThatNoRecordHas() {
    assertThatIllegalArgumentException().isThrownBy(() -> RecordPadding.toMultipleOf(0));
    assertThatIllegalArgumentException().isThrownBy(() -> RecordPadding.toMultipleOf(16385));
  }
}
