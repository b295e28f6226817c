package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.registry.Side;
import dev.glassine.jsse.FlightRecording;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JDK Flight Recorder hears of {@code glassine serve} and {@code connect}. */
class FlightRecordingTest {
  @TempDir Path folder;
  private final BlockingQueue<RecordedEvent> visits = new LinkedBlockingQueue<>();
  private final BlockingQueue<RecordedEvent> connections = new LinkedBlockingQueue<>();
  private PeerProcesses peers;
  private RecordingStream stream;
  private WebServer server;

  @BeforeEach
  void begin() throws Exception {
    peers = new PeerProcesses(folder);
    stream = new RecordingStream();
    stream.enable(FlightRecording.EVENT).withThreshold(Duration.ZERO);
    stream.setReuse(false);
    stream.onEvent(
        FlightRecording.EVENT,
        event ->
            (event.getString("side").equals(Side.SERVER.name()) ? visits : connections).add(event));
    stream.startAsync();
    server =
        WebServer.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ServerConfig.builder()
                .credential(Credentials.fromPem(peers.server().certificate(), peers.server().key()))
                .protocols("http/1.1")
                .build(),
            new HandshakePages(),
            InstantSource.system(),
            new PrintWriter(new StringWriter()),
            Recording.NONE,
            Duration.ofSeconds(1));
    Serving.begin(server);
  }

  @AfterEach
  void end() throws Exception {
    server.close();
    stream.close();
    peers.close();
  }

  private static RecordedEvent next(BlockingQueue<RecordedEvent> events) throws Exception {
    RecordedEvent event = events.poll(30, TimeUnit.SECONDS);
    assertThat(event).as("the event").isNotNull();
    return event;
  }

  @Test
  void tellsOfAVisitAndOfTheVisitor() throws Exception {
    Said said = Said.connecting(server.port(), peers.authority(), "--json");

    assertThat(said.code()).as(said.words()).isZero();
    for (BlockingQueue<RecordedEvent> side : List.of(visits, connections)) {
      RecordedEvent event = next(side);
      assertThat(event.getString("version")).isEqualTo("TLS 1.3");
      assertThat(event.getString("cipherSuite")).isEqualTo("TLS_AES_128_GCM_SHA256");
      assertThat(event.getString("group")).isEqualTo("X25519MLKEM768");
      assertThat(event.getString("serverName")).isEqualTo("localhost");
      assertThat(event.getString("serverSignature")).isEqualTo("ecdsa_secp256r1_sha256");
      assertThat(event.getString("applicationProtocol")).isEqualTo("http/1.1");
      assertThat(event.getBoolean("resumed")).isFalse();
      assertThat(event.getLong("bytesReceived")).isGreaterThan(500);
      assertThat(event.getLong("bytesSent")).isGreaterThan(500);
      assertThat(event.getDuration()).isPositive();
      assertThat(event.getString("failure")).isNull();
    }
  }

  @Test
  void tellsWhyAVisitFailed() throws Exception {
    peers.start(
        List.of(
            "openssl",
            "s_client",
            "-connect",
            "127.0.0.1:" + server.port(),
            "-tls1_2",
            "-cipher",
            "AES128-SHA256"));

    RecordedEvent event = next(visits);

    assertThat(event.getString("failure")).isEqualTo("NO_COMMON_SUITE");
    assertThat(event.getString("explanation"))
        .startsWith("no cipher suite in common")
        .contains("TLS_RSA_WITH_AES_128_CBC_SHA256");
    assertThat(event.getString("cipherSuite")).isNull();
  }

  @Test
  void tellsOfAVisitorThatFellSilentInTheMiddle() throws Exception {
    try (BrokenPath path =
        new BrokenPath(
            server.port(),
            (sender, number, octets) ->
                sender == Side.CLIENT && number > 0
                    ? BrokenPath.Fate.IS_LOST
                    : BrokenPath.Fate.PASSES)) {
      peers.start(
          List.of("openssl", "s_client", "-tls1_2", "-connect", "127.0.0.1:" + path.port()));

      RecordedEvent event = next(visits);

      assertThat(event.getString("failure")).isEqualTo("TIMED_OUT");
      assertThat(event.getString("explanation"))
          .isEqualTo(
              "the client stopped in the middle of the handshake: waited 1 second for the client's ClientKeyExchange, after the server's ServerHelloDone");
    }
  }

  @Test
  void tellsOfAServerThatDoesNotAnswerUs() throws Exception {
    PeerProcesses.Listening silent = peers.openssl();
    silent.stop();

    Said.connecting(silent.port(), peers.authority());

    RecordedEvent event = next(connections);
    assertThat(event.getString("failure")).isEqualTo("TIMED_OUT");
    assertThat(event.getString("explanation"))
        .contains("waited 1 second for the server's ServerHello");
    assertThat(event.getLong("bytesReceived")).isZero();
    assertThat(event.getLong("bytesSent")).isGreaterThan(200);
  }
}
