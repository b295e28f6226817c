package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.session.SharedTicketKeys;
import dev.glassine.core.session.TicketKey;
import dev.glassine.jsse.Glassine;
import dev.glassine.jsse.Identity;
import dev.glassine.jsse.IdentityFiles;
import dev.glassine.jsse.LiveIdentity;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.PemFiles;
import dev.glassine.testkit.TestCa;
import dev.glassine.testkit.TransportShape;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identities that are swapped while a context is in use, and those that follow files. */
class LiveIdentityTest {
  private static final Trust TRUST = Trust.of(Jsse.CA.certificate());
  private static final Credential OTHER =
      Jsse.CA.server(KeyKind.RSA_2048, "server.example.test", "localhost");

  private final SSLContext client =
      Glassine.newContext().identity(Identity.NONE.with(TRUST)).build();

  @TempDir Path folder;

  private static SSLContext server(LiveIdentity identity) {
    return Glassine.newContext().identity(identity).build();
  }

  private SslEnginePair connect(SSLContext server, String... protocols) {
    return connect(client, server, protocols);
  }

  private static SslEnginePair connect(SSLContext client, SSLContext server, String... protocols) {
    SslEnginePair pair =
        SslEnginePair.of(client, server, TransportShape.COALESCED, protocols).handshake();
    pair.send(pair.server(), new byte[1]);
    return pair;
  }

