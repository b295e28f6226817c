package dev.glassine.core.record;

import static dev.glassine.core.record.Epoch.octets;
import static dev.glassine.core.record.Failures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ContentType;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What every protection keeps to. */
class ProtectionTest {
  private static final ContentType DATA = ContentType.APPLICATION_DATA;

  @ParameterizedTest
  @EnumSource
  void opensWhatItSealedAtEveryLength(Epoch epoch) {
    RecordSealer sealer = epoch.sealer();
    RecordOpener opener = epoch.opener();
    for (int length = 0; length <= 300; length++) {
      roundTrip(epoch, sealer, opener, length);
    }
    roundTrip(epoch, sealer, opener, RecordHeader.MAX_PLAINTEXT - 1);
    roundTrip(epoch, sealer, opener, RecordHeader.MAX_PLAINTEXT);
  }

  private static void roundTrip(Epoch epoch, RecordSealer sealer, RecordOpener opener, int length) {
    byte[] fragment = octets(length, length);
    ContentType type = length % 2 == 0 ? DATA : ContentType.HANDSHAKE;
    byte[] record = seal(sealer, type, fragment);
    assertThat(record.length).isLessThanOrEqualTo(sealer.sealedLength(length));
    assertThat(RecordHeader.recordLength(record, 0, record.length, opener.maxProtectedLength()))
        .isEqualTo(record.length);
    assertThat(RecordHeader.type(record, 0)).isEqualTo(epoch.isTls13() ? DATA.code() : type.code());
    byte[] out = new byte[opener.openedLength(record.length)];
    int opened = opener.open(record, 0, record.length, out, 0);
    assertThat(Arrays.copyOf(out, opened)).isEqualTo(fragment);
    assertThat(opener.contentType()).isEqualTo(type.code());
  }

