package dev.glassine.testkit.interop;

import static dev.glassine.testkit.interop.FailingConnections.client;
import static dev.glassine.testkit.interop.FailingConnections.connect;
import static dev.glassine.testkit.interop.FailingConnections.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong between real programs and us, and that the explanation's first sentence names the
 * real cause, with the remedy for the side that has the fault.
 */
class ExplainedFailuresTest {
  @SuppressWarnings("TimeInStaticInitializer") // certificates that are good while the tests run
  private static final TestCa STRANGER =
      new TestCa("A stranger's CA", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());

  private static final byte[] ALIEN_GREETING =
      "SSH-2.0-OpenSSH_9.6\r\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;
  private FailingConnections peers;

  @BeforeEach
  void begin() {
    for (String program : List.of("openssl", "gnutls-serv", "gnutls-cli", "curl")) {
      PeerPrograms.require(program);
    }
    peers = new FailingConnections(folder);
  }

  @AfterEach
  void end() throws Exception {
    peers.close();
  }

  private static Credential own() {
    return Interop.server(KeyKind.ECDSA_P256);
  }

  private static void says(Explanation why, String first, String firstCause) {
    assertThat(why.what()).isEqualTo(first);
    assertThat(why.causes().getFirst().what()).contains(firstCause);
  }

  // Nothing in common

  @Test
  void noCommonVersionSeenByTheClient() throws Exception {
    Explanation why =
        connect(client().versions(ProtocolVersion.TLS_1_3), peers.openssl(own(), "-tls1_2"));

    says(
        why,
        "the server speaks none of the protocol versions that are on at the client",
        "the server is older than the versions that the client has on");
    assertThat(why.alert()).isEqualTo("protocol_version");
    assertThat(why.causes().getFirst().onClient()).contains("versions");
  }

  /** GnuTLS looks for a suite before it looks at the version. */
  @Test
  void noCommonVersionWhereTheServerSaysSoByAnotherAlert() throws Exception {
    int port = peers.gnutls(own(), "--disable-client-cert", "--priority", "NORMAL:-VERS-TLS1.3");
    Explanation why = connect(client().versions(ProtocolVersion.TLS_1_3), port);

    assertThat(why.what()).isEqualTo("the server found nothing acceptable in the client's hello");
    assertThat(why.causes())
        .anyMatch(cause -> cause.what().startsWith("the server has no version in common"));
  }

  @Test
  void noCommonVersionSeenByTheServer() throws Exception {
    Explanation why =
        peers.visit(
            server().versions(ProtocolVersion.TLS_1_3),
            "openssl",
            "s_client",
            "-tls1_2",
            "-connect",
            "127.0.0.1:PORT");

    says(why, "no protocol version in common", "the client is older");
    assertThat(why.detail()).contains("TLS 1.2", "TLS 1.3");
    assertThat(why.causes().getFirst().onServer()).contains("versions");
  }

