package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.inspect.TraceEntry;
import dev.glassine.inspect.capture.Endpoint;
import dev.glassine.inspect.capture.PcapngWriter;
import dev.glassine.inspect.capture.StreamListener.Way;
import dev.glassine.inspect.capture.TcpConnection;
import dev.glassine.inspect.decrypt.FoundSession;
import dev.glassine.inspect.decrypt.SessionSecrets;
import dev.glassine.inspect.keylog.KeyLogSecrets;
import dev.glassine.inspect.keylog.KeyLogTail;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import dev.glassine.testkit.TransportShape;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the relay waits for keys before it shows and writes what it has: by a clock of the
 * test's own.
 */
class WatchedConnectionTest {
  private record Piece(Way way, byte[] octets) {}

  @TempDir Path folder;
  private final FixedClock clock = new FixedClock();
  private final List<String> said = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();
  private final List<Piece> talk = new ArrayList<>();
  private final List<FoundSession> seen = new ArrayList<>();
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private Path keys;
  private EnginePair pair;
  private PcapngWriter capture;
  private WatchedConnection watched;

  /** A conversation of TLS 1.3 whose secrets nobody has written down yet. */
  @BeforeEach
  void talk() throws Exception {
    KeyLog log = (label, random, secret) -> secrets.add(KeyLog.line(label, random, secret) + "\n");
    TestCa ca = TestCa.shared();
    pair =
        new EnginePair(
                ClientConfig.builder()
                    .versions(ProtocolVersion.TLS_1_3)
                    .groups(List.of(NamedGroup.X25519)) // each flight in one packet
                    .clock(clock)
                    .trust(Trust.of(ca.certificate()))
                    .logSecretsForDebugging(log)
                    .build(),
                Destination.of("localhost", 443),
                ServerConfig.builder()
                    .clock(clock)
                    .credential(ca.server(KeyKind.ECDSA_P256, "localhost"))
                    .build(),
                TransportShape.COALESCED)
            .changeToServer(octets -> keep(Way.FORWARD, octets))
            .changeToClient(octets -> keep(Way.BACKWARD, octets));
    pair.establish();

    keys = Files.createFile(folder.resolve("keys.log"));
    KeyLogSecrets known = new KeyLogSecrets();
    capture = PcapngWriter.to(file, "test");
    Watching watching =
        new Watching(
            new SessionSecrets(known, List.of()),
            List.of(new KeyLogTail(keys, known)),
            capture,
            clock,
            (number, line) -> said.add(line),
            seen::add);
    TcpConnection connection =
        new TcpConnection(1, endpoint(50_000), endpoint(443), clock.instant(), true);
    watched =
        new WatchedConnection(
            connection,
            watching,
            capture.connection(connection.initiator(), connection.responder(), clock.instant()));
  }

  private byte[] keep(Way way, byte[] octets) {
    talk.add(new Piece(way, octets));
    return octets;
  }

  private static Endpoint endpoint(int port) throws Exception {
    return new Endpoint(InetAddress.ofLiteral("192.0.2.1"), port);
  }

  private void hear(List<Piece> pieces) {
    pieces.forEach(piece -> watched.data(piece.way, piece.octets, 0, piece.octets.length));
  }

  private void writeKeys() throws Exception {
    Files.writeString(keys, String.join("", secrets));
  }

  private void pass(Duration time) {
    clock.advance(time);
    watched.tick();
  }

  private String written() {
    return file.toString(StandardCharsets.ISO_8859_1);
  }

  /** The octets of a piece stand in the capture. */
  private boolean isWritten(Piece piece) {
    return written().contains(new String(piece.octets, StandardCharsets.ISO_8859_1));
  }

  /** What follows the ClientHello, which waits for nothing. */
  private List<Piece> answers() {
    return talk.subList(1, talk.size());
  }

  private static void isClosedToUs(FoundSession session) {
    assertThat(session.trace().isComplete()).isFalse();
    assertThat(session.trace().entries(TraceEntry.Unopened.class)).isNotEmpty();
    assertThat(session.trace().entries(TraceEntry.Note.class))
        .anyMatch(note -> note.text().contains("no secret is known"));
  }

  @Test
  void holdsBackWhatItHasNoKeysForUpToTwoSeconds() {
    hear(talk);

    pass(Duration.ofMillis(1999));

    assertThat(said).anyMatch(line -> line.contains("ServerHello"));
    assertThat(isWritten(talk.getFirst())).isTrue();
    assertThat(answers()).isNotEmpty().noneMatch(this::isWritten);
  }

  @Test
  void letsGoWhenTwoSecondsAreOver() {
    hear(talk);
    pass(Duration.ofSeconds(2));
    assertThat(answers()).noneMatch(this::isWritten);

    pass(Duration.ofMillis(1));

    assertThat(talk).allMatch(this::isWritten);
    assertThat(written()).doesNotContain("TRAFFIC_SECRET");
    watched.finished();
    assertThat(seen).singleElement().satisfies(WatchedConnectionTest::isClosedToUs);
  }

  @Test
  void takesKeysThatComeInTime() throws Exception {
    hear(talk);
    pass(Duration.ofMillis(1999));

    writeKeys();
    watched.tick();

    assertThat(said)
        .anyMatch(line -> line.contains("EncryptedExtensions"))
        .anyMatch(line -> line.contains("handshake complete"));
    assertThat(talk).allMatch(this::isWritten);
    assertThat(written().indexOf("SERVER_HANDSHAKE_TRAFFIC_SECRET"))
        .as("the secrets stand in front")
        .isPositive()
        .isLessThan(written().indexOf(new String(talk.get(1).octets, StandardCharsets.ISO_8859_1)));
  }

  @Test
  void waitsNoMoreOnceItHasLetGo() throws Exception {
    hear(talk);
    pass(Duration.ofMillis(2001));
    assertThat(talk).allMatch(this::isWritten);
    talk.clear();

    pair.send(Side.CLIENT, "a question".getBytes(StandardCharsets.US_ASCII));
    writeKeys();
    byte[] late = pair.client().conduit().write(java.nio.ByteBuffer.wrap(new byte[100]));
    hear(List.of(new Piece(Way.FORWARD, late)));

    assertThat(isWritten(new Piece(Way.FORWARD, late))).isTrue();
    assertThat(said).noneMatch(line -> line.contains("EncryptedExtensions"));
  }

  /** The clock stands still: it is the octets that are too many. */
  @Test
  void holdsNoMoreBackThanABoundedNumberOfOctets() {
    hear(talk);
    byte[] data = pair.client().conduit().write(java.nio.ByteBuffer.wrap(new byte[16_000]));
    int heard = 0;
    while (answers().stream().noneMatch(this::isWritten)) {
      assertThat(heard).as("octets that wait").isLessThanOrEqualTo(512 * 1024);
      hear(List.of(new Piece(Way.FORWARD, data)));
      heard += data.length;
    }

    assertThat(heard).isGreaterThan(200 * 1024);
    assertThat(talk).allMatch(this::isWritten);
  }
}
