package dev.glassine.testkit.jsse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program may rely on in an SSLSocket, over loopback. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SslSocketTest {
  static Stream<Arguments> pairings() {
    return SslEngineContractTest.pairings();
  }

  private static void echo(SSLSocket socket) throws IOException {
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    byte[] buffer = new byte[20_000];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
    }
  }

  private static byte[] random(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }

  @ParameterizedTest
  @MethodSource("pairings")
  @SuppressWarnings("try") // closed early, so that the server ends
  void carriesDataBothWays(Jsse client, Jsse server, String protocol) throws Exception {
    try (Loopback loopback = Loopback.serving(server.server(), SslSocketTest::echo);
        SSLSocket socket = loopback.connect(client.client())) {
      socket.setEnabledProtocols(new String[] {protocol});
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      for (int size : new int[] {1, 100, 16_384, 100_000}) {
        byte[] data = random(size);
        Future<?> writing = CompletableFuture.runAsync(() -> write(out, data));
        assertThat(in.readNBytes(size)).isEqualTo(data);
        writing.get();
      }
      out.write(7);
      assertThat(in.read()).isEqualTo(7);
      assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      socket.close();
      loopback.awaitServed();
    }
  }

  private static void write(OutputStream out, byte[] data) {
    try {
      out.write(data);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void handshakesWhenSomebodyWantsTheSession() throws Exception {
    try (Loopback loopback = Loopback.serving(Jsse.SUN.server(), SslSocketTest::echo);
        SSLSocket socket = loopback.connect(Jsse.GLASSINE.client())) {
      assertThat(socket.getApplicationProtocol()).isNull();
      SSLSession session = socket.getSession();
      assertThat(session.isValid()).isTrue();
      assertThat(session.getPeerHost()).isEqualTo("localhost");
      assertThat(session.getPeerPort()).isEqualTo(loopback.port());
      assertThat(socket.getApplicationProtocol()).isEmpty();
      assertThat(socket.getHandshakeSession()).isNull();
    }
  }

  @Test
  void tellsListenersOnceOnTheThreadThatShookHands() throws Exception {
    try (Loopback loopback = Loopback.serving(Jsse.GLASSINE.server(), SslSocketTest::echo);
        SSLSocket socket = loopback.connect(Jsse.GLASSINE.client())) {
      List<Thread> told = new ArrayList<>();
      List<String> suites = new ArrayList<>();
      socket.addHandshakeCompletedListener(
          event -> {
            told.add(Thread.currentThread());
            suites.add(event.getCipherSuite());
          });
      socket.getOutputStream().write(1);
      assertThat(socket.getInputStream().read()).isEqualTo(1);
      assertThat(told).containsExactly(Thread.currentThread());
      assertThat(suites).containsExactly(socket.getSession().getCipherSuite());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.removeHandshakeCompletedListener(event -> {}));
    }
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void halfClosesInTls13(Jsse client, Jsse server, String protocol) throws Exception {
    if (protocol.equals("TLSv1.2")) {
      return; // TLS 1.2 has no half-close
    }
    try (Loopback loopback =
            Loopback.serving(
                server.server(),
                socket -> {
                  byte[] request = socket.getInputStream().readAllBytes();
                  socket.getOutputStream().write(request);
                });
        SSLSocket socket = loopback.connect(client.client())) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.getOutputStream().write("question".getBytes(UTF_8));
      if (!client.halfCloses()) {
        assertThatThrownBy(socket::shutdownOutput)
            .isInstanceOf(UnsupportedOperationException.class);
        return;
      }
      socket.shutdownOutput();
      if (!server.halfCloses()) {
        // it closes its own direction at once, and the answer has nowhere to go
        assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        return;
      }
      assertThat(socket.isOutputShutdown()).isTrue();
      assertThat(socket.isInputShutdown()).isFalse();
      assertThat(socket.getInputStream().readAllBytes()).isEqualTo("question".getBytes(UTF_8));
      assertThatThrownBy(socket::getOutputStream).isInstanceOf(SocketException.class);
      loopback.awaitServed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void callsAnEndWithoutCloseNotifyATruncation(String protocol) throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                try (Socket accepted = plain.accept()) {
                  SSLSocket tls =
                      (SSLSocket)
                          Jsse.SUN
                              .server()
                              .getSocketFactory()
                              .createSocket(accepted, InputStream.nullInputStream(), true);
                  tls.setUseClientMode(false);
                  tls.getOutputStream().write("some of it".getBytes(UTF_8));
                  accepted.shutdownOutput();
                  accepted.getInputStream().readAllBytes();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      try (SSLSocket socket =
          (SSLSocket)
              Jsse.GLASSINE
                  .client()
                  .getSocketFactory()
                  .createSocket("localhost", plain.getLocalPort())) {
        socket.setEnabledProtocols(new String[] {protocol});
        InputStream in = socket.getInputStream();
        assertThat(in.readNBytes(10)).isEqualTo("some of it".getBytes(UTF_8));
        assertThatThrownBy(in::read)
            .isInstanceOf(SSLException.class)
            .hasMessageContaining("without close_notify");
        assertThatThrownBy(in::read)
            .isInstanceOf(SSLException.class)
            .hasMessageContaining("already failed");
      }
      served.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void saysThatAHandshakeWasCutOff() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket accepted = plain.accept()) {
                  accepted.getInputStream().read(new byte[5000]);
                  accepted.shutdownOutput();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      try (SSLSocket socket =
          (SSLSocket)
              Jsse.GLASSINE
                  .client()
                  .getSocketFactory()
                  .createSocket("localhost", plain.getLocalPort())) {
        assertThatThrownBy(socket::startHandshake)
            .isInstanceOf(SSLHandshakeException.class)
            .hasMessageContaining("middle of the handshake");
        assertThat(socket.isClosed()).isTrue();
        assertThat(socket.getSession().isValid()).isFalse();
      }
    }
  }

  @Test
  void refusesToShutDownInputBeforeCloseNotify() throws Exception {
    try (Loopback loopback = Loopback.serving(Jsse.GLASSINE.server(), SslSocketTest::echo);
        SSLSocket socket = loopback.connect(Jsse.GLASSINE.client())) {
      socket.startHandshake();
      assertThatThrownBy(socket::shutdownInput)
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("close_notify");
    }
  }

  /** A relay that lets only so many octets of the server through until it is told to go on. */
  private static final class Relay implements AutoCloseable {
    private final ServerSocket front;
    private final int hold;
    private final CountDownLatch goOn = new CountDownLatch(1);

    Relay(int serverPort, int hold) throws IOException {
      this.front = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      this.hold = hold;
      Thread.ofVirtual().start(() -> run(serverPort));
    }

    private void run(int serverPort) {
      try (Socket client = front.accept();
          Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
        Thread up = Thread.ofVirtual().start(() -> copy(client, server));
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[hold];
        for (int left = hold; left > 0; ) {
          int read = in.read(buffer, 0, left);
          out.write(buffer, 0, read);
          left -= read;
        }
        goOn.await();
        in.transferTo(out);
        client.shutdownOutput();
        up.join();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void copy(Socket from, Socket to) {
      try {
        from.getInputStream().transferTo(to.getOutputStream());
        to.shutdownOutput();
      } catch (IOException e) {
        // the other side is gone
      }
    }

    SSLSocket connect(SSLContext context) throws IOException {
      return (SSLSocket) context.getSocketFactory().createSocket("localhost", front.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      goOn.countDown();
      front.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100, 700})
  void goesOnWithAHandshakeThatTimedOut(int octets) throws Exception {
    try (Loopback loopback = Loopback.serving(Jsse.GLASSINE.server(), SslSocketTest::echo);
        Relay relay = new Relay(loopback.port(), octets);
        SSLSocket socket = relay.connect(Jsse.GLASSINE.client())) {
      socket.setSoTimeout(50);
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SocketTimeoutException.class);
      assertThat(socket.isClosed()).isFalse();
      relay.goOn.countDown();
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(9);
      assertThat(socket.getInputStream().read()).isEqualTo(9);
    }
  }

  @Test
  void saysWhereTheHandshakeHangsThatTimedOut() throws Exception {
    try (Loopback loopback = Loopback.serving(Jsse.GLASSINE.server(), SslSocketTest::echo);
        Relay relay = new Relay(loopback.port(), 0);
        SSLSocket socket = relay.connect(Jsse.GLASSINE.client())) {
      socket.setSoTimeout(50);

      assertThatThrownBy(socket::startHandshake)
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("the server did not answer the client's first message in time")
          .hasMessageEndingWith("waited 50 ms in state WaitServerHello");
    }
  }

  @Test
  void goesOnWithARecordThatTimedOut() throws Exception {
    byte[] data = random(16_000);
    int handshakeAndSome = 5000;
    try (Loopback loopback =
            Loopback.serving(
                Jsse.GLASSINE.server(), socket -> socket.getOutputStream().write(data));
        Relay relay = new Relay(loopback.port(), handshakeAndSome);
        SSLSocket socket = relay.connect(Jsse.GLASSINE.client())) {
      socket.startHandshake();
      socket.setSoTimeout(50);
      InputStream in = socket.getInputStream();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> in.read(new byte[100])).isInstanceOf(SocketTimeoutException.class);
      }
      relay.goOn.countDown();
      socket.setSoTimeout(20_000);
      assertThat(in.readAllBytes()).isEqualTo(data);
    }
  }

  @Test
  void leavesTheSocketBelowUsableAfterClosingLayeredTls() throws Exception {
    byte[] secret = random(40_000);
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<byte[]> served =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket accepted = plain.accept()) {
                  return serveLayered(accepted, secret.length);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      try (Socket below = new Socket(InetAddress.getLoopbackAddress(), plain.getLocalPort())) {
        SSLSocket tls =
            (SSLSocket)
                Jsse.GLASSINE
                    .client()
                    .getSocketFactory()
                    .createSocket(below, "localhost", plain.getLocalPort(), false);
        tls.getOutputStream().write(secret);
        tls.close();
        assertThat(tls.isClosed()).isTrue();
        assertThat(below.isClosed()).isFalse();
        below.getOutputStream().write("plain again".getBytes(UTF_8));
        below.shutdownOutput();
        assertThat(below.getInputStream().readAllBytes()).isEqualTo("plain too".getBytes(UTF_8));
      }
      byte[] received = served.get(20, TimeUnit.SECONDS);
      assertThat(Arrays.copyOf(received, secret.length)).isEqualTo(secret);
      assertThat(Arrays.copyOfRange(received, secret.length, received.length))
          .isEqualTo("plain again".getBytes(UTF_8));
    }
  }

  private static byte[] serveLayered(Socket accepted, int length) throws IOException {
    SSLSocket tls =
        (SSLSocket)
            Jsse.GLASSINE
                .server()
                .getSocketFactory()
                .createSocket(accepted, InputStream.nullInputStream(), false);
    byte[] inside = tls.getInputStream().readNBytes(length);
    assertThat(tls.getInputStream().read()).isEqualTo(-1);
    tls.close();
    accepted.getOutputStream().write("plain too".getBytes(UTF_8));
    byte[] after = accepted.getInputStream().readAllBytes();
    byte[] all = Arrays.copyOf(inside, inside.length + after.length);
    System.arraycopy(after, 0, all, inside.length, after.length);
    return all;
  }

  @Test
  void readsWhatWasConsumedFromTheSocketBelowFirst() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Integer> served =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket accepted = plain.accept()) {
                  byte[] peeked = accepted.getInputStream().readNBytes(7);
                  SSLSocket tls =
                      (SSLSocket)
                          Jsse.GLASSINE
                              .server()
                              .getSocketFactory()
                              .createSocket(accepted, new ByteArrayInputStream(peeked), true);
                  int read = tls.getInputStream().read();
                  tls.close();
                  return read;
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      try (SSLSocket socket =
          (SSLSocket)
              Jsse.SUN
                  .client()
                  .getSocketFactory()
                  .createSocket("localhost", plain.getLocalPort())) {
        socket.getOutputStream().write(42);
        assertThat(served.get(20, TimeUnit.SECONDS)).isEqualTo(42);
      }
    }
  }

  @Test
  void refusesToLayOverASocketThatIsNotConnected() {
    assertThatThrownBy(
            () ->
                Jsse.GLASSINE
                    .client()
                    .getSocketFactory()
                    .createSocket(new Socket(), "localhost", 1, true))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("not connected");
  }

  @Test
  void saysThatItIsClosedOrNotConnected() throws Exception {
    SSLSocket socket = (SSLSocket) Jsse.GLASSINE.client().getSocketFactory().createSocket();
    assertThatThrownBy(socket::startHandshake)
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("not connected");
    try (Loopback loopback = Loopback.serving(Jsse.GLASSINE.server(), SslSocketTest::echo)) {
      socket.connect(new InetSocketAddress("localhost", loopback.port()), 5000);
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      out.write(1);
      socket.close();
      socket.close();
      assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> out.write(1)).isInstanceOf(SocketException.class);
      assertThatThrownBy(socket::getInputStream)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("closed");
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void explainsFailuresOnBothSides() throws Exception {
    TestCa stranger =
        new TestCa("Somebody else", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());
    SSLContext client = Jsse.GLASSINE.context(null, Jsse.trust(stranger.certificate()));
    try (Loopback loopback = Loopback.serving(Jsse.GLASSINE.server(), SslSocketTest::echo);
        SSLSocket socket = loopback.connect(client)) {
      assertThatThrownBy(socket::startHandshake)
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("does not lead to a trusted certificate")
          .hasMessageContaining("What to do");
      assertThat(socket.isClosed()).isTrue();
      assertThatThrownBy(loopback::awaitServed)
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("unknown_ca");
    }
  }

  @Test
  void explainsThatAClientSpeaksPlainHttp() throws Exception {
    try (Loopback loopback = Loopback.serving(Jsse.GLASSINE.server(), SslSocketTest::echo);
        Socket plain = new Socket("localhost", loopback.port())) {
      plain.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
      assertThatThrownBy(loopback::awaitServed)
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("plain HTTP");
    }
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void agreesOnAnApplicationProtocol(Jsse client, Jsse server, String protocol) throws Exception {
    try (Loopback loopback =
            Loopback.serving(
                server.server(),
                socket -> {
                  socket.setHandshakeApplicationProtocolSelector((_, offered) -> offered.getLast());
                  echo(socket);
                });
        SSLSocket socket = loopback.connect(client.client())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"one", "two"});
      parameters.setProtocols(new String[] {protocol});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      assertThat(socket.getApplicationProtocol()).isEqualTo("two");
    }
  }

  @Test
  void inheritsTheSettingsOfItsServerSocket() throws Exception {
    try (Loopback loopback =
            Loopback.serving(
                Jsse.GLASSINE.server(),
                server -> {
                  server.setNeedClientAuth(true);
                  server.setEnabledProtocols(new String[] {"TLSv1.2"});
                },
                SslSocketTest::echo);
        SSLSocket socket = loopback.connect(Jsse.GLASSINE.clientWithCertificate())) {
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
      assertThat(socket.getSession().getLocalCertificates()).hasSize(2);
    }
  }

  @Test
  void resumesItsSessions() throws Exception {
    SSLContext context = Jsse.GLASSINE.client();
    try (Loopback loopback = Loopback.serving(Jsse.GLASSINE.server(), SslSocketTest::echo)) {
      byte[] first = sessionId(loopback, context);
      assertThat(sessionId(loopback, context)).isEqualTo(first);
    }
  }

  private static byte[] sessionId(Loopback loopback, SSLContext context) throws IOException {
    try (SSLSocket socket = loopback.connect(context)) {
      socket.getOutputStream().write(1);
      assertThat(socket.getInputStream().read()).isEqualTo(1);
      return socket.getSession().getId();
    }
  }

  @Test
  void renewsKeysWhereTheHandshakeIsStartedAgain() throws Exception {
    try (Loopback loopback = Loopback.serving(Jsse.SUN.server(), SslSocketTest::echo);
        SSLSocket socket = loopback.connect(Jsse.GLASSINE.client())) {
      for (int i = 0; i < 5; i++) {
        socket.startHandshake();
        socket.getOutputStream().write(i);
        assertThat(socket.getInputStream().read()).isEqualTo(i);
      }
    }
  }

  /** Both sides write more than all buffers between them hold before either has read it. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void readsWhileItWrites(String protocol) throws Exception {
    byte[] data = random(8_000_000);
    SSLContext server = Jsse.GLASSINE.server();
    try (Loopback loopback = Loopback.serving(server, socket -> exchange(socket, data));
        SSLSocket socket = loopback.connect(Jsse.GLASSINE.client())) {
      socket.setEnabledProtocols(new String[] {protocol});
      exchange(socket, data);
      loopback.awaitServed();
    }
  }

  private static void exchange(SSLSocket socket, byte[] data) throws Exception {
    OutputStream out = socket.getOutputStream();
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(out, data));
    byte[] received = socket.getInputStream().readNBytes(data.length);
    writing.get();
    assertThat(Arrays.equals(received, data)).isTrue();
  }

  @Test
  @SuppressWarnings("try") // closed early, for that is what is tested
  void wakesAReaderWhenItIsClosed() throws Exception {
    try (Loopback loopback = Loopback.serving(Jsse.GLASSINE.server(), SslSocketTest::echo);
        SSLSocket socket = loopback.connect(Jsse.GLASSINE.client())) {
      socket.startHandshake();
      InputStream in = socket.getInputStream();
      CompletableFuture<Integer> reading = new CompletableFuture<>();
      Thread reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      reading.complete(in.read());
                    } catch (IOException e) {
                      reading.completeExceptionally(e);
                    }
                  });
      socket.close();
      reader.join();
      assertThat(reading).isDone();
    }
  }

  @Test
  void servesManyVirtualThreads() throws Exception {
    SSLContext client = Jsse.GLASSINE.client();
    try (Loopback loopback = Loopback.serving(Jsse.GLASSINE.server(), SslSocketTest::echo);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int number = i;
        answers.add(threads.submit(() -> ask(loopback, client, number)));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(answers.get(i).get()).isEqualTo(i & 0xFF);
      }
    }
  }

  private static int ask(Loopback loopback, SSLContext client, int number) throws IOException {
    try (SSLSocket socket = loopback.connect(client)) {
      socket.getOutputStream().write(number);
      return socket.getInputStream().read();
    }
  }

  @Test
  void tellsHowMuchCanBeReadAtOnce() throws Exception {
    try (Loopback loopback =
            Loopback.serving(
                Jsse.GLASSINE.server(), socket -> socket.getOutputStream().write(new byte[1000]));
        SSLSocket socket = loopback.connect(Jsse.GLASSINE.client())) {
      InputStream in = socket.getInputStream();
      assertThat(in.read(new byte[0])).isZero();
      in.read();
      assertThat(in.available()).isEqualTo(999);
      assertThat(in.skip(500)).isEqualTo(500);
      assertThat(in.read(new byte[2000])).isEqualTo(499);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void passesOnWhatIsAboutTheTransport() throws Exception {
    try (Loopback loopback = Loopback.serving(Jsse.GLASSINE.server(), SslSocketTest::echo);
        SSLSocket socket = loopback.connect(Jsse.GLASSINE.client())) {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.setSoTimeout(1234);
      assertThat(socket.getTcpNoDelay()).isTrue();
      assertThat(socket.getKeepAlive()).isTrue();
      assertThat(socket.getSoTimeout()).isEqualTo(1234);
      assertThat(socket.getPort()).isEqualTo(loopback.port());
      assertThat(socket.getInetAddress().isLoopbackAddress()).isTrue();
      assertThat(socket.isConnected()).isTrue();
      assertThat(socket.isBound()).isTrue();
      assertThat(socket.getChannel()).isNull();
      assertThatThrownBy(() -> socket.sendUrgentData(1)).isInstanceOf(SocketException.class);
    }
  }
}
