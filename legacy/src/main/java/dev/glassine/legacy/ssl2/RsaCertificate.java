package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;

/** What SSL 2.0 asks of a certificate's key: that it is RSA, for there is nothing else. */
record RsaCertificate(X509Certificate certificate) {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_ENCIPHERMENT = 2;

  /** SSL 2.0 §C.7: SSL_MIN_RSA_MODULUS_LENGTH_IN_BYTES. */
  private static final int SHORTEST_MODULUS_BITS = 512;

  PublicKey publicKey() {
    return certificate.getPublicKey();
  }

  /** Fails unless master keys can be encrypted under it. */
  void checkEncrypts(String whose) {
    check(whose, KEY_ENCIPHERMENT, "keyEncipherment");
  }

  /** Fails unless it can verify the response to a challenge. */
  void checkSigns(String whose) {
    check(whose, DIGITAL_SIGNATURE, "digitalSignature");
  }

  private void check(String whose, int usage, String name) {
    if (!publicKey().getAlgorithm().equals("RSA")
        || !(publicKey() instanceof RSAKey rsa)
        || rsa.getModulus().bitLength() < SHORTEST_MODULUS_BITS) {
      throw new TlsFailure.Incompatible(
          Reason.UNSUPPORTED_CERTIFICATE_TYPE,
          whose + " has a key of " + publicKey().getAlgorithm() + ", SSL 2.0 wants RSA, 512 bits");
    }
    boolean[] usages = certificate.getKeyUsage();
    if (usages != null && !usages[usage]) {
      throw TlsFailure.of(Reason.WRONG_USAGE, whose + ": its keyUsage lacks " + name);
    }
  }
}