  @ParameterizedTest
  @EnumSource(names = "PLAINTEXT", mode = Mode.EXCLUDE)
  void refusesARecordWithAnyOctetChanged(Epoch epoch) {
    byte[] record = seal(epoch.sealer(), DATA, octets(40, 7));
    for (int i = 0; i < record.length; i++) {
      byte[] changed = record.clone();
      changed[i] ^= 0x40;
      // a changed length would never arrive as this record; a changed type is another failure in
      // TLS 1.3
      if (i == 3 || i == 4 || (i == 0 && epoch.isTls13())) {
        continue;
      }
      byte[] out = new byte[record.length];
      int at = i;
      if ((i == 1 || i == 2) && !epoch.name().startsWith("TLS_")) {
        // the MAC of CBC suites covers the negotiated version, not the header's (RFC 5246 §6.2.3.1)
        continue;
      }
      TlsFailure failure =
          failure(
              Reason.BAD_RECORD_MAC, () -> epoch.opener().open(changed, 0, changed.length, out, 0));
      assertThat(failure.alert()).as("octet %d", at).isEqualTo(AlertDescription.BAD_RECORD_MAC);
      assertThat(out).as("octets of an unauthentic record, octet %d", at).containsOnly(0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "PLAINTEXT", mode = Mode.EXCLUDE)
  void refusesEveryShorterRecord(Epoch epoch) {
    byte[] record = seal(epoch.sealer(), DATA, octets(40, 7));
    for (int length = RecordHeader.LENGTH; length < record.length; length++) {
      byte[] shorter = Arrays.copyOf(record, length);
      shorter[3] = 0;
      shorter[4] = (byte) (length - RecordHeader.LENGTH);
      byte[] out = new byte[record.length];
      failure(Reason.BAD_RECORD_MAC, () -> epoch.opener().open(shorter, 0, shorter.length, out, 0));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "PLAINTEXT", mode = Mode.EXCLUDE)
  void refusesARecordOutOfOrder(Epoch epoch) {
    RecordSealer sealer = epoch.sealer();
    byte[] first = seal(sealer, DATA, octets(40, 7));
    byte[] second = seal(sealer, DATA, octets(40, 7));
    byte[] out = new byte[first.length];
    failure(Reason.BAD_RECORD_MAC, () -> epoch.opener().open(second, 0, second.length, out, 0));
    RecordOpener opener = epoch.opener();
    assertThat(opener.open(first, 0, first.length, out, 0)).isEqualTo(40);
    failure(Reason.BAD_RECORD_MAC, () -> opener.open(first, 0, first.length, out, 0));
  }

  @ParameterizedTest
  @EnumSource(names = "PLAINTEXT", mode = Mode.EXCLUDE)
  void sealsTheSameFragmentDifferentlyEachTime(Epoch epoch) {
    RecordSealer sealer = epoch.sealer();
    assertThat(seal(sealer, DATA, octets(40, 7))).isNotEqualTo(seal(sealer, DATA, octets(40, 7)));
  }

  @ParameterizedTest
  @EnumSource
  void sealsAndOpensInPlace(Epoch epoch) {
    RecordSealer sealer = epoch.sealer();
    RecordOpener opener = epoch.opener();
    for (int length : new int[] {0, 1, 15, 16, 17, 1000, RecordHeader.MAX_PLAINTEXT}) {
      byte[] fragment = octets(length, length);
      byte[] array = new byte[7 + sealer.sealedLength(length) + 9];
      System.arraycopy(fragment, 0, array, 7 + sealer.fragmentOffset(), length);
      int sealed = sealer.seal(DATA, array, 7 + sealer.fragmentOffset(), length, array, 7);
      int start = 7 + sealer.fragmentOffset();
      int opened = opener.open(array, 7, sealed, array, start);
      assertThat(Arrays.copyOfRange(array, start, start + opened)).isEqualTo(fragment);
    }
  }

  @ParameterizedTest
  @EnumSource
  void opensIntoAnyPlaceOfTheSameArray(Epoch epoch) {
    byte[] fragment = octets(100, 3);
    byte[] record = seal(epoch.sealer(), DATA, fragment);
    for (int place = 0; place < 60; place++) {
      byte[] array = new byte[300];
      System.arraycopy(record, 0, array, 30, record.length);
      int opened = epoch.opener().open(array, 30, record.length, array, place);
      assertThat(Arrays.copyOfRange(array, place, place + opened))
          .as("at %d", place)
          .isEqualTo(fragment);
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesNothingOutsideItsRecord(Epoch epoch) {
    RecordSealer sealer = epoch.sealer();
    RecordOpener opener = epoch.opener();
    for (int length = 0; length < 50; length++) {
      byte[] array = new byte[11 + sealer.sealedLength(length) + 13];
      Arrays.fill(array, (byte) 0x55);
      int sealed = sealer.seal(DATA, octets(length, 1), 0, length, array, 11);
      assertThat(Arrays.copyOf(array, 11)).containsOnly(0x55);
      assertThat(Arrays.copyOfRange(array, 11 + sealed, array.length)).containsOnly(0x55);
      byte[] out = new byte[3 + opener.openedLength(sealed) + 5];
      Arrays.fill(out, (byte) 0x55);
      opener.open(array, 11, sealed, out, 3);
      assertThat(Arrays.copyOf(out, 3)).containsOnly(0x55);
      assertThat(Arrays.copyOfRange(out, out.length - 5, out.length)).containsOnly(0x55);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesToSealMoreThanARecordCarries(Epoch epoch) {
    byte[] out = new byte[20_000];
    byte[] fragment = new byte[RecordHeader.MAX_PLAINTEXT + 1];
    failure(
        Reason.API_MISUSE, () -> epoch.sealer().seal(DATA, fragment, 0, fragment.length, out, 0));
  }

  @ParameterizedTest
  @EnumSource(names = "PLAINTEXT", mode = Mode.EXCLUDE)
  void countsRecordsDownOnBothSides(Epoch epoch) {
    RecordSealer sealer = epoch.sealer();
    RecordOpener opener = epoch.opener();
    long before = sealer.remainingRecords();
    assertThat(opener.remainingRecords()).isEqualTo(before);
    byte[] record = seal(sealer, DATA, octets(1, 1));
    opener.open(record, 0, record.length, new byte[record.length], 0);
    assertThat(sealer.remainingRecords()).isEqualTo(before - 1);
    assertThat(opener.remainingRecords()).isEqualTo(before - 1);
  }

  static byte[] seal(RecordSealer sealer, ContentType type, byte[] fragment) {
    byte[] out = new byte[sealer.sealedLength(fragment.length)];
    return Arrays.copyOf(out, sealer.seal(type, fragment, 0, fragment.length, out, 0));
  }
}
