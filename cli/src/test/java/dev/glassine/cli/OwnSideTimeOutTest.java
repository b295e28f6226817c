package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.CredentialChooser;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.inspect.Interruption;
import dev.glassine.inspect.TraceRecorder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
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
 * A signer, verifier, session store or certificate store of this side that does not answer, while a
 * real peer waits: the explanation names ours, not the peer.
 */
class OwnSideTimeOutTest {
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

  private ServerConfig.Builder server() {
    return ServerConfig.builder()
        .credential(Credentials.fromPem(peers.server().certificate(), peers.server().key()));
  }

  /** Moves a connection on until somebody on this side owes an answer of this kind. */
  private static void runUntilAsked(
      Socket socket, TlsEngine engine, TlsConfig config, Class<? extends Question> kind)
      throws IOException {
    socket.setSoTimeout(20_000);
    TlsConduit conduit = new TlsConduit(engine);
    byte[] octets = new byte[16 * 1024];
    while (!kind.isInstance(engine.question())) {
      Question other = engine.question();
      if (other != null) {
        engine.answer(config.answer(other));
        conduit.resume();
      }
      socket.getOutputStream().write(conduit.drain());
      if (engine.question() == null) {
        int count = socket.getInputStream().read(octets);
        assertThat(count).as("octets of the peer").isPositive();
        conduit.feed(ByteBuffer.wrap(octets, 0, count));
      }
    }
    socket.getOutputStream().write(conduit.drain());
  }

  /** What a server says whose answer of this kind does not come while this visitor waits for it. */
  private Explanation serve(
      ServerConfig.Builder builder, Class<? extends Question> kind, String... visitor)
      throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect"));
      command.add("127.0.0.1:" + listening.getLocalPort());
      command.addAll(List.of(visitor));
      Process client = peers.start(command);
      try (Socket socket = listening.accept()) {
        TraceRecorder recorder = TraceRecorder.server("a visitor", InstantSource.system());
        ServerConfig config = builder.answerLater(kind).build();
        runUntilAsked(socket, TlsEngine.server(config, recorder), config, kind);

        assertThat(client.isAlive()).as("the peer waits").isTrue();
        return Interruption.timedOut(recorder.trace(), Duration.ofSeconds(5));
      }
    }
  }

  private static void saysThatItIsOurs(Explanation why, String detail) {
    assertThat(why.what())
        .isEqualTo(
            "this side's own work did not finish in time: an answer that the handshake needs is missing");
    assertThat(why.detail()).isEqualTo(detail);
    assertThat(why.causes().getFirst().what())
        .contains("signer, verifier or session store that this side asked is slow or gone");
  }

  @Test
  void namesOurSignerWhereItDoesNotSign() throws Exception {
    Explanation why = serve(server(), Question.Sign.class, "-tls1_3");

    saysThatItIsOurs(
        why,
        "waited 5 seconds for the own signer (a signature of the private key), after the server's Certificate");
    assertThat(why.causes().getFirst().onServer()).contains("look at what it waits for");
    assertThat(why.causes().getFirst().onClient()).isEmpty();
  }

  @Test
  void namesOurSignerInTheOlderVersionToo() throws Exception {
    Explanation why = serve(server(), Question.Sign.class, "-tls1_2");

    saysThatItIsOurs(
        why,
        "waited 5 seconds for the own signer (a signature of the private key), after the server's Certificate");
  }

  @Test
  void namesOurCertificateStoreWhereItDoesNotChoose() throws Exception {
    Explanation why = serve(server(), Question.ChooseCertificate.class, "-tls1_3");

    assertThat(why.detail())
        .startsWith("waited 5 seconds for the own chooser (which certificate to present)");
  }

  @Test
  void namesOurSessionStoreWhereItDoesNotFind() throws Exception {
    ServerConfig.Builder builder = server().sessions(new InMemoryStore());
    String session = folder.resolve("session.pem").toString();
    remember(builder.build(), session);

    Explanation why =
        serve(builder, Question.FindSession.class, "-tls1_2", "-no_ticket", "-sess_in", session);

    saysThatItIsOurs(
        why,
        "waited 5 seconds for the own store (whether a session is remembered), after the client's ClientHello");
  }

  /** A complete connection whose session OpenSSL writes down. */
  private void remember(ServerConfig config, String file) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Process client =
          peers.start(
              List.of(
                  "openssl",
                  "s_client",
                  "-connect",
                  "127.0.0.1:" + listening.getLocalPort(),
                  "-tls1_2",
                  "-no_ticket",
                  "-sess_out",
                  file));
      try (Socket socket = listening.accept();
          TlsLink link = new TlsLink(socket, TlsEngine.server(config))) {
        link.handshake();
        client.getOutputStream().write("Q\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        client.getOutputStream().close();
        link.readAll(1000);
      }
      assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void namesOurVerifierWhereItDoesNotJudge() throws Exception {
    PeerProcesses.Listening server = peers.openssl("-tls1_3");
    ClientConfig config =
        ClientConfig.builder()
            .trust(Trust.fromPem(Path.of(peers.authority())))
            .answerLater(Question.JudgeChain.class)
            .build();
    TraceRecorder recorder = TraceRecorder.client("localhost", InstantSource.system());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      TlsEngine engine =
          TlsEngine.client(config, Destination.of("localhost", server.port()), recorder);
      runUntilAsked(socket, engine, config, Question.JudgeChain.class);

      Explanation why = Interruption.timedOut(recorder.trace(), Duration.ofSeconds(5));

      saysThatItIsOurs(
          why,
          "waited 5 seconds for the own verifier (whether to trust the peer's certificate), after the server's Certificate");
      assertThat(why.causes().getFirst().onClient()).contains("look at what it waits for");
    }
  }

  /** The store answers when the visitor has lost its patience, after two seconds of its own. */
  @Test
  void remembersThatOurCertificateStoreWasSlowWhereTheVisitorLeavesForIt() throws Exception {
    CompletableFuture<Process> visitor = new CompletableFuture<>();
    CredentialChooser quick =
        Credentials.of(Credentials.fromPem(peers.server().certificate(), peers.server().key()));
    CredentialChooser slow =
        request -> {
          try {
            assertThat(visitor.get().waitFor(30, TimeUnit.SECONDS)).isTrue();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          return quick.choose(request);
        };
    CompletableFuture<String> trouble = new CompletableFuture<>();
    StringWriter said = new StringWriter();
    WebServer server =
        WebServer.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ServerConfig.builder().credentials(slow).build(),
            new HandshakePages(),
            InstantSource.system(),
            new PrintWriter(said) {
              @Override
              public void flush() {
                super.flush();
                trouble.complete(said.toString());
              }
            });
    peers.serve(server, trouble::completeExceptionally);
    String url = "https://localhost:" + server.port() + "/";

    visitor.complete(
        peers.start(List.of("curl", "-s", "--cacert", peers.authority(), "--max-time", "2", url)));

    assertThat(trouble.get(60, TimeUnit.SECONDS).replaceAll("\\s+", " "))
        .containsPattern("✘ the client (hung|gave) up while this side still owed it an answer")
        .containsPattern("(ChooseCertificate|which certificate to present\\)) had taken")
        .contains("1. the signer, verifier or session store that this side asked is slower than");
  }
}
