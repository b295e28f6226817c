package dev.glassine.inspect.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.inspect.capture.TestPackets.Talk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Streams out of segments: out of order, twice, overlapping, missing, cut off. */
class TcpStreamsTest {
  /** What one connection's listener heard, as words. */
  private static final class Heard implements StreamListener {
    private final TcpConnection connection;
    private final List<String> words = new ArrayList<>();

    Heard(TcpConnection connection) {
      this.connection = connection;
    }

    private static String arrow(Way way) {
      return way == Way.FORWARD ? ">" : "<";
    }

    @Override
    public void data(Way way, Instant time, byte[] octets, int offset, int length) {
      String text = new String(octets, offset, length, StandardCharsets.US_ASCII);
      String last = words.isEmpty() ? "" : words.getLast();
      if (last.startsWith(arrow(way)) && !last.endsWith("]")) {
        words.set(words.size() - 1, last + text);
      } else {
        words.add(arrow(way) + text);
      }
    }

    @Override
    public void gap(Way way, Instant time, long length) {
      words.add(arrow(way) + "[" + length + " missing]");
    }

    @Override
    public void ended(Way way, Instant time, boolean reset) {
      words.add(arrow(way) + (reset ? "[reset]" : "[end]"));
    }

    @Override
    public void finished() {
      words.add("finished");
    }
  }

  private static List<Heard> hear(List<byte[]> packets) {
    List<Heard> all = new ArrayList<>();
    TcpStreams streams =
        new TcpStreams(
            connection -> {
              all.add(new Heard(connection));
              return all.getLast();
            });
    feed(streams, packets);
    streams.end();
    return all;
  }

  private static void feed(TcpStreams streams, List<byte[]> packets) {
    for (byte[] octets : packets) {
      Packet packet = new Packet(1, Instant.EPOCH, 101, octets, octets.length);
      if (TcpSegment.in(packet) instanceof TcpSegment.Found.Segment(TcpSegment segment)) {
        streams.take(segment);
      }
    }
  }

  private static List<String> words(Talk talk) {
    List<Heard> heard = hear(talk.packets());
    assertThat(heard).hasSize(1);
    return heard.getFirst().words;
  }

  @Test
  void handsOnWhatCameInOrder() {
    Talk talk =
        new Talk(100, 900)
            .opening()
            .client(0, "hello ")
            .client(6, "server")
            .server(0, "hi", 12)
            .client(12, "", TcpSegment.FIN);

    assertThat(words(talk)).containsExactly(">hello server", "<hi", ">[end]", "finished");
  }

  @Test
  void sortsWhatCameOutOfOrderAndPassesCopiesOver() {
    Talk talk =
        new Talk(100, 900)
            .opening()
            .client(6, "server")
            .client(0, "hello ")
            .client(0, "hello ")
            .client(4, "o ser");

    assertThat(words(talk)).containsExactly(">hello server", "finished");
  }

  @Test
  void keepsWhatItHandedOnWhereCopiesOverlapAndDiffer() {
    Talk talk = new Talk(100, 900).opening().client(0, "ab").client(4, "EFGH").client(0, "XXcdef");

    assertThat(words(talk)).containsExactly(">abcdefGH", "finished");
  }

  @Test
  void countsSequenceNumbersBeyondTheirEnd() {
    Talk talk =
        new Talk(0xFFFFFFFDL, 900).opening().client(8, "ijkl").client(0, "abcd").client(4, "efgh");

    assertThat(words(talk)).containsExactly(">abcdefghijkl", "finished");
  }

  @Test
  void namesTheGapAfterTheReceiverHasWhatTheCaptureHasNot() {
    Talk talk = new Talk(100, 900).opening().client(0, "one").client(8, "three");
    for (int i = 0; i < 20; i++) {
      talk.server(i, "x", 13);
    }

    List<String> words = words(talk);
    assertThat(words).contains(">[5 missing]", ">three");
    assertThat(words.indexOf(">three"))
        .as("not only at the end of the capture")
        .isLessThan(words.size() - 2);
  }

