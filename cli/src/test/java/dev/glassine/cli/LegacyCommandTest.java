package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code --legacy} in both verbs: what is let in, what is said about it, and what stays out. */
class LegacyCommandTest {
  private static final Pattern ADDRESS = Pattern.compile("Serving (https://localhost:\\d+/)");

  @TempDir Path folder;

  private final List<Thread> serving = new ArrayList<>();

  private record Served(String address, StringWriter err) {}

  @AfterEach
  void stopServing() {
    serving.forEach(Thread::interrupt);
  }

  private Served serve(String... more) throws InterruptedException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0", "--pki"));
    arguments.add(folder.toString());
    arguments.addAll(List.of(more));
    Thread server =
        Thread.ofVirtual()
            .start(
                () ->
                    Glassine.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments.toArray(String[]::new)));
    serving.add(server);
    for (int i = 0; i < 6000 && server.isAlive(); i++) {
      Matcher matcher = ADDRESS.matcher(out.toString());
      if (matcher.find()) {
        return new Served(matcher.group(1), err);
      }
      Thread.sleep(10);
    }
    throw new AssertionError("it does not serve: " + out + err);
  }

  private String modernCa() {
    return folder.resolve("ca.pem").toString();
  }

  private String oldCa() {
    return folder.resolve("sha1").resolve("ca.pem").toString();
  }

  @Test
  void readsLikeTheTextbooksNineSteps() throws Exception {
    Served server = serve("--legacy", "ssl3");

    CommandRun result =
        CommandRun.of(
            "connect",
            server.address() + "trace.txt",
            "--legacy",
            "ssl3",
            "--tls",
            "ssl3",
            "--suites",
            "TLS_RSA_WITH_RC4_128_MD5",
            "--cafile",
            oldCa(),
            "--allow-weak-certificates");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err())
        .containsSubsequence(
            "ClientHello",
            "ServerHello",
            "TLS_RSA_WITH_RC4_128_MD5",
            "Certificate",
            "ServerHelloDone",
            "ClientKeyExchange",
            "ChangeCipherSpec",
            "Finished",
            "ChangeCipherSpec",
            "Finished");
  }

  @Test
  void reachesSsl20AndTellsItsMessages() throws Exception {
    Served server = serve("--legacy", "ssl2");

    CommandRun result =
        CommandRun.of(
            "connect",
            server.address() + "trace.txt",
            "--legacy",
            "ssl2",
            "--tls",
            "ssl2",
            "--fields",
            "--cafile",
            oldCa(),
            "--allow-weak-certificates");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err())
        .containsSubsequence(
            "CLIENT-HELLO",
            "CIPHER-SPECS-DATA[0]",
            "SERVER-HELLO",
            "CLIENT-MASTER-KEY",
            "SSL_CK_DES_192_EDE3_CBC_WITH_MD5",
            "CLIENT-FINISHED",
            "SERVER-VERIFY",
            "SERVER-FINISHED");
    for (String said : List.of(result.err(), server.err().toString())) {
      assertThat(said)
          .contains("WARNING: --legacy ssl2 lets in what is broken", "DROWN")
          .containsPattern("AUDIT \\S+ \\S+ SSL 2.0 SSL_CK_\\w+: went through .*SSL 2.0");
    }
  }

  private static final String[] UNDER_KEYS = {
    "CLIENT-FINISHED", "SERVER-VERIFY", "SERVER-FINISHED", "handshake complete"
  };

  private CommandRun connectInSsl20(String address, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("connect", address + "trace.txt", "--legacy", "ssl2", "--tls", "ssl2"));
    arguments.addAll(List.of("--cafile", oldCa(), "--allow-weak-certificates"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void readsItsOwnCaptureOfSsl20() throws Exception {
    Served server = serve("--legacy", "ssl2");
    String capture = folder.resolve("old.pcapng").toString();

    CommandRun result = connectInSsl20(server.address(), "--capture", capture);
    CommandRun read = CommandRun.of("inspect", capture);

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(read.code()).as(read.err()).isZero();
    assertThat(read.out()).contains(UNDER_KEYS);
    assertThat(read.err()).doesNotContain("wrong line");
  }

  @Test
  void readsSsl20InBetweenWithTheServersKeyAndKeepsItReadable() throws Exception {
    Served server = serve("--legacy", "ssl2");
    String key = folder.resolve("sha1").resolve("localhost.key").toString();
    String capture = folder.resolve("between.pcapng").toString();
    StringWriter out = new StringWriter();
    CommandLine line =
        Glassine.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter()));
    CompletableFuture<TcpRelay> relay = new CompletableFuture<>();
    Inspect verb = line.getSubcommands().get("inspect").getCommand();
    verb.onListening(relay::complete);
    String target = server.address().substring("https://".length()).replace("/", "");
    Thread between =
        Thread.ofVirtual()
            .start(
                () ->
                    line.execute(
                        "inspect",
                        "--listen",
                        "0",
                        "--to",
                        target,
                        "--rsa-key",
                        key,
                        "--capture",
                        capture));
    int port = relay.get(20, TimeUnit.SECONDS).address().getPort();

    CommandRun result = connectInSsl20("https://localhost:" + port + "/");
    relay.get().close();
    between.join();

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(out.toString()).contains("SERVER-VERIFY", "SERVER-FINISHED");
    assertThat(CommandRun.of("inspect", capture).out()).contains(UNDER_KEYS);
  }

  @Test
  void goesFromAHelloOfSsl20ToWhateverTheServerHas() throws Exception {
    Served server = serve("--legacy", "ssl2");

    CommandRun result =
        CommandRun.of(
            "connect",
            server.address() + "trace.txt",
            "--legacy",
            "ssl2",
            "--cafile",
            oldCa(),
            "--allow-weak-certificates");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).containsSubsequence("CLIENT-HELLO", "ServerHello", "TLS 1.2");
  }

  @ParameterizedTest
  @CsvSource({"ssl3,SSL 3.0", "tls1.0,TLS 1.0", "tls1.1,TLS 1.1"})
  void warnsOnBothSidesAndLeavesALineForTheAudit(String word, String version) throws Exception {
    Served server = serve("--legacy", word);
    String ca = word.equals("ssl3") ? oldCa() : folder.resolve("rsa").resolve("ca.pem").toString();

    CommandRun result =
        CommandRun.of(
            "connect",
            server.address() + "trace.txt",
            "--legacy",
            word,
            "--tls",
            word,
            "--suites",
            "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
            "--cafile",
            ca,
            "--allow-weak-certificates");

    assertThat(result.code()).as(result.err()).isZero();
    for (String said : List.of(result.err(), server.err().toString())) {
      assertThat(said)
          .contains("WARNING: --legacy " + word + " lets in what is broken", "RFC 7465")
          .containsPattern(
              "AUDIT \\S+ \\S+ "
                  + version
                  + " TLS_RSA_WITH_3DES\\w+: went through "
                  + version
                  + ".*64 bits");
    }
    assertThat(result.err()).contains("WARNING: --allow-weak-certificates");
  }

  @Test
  void servesNewPeersAsBeforeAndSaysNothingOfThem() throws Exception {
    Served server = serve("--legacy", "ssl3");

    CommandRun result =
        CommandRun.of("connect", server.address() + "trace.txt", "--cafile", modernCa());

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("TLS 1.3").doesNotContain("WARNING", "AUDIT");
    assertThat(server.err().toString()).doesNotContain("AUDIT");
  }

  @Test
  void withoutTheOptionAServerTakesNoneOfIt() throws Exception {
    Served server = serve();

    CommandRun result =
        CommandRun.of(
            "connect",
            server.address(),
            "--legacy",
            "ssl3",
            "--tls",
            "ssl3",
            "--cafile",
            modernCa(),
            "--allow-weak-certificates");

    assertThat(result.code()).isEqualTo(1);
    assertThat(server.err().toString()).doesNotContain("WARNING", "AUDIT");
  }

  @Test
  void aWeakCertificateIsRefusedWhereOnlyTheVersionWasLetIn() throws Exception {
    Served server = serve("--legacy", "ssl3");

    CommandRun result =
        CommandRun.of(
            "connect",
            server.address() + "trace.txt",
            "--legacy",
            "ssl3",
            "--tls",
            "ssl3",
            "--suites",
            "TLS_RSA_WITH_RC4_128_MD5",
            "--cafile",
            oldCa());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("SHA-1 with RSA");
  }

  @Test
  void exportAndNullAreOpenOnlyWhereBothSidesSaidSo() throws Exception {
    Served closed = serve("--legacy", "ssl3");
    Served open = serve("--legacy", "ssl3", "--allow-export-anonymous-and-null-suites");

    assertThat(connectWithExport(closed).code()).isEqualTo(1);
    CommandRun result = connectWithExport(open);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("FREAK", "TLS_RSA_EXPORT_WITH_RC4_40_MD5");
  }

  private CommandRun connectWithExport(Served server) {
    return CommandRun.of(
        "connect",
        server.address() + "trace.txt",
        "--legacy",
        "ssl3",
        "--tls",
        "ssl3",
        "--allow-export-anonymous-and-null-suites",
        "--suites",
        "TLS_RSA_EXPORT_WITH_RC4_40_MD5",
        "--cafile",
        oldCa(),
        "--allow-weak-certificates");
  }

  @Test
  void compressesWhereBothSidesSaidSo() throws Exception {
    Served server = serve("--legacy", "tls1.0", "--allow-compression-broken-by-crime");

    CommandRun result =
        CommandRun.of(
            "connect",
            server.address() + "trace.txt",
            "--legacy",
            "tls1.0",
            "--allow-compression-broken-by-crime",
            "--cafile",
            modernCa());

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("CRIME").containsPattern("AUDIT .*DEFLATE");
  }
}
