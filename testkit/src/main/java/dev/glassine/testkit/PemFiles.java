package dev.glassine.testkit;

import dev.glassine.core.identity.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Writes certificates and test keys as PEM files for peers that read them. */
public final class PemFiles {
  private PemFiles() {}

  /** The certificates into one file. */
  public static Path certificates(Path file, List<X509Certificate> certificates) throws IOException {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      try {
        text.append(block("CERTIFICATE", certificate.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new IOException(e);
      }
    }
    return Files.writeString(file, text, StandardCharsets.US_ASCII);
  }

  /** The credential's private key, unprotected: a test's key. */
  public static Path key(Path file, Credential credential) throws IOException {
    return Files.writeString(file, block("PRIVATE KEY", credential.key().getEncoded()), StandardCharsets.US_ASCII);
  }

  private static String block(String label, byte[] octets) {
    return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets) + "\n-----END " + label + "-----\n";
  }
}
