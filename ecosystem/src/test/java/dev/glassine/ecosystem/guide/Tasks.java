package dev.glassine.ecosystem.guide;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import dev.glassine.jsse.Glassine;
import dev.glassine.jsse.GlassineProvider;
import dev.glassine.jsse.Identity;
import dev.glassine.jsse.IdentityFiles;
import dev.glassine.jsse.PemParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** The code of the guide's pages about one task each. */
final class Tasks {
  private Tasks() {}

  static SSLContext mutualServer(Path certificates, Path key, Path authorities) {
    // tag::mutual-context[]
    SSLContext tls =
        Glassine.newContext()
            .identity(
                Identity.of(Credentials.fromPem(certificates, key))
                    .with(Trust.fromPem(authorities)))
            .build();
    // end::mutual-context[]
    return tls;
  }

  static SSLServerSocket needing(SSLContext tls) throws IOException {
    // tag::mutual-need[]
    SSLServerSocket server = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0);
    server.setNeedClientAuth(true);
    // end::mutual-need[]
    return server;
  }

  static String who(SSLSocket socket) throws IOException {
    // tag::mutual-who[]
    String client = socket.getSession().getPeerPrincipal().getName();
    // end::mutual-who[]
    return client;
  }

  static SSLContext pem(Path certificates, Path key, Path authorities)
      throws GeneralSecurityException {
    // tag::pem-managers[]
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PEM", new GlassineProvider());
    keys.init(PemParameters.key(certificates, key));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PEM", new GlassineProvider());
    trust.init(PemParameters.trust(authorities));
    SSLContext tls = SSLContext.getInstance("TLS", new GlassineProvider());
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    // end::pem-managers[]
    return tls;
  }

  static SSLContext reloading(
      Path certificates, Path key, Path authorities, ScheduledExecutorService scheduler) {
    // tag::reload[]
    IdentityFiles files =
        IdentityFiles.pem(certificates, key)
            .trust(authorities)
            .whenRefused(problem -> System.err.println("kept the old identity: " + problem))
            .open();
    SSLContext tls = Glassine.newContext().identity(files.live()).build();
    scheduler.scheduleWithFixedDelay(files, 1, 1, TimeUnit.SECONDS);
    // end::reload[]
    return tls;
  }

  static SSLContext logging(Path authorities, Path file) {
    // tag::key-log[]
    KeyLog log =
        (label, clientRandom, secret) ->
            append(file, KeyLog.line(label, clientRandom, secret) + "\n");
    SSLContext tls =
        Glassine.newContext()
            .identity(Identity.NONE.with(Trust.fromPem(authorities)))
            .logSecretsForDebugging(log)
            .build();
    // end::key-log[]
    return tls;
  }

  private static void append(Path file, String line) {
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String wholeProgram() throws GeneralSecurityException {
    // tag::whole-program[]
    Security.insertProviderAt(new GlassineProvider(), 1);
    // end::whole-program[]
    return SSLContext.getDefault().getProvider().getName();
  }

  static String explained(SSLContext tls, String host, int port) throws IOException {
    try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(host, port)) {
      // tag::explained[]
      try {
        socket.startHandshake();
      } catch (SSLException e) {
        TlsFailure why = Glassine.of(socket).failure();
        return why == null ? e.getMessage() : why.reason() + ": " + why.getMessage();
      }
      // end::explained[]
      return "agreed";
    }
  }
}
