package dev.glassine.core.record;

import static dev.glassine.core.record.Epoch.octets;
import static dev.glassine.core.record.Failures.failure;
import static dev.glassine.core.record.ProtectionTest.seal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Aead;
import dev.glassine.core.record.TestCrypto.CountingHmac;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.ProtocolVersion;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MAC-then-encrypt and encrypt-then-MAC, against Vaudenay's and the Lucky 13 attack. */
class CbcRecordTest {
  private static final BulkCipher AES = BulkCipher.AES_128_CBC;
  private static final byte[] KEY = octets(16, 1);
  private static final byte[] MAC_KEY = octets(32, 2);
  private static final byte[] IV = octets(16, 3);
  private static final int DATA = ContentType.APPLICATION_DATA.code();

  /**
   * What somebody who sends records can learn of one: the failure's words and the work that it
   * took.
   */
  private record Seen(String failure, long compressions) {}

  private static HmacRecordMac mac(HashAlgorithm hash) {
    return new HmacRecordMac(new CountingHmac(hash), MAC_KEY, ProtocolVersion.TLS_1_2);
  }

  /** A MAC-then-encrypt record around these octets as they stand: content, MAC and padding. */
  private static byte[] encrypted(byte[] inside) {
    byte[] record = new byte[5 + 16 + inside.length];
    RecordHeader.write(record, 0, DATA, 0x0303, 16 + inside.length);
    System.arraycopy(IV, 0, record, 5, 16);
    TestCrypto.cbc(AES, KEY, Aead.Direction.SEAL)
        .process(IV, 0, inside, 0, inside.length, record, 21);
    return record;
  }

  /**
   * Content, the right MAC, and {@code padding} octets of padding, the length octet not counted.
   */
  private static byte[] inside(HashAlgorithm hash, byte[] content, int padding) {
    byte[] inside = Arrays.copyOf(content, content.length + hash.length() + padding + 1);
    mac(hash).compute(0, DATA, content, 0, content.length, inside, content.length);
    Arrays.fill(inside, inside.length - padding - 1, inside.length, (byte) padding);
    return inside;
  }

