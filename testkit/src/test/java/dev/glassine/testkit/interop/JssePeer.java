package dev.glassine.testkit.interop;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.testkit.KeyKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Another JSSE provider in this JVM. */
final class JssePeer implements Peer {
  private static final String ANSWER = "hello from jsse";

  private final String name;
  private final Supplier<Provider> maker;
  private final Set<NamedGroup> groups;
  private final Set<KeyKind> kinds;
  private final boolean legacySuites;
  private final boolean setsGroups;
  private final boolean resumes;
  private @Nullable Provider provider;
  private @Nullable SSLContext kept;

  private JssePeer(
      String name,
      Supplier<Provider> maker,
      Set<NamedGroup> groups,
      Set<KeyKind> kinds,
      boolean legacySuites,
      boolean setsGroups,
      boolean resumes) {
    this.name = name;
    this.maker = maker;
    this.groups = groups;
    this.kinds = kinds;
    this.legacySuites = legacySuites;
    this.setsGroups = setsGroups;
    this.resumes = resumes;
  }

  static JssePeer sunJsse() {
    return new JssePeer(
        "SunJSSE",
        () -> java.security.Security.getProvider("SunJSSE"),
        Set.of(
            NamedGroup.X25519,
            NamedGroup.X448,
            NamedGroup.SECP256R1,
            NamedGroup.SECP384R1,
            NamedGroup.SECP521R1,
            NamedGroup.FFDHE2048),
        Set.of(
            KeyKind.RSA_2048,
            KeyKind.RSA_PSS_2048,
            KeyKind.ECDSA_P256,
            KeyKind.ECDSA_P384,
            KeyKind.ECDSA_P521,
            KeyKind.ED25519,
            KeyKind.ED448),
        false,
        true,
        true);
  }

