package dev.glassine.inspect.tshark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceEntry;
import dev.glassine.inspect.decrypt.SessionSecrets;
import dev.glassine.inspect.keylog.KeyLogFile;
import dev.glassine.inspect.keylog.KeyLogSecrets;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.PemFiles;
import dev.glassine.testkit.SocketLink;
import dev.glassine.testkit.TestCa;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What dumpcap captured of conversations between peers of old, which write no key log: read by us
 * as tshark reads it, with the server's RSA key. Where no RSA key opens anything we are one of the
 * two, and log.
 */
class OldPeersCapturesTest {
  private static final TestCa CA = certificatesOfToday();
  private static final Credential SERVER =
      CA.server(KeyKind.RSA_2048_WITH_SHA1, "localhost", "127.0.0.1");
  private static final Credential CLIENT = CA.client(KeyKind.RSA_2048_WITH_SHA1, "old-client");
  private static final int BULK = 5_000;

  @TempDir Path folder;

  private int port;
  private Path key;
  private String authority;
  private String identity;
  private String clientIdentity;

  @BeforeEach
  void writeTheFiles() throws Exception {
    key = PemFiles.key(folder.resolve("server.key"), SERVER);
    authority = " ca=" + PemFiles.certificates(folder.resolve("ca.pem"), List.of(CA.certificate()));
    // OpenSSL refuses chains in SSL 2.0
    identity = identity("server", SERVER);
    clientIdentity = identity("client", CLIENT);
  }

  /** Real peers go by the real clock. */
  private static TestCa certificatesOfToday() {
    return new TestCa("Old CA", KeyKind.RSA_2048_WITH_SHA1, new SecureRandom(), Instant.now());
  }

  private String identity(String name, Credential credential) throws Exception {
    Path certificate =
        PemFiles.certificates(folder.resolve(name + ".pem"), List.of(credential.certificate()));
    return " cert="
        + certificate
        + " key="
        + PemFiles.key(folder.resolve(name + ".key"), credential);
  }

  private Program peer(String name) throws Exception {
    return switch (name) {
      case "nassl" -> OldPrograms.nassl(folder);
      case "tlslite" -> OldPrograms.tlsLite(folder);
      default -> OldPrograms.openSsl(folder, name);
    };
  }

  private void serve(Program server, String version, String ciphers, String more) throws Exception {
    String answer = server.ask("serve" + words(version, ciphers) + identity + more);
    port = Integer.parseInt(answer.substring(answer.indexOf("port=") + "port=".length()).strip());
  }

  private String visit(Program client, String version, String ciphers, String more)
      throws Exception {
    return client.ask(
        "visit port=" + port + " bulk=" + BULK + words(version, ciphers) + authority + more);
  }

  private static String words(String version, String ciphers) {
    return " version=" + version + " ciphers=" + ciphers;
  }

  private SessionSecrets theServersKey() {
    return new SessionSecrets(new KeyLogSecrets(), List.of(SERVER.key()));
  }

