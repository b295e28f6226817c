package dev.glassine.inspect.capture;

import static dev.glassine.inspect.capture.TestPackets.ascii;
import static dev.glassine.inspect.capture.TestPackets.block;
import static dev.glassine.inspect.capture.TestPackets.describe;
import static dev.glassine.inspect.capture.TestPackets.enhanced;
import static dev.glassine.inspect.capture.TestPackets.join;
import static dev.glassine.inspect.capture.TestPackets.keyLog;
import static dev.glassine.inspect.capture.TestPackets.pcap;
import static dev.glassine.inspect.capture.TestPackets.section;
import static dev.glassine.inspect.capture.TestPackets.simple;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Captures of every shape, whole, cut off and broken. */
class CaptureReaderTest {
  private static final List<byte[]> PACKETS = List.of(ascii("first"), ascii("second one"));

  private record Read(List<Packet> packets, List<String> secrets, String trouble) {
    List<String> texts() {
      return packets.stream()
          .map(packet -> new String(packet.octets(), java.nio.charset.StandardCharsets.US_ASCII))
          .toList();
    }
  }

  private static Read read(byte[] capture) throws IOException {
    List<String> secrets = new ArrayList<>();
    List<Packet> packets = new ArrayList<>();
    try (CaptureReader reader =
        CaptureReader.open(new ByteArrayInputStream(capture), "x.pcap", secrets::add)) {
      for (Packet packet = reader.next(); packet != null; packet = reader.next()) {
        packets.add(packet);
      }
      return new Read(packets, secrets, String.valueOf(reader.trouble()));
    }
  }

  static Stream<Arguments> pcaps() {
    return Stream.of(BIG_ENDIAN, LITTLE_ENDIAN)
        .flatMap(order -> Stream.of(true, false).map(nanos -> Arguments.of(order, nanos)));
  }

  @ParameterizedTest
  @MethodSource("pcaps")
  void readsPcapOfEitherByteOrderAndResolution(ByteOrder order, boolean nanoseconds)
      throws IOException {
    Read read = read(pcap(order, nanoseconds, 101, PACKETS));

    assertThat(read.texts()).containsExactly("first", "second one");
    assertThat(read.packets().get(1).time())
        .isEqualTo(Instant.ofEpochSecond(1, nanoseconds ? 5 : 5000));
    assertThat(read.packets().get(1).linkType()).isEqualTo(101);
    assertThat(read.trouble()).isEqualTo("null");
  }

  static Stream<ByteOrder> orders() {
    return Stream.of(BIG_ENDIAN, LITTLE_ENDIAN);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void readsTheBlocksOfPcapngAndPassesOthersOver(ByteOrder order) throws IOException {
    byte[] capture =
        join(
            section(order),
            block(order, 4, ascii("names that nobody needs")),
            describe(order, 1, 0, 6),
            describe(order, 101, 8, 9),
            keyLog(order, "CLIENT_RANDOM 00 01\n"),
            block(order, DECRYPTION_SECRETS, ascii("WGKLsomething else")),
            enhanced(order, 1, 7_000_000_009L, PACKETS.get(0), 99),
            block(order, 0x40000BAD, new byte[70_000]),
            simple(order, PACKETS.get(1), 10));

    Read read = read(capture);

    assertThat(read.texts()).containsExactly("first", "second one");
    assertThat(read.packets().get(0).time()).isEqualTo(Instant.ofEpochSecond(7, 9));
    assertThat(read.packets().get(0).linkType()).isEqualTo(101);
    assertThat(read.packets().get(0).originalLength()).isEqualTo(99);
    assertThat(read.packets().get(1).linkType()).as("of the first interface").isEqualTo(1);
    assertThat(read.secrets()).containsExactly("CLIENT_RANDOM 00 01\n");
    assertThat(read.trouble()).isEqualTo("null");
  }

  private static final int DECRYPTION_SECRETS = PcapngReader.DECRYPTION_SECRETS;

  @Test
  void readsSectionsOfDifferentByteOrder() throws IOException {
    byte[] capture =
        join(
            section(BIG_ENDIAN),
            describe(BIG_ENDIAN, 101, 0, 6),
            enhanced(BIG_ENDIAN, 0, 1_000_002, PACKETS.get(0), 5),
            section(LITTLE_ENDIAN),
            describe(LITTLE_ENDIAN, 101, 0, 0x80 | 10),
            enhanced(LITTLE_ENDIAN, 0, 3 * 1024 + 512, PACKETS.get(1), 10));

    Read read = read(capture);

    assertThat(read.packets().get(0).time()).isEqualTo(Instant.ofEpochSecond(1, 2000));
    assertThat(read.packets().get(1).time()).isEqualTo(Instant.ofEpochSecond(3, 500_000_000));
  }

  @Test
  void readsCapturesCompressedByGzip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(pcap(PACKETS));
    }

