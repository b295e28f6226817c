package dev.glassine.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.record.PlaintextOpener;
import dev.glassine.core.record.PlaintextSealer;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DEFLATE between fragments and records (RFC 3749), over records without keys. */
class CompressionTest {
  private static final int LIMIT = RecordHeader.MAX_PLAINTEXT - 128;

  private final DeflatingSealer sealer =
      new DeflatingSealer(new PlaintextSealer(ProtocolVersion.SSL_3_0));
  private final InflatingOpener opener = new InflatingOpener(new PlaintextOpener());

  @AfterEach
  void freeWhatIsOutsideTheHeap() {
    sealer.close();
    opener.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 4_096, LIMIT})
  void givesBackWhatDoesNotCompress(int length) {
    byte[] fragment = new byte[length];
    new SplittableRandom(length).nextBytes(fragment);

    byte[] record = seal(fragment);

    assertThat(record.length).isLessThanOrEqualTo(sealer.sealedLength(length));
    assertThat(open(record)).isEqualTo(fragment);
  }

  @Test
  void fitsARecordEvenWhereNothingCompresses() {
    byte[] fragment = new byte[LIMIT];
    new SplittableRandom(1).nextBytes(fragment);

    assertThat(seal(fragment).length)
        .isLessThanOrEqualTo(RecordHeader.LENGTH + RecordHeader.MAX_PLAINTEXT);
  }

  @Test
  void remembersOneRecordInTheNext() {
    byte[] fragment = new byte[2_000];
    new SplittableRandom(2).nextBytes(fragment);

    byte[] first = seal(fragment);
    byte[] second = seal(fragment);

    assertThat(second.length).isLessThan(first.length / 10);
    assertThat(open(first)).isEqualTo(fragment);
    assertThat(open(second)).isEqualTo(fragment);
  }

  @Test
  void expandsARecordToTwoToTheFourteenAtMost() {
    assertThat(open(bomb(RecordHeader.MAX_PLAINTEXT))).hasSize(RecordHeader.MAX_PLAINTEXT);
    assertThatThrownBy(() -> open(bomb(RecordHeader.MAX_PLAINTEXT + 1))).satisfies(this::isRefused);
  }

  @Test
  void refusesABombOfAHundredMegabytes() {
    assertThatThrownBy(() -> open(bomb(100 << 20))).satisfies(this::isRefused);
  }

  @Test
  void refusesWhatIsNoDeflate() {
    assertThatThrownBy(() -> open(record(new byte[] {1, 2, 3, 4}))).satisfies(this::isRefused);
  }

  @Test
  void refusesOctetsBehindTheStreamsEnd() {
    byte[] ended = deflated(new byte[10], true);

    assertThatThrownBy(() -> open(record(Arrays.copyOf(ended, ended.length + 3))))
        .satisfies(this::isRefused);
  }

  private void isRefused(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            TlsFailure.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.DECOMPRESSION_FAILED));
  }

  private byte[] seal(byte[] fragment) {
    byte[] record = new byte[sealer.sealedLength(fragment.length)];
    int length = sealer.seal(ContentType.APPLICATION_DATA, fragment, 0, fragment.length, record, 0);
    return Arrays.copyOf(record, length);
  }

  private byte[] open(byte[] record) {
    byte[] fragment = new byte[opener.openedLength(record.length)];
    return Arrays.copyOf(fragment, opener.open(record, 0, record.length, fragment, 0));
  }

  /** A record that would expand to {@code length} zeros. */
  private static byte[] bomb(int length) {
    return record(deflated(new byte[length], false));
  }

  private static byte[] deflated(byte[] octets, boolean end) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(octets);
      if (end) {
        deflater.finish();
      }
      byte[] out = new byte[octets.length + 64];
      int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
      return Arrays.copyOf(out, length);
    } finally {
      deflater.end();
    }
  }

  private static byte[] record(byte[] compressed) {
    byte[] record = new byte[RecordHeader.LENGTH + compressed.length];
    record[0] = (byte) ContentType.APPLICATION_DATA.code();
    record[1] = 3;
    record[3] = (byte) (compressed.length >>> 8);
    record[4] = (byte) compressed.length;
    System.arraycopy(compressed, 0, record, RecordHeader.LENGTH, compressed.length);
    return record;
  }
}
