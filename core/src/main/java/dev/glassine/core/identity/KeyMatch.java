package dev.glassine.core.identity;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;

/** Finds out whether a private key belongs to a certificate, before a handshake does. */
final class KeyMatch {
  private static final byte[] SAMPLE = {'g', 'l', 'a', 's', 's', 'i', 'n', 'e'};

  private KeyMatch() {}

  /**
   * Whether they belong together. RSA keys are compared; others sign and verify a sample. A key
   * that hides its octets (a token's) and is not RSA passes: signing with it may cost money or ask
   * a person for a PIN.
   */
  static boolean belongs(PrivateKey key, X509Certificate certificate) {
    PublicKey publicKey = certificate.getPublicKey();
    if (key instanceof RSAKey ours && publicKey instanceof RSAKey theirs) {
      return ours.getModulus().equals(theirs.getModulus());
    }
    if (key.getFormat() == null) {
      return true;
    }
    String algorithm =
        switch (KeyKind.of(publicKey).family()) {
          case EC -> "SHA256withECDSA";
          case ED25519 -> "Ed25519";
          case ED448 -> "Ed448";
          case DSA -> "SHA256withDSA";
          case RSA, RSA_PSS -> ""; // the key is no RSA key, or it would have been compared
          case OTHER -> "";
        };
    return !algorithm.isEmpty() && signsFor(key, publicKey, algorithm);
  }

  private static boolean signsFor(PrivateKey key, PublicKey publicKey, String algorithm) {
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(SAMPLE);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(publicKey);
      verifier.update(SAMPLE);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a key of another kind, or on another curve
    }
  }
}