    assertThat(read(out.toByteArray()).texts()).containsExactly("first", "second one");
    byte[] cut = Arrays.copyOf(out.toByteArray(), out.size() - 12);
    assertThat(read(cut).trouble()).isNotNull();
  }

  @Test
  void saysWhereAPcapIsCutOff() throws IOException {
    byte[] whole = pcap(PACKETS);

    assertThat(read(Arrays.copyOf(whole, whole.length - 3)).trouble())
        .isEqualTo("x.pcap ends within packet 2 (at octet 45); the packet before it was read");
    assertThat(read(Arrays.copyOf(whole, 24 + 7)).trouble())
        .isEqualTo(
            "x.pcap ends within the header of packet 1 (at octet 24); nothing before it could be"
                + " read");
  }

  @Test
  void saysWhereAPcapngIsCutOffOrBroken() throws IOException {
    byte[] whole =
        join(
            section(LITTLE_ENDIAN),
            describe(LITTLE_ENDIAN, 101, 0, 6),
            enhanced(LITTLE_ENDIAN, 0, 0, PACKETS.get(0), 5),
            enhanced(LITTLE_ENDIAN, 0, 0, PACKETS.get(1), 10));
    byte[] broken = whole.clone();
    broken[broken.length - 4] ^= 8;

    assertThat(read(Arrays.copyOf(whole, whole.length - 9)).trouble())
        .contains("x.pcap ends within packet 2", "the packet before it was read");
    assertThat(read(broken).trouble()).contains("the two lengths of a block differ");
    assertThat(read(join(whole, new byte[] {6, 0, 0, 0, 3, 0, 0, 0})).trouble())
        .contains("a block declares 3 octets", "the 2 packets before it were read");
    assertThat(
            read(join(section(BIG_ENDIAN), enhanced(BIG_ENDIAN, 2, 0, PACKETS.get(0), 5)))
                .trouble())
        .contains("a packet of interface 2, which was not described");
  }

  @Test
  void doesNotBelieveAPacketOfFourGigabytes() throws IOException {
    byte[] capture = pcap(PACKETS);
    Arrays.fill(capture, 24 + 8, 24 + 12, (byte) 0xFF);

    assertThat(read(capture).trouble()).contains("packet 1 declares 4294967295 octets");
  }

  @Test
  void refusesWhatIsNoCaptureInOneSentence() {
    assertThatThrownBy(() -> read(ascii("GET / HTTP/1.1")))
        .isInstanceOf(IOException.class)
        .hasMessage("x.pcap is no pcap or pcapng capture: it begins with the octets 47 45 54 20");
    assertThatThrownBy(() -> read(new byte[0])).hasMessage("x.pcap is empty");
    assertThatThrownBy(() -> read(Arrays.copyOf(pcap(PACKETS), 9)))
        .hasMessage("x.pcap ends within its file header");
  }

  @Test
  void neverFailsOtherwiseWhateverTheOctetsAre() throws IOException {
    byte[] pcap = pcap(List.of(TestPackets.tcp(1, 2, 3, 4, 5, PACKETS.get(0)), PACKETS.get(1)));
    byte[] pcapng =
        join(
            section(LITTLE_ENDIAN),
            describe(LITTLE_ENDIAN, 1, 0, 6),
            keyLog(LITTLE_ENDIAN, "CLIENT_RANDOM"),
            enhanced(
                LITTLE_ENDIAN,
                0,
                0,
                TestPackets.ethernet(TestPackets.tcp6(1, 2, 3, 4, PACKETS.get(0)), 7),
                5),
            simple(LITTLE_ENDIAN, PACKETS.get(1), 10));
    Random random = new Random(7);
    for (int i = 0; i < 4000; i++) {
      byte[] changed = (i % 2 == 0 ? pcap : pcapng).clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        changed[4 + random.nextInt(changed.length - 4)] = (byte) random.nextInt();
      }
      for (Packet packet : read(changed).packets()) {
        TcpSegment.in(packet);
      }
    }
  }
}