  private static void isWhole(Trace trace) {
    assertThat(trace.entries(TraceEntry.Unopened.class)).isEmpty();
    assertThat(trace.entries(TraceEntry.Unread.class)).isEmpty();
    assertThat(trace.isComplete()).isTrue();
    long data =
        trace.entries(TraceEntry.Records.class).stream()
            .filter(records -> records.carries().equals("application_data"))
            .mapToLong(TraceEntry.Records::octets)
            .sum();
    assertThat(data).as("data both ways").isGreaterThan(2 * BULK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RC4-MD5", "DES-CBC3-MD5"})
  void readsSsl20BetweenOthersThatResumeIt(String ciphers) throws Exception {
    Path captured;
    try (Program server = peer("0.9.8e");
        Program client = peer("0.9.8e")) {
      serve(server, "SSLv2", ciphers, "");
      try (LoopbackCapture capture = LoopbackCapture.startOrSkip(folder, port)) {
        visit(client, "SSLv2", ciphers, "");
        assertThat(visit(client, "SSLv2", ciphers, " resume=yes")).contains("resumed=yes");
        captured = capture.end();
      }
    }

    List<Trace> traces = new SameReading(captured, port).inSsl2(theServersKey());

    assertThat(traces).hasSize(2).allSatisfy(OldPeersCapturesTest::isWhole);
    assertThat(traces.getFirst().entries(TraceEntry.Message.class)).hasSize(6);
    assertThat(traces.get(1).entries(TraceEntry.Message.class)).hasSize(5);
  }

  @Test
  void readsSsl20OfAClientThatShowsItsCertificate() throws Exception {
    Path captured;
    try (Program server = peer("0.9.8e");
        Program client = peer("nassl")) {
      serve(server, "SSLv2", "RC4-MD5", " client=required" + authority);
      try (LoopbackCapture capture = LoopbackCapture.startOrSkip(folder, port)) {
        visit(client, "SSLv2", "RC4-MD5", clientIdentity);
        captured = capture.end();
      }
    }

    List<Trace> traces = new SameReading(captured, port).inSsl2(theServersKey());

    assertThat(traces).singleElement().satisfies(OldPeersCapturesTest::isWhole);
    assertThat(traces.getFirst().entries(TraceEntry.Message.class))
        .extracting(TraceEntry.Message::name)
        .contains("REQUEST-CERTIFICATE", "CLIENT-CERTIFICATE");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.2n, 0.9.8e, SSLv3, DES-CBC3-SHA, DES-CBC3-SHA",
    "nassl, 0.9.8e, SSLv3, RC4-SHA, RC4-SHA",
    "tlslite, 0.9.8e, TLSv1, rsa/aes128/sha, AES128-SHA",
    "nassl, tlslite, TLSv1_1, AES256-SHA, rsa/aes256/sha",
    "nassl, 1.0.2n, TLSv1_2, AES128-GCM-SHA256, AES128-GCM-SHA256",
    "1.0.2n, tlslite, TLSv1_2, AES128-SHA256, rsa/aes128/sha256"
  })
  void readsRsaKeyExchangeBetweenOthers(
      String visitor, String host, String version, String theirs, String its) throws Exception {
    Path captured;
    try (Program server = peer(host);
        Program client = peer(visitor)) {
      serve(server, version, its, "");
      try (LoopbackCapture capture = LoopbackCapture.startOrSkip(folder, port)) {
        visit(client, version, theirs, "");
        visit(client, version, theirs, " resume=yes");
        captured = capture.end();
      }
    }

    List<List<String>> lines = new SameReading(captured, port).withTheServersKey(key, SERVER.key());

    assertThat(lines).hasSize(2).allSatisfy(SameReading::hasBothFinished);
    assertThat(TraceLines.count(lines.get(1), HandshakeType.CERTIFICATE)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0.9.8e, SSL 3.0, SSLv3, EDH-RSA-DES-CBC3-SHA, TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA",
    "0.9.8e, TLS 1.0, TLSv1, DHE-RSA-AES256-SHA, TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
    "tlslite, TLS 1.1, TLSv1_1, ecdhe_rsa/aes128/sha, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "1.0.2n, TLS 1.2, TLSv1_2, ECDHE-RSA-AES256-GCM-SHA384, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
  })
  void readsWhatAnOldServerAndWeAgreedOnWithForwardSecrecy(
      String host, String name, String version, String its, String ours) throws Exception {
    Path keyLog = folder.resolve("keys.log");
    String dh = its.startsWith("EDH") || its.startsWith("DHE") ? dh() : "";
    Path captured;
    try (Program server = peer(host)) {
      serve(server, version, its, dh);
      try (LoopbackCapture capture = LoopbackCapture.startOrSkip(folder, port);
          KeyLogFile log = KeyLogFile.append(keyLog)) {
        visitAsClient(log, name, ours);
        server.ask("outcome");
        captured = capture.end();
      }
    }

    assertThat(new SameReading(captured, port).withKeyLog(keyLog))
        .singleElement()
        .satisfies(SameReading::hasBothFinished);
  }

  private static String dh() {
    return " dh=" + OldPrograms.driver("dh1024.pem");
  }

  private void visitAsClient(KeyLogFile log, String version, String suite) throws Exception {
    ClientConfig config =
        ClientConfig.builder()
            .legacy(
                Legacy.builder()
                    .enableTls11Deprecated()
                    .enableTls10BrokenByBeast()
                    .enableSsl3BrokenByPoodle()
                    .enableBrokenSuitesOfTheNineties()
                    .enableWeakDiffieHellmanBrokenByLogjam(1024)
                    .build())
            .allowCbcSuites()
            .allowPeersWithoutSecureRenegotiation()
            .versions(
                ProtocolVersion.ALL.stream()
                    .filter(each -> each.name().equals(version))
                    .findFirst()
                    .orElseThrow())
            .suites(List.of(CipherSuite.named(suite).orElseThrow()))
            .trust(presented -> new ChainVerdict.Accepted(presented.certificates()))
            .logSecretsForDebugging(log)
            .build();
    try (SocketLink link =
        new SocketLink(
            new Socket(InetAddress.getLoopbackAddress(), port),
            TlsEngine.client(config, Destination.of("localhost", port)))) {
      link.handshake();
      link.write("hello\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(link.readUntil("\n", 100)).isNotEmpty();
    }
  }
}
