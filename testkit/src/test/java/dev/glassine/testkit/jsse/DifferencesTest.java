package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.testkit.TransportShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of {@code docs/jsse.md}, "What differs from SunJSSE": what either provider does. */
class DifferencesTest {
  private static final Path PAGE =
      Path.of(System.getProperty("glassine.root", "..")).resolve("docs/jsse.md");

  /** Rows that other tests look at, since they need a JVM or a context of their own. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "`jdk.tls.*` properties, `jdk.tls.disabledAlgorithms`",
          "read once for each JVM",
          "`getLocalCertificates` of a server, resumed by ticket",
          "SessionTest.stillKnowsItsOwnCertificateOnTheServer",
          "`init(null, null, null)`",
          "ProviderTest",
          "\"LDAPS\"",
          "SslEngineCornersTest.checksNamesForEachApplication",
          "\"SSLv2\", \"SSLv3\", \"TLSv1\", \"TLSv1.1\", \"SSLv2Hello\"",
          "LegacyProtocolsTest");

  private interface Observation {
    String of(Jsse jsse) throws Exception;
  }

  /** A row of the page, and what is to be seen of it. */
  record Row(String title, String sun, String glassine, Observation observation) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row(
            "versions",
            "taken",
            "IllegalArgumentException",
            jsse -> outcome(() -> engine(jsse).setEnabledProtocols(new String[] {"TLSv1.1"}))),
        new Row(
            "\"TLSv1.2\" context",
            "[TLSv1.3, TLSv1.2]",
            "[TLSv1.2]",
            jsse -> Arrays.toString(server(jsse, "TLSv1.2").getEnabledProtocols())),
        new Row("\"SSL\" context, DTLS", "taken", "NoSuchAlgorithmException", jsse -> dtls(jsse)),
        new Row(
            "CBC suites",
            "enabled",
            "supported",
            jsse -> standing(jsse, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"::equals)),
        new Row(
            "DSS suites", "enabled", "not there", jsse -> standing(jsse, s -> s.contains("_DSS_"))),
        new Row(
            "CCM suites, hybrid groups (X25519MLKEM768 ...)",
            "not there",
            "enabled",
            jsse -> standing(jsse, s -> s.contains("_CCM"))),
        new Row(
            "end of a socket's stream without close_notify",
            "end of data",
            "SSLException",
            DifferencesTest::cutOff),
        new Row(
            "second handshake, TLS 1.2",
            "taken",
            "SSLException",
            jsse -> {
              SslEnginePair pair = shaken(jsse, "TLSv1.2");
              return outcome(() -> pair.client().engine().beginHandshake());
            }),
        new Row(
            "`HandshakeCompletedListener`",
            "on another thread",
            "on the same thread",
            DifferencesTest::listener),
        new Row(
            "FINISHED",
            "several",
            "one",
            jsse -> number(shaken(jsse, "TLSv1.3").client().finishedReports())),
        new Row("records in one `wrap`", "one", "several", DifferencesTest::recordsInOneWrap),
        new Row(
            "packet buffer, TLS 1.2",
            "16709",
            "18437",
            jsse ->
                Integer.toString(
                    shaken(jsse, "TLSv1.2").client().engine().getSession().getPacketBufferSize())),
        new Row(
            "session ids, TLS 1.3",
            "differ",
            "the same",
            jsse -> {
              SSLContext client = jsse.client();
              SSLContext server = jsse.server();
              byte[] first = id(client, server);
              return Arrays.equals(first, id(client, server)) ? "the same" : "differ";
            }),
        new Row(
            "`getNamedGroups` before they are set",
            "a list",
            "null",
            jsse -> engine(jsse).getSSLParameters().getNamedGroups() == null ? "null" : "a list"),
        new Row(
            "suites with static RSA",
            "taken",
            "IllegalArgumentException",
            jsse ->
                outcome(
                    () ->
                        engine(jsse)
                            .setEnabledCipherSuites(
                                new String[] {"TLS_RSA_WITH_AES_128_GCM_SHA256"}))));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isAsThePageSays(Row row) throws Exception {
    assertThat(row.observation().of(Jsse.SUN)).as("SunJSSE").isEqualTo(row.sun());
    assertThat(row.observation().of(Jsse.GLASSINE)).as("Glassine").isEqualTo(row.glassine());
  }

  @Test
  void looksAtEveryRowOfThePage() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("## What differs from SunJSSE");
    Set<String> titles = new TreeSet<>();
    page.substring(start, page.indexOf("\n## ", start + 1))
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| what |"))
        .map(line -> line.substring(2, line.indexOf(" | ")))
        .forEach(titles::add);
    Set<String> looked = new TreeSet<>(ELSEWHERE.keySet());
    rows().map(Row::title).forEach(looked::add);
    assertThat(looked).isEqualTo(titles);
  }

