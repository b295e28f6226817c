package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.cli.BrokenPath.Fate;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.registry.Side;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code connect} and {@code serve} say where a real peer hangs: which message did not come,
 * how long it was waited for, and what probably lies behind it.
 */
class TimeOutTest {
  /** A path with a small MTU on which nobody says so; a hello with a classical share fits. */
  private static final int MTU = 1280;

  @TempDir Path folder;
  private PeerProcesses peers;

  @BeforeEach
  void begin() throws Exception {
    peers = new PeerProcesses(folder);
  }

  @AfterEach
  void end() throws Exception {
    peers.close();
  }

  // The server hangs

  @Test
  void namesTheMessageThatAStoppedServerOwes() throws Exception {
    PeerProcesses.Listening server = peers.openssl("-tls1_2");
    int port =
        peers.path(
            server.port(),
            (sender, number, octets) -> {
              if (sender == Side.CLIENT && number == 1) {
                server.stop();
              }
              return Fate.PASSES;
            });

    Said result = peers.connect(port);

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.words())
        .contains(
            "✘ the server stopped in the middle of the handshake: waited 1 second for the server's ChangeCipherSpec, after the client's Finished");
  }

  @Test
  void namesTheHelloThatAStoppedServerOwesAfterItsRetryRequest() throws Exception {
    PeerProcesses.Listening server =
        peers.gnutls("--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.3:-GROUP-ALL:+GROUP-SECP384R1");
    int port =
        peers.path(
            server.port(),
            (sender, number, octets) -> {
              // ChangeCipherSpec may come before the second hello
              if (sender == Side.CLIENT && number > 0 && octets[0] == 22) {
                server.stop();
              }
              return Fate.PASSES;
            });

    Said result = peers.connect(port);

    assertThat(result.words())
        .contains(
            "✘ the server stopped in the middle of the handshake: waited 1 second for the server's ServerHello, after the client's ClientHello");
  }

  @Test
  void tellsAServerThatAcceptsAndDoesNothing() throws Exception {
    PeerProcesses.Listening server = peers.openssl();
    server.stop();

    Said result = peers.connect(server.port(), "--groups", "x25519");

    assertThat(result.words())
        .contains(
            "✘ the server did not answer the client's first message in time: waited 1 second for the server's ServerHello, after the client's ClientHello",
            "2. the server is overloaded, stopped, or waits for something itself");
  }

  @Test
  void namesTheMessageThatIsLostOnTheWay() throws Exception {
    int port =
        peers.path(
            peers.openssl("-tls1_3").port(),
            (sender, number, octets) ->
                sender == Side.SERVER && octets[0] == 23 ? Fate.IS_LOST : Fate.PASSES);

    Said result = peers.connect(port);

    assertThat(result.words())
        .contains(
            "✘ the server stopped in the middle of the handshake: waited 1 second for the server's EncryptedExtensions, after its ServerHello");
  }

  @Test
  void saysThatTheServersCertificatesAreProbablyTooLongForThePath() throws Exception {
    int port =
        peers.path(
            peers.openssl("-tls1_3").port(),
            (sender, number, octets) ->
                sender == Side.SERVER && octets.length > 300 ? Fate.IS_LOST : Fate.PASSES);

    Said result = peers.connect(port);

    assertThat(result.words())
        .contains(
            "waited 1 second for the server's Certificate, after its EncryptedExtensions",
            "1. large packets are lost on the way (a broken path MTU)",
            "on the client: lower the interface's MTU to 1280",
            "on the server: let ICMP \"fragmentation needed\" through");
  }

  @Test
  void blamesThePathWhereALongHelloIsNeverAnsweredAndItsRemedyHelps() throws Exception {
    BrokenPath.Rule blackHole =
        (sender, number, octets) ->
            sender == Side.CLIENT && octets.length > MTU ? Fate.IS_LOST : Fate.PASSES;
    int port = peers.path(peers.openssl().port(), blackHole);

    Said result = peers.connect(port);

    assertThat(result.words())
        .contains(
            "✘ the server did not answer the client's first message in time, which is longer than one packet: waited 1 second",
            "1. packets of full length are lost on the way (a broken path MTU), or a firewall drops a hello that is split over two",
            "on the client: offer classical groups only (--groups x25519, groups)");
    Said remedied = peers.connect(port, "--groups", "x25519", "--json");
    assertThat(remedied.code()).as(remedied.words()).isZero();
  }

  @Test
  void tellsARecordThatIsTornFromOneThatNeverCame() throws Exception {
    int port =
        peers.path(
            peers.openssl("-tls1_2").port(),
            (sender, number, octets) ->
                sender == Side.SERVER && number == 1 ? Fate.IS_TORN : Fate.PASSES);

    Said result = peers.connect(port);

    assertThat(result.words())
        .contains(
            "✘ the server's message began to arrive, and its end did not: waited 1 second for the server's Certificate, after its ServerHello;",
            "octets of a record came, and its end did not",
            "1. packets of full length are lost on the way");
  }

  // The client hangs

  /** What our server says of the visitor that hangs. */
  private String serve(VisitorOf visitor) throws Exception {
    CompletableFuture<String> trouble = new CompletableFuture<>();
    StringWriter said = new StringWriter();
    WebServer server =
        WebServer.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ServerConfig.builder()
                .credential(Credentials.fromPem(peers.server().certificate(), peers.server().key()))
                .build(),
            new HandshakePages(),
            InstantSource.system(),
            new PrintWriter(said) {
              @Override
              public void flush() {
                super.flush();
                trouble.complete(said.toString());
              }
            },
            Recording.NONE,
            Duration.ofSeconds(1));
    peers.serve(server, trouble::completeExceptionally);
    visitor.visit(server.port());
    return trouble.get(30, TimeUnit.SECONDS).replaceAll("\\s+", " ");
  }

  private interface VisitorOf {
    void visit(int port) throws Exception;
  }

  private Process visitor(int port, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
    command.addAll(List.of(more));
    return peers.start(command);
  }

  @Test
  void namesTheMessageThatAStoppedClientOwes() throws Exception {
    CompletableFuture<Process> client = new CompletableFuture<>();

    String said =
        serve(
            port -> {
              int path =
                  peers.path(
                      port,
                      (sender, number, octets) -> {
                        if (sender == Side.SERVER && number == 0) {
                          PeerProcesses.signal(client.get(), "-STOP");
                        }
                        return Fate.PASSES;
                      });
              client.complete(visitor(path, "-tls1_2"));
            });

    assertThat(said)
        .contains(
            "✘ the client stopped in the middle of the handshake: waited 1 second for the client's ClientKeyExchange, after the server's ServerHelloDone");
  }

  @Test
  void tellsAHelloThatCameInPart() throws Exception {
    String said =
        serve(
            port ->
                visitor(
                    peers.path(
                        port,
                        (sender, number, octets) ->
                            sender == Side.CLIENT ? Fate.IS_TORN : Fate.PASSES)));

    assertThat(said)
        .contains(
            "✘ the client's message began to arrive, and its end did not: waited 1 second for the client's ClientHello, before the first message;",
            "on the client: let ICMP \"fragmentation needed\" through; offer classical groups only");
  }
}
