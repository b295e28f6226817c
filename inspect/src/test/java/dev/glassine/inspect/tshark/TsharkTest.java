package dev.glassine.inspect.tshark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.core.session.RotatingTicketKeys;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceEntry;
import dev.glassine.inspect.capture.PcapngWriter;
import dev.glassine.inspect.decrypt.CaptureInspector;
import dev.glassine.inspect.decrypt.SessionSecrets;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.OpenDoors;
import dev.glassine.testkit.SeededRandom;
import dev.glassine.testkit.TestCa;
import dev.glassine.testkit.tshark.Dissection;
import dev.glassine.testkit.tshark.Tshark;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * tshark is the judge: of a capture that we write, it lists the same messages, fields and alerts as
 * the traces of the two engines that spoke, and as our own reading of the capture.
 */
class TsharkTest {
  private static final Credential ECDSA = TestCa.shared().server(KeyKind.ECDSA_P256, "localhost");
  private static final Credential ALICE = TestCa.shared().client(KeyKind.RSA_2048, "alice");

  @TempDir Path folder;

  /** Secrets are found by the random of a hello: no two may be alike. */
  private int seed;

  @BeforeAll
  static void needTshark() {
    Assumptions.assumeTrue(
        Tshark.isThere() || Tshark.isRequired(), "tshark is not on this machine");
  }

  private ClientConfig.Builder visitor(ProtocolVersion... versions) {
    return OpenDoors.client(versions)
        .random(new SeededRandom(++seed))
        .sessions(new InMemoryStore(1 << 20, new FixedClock()));
  }

  private ServerConfig.Builder host(ProtocolVersion... versions) {
    return OpenDoors.server(versions)
        .random(new SeededRandom(++seed))
        .sessions(new InMemoryStore(1 << 20, new FixedClock()));
  }

  private Path file() {
    return folder.resolve("talk.pcapng");
  }

  /** Our own reading of the capture, a trace for each connection. */
  private List<Trace> inspected() throws IOException {
    List<Trace> traces = new ArrayList<>();
    new CaptureInspector(SessionSecrets.none(), found -> traces.add(found.trace())).inspect(file());
    return traces;
  }

  /** tshark and our reading of the capture agree; answers the lines of each connection. */
  private List<List<String>> read() throws IOException {
    List<List<String>> dissected = Dissection.read(file(), CapturedPair.PORT);
    assertThat(inspected().stream().map(TraceLines::of).toList())
        .as("our reading")
        .isEqualTo(dissected);
    return dissected;
  }

  /** Both engines' traces agree too; answers the lines of each connection. */
  private List<List<String>> agreed(CapturedPair... pairs) throws IOException {
    List<List<String>> dissected = read();
    assertThat(dissected).hasSameSizeAs(pairs);
    for (int i = 0; i < pairs.length; i++) {
      List<String> last = dissected.get(i);
      assertThat(TraceLines.of(pairs[i].clientTrace()))
          .as("the client's trace")
          .containsExactlyInAnyOrderElementsOf(last);
      assertThat(TraceLines.of(pairs[i].serverTrace()))
          .as("the server's trace")
          .containsExactlyInAnyOrderElementsOf(last);
    }
    return dissected;
  }

