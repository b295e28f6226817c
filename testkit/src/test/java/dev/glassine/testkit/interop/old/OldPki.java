package dev.glassine.testkit.interop.old;

import dev.glassine.core.identity.Credential;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.PemFiles;
import dev.glassine.testkit.TestCa;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Certificates as they were: RSA signed with SHA-1, keys of 512 bits among them. Each is written
 * once, as PEM files and as PKCS #12, for the peers that read those.
 */
final class OldPki {
  static final TestCa CA = certificatesOfToday();
  static final String PASSWORD = "password";

  private static final Map<KeyKind, Credential> SERVERS = new ConcurrentHashMap<>();
  private static final Map<KeyKind, Credential> CLIENTS = new ConcurrentHashMap<>();
  private static final Map<Credential, Written> WRITTEN = new ConcurrentHashMap<>();
  private static final Path FOLDER = folder();

  /** A credential's files. */
  record Written(Path certificate, Path chain, Path key, Path pkcs12) {}

  private OldPki() {}

  /** Real peers go by the real clock. */
  private static TestCa certificatesOfToday() {
    return new TestCa(
        "Glassine old CA", KeyKind.RSA_2048_WITH_SHA1, new SecureRandom(), Instant.now());
  }

  static Credential server(KeyKind kind) {
    return SERVERS.computeIfAbsent(kind, k -> CA.server(k, "localhost", "127.0.0.1"));
  }

  static Credential client(KeyKind kind) {
    return CLIENTS.computeIfAbsent(kind, k -> CA.client(k, "old-client"));
  }

  /** A folder for this JVM's peers. */
  static Path folder(String name) throws IOException {
    return Files.createDirectories(FOLDER.resolve(name));
  }

  static Path authority() throws IOException {
    Path file = FOLDER.resolve("ca.pem");
    return Files.exists(file) ? file : PemFiles.certificates(file, List.of(CA.certificate()));
  }

  static Written files(Credential credential) {
    return WRITTEN.computeIfAbsent(credential, OldPki::write);
  }

  private static Written write(Credential credential) {
    try {
      Path folder = Files.createTempDirectory(FOLDER, "own");
      return new Written(
          PemFiles.certificates(folder.resolve("own.pem"), List.of(credential.certificate())),
          PemFiles.certificates(folder.resolve("chain.pem"), credential.chain()),
          PemFiles.key(folder.resolve("own.key"), credential),
          pkcs12(folder.resolve("own.p12"), credential));
    } catch (Exception e) {
      throw new IllegalStateException("cannot write a peer's certificate", e);
    }
  }

  private static Path pkcs12(Path file, Credential credential) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "own",
        credential.key(),
        PASSWORD.toCharArray(),
        credential.chain().toArray(Certificate[]::new));
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static Path folder() {
    try {
      return Files.createDirectories(
          Files.createTempDirectory(
              Files.createDirectories(Path.of("target")).toAbsolutePath(), "old-peers"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
