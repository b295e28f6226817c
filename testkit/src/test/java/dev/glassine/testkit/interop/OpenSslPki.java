package dev.glassine.testkit.interop;

import dev.glassine.core.identity.Pem;
import dev.glassine.core.identity.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * An authority that the command openssl keeps in a folder: for certificates that ask for a staple,
 * chains with an intermediate, and OCSP responses that say revoked.
 */
final class OpenSslPki {
  private final Path folder;

  OpenSslPki(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    openssl(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "30",
        "-subj",
        "/CN=OpenSSL root",
        "-keyout",
        "root.key",
        "-out",
        "root.pem");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Trust trust() {
    return Trust.fromPem(file("root.pem"));
  }

  /** {@code NAME.pem} and {@code NAME.key}, issued by {@code issuer} with these extensions. */
  void issue(String name, String issuer, String... extensions) throws Exception {
    issueBy("-sha256", name, issuer, extensions);
  }

  /** The same, signed by way of a hash of this name. */
  void issueBy(String hash, String name, String issuer, String... extensions) throws Exception {
    request(name, extensions);
    openssl(
        "x509",
        "-req",
        hash,
        "-in",
        name + ".csr",
        "-CA",
        issuer + ".pem",
        "-CAkey",
        issuer + ".key",
        "-days",
        "20",
        "-extfile",
        name + ".ext",
        "-out",
        name + ".pem");
  }

  /** The same, expired since yesterday. */
  void issueUntilYesterday(String name, String issuer, String... extensions) throws Exception {
    request(name, extensions);
    Files.writeString(
        file("ca.cnf"),
        """
        [ca]
        default_ca=this
        [this]
        database=issued.txt
        new_certs_dir=.
        rand_serial=yes
        default_md=sha256
        policy=any
        [any]
        commonName=supplied
        """);
    Files.writeString(file("issued.txt"), "");
    java.time.Instant now = java.time.Instant.now();
    openssl(
        "ca",
        "-batch",
        "-config",
        "ca.cnf",
        "-in",
        name + ".csr",
        "-cert",
        issuer + ".pem",
        "-keyfile",
        issuer + ".key",
        "-startdate",
        generalizedTime(now.minus(java.time.Duration.ofDays(30))),
        "-enddate",
        generalizedTime(now.minus(java.time.Duration.ofDays(1))),
        "-extfile",
        name + ".ext",
        "-notext",
        "-out",
        name + ".pem");
  }

  private static String generalizedTime(java.time.Instant time) {
    return java.time.format.DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
        .withZone(java.time.ZoneOffset.UTC)
        .format(time);
  }

  private void request(String name, String... extensions) throws Exception {
    Files.write(file(name + ".ext"), List.of(extensions), StandardCharsets.US_ASCII);
    openssl(
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=" + name,
        "-keyout",
        name + ".key",
        "-out",
        name + ".csr");
  }

  /** {@code NAME.ocsp}: a fresh response that says that this certificate is revoked. */
  void revoke(String name) throws Exception {
    String serial =
        Pem.certificates(file(name + ".pem"))
            .getFirst()
            .getSerialNumber()
            .toString(16)
            .toUpperCase(Locale.ROOT);
    String evenly = serial.length() % 2 == 0 ? serial : "0" + serial;
    Files.writeString(
        file("index.txt"),
        "R\t401231235959Z\t200101000000Z,keyCompromise\t"
            + evenly
            + "\tunknown\t/CN="
            + name
            + "\n");
    openssl(
        "ocsp",
        "-index",
        "index.txt",
        "-CA",
        "root.pem",
        "-rsigner",
        "root.pem",
        "-rkey",
        "root.key",
        "-issuer",
        "root.pem",
        "-cert",
        name + ".pem",
        "-ndays",
        "2",
        "-respout",
        name + ".ocsp");
  }

  private void openssl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "openssl", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", command) + ":\n" + Files.readString(output));
    }
  }
}