  private static List<CipherSuite> sample(ProtocolVersion version) {
    Stream<String> names =
        switch (version.name()) {
          case "TLS 1.3" ->
              Stream.of(
                  "TLS_AES_128_GCM_SHA256",
                  "TLS_AES_256_GCM_SHA384",
                  "TLS_CHACHA20_POLY1305_SHA256",
                  "TLS_AES_128_CCM_SHA256",
                  "TLS_AES_128_CCM_8_SHA256");
          case "TLS 1.2" ->
              Stream.of(
                  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                  "TLS_ECDHE_ECDSA_WITH_AES_128_CCM",
                  "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                  "TLS_RSA_WITH_AES_128_CBC_SHA256",
                  "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
                  "TLS_RSA_WITH_RC4_128_SHA");
          case "SSL 3.0" ->
              Stream.of(
                  "TLS_RSA_WITH_RC4_128_MD5",
                  "TLS_RSA_WITH_RC4_128_SHA",
                  "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
                  "TLS_RSA_WITH_DES_CBC_SHA",
                  "TLS_RSA_EXPORT_WITH_RC4_40_MD5",
                  "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA",
                  "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA",
                  "TLS_DH_anon_WITH_RC4_128_MD5",
                  "TLS_RSA_WITH_NULL_SHA");
          default ->
              Stream.of(
                  "TLS_RSA_WITH_AES_128_CBC_SHA",
                  "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
                  "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA",
                  "TLS_RSA_WITH_RC4_128_MD5",
                  "TLS_RSA_WITH_NULL_MD5");
        };
    return names.map(name -> CipherSuite.named(name).orElseThrow()).toList();
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void seesTheSameAsWeDoInEverySuite(ProtocolVersion version) throws Exception {
    List<CapturedPair> pairs = new ArrayList<>();
    try (PcapngWriter capture = PcapngWriter.create(file())) {
      for (CipherSuite suite : sample(version)) {
        pairs.add(
            new CapturedPair(
                    visitor(version).suites(List.of(suite)),
                    host(version)
                        .credential(suite.name().contains("ECDSA") ? ECDSA : OpenDoors.RSA)
                        .suites(List.of(suite)),
                    capture,
                    pairs.size())
                .talk());
      }
    }

    for (List<String> lines : agreed(pairs.toArray(CapturedPair[]::new))) {
      assertThat(TraceLines.count(lines, HandshakeType.FINISHED)).isEqualTo(2);
      assertThat(lines).endsWith("client: alert 1 0", "server: alert 1 0");
    }
    assertThat(Tshark.fields(file(), CapturedPair.PORT, "http.request", "tcp.stream"))
        .as("decrypted data")
        .hasSameSizeAs(pairs);
  }

  static Stream<ProtocolVersion> everyVersion() {
    return ProtocolVersion.ALL.stream().filter(version -> version.atLeast(ProtocolVersion.SSL_3_0));
  }

  @Test
  void seesResumptionAsWeDo() throws Exception {
    List<CapturedPair> pairs = new ArrayList<>();
    try (PcapngWriter capture = PcapngWriter.create(file())) {
      for (ProtocolVersion version : everyVersion().toList()) {
        ClientConfig visitor =
            visitor(version).logSecretsForDebugging(CapturedPair.into(capture)).build();
        ServerConfig host =
            host(version)
                .tickets(new RotatingTicketKeys(JcaCrypto.standard(), new SecureRandom()))
                .logSecretsForDebugging(CapturedPair.into(capture))
                .build();
        pairs.add(new CapturedPair(visitor, host, capture, pairs.size()).talk());
        pairs.add(new CapturedPair(visitor, host, capture, pairs.size()).talk());
      }
    }

    agreed(pairs.toArray(CapturedPair[]::new));

    for (int i = 0; i < pairs.size(); i++) {
      assertThat(pairs.get(i).pair().client().info().resumed()).isEqualTo(i % 2 == 1);
    }
  }

  @Test
  void seesClientAuthenticationAsWeDo() throws Exception {
    List<CapturedPair> pairs = new ArrayList<>();
    try (PcapngWriter capture = PcapngWriter.create(file())) {
      for (ProtocolVersion version : everyVersion().toList()) {
        pairs.add(
            new CapturedPair(
                    visitor(version).credential(ALICE),
                    host(version)
                        .clientAuthentication(ClientAuthentication.REQUIRED)
                        .trust(OpenDoors.ANYBODY),
                    capture,
                    pairs.size())
                .talk());
      }
    }

    for (List<String> lines : agreed(pairs.toArray(CapturedPair[]::new))) {
      assertThat(TraceLines.count(lines, HandshakeType.CERTIFICATE)).isEqualTo(2);
      assertThat(TraceLines.count(lines, HandshakeType.CERTIFICATE_REQUEST)).isEqualTo(1);
    }
  }

  @Test
  void seesAHelloRetryRequestAsWeDo() throws Exception {
    CapturedPair pair;
    try (PcapngWriter capture = PcapngWriter.create(file())) {
      pair =
          new CapturedPair(
                  visitor(ProtocolVersion.TLS_1_3)
                      .groups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1))
                      .keyShares(List.of(NamedGroup.X25519)),
                  host(ProtocolVersion.TLS_1_3).groups(List.of(NamedGroup.SECP256R1)),
                  capture,
                  1)
              .talk();
    }

