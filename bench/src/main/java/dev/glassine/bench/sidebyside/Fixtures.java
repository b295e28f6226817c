package dev.glassine.bench.sidebyside;

import dev.glassine.bench.sidebyside.Scene.Key;
import dev.glassine.core.identity.Credential;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A folder with the certificates and keys that all contestants use: as PKCS #12 for JVMs, as PEM
 * for others. For each kind of key an authority of that kind, a server's and a client's
 * certificate.
 */
record Fixtures(Path folder) {
  /** The server's name. */
  static final String HOST = "bench.example";

  /** The key stores'; they live as long as the run. */
  static final char[] PASSWORD = "side by side".toCharArray();

  private static final Base64.Encoder PEM =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /** Makes the files in the folder that is named. */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    in(Path.of(arguments[0]));
  }

  /** Makes the files. */
  static Fixtures in(Path folder) throws IOException, GeneralSecurityException {
    Fixtures fixtures = new Fixtures(folder);
    for (Key key : Key.values()) {
      KeyKind kind = key == Key.ECDSA ? KeyKind.ECDSA_P256 : KeyKind.RSA_2048;
      TestCa authority = new TestCa("Bench " + key, kind, new SecureRandom(), Instant.now());
      fixtures.write(key, "server", authority.server(kind, HOST));
      fixtures.write(key, "client", authority.client(kind, "bench client"));
      writePem(fixtures.file(key, "root.pem"), "CERTIFICATE", authority.certificate().getEncoded());
      fixtures.writeTrust(key, "root", authority.certificate());
    }
    return fixtures;
  }

  private Path file(Key key, String rest) {
    return folder.resolve(key.name().toLowerCase(Locale.ROOT) + "-" + rest);
  }

  private void write(Key key, String role, Credential credential)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = List.of(credential.chain().getFirst());
    KeyStore store = empty();
    store.setKeyEntry(role, credential.key(), PASSWORD, chain.toArray(Certificate[]::new));
    save(store, file(key, role + ".p12"));
    writePem(file(key, role + ".pem"), "CERTIFICATE", chain.getFirst().getEncoded());
    writePem(file(key, role + ".key"), "PRIVATE KEY", credential.key().getEncoded());
    writeTrust(key, role + "-anchor", chain.getFirst());
  }

  private void writeTrust(Key key, String name, X509Certificate anchor)
      throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    store.setCertificateEntry("anchor", anchor);
    save(store, file(key, name + ".p12"));
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }

  private static void save(KeyStore store, Path file) throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
  }

  private static void writePem(Path file, String label, byte[] der) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN "
            + label
            + "-----\n"
            + PEM.encodeToString(der)
            + "\n-----END "
            + label
            + "-----\n");
  }

  /** Certificate and key of a server or client. */
  KeyStore identity(Key key, String role) throws GeneralSecurityException {
    return load(file(key, role + ".p12"));
  }

  /** The same, taken out of its store. */
  KeyStore.PrivateKeyEntry entry(Key key, String role) throws GeneralSecurityException {
    return (KeyStore.PrivateKeyEntry)
        identity(key, role).getEntry(role, new KeyStore.PasswordProtection(PASSWORD));
  }

  /** What the other side of such a scene trusts. */
  KeyStore trust(Scene scene) throws GeneralSecurityException {
    boolean anchored = scene.mode() == Scene.Mode.ANCHORED;
    return load(file(scene.key(), anchored ? "server-anchor.p12" : "root.p12"));
  }

  private static KeyStore load(Path file) throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      return store;
    } catch (IOException e) {
      throw new GeneralSecurityException("no " + file.getFileName(), e);
    }
  }
}