  @Test
  void namesTheGapBeforeTheEnd() {
    assertThat(words(new Talk(1, 2).opening().client(3, "late").client(9, "", TcpSegment.FIN)))
        .containsExactly(">[3 missing]", ">late", ">[2 missing]", ">[end]", "finished");
  }

  @Test
  void namesWhatASnapshotLengthCutOff() {
    Talk talk = new Talk(100, 900).opening().client(0, "abcdef").client(6, "gh");
    byte[] cut = java.util.Arrays.copyOf(talk.packets().get(2), 40 + 4);
    talk.packets().set(2, cut);

    assertThat(words(talk)).containsExactly(">abcd", ">[2 missing]", ">gh", "finished");
  }

  @Test
  void followsConnectionsWhoseStartIsMissing() {
    List<Heard> heard = hear(new Talk(100, 900).server(0, "late", 7).client(7, "ok").packets());

    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst().words).containsExactly(">late", "<ok", "finished");
    assertThat(heard.getFirst().connection.sawStart()).isFalse();
  }

  @Test
  void knowsWhoOpenedTheConnectionFromTheAnswerAlone() {
    List<byte[]> packets = new Talk(100, 900).opening().client(0, "hello").packets();
    packets.removeFirst();
    List<Heard> heard = hear(packets);

    assertThat(heard.getFirst().connection.initiator().port()).isEqualTo(TestPackets.CLIENT_PORT);
    assertThat(heard.getFirst().words).containsExactly(">hello", "finished");
  }

  @Test
  void tellsConnectionsOfTheSameEndsApart() {
    Talk first = new Talk(100, 900).opening().client(0, "one").reset(3);
    Talk second = new Talk(5000, 7000).opening().client(0, "two");
    List<byte[]> packets = new ArrayList<>(first.packets());
    packets.addAll(second.packets());

    List<Heard> heard = hear(packets);
    assertThat(heard).hasSize(2);
    assertThat(heard.get(0).words).containsExactly(">one", ">[reset]", "finished");
    assertThat(heard.get(1).words).containsExactly(">two", "finished");
  }

  @Test
  void takesARepeatedOpeningForTheSameConnection() {
    Talk talk = new Talk(100, 900).opening().opening().client(0, "one");

    assertThat(words(talk)).containsExactly(">one", "finished");
  }

  @Test
  void givesTheSameStreamForEveryOrderOfTheSegments() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append((char) ('a' + i % 26));
    }
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      Talk talk = new Talk(0xFFFFFFB0L, 900);
      for (int at = 0; at < 200; ) {
        int length = Math.min(200 - at, 1 + random.nextInt(30));
        talk.client(at, text.substring(at, at + length));
        if (random.nextInt(4) == 0) {
          int back = random.nextInt(at + 1);
          talk.client(back, text.substring(back, at + length));
        }
        at += length;
      }
      Collections.shuffle(talk.packets(), random);
      List<byte[]> packets = new ArrayList<>(new Talk(0xFFFFFFB0L, 900).opening().packets());
      packets.addAll(talk.packets());

      assertThat(hear(packets).getFirst().words).containsExactly(">" + text, "finished");
    }
  }

  @Test
  void waitsForABoundedNumberOfOctetsOnly() {
    Talk talk = new Talk(100, 900).opening();
    String kilobyte = "k".repeat(1000);
    for (int i = 0; i < 2000; i++) {
      talk.client(5 + i * 1000L, kilobyte);
    }

    List<Heard> heard = hear(talk.packets());
    assertThat(heard.getFirst().words.getFirst()).isEqualTo(">[5 missing]");
    assertThat(heard.getFirst().words.get(1)).hasSize(1 + 2_000_000);
  }

  @Test
  void sharesItsRoomAmongConnections() {
    List<Heard> all = new ArrayList<>();
    TcpStreams streams =
        new TcpStreams(
            connection -> {
              all.add(new Heard(connection));
              return all.getLast();
            },
            3,
            5000);
    for (int port = 1; port <= 5; port++) {
      feed(
          streams,
          List.of(
              TestPackets.tcp(port, 443, 0, 0, TcpSegment.SYN, new byte[0]),
              TestPackets.tcp(port, 443, 9, 0, TcpSegment.ACK, new byte[2000])));
    }

    assertThat(streams.letGo()).isEqualTo(2);
    assertThat(all.get(0).words.getLast()).isEqualTo("finished");
    assertThat(all.get(4).words).as("still waited for").isEmpty();
    streams.end();
    assertThat(all.get(4).words.getFirst()).isEqualTo(">[8 missing]");
  }

  @Test
  void readsTwoGigabytesInLittleMemory() throws IOException {
    // 2 GiB of segments of 64 KB, made while they are read; every seventh pair out of order
    long segments = (2L << 30) / 64_000 + 1;
    long[] heard = new long[1];
    TcpStreams streams =
        new TcpStreams(
            connection ->
                new StreamListener() {
                  @Override
                  public void data(Way way, Instant time, byte[] octets, int offset, int length) {
                    heard[0] += length;
                  }

                  @Override
                  public void gap(Way way, Instant time, long length) {
                    throw new AssertionError(length + " octets missing at " + heard[0]);
                  }

                  @Override
                  public void ended(Way way, Instant time, boolean reset) {}

                  @Override
                  public void finished() {}
                });
    long most = 0;
    Runtime runtime = Runtime.getRuntime();
    try (CaptureReader reader =
        CaptureReader.open(new EndlessCapture(segments), "generated", text -> {})) {
      for (Packet packet = reader.next(); packet != null; packet = reader.next()) {
        streams.take(((TcpSegment.Found.Segment) TcpSegment.in(packet)).segment());
        if (packet.number() % 8192 == 0) {
          System.gc();
          most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
        }
      }
      assertThat(reader.packets()).isEqualTo(segments);
      assertThat(reader.trouble()).isNull();
    }
    streams.end();

    assertThat(heard[0]).isEqualTo(segments * 64_000).isGreaterThan(2L << 30);
    assertThat(most).as("octets of heap in use").isLessThan(256L << 20);
  }

  /** A pcap that is made while it is read. */
  private static final class EndlessCapture extends InputStream {
    private final long segments;
    private final byte[] packet =
        TestPackets.tcp(40_000, 443, 0, 0, TcpSegment.ACK, new byte[64_000]);
    private long made;
    private ByteBuffer now =
        ByteBuffer.wrap(TestPackets.pcap(ByteOrder.BIG_ENDIAN, false, 101, List.of()));

    EndlessCapture(long segments) {
      this.segments = segments;
    }

    private boolean more() {
      if (now.hasRemaining()) {
        return true;
      }
      if (made == segments) {
        return false;
      }
      ByteBuffer next = ByteBuffer.allocate(16 + packet.length);
      next.putInt((int) made).putInt(0).putInt(packet.length).putInt(packet.length).put(packet);
      long pair = made / 2;
      boolean swapped = pair % 7 == 6 && pair * 2 + 1 < segments;
      long position = swapped ? made ^ 1 : made;
      next.putInt(16 + 24, (int) (position * 64_000));
      now = next.flip();
      made++;
      return true;
    }

    @Override
    public int read() {
      return more() ? now.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (!more()) {
        return -1;
      }
      int count = Math.min(length, now.remaining());
      now.get(target, offset, count);
      return count;
    }
  }

  @Test
  void ignoresWhatIsFarFromTheStream() throws IOException {
    Talk talk = new Talk(100, 900).opening().client(0, "one").client(0x60000000L, "stray");
    byte[] capture = TestPackets.pcap(talk.client(3, "two").packets());

    try (CaptureReader reader =
        CaptureReader.open(new ByteArrayInputStream(capture), "x", text -> {})) {
      assertThat(reader.next()).isNotNull();
    }
    assertThat(words(talk)).containsExactly(">onetwo", "finished");
  }
}