    assertThat(TraceLines.count(agreed(pair).getFirst(), HandshakeType.CLIENT_HELLO)).isEqualTo(2);
  }

  @Test
  void followsAKeyUpdateAsWeDo() throws Exception {
    CapturedPair pair;
    try (PcapngWriter capture = PcapngWriter.create(file())) {
      pair =
          new CapturedPair(
              visitor(ProtocolVersion.TLS_1_3), host(ProtocolVersion.TLS_1_3), capture, 1);
      pair.pair().establish();
      pair.pair().client().engine().updateKeys(true);
      pair.pair().run();
      pair.talk();
    }

    assertThat(TraceLines.count(agreed(pair).getFirst(), HandshakeType.KEY_UPDATE)).isEqualTo(2);
  }

  @Test
  void inflatesDeflateAsWeDo() throws Exception {
    Legacy legacy = OpenDoors.everything().enableCompressionBrokenByCrime().build();
    List<CapturedPair> pairs = new ArrayList<>();
    try (PcapngWriter capture = PcapngWriter.create(file())) {
      for (ProtocolVersion version : everyVersion().toList()) {
        if (!version.atLeast(ProtocolVersion.TLS_1_3)) {
          pairs.add(
              new CapturedPair(
                      visitor(version).legacy(legacy),
                      host(version).legacy(legacy),
                      capture,
                      pairs.size())
                  .talk());
        }
      }
    }

    assertThat(agreed(pairs.toArray(CapturedPair[]::new)))
        .allSatisfy(lines -> assertThat(lines).anyMatch(line -> line.contains("compression [01]")));
    assertThat(Tshark.fields(file(), CapturedPair.PORT, "http.request", "tcp.stream"))
        .hasSameSizeAs(pairs);
  }

  @Test
  void readsWhatAHelloInTheFormatOfSsl2LedTo() throws Exception {
    List<CapturedPair> pairs = new ArrayList<>();
    try (PcapngWriter capture = PcapngWriter.create(file())) {
      for (ProtocolVersion version : everyVersion().toList()) {
        if (!version.atLeast(ProtocolVersion.TLS_1_3)) {
          pairs.add(
              new CapturedPair(
                      visitor(version)
                          .legacy(OpenDoors.everything().sendSsl2HelloWithoutExtensions().build()),
                      host(version)
                          .legacy(
                              OpenDoors.everything().acceptSsl2HelloWithoutExtensions().build()),
                      capture,
                      pairs.size())
                  .talk());
        }
      }
    }

    for (List<String> lines : agreed(pairs.toArray(CapturedPair[]::new))) {
      assertThat(TraceLines.count(lines, HandshakeType.CLIENT_HELLO)).isZero();
      assertThat(TraceLines.count(lines, HandshakeType.FINISHED)).isEqualTo(2);
    }
    assertThat(inspected().getFirst().entries(TraceEntry.Message.class).getFirst().name())
        .isEqualTo("CLIENT-HELLO");
  }

  @Test
  void seesTheAlertOfAFailureAsWeDo() throws Exception {
    CapturedPair pair;
    try (PcapngWriter capture = PcapngWriter.create(file())) {
      pair =
          new CapturedPair(
              visitor(ProtocolVersion.TLS_1_3).groups(List.of(NamedGroup.X25519)),
              host(ProtocolVersion.TLS_1_3).groups(List.of(NamedGroup.SECP384R1)),
              capture,
              1);
      pair.pair().run();
    }

    assertThat(agreed(pair).getFirst()).last().isEqualTo("server: alert 2 40");
  }

  @Test
  void seesAnEncryptedAlertAsWeDo() throws Exception {
    CapturedPair pair;
    try (PcapngWriter capture = PcapngWriter.create(file())) {
      pair =
          new CapturedPair(
              visitor(ProtocolVersion.TLS_1_3)
                  .trust(
                      presented ->
                          new ChainVerdict.Refused(Reason.UNKNOWN_ISSUER, "nobody knows it", null)),
              host(ProtocolVersion.TLS_1_3),
              capture,
              1);
      pair.pair().run();
    }

    // the client has not read to the end of what the server sent
    assertThat(read().getFirst()).last().isEqualTo("client: alert 2 48");
    assertThat(pair.clientTrace().hasFailed()).isTrue();
    assertThat(pair.pair().end(Side.CLIENT).failure()).isNotNull();
  }
}
