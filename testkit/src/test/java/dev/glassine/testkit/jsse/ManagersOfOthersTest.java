package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Trust;
import dev.glassine.jsse.Glassine;
import dev.glassine.jsse.Identity;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TransportShape;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Managers and keys that are neither Glassine's nor the JDK's, and what Glassine spares them. */
class ManagersOfOthersTest {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** A key that tells nobody its octets, and counts who asked. */
  private static final class ShyKey implements PrivateKey {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger ASKED = new AtomicInteger();

    @Override
    public String getAlgorithm() {
      return "EC";
    }

    @Override
    public String getFormat() {
      return null;
    }

    @Override
    public byte[] getEncoded() {
      ASKED.incrementAndGet();
      return null;
    }
  }

  /** The only one who can sign with it. */
  public static final class ShySignature extends SignatureSpi {
    private Signature signing;

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      throw new InvalidKeyException("signs only");
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      if (!(key instanceof ShyKey)) {
        throw new InvalidKeyException("not mine");
      }
      try {
        signing = Signature.getInstance("SHA256withECDSA", "SunEC");
        signing.initSign(Jsse.SERVER.key());
      } catch (java.security.GeneralSecurityException e) {
        throw new InvalidKeyException(e);
      }
    }

    @Override
    protected void engineUpdate(byte octet) throws SignatureException {
      signing.update(octet);
    }

    @Override
    protected void engineUpdate(byte[] octets, int offset, int length) throws SignatureException {
      signing.update(octets, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      return signing.sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      return false;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new InvalidParameterException(name);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new InvalidParameterException(name);
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
      return null;
    }
  }

  private static final class ShyProvider extends Provider {
    private static final long serialVersionUID = 1L;

    ShyProvider() {
      super("Shy", "1", "signs with shy keys");
      putService(
          new Service(
              this,
              "Signature",
              "SHA256withECDSA",
              ShySignature.class.getName(),
              List.of(),
              Map.of("SupportedKeyClasses", PrivateKey.class.getName())) {
            @Override
            public Object newInstance(Object parameter) {
              return new ShySignature();
            }

            @Override
            public boolean supportsParameter(Object parameter) {
              return parameter instanceof ShyKey;
            }
          });
    }
  }

  /** Chooses one alias; a test may look on. */
  private static class OneAlias extends X509ExtendedKeyManager {
    private final PrivateKey key;
    private final Credential credential;

    OneAlias(PrivateKey key, Credential credential) {
      this.key = key;
      this.credential = credential;
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
      return type.equals("EC") ? "one" : null;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      return "one";
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return null;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return null;
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return credential.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }
  }

  private static SSLContext server(KeyManager manager) {
    return Jsse.GLASSINE.context(new KeyManager[] {manager}, Jsse.trust(Jsse.CA.certificate()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void signsWithoutAskingForTheOctetsOfAKey(String protocol) {
    Provider shy = new ShyProvider();
    Security.addProvider(shy);
    try {
      SSLContext server = server(new OneAlias(new ShyKey(), Jsse.SERVER));
      SslEnginePair.of(Jsse.SUN.client(), server, TransportShape.COALESCED, protocol).handshake();
      assertThat(ShyKey.ASKED).hasValue(0);
    } finally {
      Security.removeProvider(shy.getName());
    }
  }

  @Test
  void saysThatNobodySignsWithAKey() {
    SSLContext server = server(new OneAlias(new ShyKey(), Jsse.SERVER));
    SslEnginePair pair =
        SslEnginePair.of(Jsse.SUN.client(), server, TransportShape.COALESCED).run();
    assertThat(pair.server().expectFailure())
        .hasMessageContaining("could not sign")
        .hasMessageContaining("check the key, its provider");
  }

  @Test
  void asksSlowManagersInTasksAndHoldsNobodyUpMeanwhile() throws Exception {
    List<Thread> askedOn = new ArrayList<>();
    SSLContext server =
        server(
            new OneAlias(Jsse.SERVER.key(), Jsse.SERVER) {
              @Override
              public String chooseEngineServerAlias(
                  String type, Principal[] issuers, SSLEngine engine) {
                askedOn.add(Thread.currentThread());
                // The engine answers its managers, and whoever else asks, while it waits
                assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_TASK);
                return super.chooseEngineServerAlias(type, issuers, engine);
              }
            });
    SslEnginePair pair = SslEnginePair.of(Jsse.GLASSINE.client(), server, TransportShape.COALESCED);
    ByteBuffer hello = ByteBuffer.allocate(20_000);
    pair.client().engine().wrap(NOTHING, hello);
    pair.server().engine().unwrap(hello.flip(), ByteBuffer.allocate(20_000));
    assertThat(askedOn).isEmpty();
    Thread task = Thread.ofVirtual().start(pair.server().engine().getDelegatedTask());
    task.join();
    assertThat(askedOn).containsOnly(task);
    pair.handshake();
  }

  @Test
  void showsWhatWasChosenWhileTheHandshakeGoesOn() {
    AtomicReference<Certificate[]> shown = new AtomicReference<>();
    AtomicReference<SSLSession> during = new AtomicReference<>();
    SslEnginePair pair =
        SslEnginePair.of(
            Jsse.GLASSINE.clientWithCertificate(),
            server(
                new OneAlias(Jsse.SERVER.key(), Jsse.SERVER) {
                  @Override
                  public String chooseEngineServerAlias(
                      String type, Principal[] issuers, SSLEngine engine) {
                    during.set(engine.getHandshakeSession());
                    return super.chooseEngineServerAlias(type, issuers, engine);
                  }
                }),
            TransportShape.COALESCED);
    pair.server().engine().setNeedClientAuth(true);
    Glassine.of(pair.server().engine())
        .setAnswerer(
            question -> {
              if (question instanceof dev.glassine.core.engine.Question.JudgeChain) {
                shown.set(pair.server().engine().getHandshakeSession().getLocalCertificates());
              }
              return null;
            });
    pair.handshake();
    assertThat(during.get()).isNotNull();
    assertThat(shown.get()[0]).isEqualTo(Jsse.SERVER.certificate());
  }

  @Test
  void asksNobodyOnTheNetworkAboutRevocation() throws Exception {
    try (ServerSocket responder = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Credential pointing =
          Jsse.CA.serverWithRevocationAt(
              "http://127.0.0.1:" + responder.getLocalPort() + "/",
              KeyKind.ECDSA_P256,
              "server.example.test");
      SSLContext server = Glassine.newContext().identity(Identity.of(pointing)).build();
      SSLContext client =
          Glassine.newContext()
              .identity(Identity.NONE.with(Trust.of(Jsse.CA.certificate())))
              .build();
      SslEnginePair.of(client, server, TransportShape.COALESCED).handshake();
      // Whoever had called would stand in the queue
      responder.setSoTimeout(1);
      org.assertj.core.api.Assertions.assertThatThrownBy(responder::accept)
          .isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }
}
