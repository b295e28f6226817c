package dev.glassine.inspect.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.inspect.capture.StreamListener.Way;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures that we write, as our own reader finds them; tshark judges elsewhere. */
class PcapngWriterTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");
  private static final Endpoint VISITOR = endpoint("192.0.2.1", 50_000);
  private static final Endpoint HOST = endpoint("198.51.100.7", 443);

  @TempDir Path folder;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final List<String> secrets = new ArrayList<>();

  private static Endpoint endpoint(String address, int port) {
    try {
      return new Endpoint(InetAddress.getByName(address), port);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private PcapngWriter writer() throws IOException {
    return PcapngWriter.to(file, "test.pcapng");
  }

  private List<Packet> packets() throws IOException {
    List<Packet> all = new ArrayList<>();
    try (CaptureReader reader =
        CaptureReader.open(
            new ByteArrayInputStream(file.toByteArray()), "test.pcapng", secrets::add)) {
      for (Packet packet = reader.next(); packet != null; packet = reader.next()) {
        all.add(packet);
      }
      assertThat(reader.trouble()).isNull();
    }
    return all;
  }

  private List<TcpSegment> segments() throws IOException {
    List<TcpSegment> all = new ArrayList<>();
    for (Packet packet : packets()) {
      assertThat(TcpSegment.in(packet)).isInstanceOf(TcpSegment.Found.Segment.class);
      all.add(((TcpSegment.Found.Segment) TcpSegment.in(packet)).segment());
    }
    return all;
  }

  /** What each connection's streams carried, as the reader puts them together. */
  private List<String> streams() throws IOException {
    List<String> heard = new ArrayList<>();
    TcpStreams streams =
        new TcpStreams(
            connection ->
                new StreamListener() {
                  private void add(Way way, String what) {
                    heard.add(connection.number() + (way == Way.FORWARD ? ">" : "<") + what);
                  }

                  @Override
                  public void data(Way way, Instant time, byte[] octets, int offset, int length) {
                    add(
                        way,
                        new String(
                            octets, offset, length, java.nio.charset.StandardCharsets.US_ASCII));
                  }

                  @Override
                  public void gap(Way way, Instant time, long length) {
                    add(way, "[" + length + " missing]");
                  }

                  @Override
                  public void ended(Way way, Instant time, boolean reset) {
                    add(way, reset ? "[reset]" : "[end]");
                  }

                  @Override
                  public void finished() {
                    heard.add(connection.number() + " finished");
                  }
                });
    segments().forEach(streams::take);
    streams.end();
    return heard;
  }

  private static void say(CapturedConnection connection, Way way, String text) {
    byte[] octets = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    connection.data(way, NOON, octets, 0, octets.length);
  }

  @Test
  void carriesBothStreamsAndTheirEnds() throws IOException {
    CapturedConnection connection = writer().connection(VISITOR, HOST, NOON);
    say(connection, Way.FORWARD, "ping");
    say(connection, Way.BACKWARD, "pong");
    connection.ended(Way.FORWARD, NOON, false);
    say(connection, Way.BACKWARD, "more");
    connection.ended(Way.BACKWARD, NOON, false);

    assertThat(streams())
        .containsExactly("1>ping", "1<pong", "1>[end]", "1<more", "1<[end]", "1 finished");
  }

  @Test
  void opensAndClosesAsTcpDoes() throws IOException {
    CapturedConnection connection = writer().connection(VISITOR, HOST, NOON);
    connection.ended(Way.BACKWARD, NOON, false);
    connection.ended(Way.FORWARD, NOON, false);

    assertThat(segments())
        .extracting(TcpSegment::source, TcpSegment::flags)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(VISITOR, TcpSegment.SYN),
            org.assertj.core.groups.Tuple.tuple(HOST, TcpSegment.SYN | TcpSegment.ACK),
            org.assertj.core.groups.Tuple.tuple(VISITOR, TcpSegment.ACK),
            org.assertj.core.groups.Tuple.tuple(HOST, TcpSegment.FIN | TcpSegment.ACK),
            org.assertj.core.groups.Tuple.tuple(VISITOR, TcpSegment.ACK),
            org.assertj.core.groups.Tuple.tuple(VISITOR, TcpSegment.FIN | TcpSegment.ACK),
            org.assertj.core.groups.Tuple.tuple(HOST, TcpSegment.ACK));
  }

  @Test
  void acknowledgesWhatWasSent() throws IOException {
    CapturedConnection connection = writer().connection(VISITOR, HOST, NOON);
    say(connection, Way.FORWARD, "hello");

    TcpSegment data = segments().get(3);
    TcpSegment answer = segments().get(4);
    assertThat(answer.acknowledgment()).isEqualTo(data.sequence() + 5);
    assertThat(answer.sequence()).isEqualTo(data.acknowledgment());
  }

  @Test
  void keepsTimesToTheNanosecond() throws IOException {
    writer().connection(VISITOR, HOST, NOON);

    assertThat(packets()).extracting(Packet::time).containsOnly(NOON);
  }

  @Test
  void cutsDataIntoPacketsThatAnEthernetCarries() throws IOException {
    byte[] octets = new byte[100_000];
    new SplittableRandom(1).nextBytes(octets);
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) ((octets[i] & 0x3F) + 0x20);
    }
    CapturedConnection connection = writer().connection(VISITOR, HOST, NOON);
    connection.data(Way.FORWARD, NOON, octets, 0, octets.length);

    assertThat(packets())
        .allSatisfy(packet -> assertThat(packet.octets().length).isLessThanOrEqualTo(1514));
    String sent = new String(octets, java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(
            String.join(
                "",
                streams().stream()
                    .filter(line -> line.startsWith("1>"))
                    .map(line -> line.substring(2))
                    .toList()))
        .isEqualTo(sent);
  }

  @Test
  void writesIpv6AndMapsAnIpv4EndIntoIt() throws IOException {
    Endpoint newer = endpoint("2001:db8::1", 443);
    PcapngWriter writer = writer();
    say(writer.connection(endpoint("2001:db8::2", 50_000), newer, NOON), Way.FORWARD, "both");
    say(writer.connection(VISITOR, newer, NOON), Way.FORWARD, "mapped");

    assertThat(streams()).contains("1>both", "2>mapped");
    // Java reads an IPv4-mapped address as the IPv4 address that it is
    assertThat(segments()).extracting(TcpSegment::source).contains(VISITOR, newer);
  }

  @Test
  void tellsWhatIsMissing() throws IOException {
    CapturedConnection connection = writer().connection(VISITOR, HOST, NOON);
    say(connection, Way.FORWARD, "be");
    connection.gap(Way.FORWARD, NOON, 7);
    say(connection, Way.FORWARD, "tween");

    assertThat(streams()).containsSubsequence("1>be", "1>[7 missing]", "1>tween");
  }

  @Test
  void tellsAReset() throws IOException {
    CapturedConnection connection = writer().connection(VISITOR, HOST, NOON);
    connection.ended(Way.BACKWARD, NOON, true);
    say(connection, Way.FORWARD, "too late");
    connection.ended(Way.FORWARD, NOON, false);

    assertThat(streams()).contains("1<[reset]").doesNotContain("1>too late", "1>[end]");
  }

  @Test
  void writesNothingBehindTheEndOfAStream() throws IOException {
    CapturedConnection connection = writer().connection(VISITOR, HOST, NOON);
    connection.ended(Way.FORWARD, NOON, false);
    say(connection, Way.FORWARD, "too late");
    connection.ended(Way.FORWARD, NOON, false);

    assertThat(streams()).containsExactly("1>[end]", "1 finished");
  }

  @Test
  void keepsConnectionsBetweenTheSameEndsApart() throws IOException {
    PcapngWriter writer = writer();
    say(writer.connection(VISITOR, HOST, NOON), Way.FORWARD, "one");
    say(writer.connection(VISITOR, HOST, NOON), Way.FORWARD, "two");

    assertThat(streams()).contains("1>one", "2>two");
  }

  @Test
  void putsSecretsInFrontOfThePacketsThatFollow() throws IOException {
    PcapngWriter writer = writer();
    writer.secrets("CLIENT_RANDOM 00 11\n");
    CapturedConnection connection = writer.connection(VISITOR, HOST, NOON);
    writer.secrets("CLIENT_RANDOM 22 333\n");
    say(connection, Way.FORWARD, "x");

    packets();
    assertThat(secrets).containsExactly("CLIENT_RANDOM 00 11\n", "CLIENT_RANDOM 22 333\n");
  }

  @Test
  void isReadableAfterEachEvent() throws IOException {
    CapturedConnection connection = writer().connection(VISITOR, HOST, NOON);
    for (int i = 0; i < 3; i++) {
      say(connection, Way.FORWARD, "x");

      assertThat(packets()).hasSize(5 + 2 * i);
    }
  }

  @Test
  void isForItsOwnerOnlyAndReplacesWhatWasThere() throws IOException {
    Path path = folder.resolve("out.pcapng");
    Files.writeString(path, "something else, and longer than what comes instead of it".repeat(99));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));

    try (PcapngWriter writer = PcapngWriter.create(path)) {
      writer.connection(VISITOR, HOST, NOON);

      assertThat(writer.warning()).contains("WARNING", path.toString(), "delete it");
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    file.write(Files.readAllBytes(path));
    assertThat(packets()).hasSize(3);
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    assertThatThrownBy(() -> PcapngWriter.create(folder.resolve("no/such/file")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void saysWhyItStoppedAndLetsTheConnectionGoOn() throws IOException {
    OutputStream full =
        new OutputStream() {
          private int left = 400;

          @Override
          public void write(int octet) throws IOException {
            if (--left < 0) {
              throw new IOException("No space left on device");
            }
            file.write(octet);
          }
        };
    PcapngWriter writer = PcapngWriter.to(full, "test.pcapng");
    CapturedConnection connection = writer.connection(VISITOR, HOST, NOON);
    say(connection, Way.FORWARD, "x".repeat(1000));
    say(connection, Way.FORWARD, "more");

    assertThat(writer.trouble())
        .isEqualTo("the capture test.pcapng cannot be written: No space left on device");
  }
}
