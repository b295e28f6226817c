package dev.glassine.inspect.capture;

import static dev.glassine.inspect.capture.TestPackets.ascii;
import static dev.glassine.inspect.capture.TestPackets.ethernet;
import static dev.glassine.inspect.capture.TestPackets.join;
import static dev.glassine.inspect.capture.TestPackets.tcp;
import static dev.glassine.inspect.capture.TestPackets.tcp6;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From packet to segment, for every link type. */
class TcpSegmentTest {
  private static final byte[] DATA = ascii("data");
  private static final byte[] IPV4 = tcp(40_000, 443, 0xFFFFFFF0L, 17, TcpSegment.ACK, DATA);
  private static final byte[] IPV6 = tcp6(40_000, 443, 0xFFFFFFF0L, TcpSegment.ACK, DATA);

  private static TcpSegment.Found find(int linkType, byte[] octets) {
    return TcpSegment.in(new Packet(1, Instant.EPOCH, linkType, octets, octets.length));
  }

  static Stream<Arguments> links() {
    byte[] family = {2, 0, 0, 0};
    byte[] sll = new byte[16];
    sll[14] = 8;
    byte[] sll2 = new byte[20];
    sll2[0] = (byte) 0x86;
    sll2[1] = (byte) 0xDD;
    return Stream.of(
        Arguments.of(LinkType.RAW, IPV4),
        Arguments.of(LinkType.RAW, IPV6),
        Arguments.of(LinkType.IPV4, IPV4),
        Arguments.of(LinkType.IPV6, IPV6),
        Arguments.of(LinkType.RAW_BSD, IPV4),
        Arguments.of(LinkType.RAW_OPENBSD, IPV4),
        Arguments.of(LinkType.NULL, join(family, IPV4)),
        Arguments.of(LinkType.LOOP, join(family, IPV6)),
        Arguments.of(LinkType.ETHERNET, ethernet(IPV4)),
        Arguments.of(LinkType.ETHERNET, ethernet(IPV6, 5, 6)),
        Arguments.of(LinkType.ETHERNET, join(ethernet(IPV4), new byte[6])),
        Arguments.of(LinkType.LINUX_SLL, join(sll, IPV4)),
        Arguments.of(LinkType.LINUX_SLL2, join(sll2, IPV6)));
  }

  @ParameterizedTest
  @MethodSource("links")
  void findsTheSegmentBehindEveryLinkHeader(LinkType link, byte[] packet) {
    var found = (TcpSegment.Found.Segment) find(link.code(), packet);
    TcpSegment segment = found.segment();

    assertThat(segment.source().port()).isEqualTo(40_000);
    assertThat(segment.destination().port()).isEqualTo(443);
    assertThat(segment.sequence()).isEqualTo(0xFFFFFFF0L);
    assertThat(
            new String(
                segment.octets(), segment.offset(), segment.captured(), StandardCharsets.US_ASCII))
        .as("without the padding of a short frame")
        .isEqualTo("data");
  }

  @Test
  void readsAddresses() {
    TcpSegment four = ((TcpSegment.Found.Segment) find(101, IPV4)).segment();
    TcpSegment six = ((TcpSegment.Found.Segment) find(101, IPV6)).segment();

    assertThat(four.source()).hasToString("192.0.2.1:40000");
    assertThat(six.destination()).hasToString("[2001:db8:0:0:0:0:0:1bb]:443");
  }

  @Test
  void countsWhatASnapshotLengthCutOff() {
    byte[] cut = Arrays.copyOf(IPV4, IPV4.length - 3);
    TcpSegment segment = ((TcpSegment.Found.Segment) find(101, cut)).segment();

    assertThat(segment.captured()).isEqualTo(1);
    assertThat(segment.length()).isEqualTo(4);
  }

  @Test
  void saysWhatElseAPacketIs() {
    byte[] fragment = IPV4.clone();
    fragment[7] = 9;
    byte[] udp = IPV4.clone();
    udp[9] = 17;
    byte[] badOffset = IPV4.clone();
    badOffset[32] = 0x10;

    assertThat(find(147, IPV4)).isEqualTo(other(TcpSegment.Kind.UNKNOWN_LINK));
    assertThat(find(1, new byte[60])).isEqualTo(other(TcpSegment.Kind.NOT_IP));
    assertThat(find(101, new byte[0])).isEqualTo(other(TcpSegment.Kind.NOT_IP));
    assertThat(find(101, udp)).isEqualTo(other(TcpSegment.Kind.NOT_TCP));
    assertThat(find(101, fragment)).isEqualTo(other(TcpSegment.Kind.IP_FRAGMENT));
    assertThat(find(101, badOffset)).isEqualTo(other(TcpSegment.Kind.BROKEN_HEADER));
    assertThat(find(101, Arrays.copyOf(IPV4, 25))).isEqualTo(other(TcpSegment.Kind.BROKEN_HEADER));
  }

  private static TcpSegment.Found other(TcpSegment.Kind kind) {
    return new TcpSegment.Found.Other(kind);
  }
}
