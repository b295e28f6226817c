package dev.glassine.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The reading and the writing cursor: numbers, bounds, lengths. */
class WireCursorTest {
  @Test
  void readsNumbersUnsignedAndBigEndian() {
    WireReader reader = reader("ff" + "fffe" + "010203" + "fffffffe");

    assertThat(reader.u8("a")).isEqualTo(255);
    assertThat(reader.u16("b")).isEqualTo(65534);
    assertThat(reader.u24("c")).isEqualTo(0x010203);
    assertThat(reader.u32("d")).isEqualTo(4294967294L);
    reader.end();
  }

  @Test
  void refusesNumbersThatAreCutOff() {
    for (String hex : List.of("", "00", "0000", "000000")) {
      assertThat(failure(hex, reader -> reader.u32("age")).reason())
          .isEqualTo(Reason.TRUNCATED_FIELD);
    }
    assertThat(failure("00", reader -> reader.u16("age")).detail())
        .isEqualTo("age: 2 octets are due, 1 are left");
  }

  @Test
  void checksALengthAgainstItsBoundsBeforeItLooksForTheOctets() {
    assertThat(failure("ff", reader -> reader.opaque8("id", 0, 32)).reason())
        .isEqualTo(Reason.LENGTH_OUT_OF_RANGE);
    assertThat(failure("00", reader -> reader.opaque8("id", 1, 32)).reason())
        .isEqualTo(Reason.LENGTH_OUT_OF_RANGE);
    assertThat(failure("20", reader -> reader.opaque8("id", 0, 32)).reason())
        .isEqualTo(Reason.TRUNCATED_FIELD);
    assertThat(failure("ffffff", reader -> reader.opaque24("cert", 1, 0xFFFFFF)).reason())
        .isEqualTo(Reason.TRUNCATED_FIELD);
  }

  @Test
  void acceptsBothBounds() {
    assertThat(reader("01aa").opaque8("id", 1, 2)).isEqualTo(Bytes.ofHex("aa"));
    assertThat(reader("02aabb").opaque8("id", 1, 2)).isEqualTo(Bytes.ofHex("aabb"));
    assertThat(reader("0000").opaque16("id", 0, 2)).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void anInnerReaderSeesItsVectorOnly() {
    WireReader reader = reader("000211223344");
    WireReader inner = reader.vector16("list", 0, 0xFFFF);

    assertThat(inner.remaining()).isEqualTo(2);
    assertThat(inner.u16("item")).isEqualTo(0x1122);
    assertThat(inner.nextElement()).isFalse();
    assertThat(reader.u16("after")).isEqualTo(0x3344);
  }

  @Test
  void anInnerReaderCannotReachBeyondItsVector() {
    TlsFailure failure =
        failure("000211223344", reader -> reader.vector16("list", 0, 0xFFFF).u32("item"));

    assertThat(failure.detail()).isEqualTo("list.item: 4 octets are due, 2 are left");
  }

  @Test
  void endRefusesOctetsThatAreLeft() {
    assertThat(failure("00", WireReader::end).reason()).isEqualTo(Reason.TRAILING_BYTES);
  }

  @Test
  void refusesAListOfCodesWithAnOddLength() {
    assertThat(
            failure("0003112233", reader -> reader.codes16("groups", 2, 0xFFFF, NamedGroup::of))
                .reason())
        .isEqualTo(Reason.LENGTH_OUT_OF_RANGE);
  }

  @Test
  void aPathKeepsTheElementThatItsReaderWasMadeFor() {
    WireReader list = reader("0101").restAs("list");
    List<WireReader> items = new ArrayList<>();
    while (list.nextElement()) {
      items.add(list.inner("item", 1));
    }
    TlsFailure failure =
        Objects.requireNonNull(
            catchThrowableOfType(TlsFailure.class, () -> items.getFirst().u16("x")));

    assertThat(failure.detail()).startsWith("list[0].item.x: ");
  }

  @Test
  void readsTextOctetForOctet() {
    assertThat(reader("03616200").text8("name", 1, 9)).isEqualTo("ab\0");
    assertThat(reader("0001ff").text16("name", 1, 9)).isEqualTo("\u00ff");
  }

  @Test
  void makesNoLabelsWithoutASink() {
    assertThat(
            reader("0102")
                .octets8(
                    "modes",
                    1,
                    9,
                    mode -> {
                      throw new AssertionError("a label was asked for");
                    }))
        .isEqualTo(Bytes.ofHex("02"));
  }

  @Test
  void writesWhatItReads() {
    WireWriter writer = new WireWriter();
    writer.u8(0xFF).u16(0xFFFE).u24(0x010203).u32(0xFFFFFFFEL).u64(-2);
    writer.opaque8(Bytes.ofHex("01")).opaque16(Bytes.ofHex("02")).opaque24(Bytes.ofHex("03"));
    writer.vector8(() -> writer.vector16(() -> writer.code16(CipherSuite.of(0x1301))));

    assertThat(writer.toBytes().hex())
        .isEqualTo(
            "ff"
                + "fffe"
                + "010203"
                + "fffffffe"
                + "fffffffffffffffe"
                + "0101"
                + "000102"
                + "00000103"
                + "0400021301");
    assertThat(writer.length()).isEqualTo(writer.toBytes().length());
  }

  @Test
  void growsAsMuchAsNeeded() {
    WireWriter writer = new WireWriter();
    writer.vector24(() -> writer.fixed(new byte[70_000]));

    assertThat(writer.toBytes().length()).isEqualTo(70_003);
    assertThat(writer.toBytes().slice(0, 3)).isEqualTo(Bytes.ofHex("011170"));
  }

  @Test
  void refusesToWriteWhatDoesNotFit() {
    assertThatIllegalArgumentException().isThrownBy(() -> new WireWriter().u8(256));
    assertThatIllegalArgumentException().isThrownBy(() -> new WireWriter().u8(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new WireWriter().u16(0x10000));
    assertThatIllegalArgumentException().isThrownBy(() -> new WireWriter().u32(1L << 32));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WireWriter().code16(CipherSuite.SSL_CK_RC4_128_WITH_MD5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WireWriter().opaque8(Bytes.wrap(new byte[256])));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              WireWriter writer = new WireWriter();
              writer.vector16(() -> writer.fixed(new byte[0x10000]));
            });
  }

  private static WireReader reader(String hex) {
    return Bytes.ofHex(hex).reader();
  }

  private static TlsFailure failure(String hex, Consumer<WireReader> reading) {
    return Objects.requireNonNull(
        catchThrowableOfType(TlsFailure.class, () -> reading.accept(reader(hex))));
  }
}
