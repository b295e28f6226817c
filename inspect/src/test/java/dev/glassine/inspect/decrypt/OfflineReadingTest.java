package dev.glassine.inspect.decrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.inspect.TextLadder;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceEntry;
import dev.glassine.inspect.TraceJson;
import dev.glassine.inspect.capture.CaptureReader;
import dev.glassine.inspect.capture.CapturedConnection;
import dev.glassine.inspect.capture.Endpoint;
import dev.glassine.inspect.capture.Packet;
import dev.glassine.inspect.capture.PcapngWriter;
import dev.glassine.inspect.capture.StreamListener.Way;
import dev.glassine.inspect.keylog.KeyLogSecrets;
import dev.glassine.inspect.tshark.CapturedPair;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.OpenDoors;
import dev.glassine.testkit.TestCa;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures that are not as they should be, and captures that are opened in other ways. */
class OfflineReadingTest {
  private static ClientConfig.Builder visitor(ProtocolVersion version) {
    return OpenDoors.client(version).sessions(new InMemoryStore(1 << 20, new FixedClock()));
  }

  private static ServerConfig.Builder host(ProtocolVersion version) {
    return OpenDoors.server(version).sessions(new InMemoryStore(1 << 20, new FixedClock()));
  }

  /** A capture of one connection with its secrets. */
  private static byte[] capture(ProtocolVersion version) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    PcapngWriter writer = PcapngWriter.to(file, "test");
    new CapturedPair(visitor(version), host(version), writer, 1).talk();
    return file.toByteArray();
  }

  private static List<Packet> packets(byte[] capture, StringBuilder secrets) throws IOException {
    List<Packet> all = new ArrayList<>();
    try (CaptureReader reader =
        CaptureReader.open(new ByteArrayInputStream(capture), "test", secrets::append)) {
      for (Packet packet = reader.next(); packet != null; packet = reader.next()) {
        all.add(packet);
      }
    }
    return all;
  }

  /** The older format: its packets, and no secrets. */
  private static byte[] pcap(List<Packet> packets) {
    ByteBuffer file = ByteBuffer.allocate(1 << 20);
    file.putInt(0xA1B2C3D4)
        .putShort((short) 2)
        .putShort((short) 4)
        .putLong(0)
        .putInt(65535)
        .putInt(1);
    for (Packet packet : packets) {
      Instant time = packet.time();
      file.putInt((int) time.getEpochSecond()).putInt(time.getNano() / 1000);
      file.putInt(packet.octets().length).putInt(packet.originalLength()).put(packet.octets());
    }
    byte[] octets = new byte[file.flip().remaining()];
    file.get(octets);
    return octets;
  }

  private record Read(List<Trace> traces, CaptureInspector.Summary summary) {
    Trace only() {
      assertThat(traces).hasSize(1);
      return traces.getFirst();
    }
  }

  private static Read read(byte[] capture, SessionSecrets secrets) throws IOException {
    List<Trace> traces = new ArrayList<>();
    CaptureInspector.Summary summary =
        new CaptureInspector(secrets, found -> traces.add(found.trace()))
            .inspect(new ByteArrayInputStream(capture), "test.pcap");
    return new Read(traces, summary);
  }

  /** The capture with its packets changed, read with the secrets that were in it. */
  private static Read changed(ProtocolVersion version, UnaryOperator<List<Packet>> change)
      throws IOException {
    StringBuilder secrets = new StringBuilder();
    List<Packet> packets = packets(capture(version), secrets);
    return read(
        pcap(change.apply(packets)),
        new SessionSecrets(new KeyLogSecrets().read(secrets.toString(), "log"), List.of()));
  }

  private static List<String> notes(Trace trace) {
    return trace.entries(TraceEntry.Note.class).stream().map(TraceEntry.Note::text).toList();
  }

  private static void isWhole(Read read) {
    assertThat(read.only().isComplete()).isTrue();
    assertThat(read.only().entries(TraceEntry.Alert.class)).hasSize(2);
    assertThat(read.only().entries(TraceEntry.Unopened.class)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"})
  void putsSegmentsInOrderThatCameOutOfIt(String name) throws IOException {
    isWhole(
        changed(
            version(name),
            packets -> {
              List<Packet> mixed = new ArrayList<>();
              for (Packet packet : packets) {
                List<Packet> pieces = pieces(packet);
                Collections.shuffle(pieces, new java.util.Random(packet.number()));
                mixed.addAll(pieces);
              }
              return mixed;
            }));
  }

  private static List<String> hashes(Trace trace) {
    return trace.entries(TraceEntry.Message.class).stream()
        .map(message -> message.sender() + " " + message.name() + " " + message.transcriptHash())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"})
  void hashesTheTranscriptAsBothEndsDid(String name) throws IOException {
    ProtocolVersion version = version(name);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    CapturedPair talk =
        new CapturedPair(visitor(version), host(version), PcapngWriter.to(file, "test"), 1).talk();

    Trace read =
        read(file.toByteArray(), new SessionSecrets(new KeyLogSecrets(), List.of())).only();

    assertThat(hashes(read))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(hashes(talk.clientTrace()))
        .containsExactlyInAnyOrderElementsOf(hashes(talk.serverTrace()));
    assertThat(read.entries(TraceEntry.Message.class).getFirst().transcriptHash()).isNotEmpty();
  }

  /** The same octets in segments of 100. */
  private static List<Packet> pieces(Packet packet) {
    int ip = 14;
    int tcp = ip + 20;
    byte[] whole = packet.octets();
    int payload = tcp + ((whole[tcp + 12] & 0xFF) >>> 4) * 4;
    List<Packet> pieces = new ArrayList<>();
    for (int at = payload; at < whole.length; at += 100) {
      int length = Math.min(100, whole.length - at);
      ByteBuffer piece = ByteBuffer.allocate(payload + length);
      piece.put(whole, 0, payload).put(whole, at, length);
      piece.putShort(ip + 2, (short) (payload - ip + length));
      piece.putInt(tcp + 4, piece.getInt(tcp + 4) + at - payload);
      byte[] octets = piece.array();
      pieces.add(
          new Packet(packet.number(), packet.time(), packet.linkType(), octets, octets.length));
    }
    return pieces.isEmpty() ? new ArrayList<>(List.of(packet)) : pieces;
  }

  private static ProtocolVersion version(String name) {
    return ProtocolVersion.ALL.stream()
        .filter(version -> version.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void takesEachOctetOnceWhereSegmentsCameAgain() throws IOException {
    isWhole(
        changed(
            ProtocolVersion.TLS_1_3,
            packets -> packets.stream().flatMap(p -> java.util.stream.Stream.of(p, p)).toList()));
  }

  @Test
  void saysWhatIsMissingAndReadsTheRestOfTheOtherSide() throws IOException {
    Read read =
        changed(
            ProtocolVersion.TLS_1_2,
            packets ->
                // the segment with the largest piece of the server's flight
                packets.stream()
                    .filter(
                        packet ->
                            packet.number()
                                != packets.stream()
                                    .max(java.util.Comparator.comparingInt(p -> p.octets().length))
                                    .orElseThrow()
                                    .number())
                    .toList());

    assertThat(notes(read.only())).anyMatch(note -> note.contains("are missing from the capture"));
    assertThat(read.only().entries(TraceEntry.Message.class)).isNotEmpty();
  }

  @Test
  void saysThatTheStartIsNotInTheCapture() throws IOException {
    Read read = changed(ProtocolVersion.TLS_1_3, packets -> packets.subList(6, packets.size()));

    assertThat(notes(read.only())).contains("the start of this connection is not in the capture");
  }

  @Test
  void readsPacketsThatASnapshotLengthHasCut() throws IOException {
    Read read =
        changed(
            ProtocolVersion.TLS_1_3,
            packets ->
                packets.stream()
                    .map(
                        p ->
                            new Packet(
                                p.number(),
                                p.time(),
                                p.linkType(),
                                java.util.Arrays.copyOf(
                                    p.octets(), Math.min(400, p.octets().length)),
                                p.originalLength()))
                    .toList());

    assertThat(notes(read.only())).anyMatch(note -> note.contains("missing"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2"})
  void opensRsaKeyExchangeAndItsResumptionWithTheServersKey(String name) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    PcapngWriter writer = PcapngWriter.to(file, "test");
    CipherSuite suite = CipherSuite.named("TLS_RSA_WITH_AES_128_CBC_SHA").orElseThrow();
    ClientConfig visitor = visitor(version(name)).suites(List.of(suite)).build();
    ServerConfig host = host(version(name)).suites(List.of(suite)).build();
    new CapturedPair(visitor, host, writer, 1).talk();
    CapturedPair second = new CapturedPair(visitor, host, writer, 2).talk();
    assertThat(second.pair().client().info().resumed()).isTrue();

    Read with =
        read(
            file.toByteArray(),
            new SessionSecrets(new KeyLogSecrets(), List.of(OpenDoors.RSA.key())));
    Read without = read(file.toByteArray(), SessionSecrets.none());

    assertThat(with.traces).hasSize(2).allMatch(Trace::isComplete);
    assertThat(without.traces).hasSize(2).noneMatch(Trace::isComplete);
    assertThat(notes(without.traces.getFirst()))
        .anyMatch(note -> note.contains("no secret is known"));
  }

  @Test
  void opensNothingWithAnotherServersKey() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    CipherSuite suite = CipherSuite.named("TLS_RSA_WITH_AES_128_GCM_SHA256").orElseThrow();
    new CapturedPair(
            visitor(ProtocolVersion.TLS_1_2).suites(List.of(suite)).build(),
            host(ProtocolVersion.TLS_1_2).suites(List.of(suite)).build(),
            PcapngWriter.to(file, "test"),
            1)
        .talk();
    Credential other = TestCa.shared().server(KeyKind.RSA_1024_WITH_SHA1, "localhost");

    Read read =
        read(file.toByteArray(), new SessionSecrets(new KeyLogSecrets(), List.of(other.key())));

    assertThat(read.only().isComplete()).isFalse();
    assertThat(read.only().entries(TraceEntry.Unopened.class)).isNotEmpty();
    assertThat(notes(read.only())).contains("the RSA key that was given is not this server's");
  }

  @Test
  void findsTlsBehindAStarttlsConversationOnAnyPort() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    PcapngWriter writer = PcapngWriter.to(file, "test");
    CapturedConnection connection =
        writer.connection(
            new Endpoint(InetAddress.getByName("192.0.2.1"), 40_000),
            new Endpoint(InetAddress.getByName("192.0.2.2"), 2525),
            Instant.EPOCH);
    say(connection, Way.BACKWARD, "220 mail.example.org ESMTP\r\n");
    say(connection, Way.FORWARD, "STARTTLS\r\n");
    say(connection, Way.BACKWARD, "220 go ahead\r\n");
    StringBuilder secrets = new StringBuilder();
    for (Packet packet : packets(capture(ProtocolVersion.TLS_1_3), secrets)) {
      int tcp = 14 + 20;
      boolean fromServer =
          packet.octets()[tcp + 1] == (byte) CapturedPair.PORT % 256
              && packet.octets()[tcp] == (byte) (CapturedPair.PORT >> 8);
      int payload = tcp + ((packet.octets()[tcp + 12] & 0xFF) >>> 4) * 4;
      if (payload < packet.octets().length) {
        connection.data(
            fromServer ? Way.BACKWARD : Way.FORWARD,
            Instant.EPOCH,
            packet.octets(),
            payload,
            packet.octets().length - payload);
      }
    }

    Read read =
        read(
            file.toByteArray(),
            new SessionSecrets(new KeyLogSecrets().read(secrets.toString(), "log"), List.of()));

    assertThat(read.only().isComplete()).isTrue();
    assertThat(notes(read.only())).contains("52 octets that are no TLS went before it");
  }

  private static void say(CapturedConnection connection, Way way, String text) {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    connection.data(way, Instant.EPOCH, octets, 0, octets.length);
  }

  @Test
  void saysWhereACaptureEndsWhereverItIsCut() throws IOException {
    byte[] whole = capture(ProtocolVersion.TLS_1_2);
    int sound = 0;
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      if (length < 4) {
        assertThatThrownBy(() -> read(cut, SessionSecrets.none()))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("no pcap or pcapng capture");
        continue;
      }
      Read read = read(cut, SessionSecrets.none());
      if (read.summary.trouble() == null) {
        sound++;
      } else {
        assertThat(read.summary.trouble()).contains("ends within", "octet");
      }
    }
    // only between blocks it is whole
    assertThat(sound).isBetween(10, 60);
  }

  @Test
  void survivesWhateverOctetIsChanged() throws IOException {
    byte[] whole = capture(ProtocolVersion.TLS_1_3);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 1500; i++) {
      byte[] broken = whole.clone();
      for (int hits = 0; hits <= i % 3; hits++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      try {
        Read read = read(broken, SessionSecrets.none());
        // whatever was found can be shown, and says nothing to a terminal
        for (Trace trace : read.traces) {
          assertThat(TraceJson.write(trace)).startsWith("{");
          assertThat(TextLadder.plain(100).withFields().render(trace)).doesNotContain("\u001b");
        }
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("no pcap or pcapng capture");
      }
    }
  }

  @Test
  void showsNoTerminalEscapesThatANameBrings() throws IOException {
    byte[] whole = capture(ProtocolVersion.TLS_1_2);
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    byte[] hostile =
        text.replace("localhost", "\u001b[31mho\u0007\u009b").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(hostile).hasSameSizeAs(whole);

    Read read = read(hostile, SessionSecrets.none());

    String shown = TextLadder.plain(100).withFields().render(read.only());
    assertThat(shown).contains("client_hello", "ServerHello");
    assertThat(shown.chars().filter(c -> c != '\n').noneMatch(Character::isISOControl)).isTrue();
    assertThat(read.summary.sentences().toString().chars().noneMatch(Character::isISOControl))
        .isTrue();
  }

  @Test
  void keepsSecretsOutOfTheTrace() throws IOException {
    StringBuilder secrets = new StringBuilder();
    byte[] capture = capture(ProtocolVersion.TLS_1_3);
    packets(capture, secrets);

    Read read = read(capture, SessionSecrets.none());

    assertThat(read.only().isComplete()).as("opened by the secrets in the capture").isTrue();
    String json = TraceJson.write(read.only());
    secrets
        .toString()
        .lines()
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .forEach(secret -> assertThat(json).doesNotContain(secret));
    assertThat(read.only().entries(TraceEntry.Message.class))
        .extracting(TraceEntry.Message::sender)
        .contains(Side.CLIENT, Side.SERVER);
  }
}
