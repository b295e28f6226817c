package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Explanation;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceEntry;
import dev.glassine.inspect.TraceJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code glassine connect} says of servers that do not speak TLS, or stop in the middle. */
class ExplainedConnectTest {
  @TempDir Path folder;
  private final List<ServerSocket> open = new ArrayList<>();

  private interface Answering {
    void to(Socket client) throws IOException;
  }

  private String server(Answering answering) throws IOException {
    ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    open.add(listening);
    Thread.ofVirtual()
        .start(
            () -> {
              try (Socket client = listening.accept()) {
                answering.to(client);
              } catch (IOException e) {
                // the command has gone
              }
            });
    return "localhost:" + listening.getLocalPort();
  }

  @AfterEach
  void close() throws IOException {
    for (ServerSocket each : open) {
      each.close();
    }
  }

  private static void listen(Socket client) throws IOException {
    client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
  }

  @Test
  void saysWhereATimeOutHung() throws Exception {
    CommandRun result =
        CommandRun.of(
            "connect",
            server(ExplainedConnectTest::listen),
            "--timeout",
            "1",
            "--groups",
            "x25519");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err().replaceAll("\\s+", " "))
        .contains(
            "✘ the server did not answer the client's first message in time: waited 1 second for the server's ServerHello, after the client's ClientHello",
            "1. no TLS is spoken on this port",
            "on the client: check the port; use STARTTLS",
            "Not reached: 2 Server hello");
  }

  @Test
  void explainsAResetConnection() throws Exception {
    String target =
        server(
            client -> {
              client.getInputStream().read(new byte[64]);
              client.setSoLinger(true, 0);
            });

    CommandRun result = CommandRun.of("connect", target, "--groups", "x25519");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains(
            "✘ the connection was reset as soon as the client sent its first message",
            "1. a firewall or middlebox refuses the hello");
  }

  @Test
  void writesTheExplanationIntoEveryView() throws Exception {
    String target =
        server(
            client -> {
              client.getInputStream().read(new byte[4096]);
              client
                  .getOutputStream()
                  .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              listen(client);
            });
    Path page = folder.resolve("page.html");
    Path picture = folder.resolve("picture.svg");

    CommandRun result =
        CommandRun.of(
            "connect", target, "--json", "--html", page.toString(), "--svg", picture.toString());

    String what = "the server speaks plain HTTP where the client expects TLS";
    Trace trace = TraceJson.read(result.out());
    Explanation explanation = trace.entries(TraceEntry.Failed.class).getFirst().explanation();
    assertThat(result.code()).isEqualTo(1);
    assertThat(explanation.what()).isEqualTo(what);
    assertThat(explanation.evidence().getFirst().hex()).startsWith("485454502f312e31");
    assertThat(Files.readString(page)).contains("The server speaks plain HTTP where");
    assertThat(Files.readString(picture)).contains("✘ " + what);
  }

  @Test
  void saysThatAPictureCannotBeWritten() throws Exception {
    String target = server(client -> client.getInputStream().read(new byte[4096]));

    CommandRun result =
        CommandRun.of("connect", target, "--svg", folder.resolve("no/such.svg").toString());

    assertThat(result.err()).contains("Cannot write", "such.svg");
  }
}