  static JssePeer bouncyCastle() {
    return new JssePeer(
        "Bouncy Castle JSSE",
        () ->
            new org.bouncycastle.jsse.provider.BouncyCastleJsseProvider(
                false,
                new org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider()
                    .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())),
        Set.of(
            NamedGroup.X25519,
            NamedGroup.X448,
            NamedGroup.SECP256R1,
            NamedGroup.SECP384R1,
            NamedGroup.SECP521R1,
            NamedGroup.FFDHE2048,
            NamedGroup.X25519_MLKEM768,
            NamedGroup.SECP256R1_MLKEM768,
            NamedGroup.SECP384R1_MLKEM1024),
        Set.of(KeyKind.RSA_2048, KeyKind.ECDSA_P256, KeyKind.ECDSA_P384, KeyKind.ECDSA_P521),
        true,
        true,
        false);
  }

  static JssePeer conscrypt() {
    return new JssePeer(
        "Conscrypt",
        () -> org.conscrypt.Conscrypt.newProviderBuilder().provideTrustManager(true).build(),
        Set.of(NamedGroup.X25519, NamedGroup.SECP256R1),
        Set.of(KeyKind.RSA_2048, KeyKind.ECDSA_P256),
        true,
        false,
        true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable String version() {
    try {
      return provider().getVersionStr();
    } catch (LinkageError e) {
      return null;
    }
  }

  private Provider provider() {
    Provider made = provider;
    if (made == null) {
      made = maker.get();
      provider = made;
    }
    return made;
  }

  @Override
  public @Nullable String leavesOut(Case wanted, boolean asServer) {
    if (wanted.isLegacy()) {
      return "the JVM refuses it for all of JSSE; asked of SunJSSE in a JVM of its own";
    }
    if (!groups.contains(wanted.group())) {
      return "it has no " + wanted.group() + ", or cannot be told to use it";
    }
    if (!kinds.contains(wanted.certificate())) {
      return "it takes no " + wanted.certificate() + " certificate";
    }
    if (!setsGroups
        && (wanted.retry() || (!wanted.group().equals(NamedGroup.X25519) && !asServer))) {
      return "its groups cannot be set";
    }
    if (wanted.resume() && !resumes) {
      return "it does not resume TLS 1.3";
    }
    if (wanted.suite().cipher() == BulkCipher.AES_128_CCM && !name.startsWith("Bouncy")) {
      return "it has no AES-CCM";
    }
    if (!legacySuites && wanted.suite().keyExchange() == KeyExchangeMethod.RSA) {
      return "static RSA is disabled JVM-wide";
    }
    if (name.equals("Conscrypt")
        && (wanted.suite().keyExchange() == KeyExchangeMethod.DHE
            || wanted.suite().name().matches(".*CBC_SHA(256|384)"))) {
      return "it has no " + wanted.suite();
    }
    if (name.equals("Conscrypt") && !asServer) {
      return "its server role is not asked for";
    }
    if (name.equals("Conscrypt")
        && wanted.isTls13()
        && !wanted.suite().name().equals("TLS_AES_128_GCM_SHA256")
        && !asServer) {
      return "its server chooses TLS 1.3 suites itself";
    }
    return null;
  }

  @Override
  public String visit(Case wanted, int port, int connection, Path folder) throws Exception {
    SSLContext context =
        connection == 0 || kept == null
            ? context(
                wanted.clientAuthentication() == ClientAuthentication.NONE ? null : Interop.CLIENT)
            : kept;
    kept = context;
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
      socket.connect(
          new java.net.InetSocketAddress(InetAddress.getByName("localhost"), port), 10_000);
      socket.setSoTimeout(10_000);
      SSLParameters parameters = parameters(wanted, true);
      parameters.setServerNames(List.of(new javax.net.ssl.SNIHostName("localhost")));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public Server serve(Case wanted, Path folder) throws Exception {
    SSLContext context = context(Interop.server(wanted.certificate()));
    SSLServerSocket listening =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    SSLParameters parameters = parameters(wanted, false);
    parameters.setNeedClientAuth(wanted.clientAuthentication() == ClientAuthentication.REQUIRED);
    listening.setSSLParameters(parameters);
    Thread.ofPlatform().daemon().start(() -> accept(listening));
    return new Server() {
      @Override
      public int port() {
        return listening.getLocalPort();
      }

      @Override
      public String answer() {
        return ANSWER;
      }

      @Override
      public void close() throws IOException {
        listening.close();
      }
    };
  }

  private static void accept(SSLServerSocket listening) {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        socket.setSoTimeout(10_000);
        socket.getInputStream().read(new byte[1024]);
        socket
            .getOutputStream()
            .write(("HTTP/1.0 200 OK\r\n\r\n" + ANSWER).getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // our client says what went wrong
      }
    }
  }

  private SSLParameters parameters(Case wanted, boolean client) {
    SSLParameters parameters =
        new SSLParameters(
            new String[] {wanted.suite().name()},
            new String[] {wanted.isTls13() ? "TLSv1.3" : "TLSv1.2"});
    if (setsGroups) {
      List<String> names = new java.util.ArrayList<>();
      if (client && wanted.retry()) {
        names.add("x25519");
      }
      names.add(wanted.group().name());
      // Bouncy Castle always, the others in TLS 1.2, hold the curves of certificates against the
      // list
      if (name.startsWith("Bouncy") || wanted.group().kind() != NamedGroup.Kind.FFDHE) {
        curve(wanted.certificate()).filter(curve -> !names.contains(curve)).ifPresent(names::add);
      }
      if (name.startsWith("Bouncy") && !names.contains("secp256r1")) {
        names.add("secp256r1");
      }
      parameters.setNamedGroups(names.toArray(String[]::new));
    }
    return parameters;
  }

  private static java.util.Optional<String> curve(KeyKind certificate) {
    return switch (certificate) {
      case ECDSA_P256 -> java.util.Optional.of("secp256r1");
      case ECDSA_P384 -> java.util.Optional.of("secp384r1");
      case ECDSA_P521 -> java.util.Optional.of("secp521r1");
      default -> java.util.Optional.empty();
    };
  }

  private SSLContext context(@Nullable Credential own) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS", provider());
    // The provider's own trust manager where it has one: it knows its names for authentication
    // types
    TrustManagerFactory trust =
        provider().getService("TrustManagerFactory", "PKIX") != null
            ? TrustManagerFactory.getInstance("PKIX", provider())
            : TrustManagerFactory.getInstance("PKIX");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", Interop.CA.certificate());
    trust.init(trusted);
    context.init(new KeyManager[] {new OneKey(own)}, trust.getTrustManagers(), new SecureRandom());
    return context;
  }
}
