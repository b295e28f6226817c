package dev.glassine.cli;

import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.session.RotatingTicketKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * What the command does most, done once: the launcher runs this after a build and keeps the classes
 * that it loaded and linked (JEP 483), so that later runs start in a fraction of the time. It
 * serves on a free port of loopback and connects to itself; it prints nothing and leaves nothing
 * behind.
 */
final class Rehearsal {
  private Rehearsal() {}

  /** Runs the verbs; the exit code is 0 even if one failed, since a thinner cache is no fault. */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    Path folder = Files.createTempDirectory("glassine-rehearsal");
    try {
      perform("--help");
      perform("suites");
      DevelopmentPki pki =
          new DevelopmentPki(folder, CertificateKey.ecdsa, InstantSource.system().instant());
      DevelopmentPki.Issued server = pki.server("localhost", List.of("localhost"));
      ServerConfig config =
          ServerConfig.builder()
              .credential(Credentials.fromPem(server.certificate(), server.key()))
              .protocols("http/1.1")
              .tickets(new RotatingTicketKeys(JcaCrypto.standard(), new SecureRandom()))
              .build();
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      try (WebServer web =
          WebServer.listen(
              anyPort,
              config,
              new HandshakePages(),
              InstantSource.system(),
              new PrintWriter(Writer.nullWriter()))) {
        Thread serving = Thread.ofPlatform().daemon().start(() -> serve(web));
        String authority = pki.authorityCertificate().toString();
        String address = "https://localhost:" + web.port() + "/";
        perform("connect", address, "--cafile", authority);
        perform("connect", address, "--cafile", authority, "--json", "--tls", "1.2");
        serving.interrupt();
      }
    } finally {
      remove(folder);
    }
    System.exit(0);
  }

  private static void perform(String... arguments) {
    CommandLine command = Glassine.commandLine();
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    command.setOut(nowhere).setErr(nowhere).execute(arguments);
  }

  private static void serve(WebServer web) {
    try {
      web.serve();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