  private static X509Certificate shown(SslEnginePair pair) {
    try {
      return (X509Certificate) pair.client().engine().getSession().getPeerCertificates()[0];
    } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean resumed(SslEnginePair pair) {
    return Glassine.of(pair.server().engine()).wasResumed();
  }

  @Test
  void showsTheNewIdentityToNewConnectionsAndLetsOldOnesGoOn() {
    LiveIdentity identity = LiveIdentity.of(Identity.of(Jsse.SERVER));
    SSLContext server = server(identity);
    SslEnginePair old = connect(server);
    assertThat(shown(old)).isEqualTo(Jsse.SERVER.certificate());
    SslEnginePair begunBefore = SslEnginePair.of(client(), server, TransportShape.COALESCED);
    identity.swap(Identity.of(OTHER));
    assertThat(shown(connect(client(), server))).isEqualTo(OTHER.certificate());
    assertThat(shown(begunBefore.handshake())).isEqualTo(OTHER.certificate());
    assertThat(old.send(old.client(), new byte[5])).hasSize(5);
  }

  private static SSLContext client() {
    return Glassine.newContext().identity(Identity.NONE.with(TRUST)).build();
  }

  @Test
  void staysWithOneIdentityThroughoutAHandshake() throws Exception {
    LiveIdentity identity = LiveIdentity.of(Identity.of(Jsse.SERVER));
    SslEnginePair pair = SslEnginePair.of(client, server(identity), TransportShape.COALESCED);
    pair.server().engine().beginHandshake();
    identity.swap(Identity.of(OTHER));
    assertThat(shown(pair.handshake())).isEqualTo(Jsse.SERVER.certificate());
  }

  @Test
  void showsTheNewIdentityToSocketsOfAServerSocketThatWasThereBefore() throws Exception {
    LiveIdentity identity = LiveIdentity.of(Identity.of(Jsse.SERVER));
    try (Loopback loopback = Loopback.serving(server(identity), SSLSocket::startHandshake)) {
      for (Credential expected : List.of(Jsse.SERVER, OTHER)) {
        identity.swap(Identity.of(expected));
        try (SSLSocket socket = loopback.connect(client())) {
          assertThat(socket.getSession().getPeerCertificates()[0])
              .isEqualTo(expected.certificate());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void resumesAcrossASwapThatLeavesTheTrustAlone(String protocol) {
    LiveIdentity identity = LiveIdentity.of(Identity.of(Jsse.SERVER).with(TRUST));
    SSLContext server = server(identity);
    connect(server, protocol);
    identity.swap(Identity.of(OTHER).with(TRUST));
    assertThat(resumed(connect(server, protocol))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void resumesNoClientThatWasJudgedByAnotherTrust(String protocol) {
    LiveIdentity identity = LiveIdentity.of(Identity.of(Jsse.SERVER).with(TRUST));
    SSLContext server = server(identity);
    SSLContext known = Glassine.newContext().identity(Identity.of(Jsse.CLIENT).with(TRUST)).build();
    for (int i = 0; i < 2; i++) {
      SslEnginePair pair = SslEnginePair.of(known, server, TransportShape.COALESCED, protocol);
      pair.server().engine().setNeedClientAuth(true);
      pair.handshake();
      pair.send(pair.server(), new byte[1]);
      assertThat(resumed(pair)).isEqualTo(i == 1);
    }
    TestCa otherCa =
        new TestCa("another CA", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());
    identity.swap(Identity.of(Jsse.SERVER).with(Trust.of(otherCa.certificate())));
    SslEnginePair pair = SslEnginePair.of(known, server, TransportShape.COALESCED, protocol);
    pair.server().engine().setNeedClientAuth(true);
    pair.run();
    assertThat(pair.server().failure()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void sharesTicketKeysBetweenContextsAndRotatesThem(String protocol) {
    SecureRandom random = new SecureRandom();
    TicketKey first = TicketKey.generate(random);
    TicketKey second = TicketKey.generate(random);
    SharedTicketKeys one = new SharedTicketKeys(JcaCrypto.standard(), random, List.of(first));
    SharedTicketKeys other = new SharedTicketKeys(JcaCrypto.standard(), random, List.of(first));
    SSLContext oneServer = server(LiveIdentity.of(Identity.of(Jsse.SERVER).with(one)));
    SSLContext otherServer = server(LiveIdentity.of(Identity.of(Jsse.SERVER).with(other)));
    connect(oneServer, protocol);
    assertThat(resumed(connect(otherServer, protocol))).isTrue();
    // rotated: the new key seals, the old one still opens
    other.replace(List.of(second, first));
    assertThat(resumed(connect(otherServer, protocol))).isTrue();
    // and is gone where it was not kept
    one.replace(List.of(TicketKey.generate(random)));
    assertThat(resumed(connect(oneServer, protocol))).isFalse();
  }

  // Files

  private Path pem(String name) {
    return folder.resolve(name);
  }

  private void write(Credential credential) throws Exception {
    PemFiles.certificates(pem("chain.pem"), credential.chain());
    PemFiles.key(pem("key.pem"), credential);
  }

  private IdentityFiles.Builder files() {
    return IdentityFiles.pem(pem("chain.pem"), pem("key.pem"));
  }

  @Test
  void followsFiles() throws Exception {
    write(Jsse.SERVER);
    IdentityFiles files = files().open();
    SSLContext server = server(files.live());
    assertThat(shown(connect(client(), server))).isEqualTo(Jsse.SERVER.certificate());
    assertThat(files.reload()).isFalse();
    write(OTHER);
    assertThat(files.reload()).isTrue();
    assertThat(shown(connect(client(), server))).isEqualTo(OTHER.certificate());
    assertThat(files.reload()).isFalse();
  }

  @Test
  void keepsTheOldIdentityWhileFilesDoNotFitTogether() throws Exception {
    write(Jsse.SERVER);
    List<RuntimeException> refused = new ArrayList<>();
    IdentityFiles files = files().whenRefused(refused::add).open();
    Identity before = files.live().current();
    PemFiles.certificates(pem("chain.pem"), OTHER.chain());
    files.run();
    assertThat(files.live().current()).isSameAs(before);
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst()).hasMessageContaining("does not belong to");
    Files.delete(pem("key.pem"));
    files.run();
    assertThat(refused.getLast()).isInstanceOf(UncheckedIOException.class);
    PemFiles.key(pem("key.pem"), OTHER);
    files.run();
    assertThat(refused).hasSize(2);
    assertThat(files.live().current().credentials().list().getFirst().certificate())
        .isEqualTo(OTHER.certificate());
  }

  @Test
  void swapsTrustStapleAndTicketKeysTogether() throws Exception {
    write(Jsse.SERVER);
    PemFiles.certificates(pem("trust.pem"), List.of(Jsse.CA.certificate()));
    Files.write(pem("staple.der"), new byte[] {0x30, 0x00});
    byte[] keys = new byte[96];
    new SecureRandom().nextBytes(keys);
    Files.write(pem("tickets.key"), keys);
    IdentityFiles files =
        files()
            .trust(pem("trust.pem"))
            .staple(pem("staple.der"))
            .ticketKeys(pem("tickets.key"))
            .open();
    Identity before = files.live().current();
    assertThat(before.ticketKeys()).isInstanceOf(SharedTicketKeys.class);
    assertThat(before.credentials().list().getFirst().ocspResponse().toArray())
        .containsExactly(0x30, 0x00);

    Files.write(pem("staple.der"), new byte[] {0x30, 0x01, 0x05});
    assertThat(files.reload()).isTrue();
    Identity after = files.live().current();
    assertThat(after.credentials().list().getFirst().ocspResponse().length()).isEqualTo(3);
    // what did not change stays, with what it remembers
    assertThat(after.trust()).isSameAs(before.trust());
    assertThat(after.ticketKeys()).isSameAs(before.ticketKeys());

    SSLContext quiet =
        Glassine.newContext()
            .trustManager((javax.net.ssl.X509TrustManager) Jsse.trust(Jsse.CA.certificate())[0])
            .build();
    SslEnginePair pair = connect(quiet, server(files.live()));
    assertThat(((ExtendedSSLSession) pair.client().engine().getSession()).getStatusResponses())
        .containsExactly(new byte[] {0x30, 0x01, 0x05});
  }

  @Test
  void saysWhatIsWrongWithAFileOfTicketKeys() throws Exception {
    write(Jsse.SERVER);
    Files.write(pem("tickets.key"), new byte[50]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> files().ticketKeys(pem("tickets.key")).open())
        .withMessageContaining("holds 50 octets")
        .withMessageContaining("48");
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertThatThrownBy(() -> files().open())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("chain.pem");
  }

  @Test
  void tellsNoSecretOfAnIdentity() {
    assertThat(Identity.of(Jsse.SERVER).toString())
        .isEqualTo("Identity([Credential(CN=localhost)], the platform's trust)");
    assertThat(Identity.NONE.toString()).contains("no certificate");
  }

  @Test
  void usesTheSettingsOfAServerSocket() throws Exception {
    try (SSLServerSocket socket =
        (SSLServerSocket)
            server(LiveIdentity.of(Identity.of(Jsse.SERVER)))
                .getServerSocketFactory()
                .createServerSocket()) {
      assertThat(socket.getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
    }
  }
}
