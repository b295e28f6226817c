package dev.glassine.testkit.interop;

import dev.glassine.core.identity.Credential;
import dev.glassine.testkit.KeyKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

/** SunJSSE with one certificate and the key of another, as after a careless renewal. */
final class MismatchedServer implements AutoCloseable {
  private final SSLServerSocket listening;

  MismatchedServer() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS", "SunJSSE");
    context.init(new KeyManager[] {new Mixed()}, null, null);
    listening =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try (Socket socket = listening.accept()) {
      ((SSLSocket) socket).startHandshake();
    } catch (IOException e) {
      // the client does not believe it
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private static final class Mixed extends X509ExtendedKeyManager {
    private final Credential shown = Interop.CA.server(KeyKind.ECDSA_P256, "localhost");
    private final Credential had = Interop.CA.server(KeyKind.ECDSA_P256, "localhost");

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return shown.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return had.key();
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
      return "mixed";
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return "mixed";
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[] {"mixed"};
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return "mixed";
    }
  }
}
