package dev.glassine.testkit;

import dev.glassine.core.identity.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Writes certificates and test keys as PEM files for peers that read them. */
public final class PemFiles {
  private PemFiles() {}

  /** The certificates into one file. */
  public static Path certificates(Path file, List<X509Certificate> certificates)
      throws IOException {
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
    String text =
        credential.key() instanceof ECPrivateKey ec
                && credential.publicKey() instanceof ECPublicKey own
            ? block("EC PRIVATE KEY", sec1(ec, own))
            : block("PRIVATE KEY", credential.key().getEncoded());
    return Files.writeString(file, text, StandardCharsets.US_ASCII);
  }

  /**
   * With the public key inside, which the JDK leaves out and GnuTLS cannot do without (RFC 5915
   * §3).
   */
  private static byte[] sec1(ECPrivateKey key, ECPublicKey own) throws IOException {
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(own.getEncoded());
    int bits = key.getParams().getOrder().bitLength();
    return new org.bouncycastle.asn1.sec.ECPrivateKey(
            bits, key.getS(), info.getPublicKeyData(), info.getAlgorithm().getParameters())
        .getEncoded();
  }

  private static String block(String label, byte[] octets) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
