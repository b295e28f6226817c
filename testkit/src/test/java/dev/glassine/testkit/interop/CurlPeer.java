package dev.glassine.testkit.interop;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.testkit.PemFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code curl}, which has no server. */
final class CurlPeer implements Peer {
  private final @Nullable String version = Command.firstLine("curl", "--version");

  @Override
  public String name() {
    return "curl";
  }

  @Override
  public @Nullable String version() {
    return version == null ? null : version.split(" ", -1)[1];
  }

  @Override
  public @Nullable String leavesOut(Case wanted, boolean asServer) {
    if (!asServer) {
      return "curl is a client";
    }
    boolean usual =
        wanted.group().equals(NamedGroup.X25519) || wanted.group().equals(NamedGroup.SECP256R1);
    return usual && !wanted.resume() && !wanted.retry() && wanted.suite().name().contains("GCM")
        ? null
        : "covered by OpenSSL, which curl is built on";
  }

  @Override
  public String visit(Case wanted, int port, int connection, Path folder) throws Exception {
    String ca =
        PemFiles.certificates(folder.resolve("ca.pem"), List.of(Interop.CA.certificate()))
            .toString();
    List<String> command =
        new ArrayList<>(
            List.of("curl", "--silent", "--show-error", "--max-time", "10", "--cacert", ca));
    command.addAll(
        wanted.isTls13()
            ? List.of("--tlsv1.3")
            : List.of("--tlsv1.2", "--tls-max", "1.2", "--ciphers", "ALL:@SECLEVEL=0"));
    if (wanted.clientAuthentication() != ClientAuthentication.NONE) {
      command.addAll(
          List.of(
              "--cert",
              PemFiles.certificates(folder.resolve("own.pem"), Interop.CLIENT.chain()).toString()));
      command.addAll(
          List.of("--key", PemFiles.key(folder.resolve("own.key"), Interop.CLIENT).toString()));
    }
    command.addAll(
        List.of(
            "--resolve", "localhost:" + port + ":127.0.0.1", "https://localhost:" + port + "/"));
    return Command.run(folder, "", command);
  }

  @Override
  public Server serve(Case wanted, Path folder) {
    throw new UnsupportedOperationException("curl has no server");
  }
}
