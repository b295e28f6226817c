package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.jsse.FlightRecording;
import dev.glassine.jsse.Glassine;
import dev.glassine.jsse.Identity;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.TestCa;
import dev.glassine.testkit.TransportShape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes in recordings of JDK Flight Recorder. */
class FlightRecordingTest {
  private static final Trust TRUST = Trust.of(Jsse.CA.certificate());

  @TempDir Path folder;

  private static SSLContext client() {
    return Glassine.newContext().identity(Identity.NONE.with(TRUST)).build();
  }

  private static SSLContext server() {
    return Glassine.newContext().identity(Identity.of(Jsse.SERVER).with(TRUST)).build();
  }

  /** The events of the handshakes that {@code work} does, the client's and the server's. */
  private List<RecordedEvent> recorded(Runnable work) throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable(FlightRecording.EVENT).withThreshold(Duration.ZERO);
      recording.start();
      work.run();
      recording.stop();
      Path file = folder.resolve("recording.jfr");
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals(FlightRecording.EVENT))
          .toList();
    }
  }

  private static RecordedEvent of(Side side, List<RecordedEvent> events) {
    List<RecordedEvent> found =
        events.stream().filter(event -> event.getString("side").equals(side.name())).toList();
    assertThat(found).as("events of the %s", side).hasSize(1);
    return found.getFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void tellsWhatEachSideAgreedOn(String protocol) throws Exception {
    List<RecordedEvent> events =
        recorded(
            () -> {
              SslEnginePair pair =
                  SslEnginePair.of(client(), server(), TransportShape.COALESCED, protocol)
                      .handshake();
              pair.send(pair.client(), new byte[5000]);
            });

    for (Side side : Side.values()) {
      RecordedEvent event = of(side, events);
      assertThat(event.getString("version"))
          .isEqualTo(protocol.equals("TLSv1.3") ? "TLS 1.3" : "TLS 1.2");
      assertThat(event.getString("cipherSuite")).startsWith("TLS_");
      assertThat(event.getString("group")).isNotEmpty();
      assertThat(event.getString("serverSignature")).isEqualTo("ecdsa_secp256r1_sha256");
      assertThat(event.getString("clientSignature")).isNull();
      assertThat(event.getBoolean("resumed")).isFalse();
      assertThat(event.getString("failure")).isNull();
      assertThat(event.getDuration()).isPositive();
      assertThat(event.getDuration("waited")).isPositive().isLessThanOrEqualTo(event.getDuration());
    }
    long sent = of(Side.CLIENT, events).getLong("bytesSent");
    assertThat(sent).as("of the handshake only").isBetween(200L, 4000L);
    assertThat(of(Side.SERVER, events).getLong("bytesReceived")).isEqualTo(sent);
  }

  @Test
  void tellsResumptionAndTheName() throws Exception {
    SSLContext client = client();
    SSLContext server = server();
    SslEnginePair first =
        SslEnginePair.of(client, server, TransportShape.COALESCED, "TLSv1.3").handshake();
    first.send(first.server(), new byte[1]);

    List<RecordedEvent> events =
        recorded(
            () ->
                SslEnginePair.of(client, server, TransportShape.COALESCED, "TLSv1.3").handshake());

    for (Side side : Side.values()) {
      assertThat(of(side, events).getBoolean("resumed")).isTrue();
      assertThat(of(side, events).getString("serverName")).isEqualTo("server.example.test");
      assertThat(of(side, events).getString("serverSignature")).isNull();
    }
  }

  @Test
  void tellsWhyAHandshakeFailedAndHowFarItCame() throws Exception {
    SSLContext strangers =
        Glassine.newContext()
            .identity(Identity.NONE.with(Trust.of(TestCa.shared().certificate())))
            .build();

    List<RecordedEvent> events =
        recorded(
            () -> {
              SslEnginePair pair =
                  SslEnginePair.of(strangers, server(), TransportShape.COALESCED, "TLSv1.3");
              pair.run();
            });

    RecordedEvent refusing = of(Side.CLIENT, events);
    assertThat(refusing.getString("failure")).isEqualTo("UNKNOWN_ISSUER");
    assertThat(refusing.getString("explanation"))
        .contains("does not lead to a trusted certificate");
    assertThat(refusing.getString("version")).isEqualTo("TLS 1.3");
    assertThat(of(Side.SERVER, events).getString("failure")).isEqualTo("PEER_ALERT_RECEIVED");
  }

  @Test
  void recordsEnginesThatAreDrivenDirectly() throws Exception {
    ClientConfig client =
        ClientConfig.builder()
            .versions(ProtocolVersion.TLS_1_3)
            .groups(List.of(NamedGroup.X25519))
            .trust(TRUST)
            .listeners(() -> FlightRecording.listener(Side.CLIENT))
            .build();
    ServerConfig server = ServerConfig.builder().credential(Jsse.SERVER).build();

    List<RecordedEvent> events =
        recorded(
            () ->
                new EnginePair(
                        client, Destination.of("localhost", 443), server, TransportShape.COALESCED)
                    .run());

    assertThat(events).hasSize(1);
    assertThat(of(Side.CLIENT, events).getString("group")).isEqualTo("x25519");
  }

  @Test
  void hasNoListenerWhileNobodyRecordsTheEvent() throws Exception {
    assertThat(FlightRecording.listener(Side.SERVER)).isNull();
    try (Recording other = new Recording()) {
      other.enable("jdk.GarbageCollection");
      other.disable(FlightRecording.EVENT);
      other.start();
      assertThat(FlightRecording.listener(Side.SERVER)).isNull();
    }
    assertThat(recorded(() -> assertThat(FlightRecording.listener(Side.SERVER)).isNotNull()))
        .as("a connection that never said anything")
        .isEmpty();
  }
}