  private interface Call {
    void call() throws Exception;
  }

  private static String outcome(Call call) {
    try {
      call.call();
      return "taken";
    } catch (SSLException e) {
      return "SSLException";
    } catch (Exception e) {
      return e.getClass().getSimpleName();
    }
  }

  private static String number(long count) {
    return count == 1 ? "one" : "several";
  }

  private static SSLEngine engine(Jsse jsse) {
    return jsse.client().createSSLEngine();
  }

  private static SSLEngine server(Jsse jsse, String algorithm) throws Exception {
    SSLContext context = jsse.context(algorithm);
    context.init(null, null, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    return engine;
  }

  private static String dtls(Jsse jsse) {
    try {
      SSLContext.getInstance("DTLS", jsse.server().getProvider());
      return "taken";
    } catch (NoSuchAlgorithmException e) {
      return "NoSuchAlgorithmException";
    }
  }

  private static String standing(Jsse jsse, Predicate<String> suite) {
    SSLEngine engine = engine(jsse);
    return List.of(engine.getEnabledCipherSuites()).stream().anyMatch(suite)
        ? "enabled"
        : List.of(engine.getSupportedCipherSuites()).stream().anyMatch(suite)
            ? "supported"
            : "not there";
  }

  private static SslEnginePair shaken(Jsse jsse, String protocol) {
    SslEnginePair pair =
        SslEnginePair.of(jsse.client(), jsse.server(), TransportShape.COALESCED, protocol);
    return pair.handshake().run();
  }

  private static byte[] id(SSLContext client, SSLContext server) {
    SslEnginePair pair = SslEnginePair.of(client, server, TransportShape.COALESCED, "TLSv1.3");
    pair.handshake();
    pair.send(pair.server(), new byte[10]);
    return pair.client().engine().getSession().getId();
  }

  private static String recordsInOneWrap(Jsse jsse) throws Exception {
    SSLEngine engine = shaken(jsse, "TLSv1.3").client().engine();
    ByteBuffer record = ByteBuffer.allocate(200_000);
    engine.wrap(ByteBuffer.allocate(100_000), record);
    record.flip();
    int records = 0;
    while (record.hasRemaining()) {
      int length = record.getShort(record.position() + 3) & 0xffff;
      record.position(record.position() + 5 + length);
      records++;
    }
    return number(records);
  }

  private static String listener(Jsse jsse) throws Exception {
    CompletableFuture<Thread> told = new CompletableFuture<>();
    try (Loopback server = Loopback.serving(jsse.server(), SSLSocket::startHandshake);
        SSLSocket socket = server.connect(jsse.client())) {
      socket.addHandshakeCompletedListener(event -> told.complete(Thread.currentThread()));
      socket.startHandshake();
      return told.get(20, TimeUnit.SECONDS) == Thread.currentThread()
          ? "on the same thread"
          : "on another thread";
    }
  }

  private static String cutOff(Jsse jsse) throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> sayOneThingAndCut(plain));
      try (SSLSocket socket =
          (SSLSocket)
              jsse.client().getSocketFactory().createSocket("localhost", plain.getLocalPort())) {
        InputStream in = socket.getInputStream();
        assertThat(in.read()).isEqualTo(1);
        return in.read() < 0 ? "end of data" : "more";
      } catch (SSLException e) {
        return "SSLException";
      }
    }
  }

  private static void sayOneThingAndCut(ServerSocket plain) {
    try (Socket accepted = plain.accept()) {
      SSLSocket tls =
          (SSLSocket)
              Jsse.SUN
                  .server()
                  .getSocketFactory()
                  .createSocket(accepted, InputStream.nullInputStream(), true);
      tls.setUseClientMode(false);
      tls.getOutputStream().write(1);
      accepted.shutdownOutput();
      accepted.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
