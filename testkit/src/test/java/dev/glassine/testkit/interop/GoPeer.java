package dev.glassine.testkit.interop;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.PemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Go's crypto/tls, by a small program of ours that is built when the tests begin. */
final class GoPeer implements Peer {
  private static final Set<NamedGroup> GROUPS =
      Set.of(
          NamedGroup.X25519,
          NamedGroup.SECP256R1,
          NamedGroup.SECP384R1,
          NamedGroup.SECP521R1,
          NamedGroup.X25519_MLKEM768);

  private final @Nullable Path program = build();
  private final @Nullable String version =
      program == null ? null : Command.firstLine(program.toString(), "-role", "version");

  private static @Nullable Path build() {
    Path source = Path.of("src", "test", "resources", "interop", "go").toAbsolutePath();
    Path program = Path.of("target", "gopeer").toAbsolutePath();
    try {
      Files.createDirectories(program.getParent());
      Process process =
          new ProcessBuilder("go", "build", "-o", program.toString(), ".")
              .directory(source.toFile())
              .inheritIO()
              .start();
      return process.waitFor() == 0 ? program : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "Go crypto/tls";
  }

  @Override
  public @Nullable String version() {
    return version;
  }

  @Override
  public @Nullable String leavesOut(Case wanted, boolean asServer) {
    if (wanted.suite().cipher() == BulkCipher.TRIPLE_DES_EDE_CBC) {
      return "it has no 3DES by default any more";
    }
    if (!GROUPS.contains(wanted.group())) {
      return "it has no " + wanted.group();
    }
    if (wanted.suite().cipher() == BulkCipher.AES_128_CCM
        || wanted.suite().keyExchange() == KeyExchangeMethod.DHE) {
      return "it has no " + wanted.suite();
    }
    if (wanted.suite().name().endsWith("CBC_SHA384")
        || wanted.suite().name().endsWith("CBC_SHA256")) {
      return "it has no such CBC suite, or none by default";
    }
    if (wanted.certificate() == KeyKind.ED448 || wanted.certificate() == KeyKind.RSA_PSS_2048) {
      return "it reads no such certificate";
    }
    if (wanted.isTls13() && !wanted.suite().name().equals("TLS_AES_128_GCM_SHA256") && !asServer) {
      return "its server chooses TLS 1.3 suites itself";
    }
    return null;
  }

  @Override
  public String visit(Case wanted, int port, int connection, Path folder) throws Exception {
    if (connection > 0) {
      // its session cache lives in one process: the first visit made both connections
      return dev.glassine.testkit.LoopbackServer.ANSWER;
    }
    List<String> command = command("client", wanted, port);
    command.addAll(
        List.of(
            "-ca",
            PemFiles.certificates(folder.resolve("ca.pem"), List.of(Interop.CA.certificate()))
                .toString()));
    command.addAll(List.of("-connections", wanted.resume() ? "2" : "1"));
    command.addAll(List.of("-groups", groups(wanted)));
    if (wanted.clientAuthentication() != ClientAuthentication.NONE) {
      identity(command, Interop.CLIENT, folder);
    }
    return Command.run(folder, "", command);
  }

  @Override
  public Server serve(Case wanted, Path folder) throws Exception {
    int port = Command.freePort();
    List<String> command = command("server", wanted, port);
    command.addAll(List.of("-groups", serverGroups(wanted)));
    identity(command, Interop.server(wanted.certificate()), folder);
    if (wanted.clientAuthentication() != ClientAuthentication.NONE) {
      command.addAll(
          List.of(
              "-ca",
              PemFiles.certificates(folder.resolve("ca.pem"), List.of(Interop.CA.certificate()))
                  .toString()));
    }
    return Command.serve(folder, port, "hello from go", command);
  }

  private static String groups(Case wanted) {
    if (wanted.retry()) {
      return NamedGroup.X25519.code() + "," + wanted.group().code();
    }
    if (wanted.group().kind() == NamedGroup.Kind.HYBRID) {
      // Go offers a hybrid only together with its classic half
      return wanted.group().code() + "," + NamedGroup.X25519.code();
    }
    return wanted.isTls13()
        ? String.valueOf(wanted.group().code())
        : wanted.group().code() + "," + NamedGroup.SECP256R1.code();
  }

  private List<String> command(String role, Case wanted, int port) {
    List<String> command =
        new ArrayList<>(
            List.of(String.valueOf(program), "-role", role, "-port", String.valueOf(port)));
    command.addAll(List.of("-version", String.valueOf(wanted.version().code())));
    if (!wanted.isTls13()) {
      command.addAll(List.of("-suite", String.valueOf(wanted.suite().code())));
    }
    return command;
  }

  private static String serverGroups(Case wanted) {
    return wanted.retry() ? String.valueOf(wanted.group().code()) : groups(wanted);
  }

  private static void identity(
      List<String> command, dev.glassine.core.identity.Credential credential, Path folder)
      throws Exception {
    command.addAll(
        List.of(
            "-cert",
            PemFiles.certificates(folder.resolve("own.pem"), credential.chain()).toString()));
    command.addAll(List.of("-key", PemFiles.key(folder.resolve("own.key"), credential).toString()));
  }
}
