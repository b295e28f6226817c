package dev.glassine.core.record;

import static dev.glassine.core.record.Failures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;
import org.junit.jupiter.api.Test;

class SequenceNumberTest {
  @Test
  void refusesToSealBeyondTheKeysLimit() {
    SequenceNumber sequence = new SequenceNumber(2);
    sequence.toSeal();
    sequence.used();
    sequence.toSeal();
    sequence.used();
    assertThat(sequence.remaining()).isZero();
    failure(Reason.KEY_LIMIT_REACHED, sequence::toSeal);
  }

  @Test
  void opensBeyondTheKeysLimit() {
    SequenceNumber sequence = new SequenceNumber(0);
    assertThat(sequence.toOpen()).isZero();
    sequence.used();
    assertThat(sequence.toOpen()).isEqualTo(1);
    assertThat(sequence.remaining()).isZero();
  }

  @Test
  void staysWhereItIsUntilTheRecordIsGenuine() {
    SequenceNumber sequence = new SequenceNumber(10);
    assertThat(sequence.toOpen()).isZero();
    assertThat(sequence.toOpen()).isZero();
    assertThat(sequence.remaining()).isEqualTo(10);
  }

  @Test
  void addsTheNumberToTheEndOfTheIv() {
    byte[] nonce = new byte[12];
    SequenceNumber.nonce(
        new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 0x0102030405060708L, nonce);
    assertThat(nonce).containsExactly(1, 2, 3, 4, 4, 4, 4, 12, 12, 12, 12, 4);
  }

  @Test
  void stopsTripleDesAtItsLimit() {
    // Sweet32: 2^20 records; the cipher itself does nothing here
    CbcSealer sealer =
        new CbcSealer(
            (iv, ivOffset, in, inOffset, length, out, outOffset) -> {},
            BulkCipher.TRIPLE_DES_EDE_CBC,
            new SilentMac(),
            new SilentIv(),
            ProtocolVersion.TLS_1_2);
    byte[] out = new byte[64];
    for (int i = 0; i < 1 << 20; i++) {
      sealer.seal(ContentType.APPLICATION_DATA, out, 0, 0, out, 0);
    }
    assertThat(sealer.remainingRecords()).isZero();
    failure(
        Reason.KEY_LIMIT_REACHED,
        () -> sealer.seal(ContentType.APPLICATION_DATA, out, 0, 0, out, 0));
  }

  private record SilentMac() implements RecordMac {
    @Override
    public int length() {
      return 20;
    }

    @Override
    public void compute(
        long sequence,
        int type,
        byte[] content,
        int offset,
        int length,
        byte[] out,
        int outOffset) {}

    @Override
    public void balance(int length, int longest) {}
  }

  private record SilentIv() implements CbcIv {
    @Override
    public int explicitLength() {
      return 8;
    }

    @Override
    public void next(byte[] iv) {}

    @Override
    public void lastBlock(byte[] record, int offset) {}
  }
}
