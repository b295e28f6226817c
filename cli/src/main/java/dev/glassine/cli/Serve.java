package dev.glassine.cli;

import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.core.session.RotatingTicketKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glassine serve}: a server that shows each visitor its own handshake. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Serves HTTPS on loopback: a page that shows each visitor its own handshake and all recent ones as they happen, failed ones too; or the files of a folder.",
      "Without --cert it makes a local CA, a server's and a client's certificate, and keeps them for the next time."
    },
    footerHeading = "%nPages:%n",
    footer = {
      "  /                your own handshake and the last 50 connections, live",
      "  /handshake       your own with every field; also /trace.txt, /trace.json",
      "  /connections/N   one of the last 50; also as N.txt, N.json",
      "  /events          what the live page reads: server-sent events",
      "%nExamples:",
      "  glassine serve",
      "  glassine serve --port 9443 --root public_html",
      "  glassine serve --cert server.pem --key server.key --client-auth need --cafile clients-ca.pem",
      "  glassine serve --capture out.pcapng             # then: wireshark out.pcapng",
      "  glassine serve --keylog keys.log --keylog-peer 127.0.0.1 --keylog-host *.example.org",
      "  glassine serve --legacy ssl2                     # for a museum's browser; see the warning"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ended by a signal",
      "1:a certificate or key cannot be used",
      "2:the command line is wrong",
      "3:the port cannot be listened on"
    })
final class Serve implements Callable<Integer> {
  /** How strictly clients are asked for a certificate. */
  enum ClientAuth {
    none(ClientAuthentication.NONE),
    want(ClientAuthentication.REQUESTED),
    need(ClientAuthentication.REQUIRED);

    private final ClientAuthentication mode;

    ClientAuth(ClientAuthentication mode) {
      this.mode = mode;
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8443",
      description = "Port on loopback; 0 for any. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--root",
      paramLabel = "FOLDER",
      description = "Serve the files of this folder instead of the handshake page.")
  private @Nullable Path root;

  @Option(names = "--cert", paramLabel = "FILE", description = "Certificate chain, PEM.")
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Private key of the certificate, PEM.")
  private @Nullable Path key;

  @Option(
      names = "--client-auth",
      paramLabel = "MODE",
      defaultValue = "none",
      description =
          "Ask clients for a certificate: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private ClientAuth clientAuth;

  @Option(
      names = "--cafile",
      paramLabel = "FILE",
      description = "Trust client certificates issued by these, PEM. Default: the local CA.")
  private @Nullable Path caFile;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "How long to wait for a visitor each time. Default: ${DEFAULT-VALUE}")
  private int timeout;

  @Option(
      names = "--pki",
      paramLabel = "FOLDER",
      description = "Where the local CA is kept. Default: ~/.glassine/pki")
  private @Nullable Path pkiFolder;

  @Mixin private LegacyOptions old;
  @Mixin private RecordingOptions recordings;

  @Override
  public Integer call() {
    if (root != null && !Files.isDirectory(root)) {
      throw new ParameterException(spec.commandLine(), "--root: " + root + " is not a folder");
    }
    if ((certificate == null) != (key == null)) {
      throw new ParameterException(spec.commandLine(), "--cert and --key go together");
    }
    if (port < 0 || port > 65535) {
      throw new ParameterException(spec.commandLine(), "--port is 0..65535, not " + port);
    }
    if (timeout < 1 || timeout > 3600) {
      throw new ParameterException(spec.commandLine(), "--timeout is 1..3600, not " + timeout);
    }
    PrintWriter talk = spec.commandLine().getErr();
    try (Recording recording = recordings.open(spec, talk)) {
      Material files = files();
      Legacy legacy = old.legacy(spec, Side.SERVER);
      old.warn(legacy, talk);
      ServerConfig config = config(files, legacy, recording);
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      Pages pages = root != null ? new FolderPages(root) : new HandshakePages();
      try (WebServer server =
          WebServer.listen(
              address,
              config,
              pages,
              InstantSource.system(),
              talk,
              recording,
              Duration.ofSeconds(timeout))) {
        introduce(server.port(), files);
        server.serve();
      }
      return 0;
    } catch (BindException e) {
      talk.println(
          "Cannot listen on port "
              + port
              + ": "
              + e.getMessage()
              + ". Try --port 0 for a free one.");
      return 3;
    } catch (IOException
        | UncheckedIOException
        | GeneralSecurityException
        | IllegalArgumentException e) {
      talk.println("Cannot serve: " + e.getMessage());
      return 1;
    }
  }