  @Test
  void noCommonSuite() throws Exception {
    int port = peers.openssl(own(), "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256", "-tls1_3");
    Explanation client =
        connect(
            client()
                .versions(ProtocolVersion.TLS_1_3)
                .suites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256)),
            port);
    Explanation server =
        peers.visit(
            server()
                .versions(ProtocolVersion.TLS_1_3)
                .suites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256)),
            "gnutls-cli",
            "--insecure",
            "--port",
            "PORT",
            "--priority",
            "NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+CHACHA20-POLY1305",
            "127.0.0.1");

    says(
        client,
        "the server found nothing acceptable in the client's hello",
        "no cipher suite in common");
    says(server, "no cipher suite in common", "do not overlap");
    assertThat(server.detail()).contains("TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256");
    assertThat(server.causes().getFirst().onServer()).contains("suites");
  }

  @Test
  void noCommonGroup() throws Exception {
    int port = peers.openssl(own(), "-groups", "P-521", "-tls1_3");
    Explanation client =
        connect(
            client().versions(ProtocolVersion.TLS_1_3).groups(List.of(NamedGroup.X25519)), port);
    Explanation server =
        peers.visit(
            server().versions(ProtocolVersion.TLS_1_3).groups(List.of(NamedGroup.X25519)),
            "openssl",
            "s_client",
            "-groups",
            "P-384",
            "-connect",
            "127.0.0.1:PORT");

    assertThat(client.what())
        .isEqualTo("the server found nothing acceptable in the client's hello");
    assertThat(client.causes()).anyMatch(cause -> cause.what().equals("no group in common"));
    says(server, "no group in common", "the groups that are on at the two sides do not overlap");
    assertThat(server.detail()).contains("secp384r1", "x25519");
  }

  @Test
  void noCommonSignatureScheme() throws Exception {
    Explanation why =
        peers.visit(
            server().versions(ProtocolVersion.TLS_1_3),
            "openssl",
            "s_client",
            "-sigalgs",
            "rsa_pss_rsae_sha256",
            "-connect",
            "127.0.0.1:PORT");
    Explanation client =
        connect(
            client()
                .versions(ProtocolVersion.TLS_1_3)
                .signatureSchemes(List.of(SignatureScheme.RSA_PSS_RSAE_SHA256)),
            peers.openssl(own(), "-tls1_3"));

    says(
        why,
        "no signature scheme in common that fits the certificate's key",
        "cannot sign by any scheme that the other side verifies");
    assertThat(why.detail()).contains("rsa_pss_rsae_sha256", "EC");
    assertThat(why.causes().getFirst().onServer()).contains("another kind of key");
    assertThat(client.causes()).anyMatch(cause -> cause.what().contains("kind of key"));
  }

  @Test
  void noCommonProtocol() throws Exception {
    Explanation client =
        connect(client().protocols("h3"), peers.openssl(own(), "-alpn", "http/1.1"));
    Explanation server =
        peers.visit(
            server().protocols("http/1.1"),
            "openssl",
            "s_client",
            "-alpn",
            "h3,spdy/3",
            "-connect",
            "127.0.0.1:PORT");

    says(
        client,
        "the server speaks none of the application protocols that the client offers",
        "different application protocols");
    says(server, "no application protocol (ALPN) in common", "different application protocols");
    assertThat(server.detail()).contains("h3", "http/1.1");
    assertThat(server.rule()).contains("no_application_protocol");
  }

  // Certificates

  @Test
  void unknownAuthority() throws Exception {
    Explanation client =
        connect(client().trust(Trust.of(STRANGER.certificate())), peers.openssl(own()));
    Explanation server =
        peers.visit(
            server(),
            "openssl",
            "s_client",
            "-verify_return_error",
            "-verify",
            "3",
            "-connect",
            "127.0.0.1:PORT");

    assertThat(client.what()).contains("the issuer's certificate is missing");
    assertThat(client.detail()).contains("Glassine interop CA");
    says(
        server,
        "the client does not trust the issuer of the server's certificate",
        "private or company authority");
    assertThat(server.causes().getFirst().onClient()).contains("trusted");
  }

  @Test
  void incompleteChainWithTheMissingIssuer() throws Exception {
    OpenSslPki pki = new OpenSslPki(folder.resolve("pki"));
    pki.issue("middle", "root", "basicConstraints=critical,CA:TRUE", "keyUsage=keyCertSign");
    pki.issue("leaf", "middle", "subjectAltName=DNS:localhost", "extendedKeyUsage=serverAuth");
    int port =
        peers.opensslWith(
            "-cert", pki.file("leaf.pem").toString(), "-key", pki.file("leaf.key").toString());

    Explanation why = connect(client().trust(pki.trust()), port);

    says(
        why,
        "the issuer's certificate is missing: the server did not send it, and it is not trusted here",
        "the chain is incomplete");
    assertThat(why.detail()).contains("no trusted certificate for \"CN=middle\"");
    assertThat(why.causes().getFirst().onServer()).contains("send the whole chain");
  }

  @Test
  void expiredAndNotYetValidWhichMayBeAClock() throws Exception {
    int port = peers.openssl(own());
    Instant now = Instant.now();
    Explanation late = connect(client().clock(() -> now.plus(Duration.ofDays(400))), port);
    Explanation early = connect(client().clock(() -> now.minus(Duration.ofDays(3000))), port);

    says(late, "a certificate has expired", "nobody renewed the certificate");
    assertThat(late.causes()).anyMatch(cause -> cause.what().contains("clock is ahead"));
    says(early, "a certificate is not valid yet", "this machine's clock is behind");
    assertThat(early.detail()).contains("it is " + now.minus(Duration.ofDays(3000)));
    assertThat(early.causes().getFirst().onClient()).contains("set the clock");
  }

  @Test
  void wrongHostWithTheNamesThatWouldMatch() throws Exception {
    Explanation why = connect(client(), "shop.example", peers.openssl(own()));

    says(why, "the certificate is for other names", "other names than the one that was asked for");
    assertThat(why.detail()).contains("not for shop.example", "localhost", "127.0.0.1");
    assertThat(why.causes().getFirst().onServer()).contains("subjectAltName");
  }

  @Test
  void wrongUsage() throws Exception {
    Explanation why =
        connect(client(), peers.openssl(Interop.CA.client(KeyKind.ECDSA_P256, "somebody")));

    says(why, "the certificate is not meant for this use", "issued for something else");
    assertThat(why.causes().getFirst().onServer()).contains("serverAuth");
  }

  @Test
  void weakKey() throws Exception {
    Credential weak = Interop.CA.server(KeyKind.RSA_1024_WITH_SHA1, "localhost");
    Explanation why = connect(client(), peers.openssl(weak, "-cipher", "ALL:@SECLEVEL=0"));

    says(
        why, "a certificate has a key or signature that is too weak", "an RSA key below 2048 bits");
    assertThat(why.detail()).contains("1024");
  }

  @Test
  void weakSignature() throws Exception {
    OpenSslPki pki = new OpenSslPki(folder.resolve("pki"));
    pki.issueBy(
        "-sha1", "leaf", "root", "subjectAltName=DNS:localhost", "extendedKeyUsage=serverAuth");
    int port =
        peers.opensslWith(
            "-cipher",
            "ALL:@SECLEVEL=0",
            "-cert",
            pki.file("leaf.pem").toString(),
            "-key",
            pki.file("leaf.key").toString());

    Explanation why = connect(client().trust(pki.trust()), port);

    assertThat(why.what()).isEqualTo("a certificate has a key or signature that is too weak");
    assertThat(why.detail()).contains("it is signed by SHA-1 with ECDSA");
    assertThat(why.causes().getFirst().onServer()).contains("SHA-256 or better");
  }

  @Test
  void expiredSeenByTheServerWhoseCertificateItIs() throws Exception {
    OpenSslPki pki = new OpenSslPki(folder.resolve("pki"));
    pki.issueUntilYesterday("leaf", "root", "subjectAltName=DNS:localhost");
    Explanation why =
        peers.visit(
            server().credential(Credentials.fromPem(pki.file("leaf.pem"), pki.file("leaf.key"))),
            "curl",
            "-s",
            "--max-time",
            "10",
            "--cacert",
            pki.file("root.pem").toString(),
            "https://localhost:PORT/");

    says(
        why,
        "the client holds the server's certificate for expired",
        "the certificate, or one of its chain, has expired");
    assertThat(why.alertWasReceived()).isTrue();
  }

  @Test
  void revoked() throws Exception {
    OpenSslPki pki = new OpenSslPki(folder.resolve("pki"));
    pki.issue("leaf", "root", "subjectAltName=DNS:localhost", "extendedKeyUsage=serverAuth");
    pki.revoke("leaf");
    int port =
        peers.opensslWith(
            "-cert", pki.file("leaf.pem").toString(),
            "-key", pki.file("leaf.key").toString(),
            "-status_file", pki.file("leaf.ocsp").toString());

    Explanation why = connect(client().trust(pki.trust()), port);

    says(why, "a certificate is revoked", "its key may be in other hands");
    assertThat(why.causes().getFirst().onServer()).contains("replace certificate and key");
  }

  @Test
  void mustStapleWithoutAStaple() throws Exception {
    OpenSslPki pki = new OpenSslPki(folder.resolve("pki"));
    pki.issue(
        "leaf",
        "root",
        "subjectAltName=DNS:localhost",
        "extendedKeyUsage=serverAuth",
        "tlsfeature=status_request");
    int port =
        peers.opensslWith(
            "-cert", pki.file("leaf.pem").toString(), "-key", pki.file("leaf.key").toString());

    Explanation why = connect(client().trust(pki.trust()), port);

    says(
        why,
        "the certificate demands a stapled OCSP response and there is none",
        "must-staple, and the server does not staple");
    assertThat(why.causes().getFirst().onServer()).contains("stapling on");
  }

  // The client's certificate

  @Test
  void clientCertificateNotSentAndWhyEachKeyWasSkipped() throws Exception {
    String ca = peers.certificates(Interop.server(KeyKind.ECDSA_P256));
    Credential strangers = STRANGER.client(KeyKind.ECDSA_P256, "alice");
    for (String version : List.of("-tls1_3", "-tls1_2")) {
      int port = peers.openssl(own(), version, "-CAfile", ca, "-Verify", "3");

      Explanation why = connect(client().credential(strangers), port);

      assertThat(why.what())
          .isEqualTo("the server requires a client certificate, and the client sent none");
      assertThat(why.detail())
          .contains("CN=alice: issuer not among the", "authorities that the server named");
      assertThat(why.causes().getFirst().onClient()).contains("--cert and --key");
    }
  }

  @Test
  void clientCertificateMissingSeenByTheServer() throws Exception {
    Explanation why =
        peers.visit(
            server()
                .clientAuthentication(ClientAuthentication.REQUIRED)
                .trust(Trust.of(Interop.CA.certificate())),
            "openssl",
            "s_client",
            "-connect",
            "127.0.0.1:PORT");

    says(
        why,
        "a client certificate is required and the client sent none",
        "the client has no certificate configured");
    assertThat(why.noticedBy()).isEqualTo(Side.SERVER);
    assertThat(why.causes().getFirst().onClient()).contains("--cert and --key");
  }

  @Test
  void clientCertificateOfAnAuthorityThatTheServerDoesNotKnow() throws Exception {
    int port =
        peers.gnutls(
            own(),
            "--priority",
            "NORMAL:-VERS-TLS1.3",
            "--require-client-cert",
            "--verify-client-cert",
            "--x509cafile",
            peers.certificates(own()));

    Explanation why =
        connect(client().credential(STRANGER.client(KeyKind.ECDSA_P256, "alice")), port);

    assertThat(why.what()).contains("client certificate");
    assertThat(why.detail()).contains("issuer not among the", "Glassine interop CA");
    assertThat(why.causes().getFirst().onClient()).contains("--cert and --key");
  }

  // Keys and octets

  @Test
  void serverWithoutThePrivateKeyOfItsCertificate() throws Exception {
    try (MismatchedServer server = new MismatchedServer()) {
      Explanation why = connect(client(), server.port());

      says(
          why,
          "the handshake signature does not verify",
          "the server does not have the private key of its certificate");
      assertThat(why.causes().getFirst().onServer())
          .contains("configure the key that belongs to the certificate");
    }
  }

  @Test
  void otherSideHasADifferentKeyWhereTheFirstRecordDoesNotOpen() throws Exception {
    int behind = peers.openssl(own(), "-tls1_3");
    int port = peers.relay(behind, (sender, offset, piece) -> lastOctetChanged(sender, piece));

    Explanation why = connect(client(), port);

    assertThat(why.what())
        .isEqualTo("the server has a different key: its first protected record does not open");
    assertThat(why.causes().getFirst().what()).startsWith("the other side has a different key");
    assertThat(why.evidence()).isNotEmpty();
  }

  @Test
  void bytesChangedOnTheWayWhereALaterRecordDoesNotOpen() throws Exception {
    int behind = peers.openssl(own(), "-tls1_2");
    int port = peers.relay(behind, (sender, offset, piece) -> lastOctetChanged(sender, piece));

    Explanation why = connect(client(), port);

    assertThat(why.code()).isEqualTo("BAD_RECORD_MAC");
    assertThat(why.what()).isEqualTo("a protected record does not authenticate");
    assertThat(why.causes().getFirst().what()).startsWith("bytes were changed on the way");
    assertThat(why.evidence()).isNotEmpty();
  }

  /** In the first flight of the server: the first encrypted record's first octet. */
  private static byte[] lastOctetChanged(Side sender, byte[] piece) {
    if (sender == Side.SERVER) {
      for (int i = 0; i + 5 < piece.length; ) {
        int length = (piece[i + 3] & 0xFF) << 8 | piece[i + 4] & 0xFF;
        if (piece[i] == 23) {
          piece[i + 5] ^= 1;
          return piece;
        }
        i += 5 + length;
      }
    }
    return piece;
  }

  @Test
  void streamThatIsCutOff() throws Exception {
    int behind = peers.openssl(own());
    int port =
        peers.relay(
            behind,
            (sender, offset, piece) -> {
              long left = sender == Side.SERVER ? Math.max(0, 3000 - offset) : piece.length;
              return Arrays.copyOf(piece, (int) Math.min(left, piece.length));
            });

    Explanation why = connect(client(), port);

    assertThat(why.what())
        .isEqualTo("the connection ended without close_notify: data may be missing");
    assertThat(why.causes())
        .anyMatch(cause -> cause.what().contains("somebody cut the connection"));
  }

  @Test
  void serverThatHangsUpOnTheHello() throws Exception {
    Explanation why = connect(client(), peers.greeting(new byte[0]));

    says(
        why,
        "the server closed the connection right after the client's hello, without an alert",
        "no TLS is spoken on this port");
    assertThat(why.causes()).anyMatch(cause -> cause.what().contains("middlebox"));
  }

  @Test
  void middleboxThatRewritesTheHello() throws Exception {
    int behind = peers.openssl(own(), "-tls1_3");
    // an octet of the client's random: both sides then hash another transcript
    int port =
        peers.relay(
            behind,
            (sender, offset, piece) -> {
              if (sender == Side.CLIENT && offset == 0 && piece.length > 20) {
                piece[15] ^= 1;
              }
              return piece;
            });

    Explanation why = connect(client(), port);

    assertThat(why.what())
        .isEqualTo("the server has a different key: its first protected record does not open");
    assertThat(why.causes().getFirst().onServer()).contains("middlebox that rewrites the hellos");
  }

  @Test
  void middleboxThatEndsTheSession() throws Exception {
    int behind = peers.openssl(own(), "-tls1_3");
    // an octet of the session id that the server must send back
    int port =
        peers.relay(
            behind,
            (sender, offset, piece) -> {
              if (sender == Side.SERVER && offset == 0 && piece.length > 60) {
                piece[50] ^= 1;
              }
              return piece;
            });

    Explanation why = connect(client(), port);

    says(why, "legacy_session_id_echo differs from what was sent", "a middlebox answers");
    assertThat(why.evidence()).isNotEmpty();
  }

  // What is not TLS

  @Test
  void plainHttpOnATlsPort() throws Exception {
    Explanation server =
        peers.visit(server(), "curl", "-s", "--max-time", "10", "http://127.0.0.1:PORT/");
    Explanation client =
        connect(
            client(),
            peers.greeting("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

    says(server, "the client speaks plain HTTP to a TLS port", "the client uses http://");
    assertThat(server.evidence().getFirst().hex())
        .startsWith(HexFormat.of().formatHex("GET /".getBytes(StandardCharsets.US_ASCII)));
    says(
        client,
        "the server speaks plain HTTP where the client expects TLS",
        "the port speaks plain HTTP, without TLS");
    assertThat(client.causes().getFirst().onServer()).contains("turn TLS on");
  }

  @Test
  void sshOnATlsPort() throws Exception {
    Explanation client = connect(client(), peers.greeting(ALIEN_GREETING));
    Explanation server = FailingConnections.visitWith(server(), ALIEN_GREETING);

    says(client, "the peer speaks SSH to a TLS port", "the port number is that of SSH");
    says(server, "the peer speaks SSH to a TLS port", "the port number is that of SSH");
  }

  @Test
  void sshClientOnATlsPort() throws Exception {
    PeerPrograms.require("ssh");
    Explanation why =
        peers.visit(
            server(), "ssh", "-F", "none", "-o", "BatchMode=yes", "-p", "PORT", "127.0.0.1");

    says(why, "the peer speaks SSH to a TLS port", "the port number is that of SSH");
    assertThat(why.evidence().getFirst().hex())
        .startsWith(HexFormat.of().formatHex("SSH-2.0-".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void plainTextServerThatWaitsForStartTls() throws Exception {
    Explanation why =
        connect(
            client(),
            peers.greeting("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII)));

    says(
        why,
        "the first bytes are not a TLS record",
        "speaks a plain-text protocol first, and goes over to TLS on demand");
    assertThat(why.causes().getFirst().onClient()).contains("STARTTLS");
  }

  @Test
  void serverThatDoesNotSpeakTheOnlyVersionOfAnSsl2Client() throws Exception {
    Explanation why =
        connect(
            client()
                .legacy(
                    Legacy.builder()
                        .enableSsl2BrokenByDrown()
                        .enableSmallBlocksBrokenBySweet32()
                        .build())
                .versions(ProtocolVersion.SSL_2_0)
                .suites(List.of(CipherSuite.SSL_CK_DES_192_EDE3_CBC_WITH_MD5))
                .allowStaticRsaWithoutForwardSecrecy(),
            peers.openssl(own()));

    assertThat(why.causes())
        .as(why.text())
        .anyMatch(cause -> cause.onClient().contains("enable TLS 1.2 or 1.3"));
  }

  @Test
  void ssl2HelloOnATlsPort() throws Exception {
    // version 3.1 in the format of SSL 2.0, one cipher kind, a challenge of 16 octets
    byte[] hello =
        HexFormat.of().parseHex("801c0103010003000000100000040102030405060708090a0b0c0d0e0f10");

    Explanation why = FailingConnections.visitWith(server(), hello);

    says(
        why,
        "the client sent an SSL 2.0 hello, which is not enabled here",
        "the client is very old");
    assertThat(why.causes().getFirst().onServer()).contains("acceptSsl2HelloWithoutExtensions");
    assertThat(why.evidence().getFirst().hex()).startsWith("801c010301");
  }
}