  private static Seen open(HashAlgorithm hash, byte[] record) {
    CountingHmac hmac = new CountingHmac(hash);
    CbcOpener opener =
        new CbcOpener(
            TestCrypto.cbc(AES, KEY, Aead.Direction.OPEN),
            AES,
            new HmacRecordMac(hmac, MAC_KEY, ProtocolVersion.TLS_1_2));
    try {
      int length = opener.open(record, 0, record.length, new byte[record.length], 0);
      return new Seen("opened " + length, hmac.compressions);
    } catch (TlsFailure e) {
      assertThat(e.getCause()).isNull();
      return new Seen(e.reason() + " " + e.alert() + " " + e.getMessage(), hmac.compressions);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MD5", "SHA1", "SHA256", "SHA384"})
  void opensEveryPaddingWithTheSameWork(HashAlgorithm hash) {
    for (int total : new int[] {320, 336, 1024}) {
      Set<Long> work = new HashSet<>();
      for (int padding = 0; padding < 256; padding++) {
        byte[] content = octets(total - hash.length() - 1 - padding, padding);
        Seen seen = open(hash, encrypted(inside(hash, content, padding)));
        assertThat(seen.failure).isEqualTo("opened " + content.length);
        work.add(seen.compressions);
      }
      assertThat(work).as("numbers of compressions for %d octets", total).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MD5", "SHA1", "SHA256", "SHA384"})
  void wrongPaddingAndWrongMacLookTheSame(HashAlgorithm hash) {
    int total = 320;
    Set<Seen> seen = new HashSet<>();
    for (int padding = 0; padding < 256; padding++) {
      byte[] right = inside(hash, octets(total - hash.length() - 1 - padding, padding), padding);
      // padding right, MAC wrong in its first or its last octet, or content wrong
      int macAt = total - padding - 1 - hash.length();
      seen.add(open(hash, encrypted(changed(right, macAt))));
      seen.add(open(hash, encrypted(changed(right, macAt + hash.length() - 1))));
      if (macAt > 0) {
        seen.add(open(hash, encrypted(changed(right, 0))));
      }
      // MAC right, padding wrong: farthest octet, nearest octet, length octet
      if (padding > 0) {
        seen.add(open(hash, encrypted(changed(right, total - padding - 1))));
        seen.add(open(hash, encrypted(changed(right, total - 2))));
        seen.add(open(hash, encrypted(changed(right, total - 1))));
      }
    }
    // nothing right at all, with every last octet
    byte[] noise = octets(total, 99);
    for (int last = 0; last < 256; last++) {
      noise[total - 1] = (byte) last;
      seen.add(open(hash, encrypted(noise)));
    }
    assertThat(seen).hasSize(1);
    assertThat(seen.iterator().next().failure).startsWith("BAD_RECORD_MAC");
  }

  @Test
  void everySinglePaddingOctetIsChecked() {
    int padding = 255;
    byte[] right = inside(HashAlgorithm.SHA256, octets(320 - 32 - 256, 1), padding);
    for (int i = 1; i <= padding; i++) {
      assertThat(open(HashAlgorithm.SHA256, encrypted(changed(right, 320 - 1 - i))).failure)
          .as("octet %d", i)
          .startsWith("BAD_RECORD_MAC");
    }
  }

  @Test
  void everyOctetOfTheMacIsChecked() {
    for (int padding : new int[] {15, 31, 255}) {
      byte[] right = inside(HashAlgorithm.SHA384, octets(640 - 48 - 1 - padding, 1), padding);
      for (int i = 0; i < 48; i++) {
        byte[] wrong = changed(right, 640 - 1 - padding - 48 + i);
        assertThat(open(HashAlgorithm.SHA384, encrypted(wrong)).failure)
            .as("octet %d", i)
            .startsWith("BAD_RECORD_MAC");
      }
    }
  }

  @Test
  void refusesPaddingThatLeavesNoRoomForTheMac() {
    // 48 octets that all read 47: padding is right in itself, and there is nothing else
    byte[] inside = new byte[48];
    Arrays.fill(inside, (byte) 47);
    Seen allPadding = open(HashAlgorithm.SHA1, encrypted(inside));
    inside[0] = 1;
    assertThat(allPadding).isEqualTo(open(HashAlgorithm.SHA1, encrypted(inside)));
    assertThat(allPadding.failure).startsWith("BAD_RECORD_MAC");
  }

  @Test
  void opensAnEmptyFragmentBehindALongPadding() {
    assertThat(
            open(HashAlgorithm.SHA256, encrypted(inside(HashAlgorithm.SHA256, new byte[0], 255)))
                .failure)
        .isEqualTo("opened 0");
  }

  @Test
  void refusesRecordsThatCannotHoldAMacWithTheSameWords() {
    String usual = open(HashAlgorithm.SHA256, encrypted(octets(320, 1))).failure;
    for (int length : new int[] {0, 16, 32}) {
      assertThat(open(HashAlgorithm.SHA256, encrypted(octets(length, 1))).failure).isEqualTo(usual);
    }
    byte[] uneven = Arrays.copyOf(encrypted(octets(320, 1)), 5 + 16 + 319);
    assertThat(open(HashAlgorithm.SHA256, uneven).failure).isEqualTo(usual);
  }

  @Test
  void refusesContentLongerThanAgreed() {
    byte[] record = encrypted(inside(HashAlgorithm.SHA1, octets(320 - 20 - 1, 1), 0));
    CbcOpener opener =
        new CbcOpener(
            TestCrypto.cbc(AES, KEY, Aead.Direction.OPEN),
            AES,
            mac(HashAlgorithm.SHA1),
            CbcIv.explicit(16),
            CbcPadding.TLS,
            298);
    failure(
        Reason.RECORD_TOO_LONG,
        () -> opener.open(record, 0, record.length, new byte[record.length], 0));
  }

  @Test
  void sealsWithTheLeastPadding() {
    CbcSealer sealer =
        new CbcSealer(
            TestCrypto.cbc(AES, KEY, Aead.Direction.SEAL),
            AES,
            mac(HashAlgorithm.SHA1),
            CbcIv.explicit(16, new SecureRandom()),
            ProtocolVersion.TLS_1_2);
    assertThat(seal(sealer, ContentType.APPLICATION_DATA, octets(11, 1))).hasSize(5 + 16 + 32);
    assertThat(seal(sealer, ContentType.APPLICATION_DATA, octets(12, 1))).hasSize(5 + 16 + 48);
  }

  @Test
  void chainsImplicitIvsOverSeamOfLegacy() {
    CbcSealer sealer =
        new CbcSealer(
            TestCrypto.cbc(AES, KEY, Aead.Direction.SEAL),
            AES,
            mac(HashAlgorithm.SHA1),
            new Chained(IV),
            ProtocolVersion.TLS_1_0);
    CbcOpener opener =
        new CbcOpener(
            TestCrypto.cbc(AES, KEY, Aead.Direction.OPEN),
            AES,
            mac(HashAlgorithm.SHA1),
            new Chained(IV),
            CbcPadding.TLS,
            1 << 14);
    for (int length = 0; length < 50; length++) {
      byte[] record = seal(sealer, ContentType.APPLICATION_DATA, octets(length, length));
      assertThat(record).startsWith(23, 3, 1);
      // in place: the next IV must have been saved before it was decrypted over
      int opened = opener.open(record, 0, record.length, record, 5);
      assertThat(Arrays.copyOfRange(record, 5, 5 + opened)).isEqualTo(octets(length, length));
    }
  }

  /** RFC 2246 §6.2.3.2: the IV of a record is the last block of the record before. */
  private static final class Chained implements CbcIv {
    private final byte[] last;

    Chained(byte[] first) {
      last = first.clone();
    }

    @Override
    public int explicitLength() {
      return 0;
    }

    @Override
    public void next(byte[] iv) {
      System.arraycopy(last, 0, iv, 0, iv.length);
    }

    @Override
    public void lastBlock(byte[] record, int offset) {
      System.arraycopy(record, offset, last, 0, last.length);
    }
  }

  @Test
  void decryptsNothingBeforeTheMacOfEncryptThenMacIsRight() {
    byte[] record =
        seal(
            new EncryptThenMacSealer(
                TestCrypto.cbc(AES, KEY, Aead.Direction.SEAL),
                AES,
                mac(HashAlgorithm.SHA1),
                CbcIv.explicit(16, new SecureRandom()),
                ProtocolVersion.TLS_1_2),
            ContentType.APPLICATION_DATA,
            octets(50, 1));
    EncryptThenMacOpener opener =
        new EncryptThenMacOpener(
            (iv, ivOffset, in, inOffset, length, out, outOffset) -> {
              throw new AssertionError("decrypted");
            },
            AES,
            mac(HashAlgorithm.SHA1));
    for (int i = 5; i < record.length; i++) {
      byte[] wrong = changed(record, i);
      failure(
          Reason.BAD_RECORD_MAC,
          () -> opener.open(wrong, 0, wrong.length, new byte[wrong.length], 0));
    }
  }

  @Test
  void refusesWrongPaddingUnderARightMacOfEncryptThenMac() {
    byte[] inside = octets(32, 1);
    inside[31] = 3;
    byte[] record = Arrays.copyOf(encrypted(inside), 5 + 16 + 32 + 20);
    mac(HashAlgorithm.SHA1).compute(0, DATA, record, 5, 48, record, 5 + 48);
    RecordHeader.write(record, 0, DATA, 0x0303, 16 + 32 + 20);
    EncryptThenMacOpener opener =
        new EncryptThenMacOpener(
            TestCrypto.cbc(AES, KEY, Aead.Direction.OPEN), AES, mac(HashAlgorithm.SHA1));
    failure(
        Reason.BAD_RECORD_MAC,
        () -> opener.open(record, 0, record.length, new byte[record.length], 0));
    // and padding longer than the record
    Arrays.fill(inside, (byte) 32);
    byte[] longer = Arrays.copyOf(encrypted(inside), 5 + 16 + 32 + 20);
    mac(HashAlgorithm.SHA1).compute(0, DATA, longer, 5, 48, longer, 5 + 48);
    failure(
        Reason.BAD_RECORD_MAC,
        () -> opener.open(longer, 0, longer.length, new byte[longer.length], 0));
  }

  @Test
  void computesTheMacOfTheStandard() throws Exception {
    byte[] expected = new byte[20];
    mac(HashAlgorithm.SHA1)
        .compute(0x0102030405060708L, 23, new byte[] {9, 9, 9}, 0, 3, expected, 0);
    javax.crypto.Mac jca = javax.crypto.Mac.getInstance("HmacSHA1");
    jca.init(new javax.crypto.spec.SecretKeySpec(MAC_KEY, "HmacSHA1"));
    assertThat(jca.doFinal(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 23, 3, 3, 0, 3, 9, 9, 9}))
        .isEqualTo(expected);
  }

  private static byte[] changed(byte[] octets, int at) {
    byte[] changed = octets.clone();
    changed[at] ^= (byte) 0x80;
    return changed;
  }
}
