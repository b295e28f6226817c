package dev.glassine.bench.sidebyside;

import dev.glassine.bench.sidebyside.Scene.Authentication;
import dev.glassine.bench.sidebyside.Scene.Mode;
import dev.glassine.bench.sidebyside.Workload.Bulk;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** Netty's engine over BoringSSL, as Netty's own handler uses it. */
final class NettyStack implements Stack {
  private record Kind(Scene scene, Bulk cipher) {}

  private record Contexts(SslContext client, SslContext server) {}

  private final Fixtures fixtures;
  private final Map<Kind, Contexts> known = new ConcurrentHashMap<>();

  NettyStack(Fixtures fixtures) {
    this.fixtures = fixtures;
  }

  @Override
  public SSLEngine client(Scene scene, Bulk cipher) throws GeneralSecurityException {
    SslContext context = contexts(scene, cipher).client();
    return scene.mode() == Mode.RESUMED
        ? context.newEngine(ByteBufAllocator.DEFAULT, Fixtures.HOST, 443)
        : context.newEngine(ByteBufAllocator.DEFAULT);
  }

  @Override
  public SSLEngine server(Scene scene, Bulk cipher) throws GeneralSecurityException {
    return contexts(scene, cipher).server().newEngine(ByteBufAllocator.DEFAULT);
  }

  /** Its last message waits in a buffer of BoringSSL's, which the status knows nothing of. */
  @Override
  public boolean speaksUnasked() {
    return true;
  }

  @Override
  public void release(SSLEngine engine) {
    ReferenceCountUtil.release(engine);
  }

  private Contexts contexts(Scene scene, Bulk cipher) throws GeneralSecurityException {
    Kind kind = new Kind(scene, cipher);
    Contexts made = known.get(kind);
    if (made == null) {
      made = make(scene, cipher);
      known.put(kind, made);
    }
    return made;
  }

  private Contexts make(Scene scene, Bulk cipher) throws GeneralSecurityException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(fixtures.trust(scene));
    try {
      KeyStore.PrivateKeyEntry identity = fixtures.entry(scene.key(), "server");
      SslContextBuilder server =
          SslContextBuilder.forServer(identity.getPrivateKey(), chain(identity));
      server.clientAuth(
          scene.authentication() == Authentication.MUTUAL ? ClientAuth.REQUIRE : ClientAuth.NONE);
      SslContextBuilder client = SslContextBuilder.forClient();
      // no name in the engine where there is no session to look for, so none to check either
      client.endpointIdentificationAlgorithm(null);
      if (scene.authentication() == Authentication.MUTUAL) {
        KeyStore.PrivateKeyEntry own = fixtures.entry(scene.key(), "client");
        client.keyManager(own.getPrivateKey(), chain(own));
      }
      return new Contexts(
          common(client, scene, cipher, trust), common(server, scene, cipher, trust));
    } catch (SSLException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static SslContext common(
      SslContextBuilder builder, Scene scene, Bulk cipher, TrustManagerFactory trust)
      throws SSLException {
    return builder
        .sslProvider(SslProvider.OPENSSL_REFCNT)
        .trustManager(trust)
        .protocols(scene.version().jsseName)
        .ciphers(List.of(cipher.suites(scene)))
        .option(OpenSslContextOption.GROUPS, scene.group().jsseNames())
        .build();
  }

  private static X509Certificate[] chain(KeyStore.PrivateKeyEntry entry) {
    return Arrays.copyOf(
        entry.getCertificateChain(), entry.getCertificateChain().length, X509Certificate[].class);
  }
}
