package dev.glassine.testkit.interop;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.testkit.PemFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code openssl s_client} and {@code s_server}. */
final class OpenSslPeer implements Peer {
  private static final Map<String, String> SUITES =
      Map.ofEntries(
          Map.entry("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256"),
          Map.entry("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "ECDHE-ECDSA-AES256-GCM-SHA384"),
          Map.entry(
              "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"),
          Map.entry("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "ECDHE-ECDSA-AES128-SHA"),
          Map.entry("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", "ECDHE-ECDSA-AES256-SHA384"),
          Map.entry("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ECDHE-RSA-AES128-GCM-SHA256"),
          Map.entry("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-RSA-CHACHA20-POLY1305"),
          Map.entry("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "ECDHE-RSA-AES128-SHA256"),
          Map.entry("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "DHE-RSA-AES128-GCM-SHA256"),
          Map.entry("TLS_DHE_RSA_WITH_AES_256_CBC_SHA256", "DHE-RSA-AES256-SHA256"),
          Map.entry("TLS_RSA_WITH_AES_128_GCM_SHA256", "AES128-GCM-SHA256"),
          Map.entry("TLS_RSA_WITH_AES_256_CBC_SHA", "AES256-SHA"),
          Map.entry("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "ECDHE-RSA-AES256-SHA"),
          Map.entry("TLS_DHE_RSA_WITH_AES_128_CBC_SHA", "DHE-RSA-AES128-SHA"),
          Map.entry("TLS_RSA_WITH_AES_128_CBC_SHA", "AES128-SHA"));

  private static final Map<ProtocolVersion, String> VERSIONS =
      Map.of(
          ProtocolVersion.TLS_1_2, "-tls1_2",
          ProtocolVersion.TLS_1_1, "-tls1_1",
          ProtocolVersion.TLS_1_0, "-tls1");

  private final @Nullable String version = Command.firstLine("openssl", "version");

  @Override
  public String name() {
    return "OpenSSL";
  }

  @Override
  public @Nullable String version() {
    return version == null ? null : version.split(" ", -1)[1];
  }

  @Override
  public @Nullable String leavesOut(Case wanted, boolean asServer) {
    if (wanted.group().kind() == NamedGroup.Kind.HYBRID
        && version != null
        && version.startsWith("OpenSSL 3.")
        && version.charAt(10) < '5') {
      return "ML-KEM came with OpenSSL 3.5";
    }
    if (wanted.suite().cipher() == BulkCipher.TRIPLE_DES_EDE_CBC) {
      return "built without 3DES in TLS";
    }
    return null;
  }

  @Override
  public String visit(Case wanted, int port, int connection, Path folder) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_client",
                "-quiet",
                "-connect",
                "127.0.0.1:" + port,
                "-servername",
                "localhost"));
    command.addAll(
        List.of(
            "-CAfile",
            PemFiles.certificates(folder.resolve("ca.pem"), List.of(Interop.CA.certificate()))
                .toString(),
            "-verify_return_error"));
    parameters(
        command,
        wanted,
        wanted.retry() ? "X25519:" + group(wanted.group()) : group(wanted.group()));
    if (wanted.clientAuthentication() != ClientAuthentication.NONE) {
      identity(command, Interop.CLIENT, folder);
    }
    if (wanted.resume()) {
      command.addAll(
          List.of(
              connection == 0 ? "-sess_out" : "-sess_in", folder.resolve("session").toString()));
    }
    return Command.run(folder, "GET / HTTP/1.0\r\n\r\n", command);
  }

  @Override
  public Server serve(Case wanted, Path folder) throws Exception {
    int port = Command.freePort();
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_server", "-www", "-accept", "127.0.0.1:" + port));
    identity(command, Interop.server(wanted.certificate()), folder);
    parameters(command, wanted, group(wanted.group()));
    if (wanted.clientAuthentication() != ClientAuthentication.NONE) {
      command.addAll(
          List.of(
              "-CAfile",
              PemFiles.certificates(folder.resolve("ca.pem"), List.of(Interop.CA.certificate()))
                  .toString(),
              "-Verify",
              "3",
              "-verify_return_error"));
    }
    return Command.serve(folder, port, "Ciphers supported in s_server", command);
  }

  private static void parameters(List<String> command, Case wanted, String groups) {
    if (wanted.isTls13()) {
      command.addAll(List.of("-tls1_3", "-ciphersuites", wanted.suite().name(), "-groups", groups));
    } else {
      command.addAll(
          List.of(
              java.util.Objects.requireNonNull(VERSIONS.get(wanted.version())),
              "-cipher",
              cipher(wanted.suite()) + ":@SECLEVEL=0"));
      if (wanted.group().kind() != NamedGroup.Kind.FFDHE) {
        // P-256 as well: OpenSSL holds the certificate's curve against the list
        command.addAll(List.of("-groups", groups.equals("P-256") ? groups : groups + ":P-256"));
      }
    }
  }

  private static void identity(
      List<String> command, dev.glassine.core.identity.Credential credential, Path folder)
      throws Exception {
    command.addAll(
        List.of(
            "-cert",
            PemFiles.certificates(folder.resolve("own.pem"), credential.chain()).toString(),
            "-key",
            PemFiles.key(folder.resolve("own.key"), credential).toString()));
  }

  private static String cipher(CipherSuite suite) {
    return java.util.Objects.requireNonNull(SUITES.get(suite.name()), suite.name());
  }

  private static String group(NamedGroup group) {
    return switch (group.name()) {
      case "secp256r1" -> "P-256";
      case "secp384r1" -> "P-384";
      case "secp521r1" -> "P-521";
      case "x25519" -> "X25519";
      case "x448" -> "X448";
      default -> group.name();
    };
  }
}