  /**
   * What is served with, and what a visitor needs.
   *
   * @param forOldPeers the certificate for peers of old versions and the CA that issued it, or null
   */
  private record Material(
      Path certificate,
      Path key,
      Path trusted,
      @Nullable Path clientCertificate,
      @Nullable Path clientKey,
      @Nullable OldMaterial forOldPeers) {}

  private record OldMaterial(DevelopmentPki.Issued server, Path trusted) {}

  private Material files() throws IOException, GeneralSecurityException {
    if (certificate != null && key != null) {
      return new Material(
          certificate, key, caFile != null ? caFile : certificate, null, null, null);
    }
    Path folder =
        pkiFolder != null
            ? pkiFolder
            : Path.of(System.getProperty("user.home"), ".glassine", "pki");
    DevelopmentPki pki =
        new DevelopmentPki(folder, CertificateKey.ecdsa, InstantSource.system().instant());
    DevelopmentPki.Issued server =
        pki.server("localhost", List.of("localhost", "127.0.0.1", "::1"));
    DevelopmentPki.Issued client = pki.client("client", "Glassine visitor");
    return new Material(
        server.certificate(),
        server.key(),
        caFile != null ? caFile : pki.authorityCertificate(),
        client.certificate(),
        client.key(),
        old.isOn() ? oldMaterial(folder) : null);
  }

  /** RSA, in a folder of its own; with SHA-1 for SSL. Newer visitors get the other certificate. */
  private OldMaterial oldMaterial(Path folder) throws IOException, GeneralSecurityException {
    DevelopmentPki pki =
        old.reachesSsl()
            ? DevelopmentPki.forOldPeers(folder.resolve("sha1"), InstantSource.system().instant())
            : new DevelopmentPki(
                folder.resolve("rsa"), CertificateKey.rsa, InstantSource.system().instant());
    return new OldMaterial(
        pki.server("localhost", List.of("localhost", "127.0.0.1", "::1")),
        pki.authorityCertificate());
  }

  private static Credentials credentials(Material files) {
    Credential own = Credentials.fromPem(files.certificate(), files.key());
    OldMaterial older = files.forOldPeers();
    return older == null
        ? Credentials.of(own)
        : Credentials.of(
            own, Credentials.fromPem(older.server().certificate(), older.server().key()));
  }

  private ServerConfig config(Material files, Legacy legacy, Recording recording) {
    ServerConfig.Builder builder =
        ServerConfig.builder()
            .credentials(credentials(files))
            .sessions(new InMemoryStore())
            .protocols("http/1.1")
            .tickets(new RotatingTicketKeys(JcaCrypto.standard(), new SecureRandom()));
    old.apply(builder, legacy);
    recording.apply(builder);
    if (clientAuth != ClientAuth.none) {
      Trust trusted = old.weaken(Trust.builder().addPem(files.trusted())).build();
      builder
          .clientAuthentication(clientAuth.mode)
          .trust(trusted)
          .policy(trusted.policyDigest())
          .authorities(trusted.authorities());
    }
    return builder.build();
  }

  private void introduce(int boundPort, Material files) {
    PrintWriter out = spec.commandLine().getOut();
    String address = "https://localhost:" + boundPort + "/";
    out.println("Serving " + address + (root != null ? " from " + root : ""));
    out.println();
    out.println(
        "  in a browser   "
            + address
            + "  (trust "
            + files.trusted()
            + " first, or accept the warning)");
    out.println("  with curl      curl --cacert " + files.trusted() + " " + address);
    out.println("  step by step   glassine connect " + address + " --cafile " + files.trusted());
    if (clientAuth != ClientAuth.none && files.clientCertificate() != null) {
      out.println(
          "  as a client    glassine connect "
              + address
              + " --cafile "
              + files.trusted()
              + " --cert "
              + files.clientCertificate()
              + " --key "
              + files.clientKey());
    }
    OldMaterial older = files.forOldPeers();
    if (older != null) {
      out.println("  from old peers " + "trust " + older.trusted());
    }
    out.println();
    out.println("Ctrl-C ends it.");
    out.flush();
  }
}
