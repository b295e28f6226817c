package dev.glassine.testkit.interop;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.testkit.PemFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code gnutls-cli} and {@code gnutls-serv}. */
final class GnuTlsPeer implements Peer {
  private final @Nullable String version = Command.firstLine("gnutls-cli", "--version");

  @Override
  public String name() {
    return "GnuTLS";
  }

  @Override
  public @Nullable String version() {
    return version == null ? null : version.replaceAll("[^0-9.]", "");
  }

  @Override
  public @Nullable String leavesOut(Case wanted, boolean asServer) {
    if (wanted.group().kind() == NamedGroup.Kind.HYBRID) {
      return "no ML-KEM in this release";
    }
    if (wanted.resume()) {
      return "its client resumes within one run only, its server is covered by the others";
    }
    if (wanted.suite().name().startsWith("TLS_DHE")
        || wanted.suite().name().equals("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256")) {
      return "not asked of this peer";
    }
    return null;
  }

  @Override
  public String visit(Case wanted, int port, int connection, Path folder) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "gnutls-cli",
                "--port",
                String.valueOf(port),
                "--priority",
                priority(wanted, true)));
    command.addAll(
        List.of(
            "--x509cafile",
            PemFiles.certificates(folder.resolve("ca.pem"), List.of(Interop.CA.certificate()))
                .toString()));
    command.addAll(List.of("--sni-hostname", "localhost", "--verify-hostname", "localhost"));
    if (wanted.clientAuthentication() != ClientAuthentication.NONE) {
      identity(command, Interop.CLIENT, folder);
    }
    command.add("127.0.0.1");
    return Command.run(folder, "GET / HTTP/1.0\r\n\r\n", command);
  }

  @Override
  public Server serve(Case wanted, Path folder) throws Exception {
    int port = Command.freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                "gnutls-serv",
                "--http",
                "--port",
                String.valueOf(port),
                "--priority",
                priority(wanted, false)));
    identity(command, Interop.server(wanted.certificate()), folder);
    if (wanted.clientAuthentication() == ClientAuthentication.NONE) {
      command.add("--disable-client-cert");
    } else {
      command.addAll(List.of("--require-client-cert", "--verify-client-cert"));
      command.addAll(
          List.of(
              "--x509cafile",
              PemFiles.certificates(folder.resolve("ca.pem"), List.of(Interop.CA.certificate()))
                  .toString()));
    }
    return Command.serve(folder, port, "Session ID", command);
  }

  private static void identity(
      List<String> command, dev.glassine.core.identity.Credential credential, Path folder)
      throws Exception {
    command.addAll(
        List.of(
            "--x509certfile",
            PemFiles.certificates(folder.resolve("own.pem"), credential.chain()).toString(),
            "--x509keyfile",
            PemFiles.key(folder.resolve("own.key"), credential).toString()));
  }

  private static String priority(Case wanted, boolean client) {
    String groups = group(wanted.group());
    if (client && wanted.retry()) {
      groups = "+GROUP-X25519:" + groups;
    } else if (!wanted.isTls13()
        && wanted.group().kind() != NamedGroup.Kind.FFDHE
        && !groups.equals("+GROUP-SECP256R1")) {
      groups += ":+GROUP-SECP256R1";
    }
    String text =
        "NORMAL:-VERS-ALL:+VERS-"
            + wanted.version().name().replace(" ", "")
            + ":-CIPHER-ALL:+"
            + cipher(wanted.suite().cipher());
    text += ":-GROUP-ALL:" + groups;
    if (!wanted.isTls13()) {
      String exchange =
          wanted.suite().name().startsWith("TLS_RSA")
              ? "+RSA"
              : wanted.suite().name().contains("ECDHE_RSA") ? "+ECDHE-RSA" : "+ECDHE-ECDSA";
      text += ":-KX-ALL:" + exchange;
      text +=
          wanted.suite().cipher().kind() == BulkCipher.Kind.AEAD ? "" : ":-MAC-ALL:+" + mac(wanted);
    }
    if (wanted.isLegacy()) {
      text += ":+SIGN-ALL:%VERIFY_ALLOW_SIGN_WITH_SHA1";
    }
    return text + (wanted.retry() ? "" : ":%DISABLE_TLS13_COMPAT_MODE");
  }

  private static String mac(Case wanted) {
    String name = wanted.suite().name();
    return name.endsWith("SHA384") ? "SHA384" : name.endsWith("SHA256") ? "SHA256" : "SHA1";
  }

  private static String cipher(BulkCipher cipher) {
    return switch (cipher) {
      case AES_128_GCM -> "AES-128-GCM";
      case AES_256_GCM -> "AES-256-GCM";
      case CHACHA20_POLY1305 -> "CHACHA20-POLY1305";
      case AES_128_CCM -> "AES-128-CCM";
      case AES_128_CBC -> "AES-128-CBC";
      case AES_256_CBC -> "AES-256-CBC";
      case TRIPLE_DES_EDE_CBC -> "3DES-CBC";
      default -> throw new IllegalArgumentException(cipher + " is not asked of this peer");
    };
  }

  private static String group(NamedGroup group) {
    return "+GROUP-" + group.name().toUpperCase(java.util.Locale.ROOT);
  }
}
