package dev.glassine.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The kinds of key that {@code glassine cert} makes. */
enum CertificateKey {
  /** P-256. */
  ecdsa("SHA256withECDSA"),
  /** 2048 bits. */
  rsa("SHA256withRSA"),
  /** Ed25519; browsers do not take it. */
  ed25519("Ed25519");

  private final String signature;

  CertificateKey(String signature) {
    this.signature = signature;
  }

  /** The JCA name of the algorithm that such a key signs with. */
  String signature() {
    return signature;
  }

  KeyPair generate(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator =
        switch (this) {
          case ecdsa -> KeyPairGenerator.getInstance("EC");
          case rsa -> KeyPairGenerator.getInstance("RSA");
          case ed25519 -> KeyPairGenerator.getInstance("Ed25519");
        };
    switch (this) {
      case ecdsa -> generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      case rsa ->
          generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), random);
      case ed25519 -> {
        // one size only
      }
    }
    return generator.generateKeyPair();
  }

  /**
   * The private key in PKCS #8. RFC 5915 §3: one on a curve has its public key inside, which the
   * JDK leaves out and GnuTLS cannot do without.
   */
  static byte[] encoded(KeyPair pair) throws IOException {
    byte[] plain = pair.getPrivate().getEncoded();
    if (!(pair.getPrivate() instanceof ECPrivateKey key)) {
      return plain;
    }
    SubjectPublicKeyInfo own = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    return new PrivateKeyInfo(
            PrivateKeyInfo.getInstance(plain).getPrivateKeyAlgorithm(),
            new org.bouncycastle.asn1.sec.ECPrivateKey(
                key.getParams().getOrder().bitLength(), key.getS(), own.getPublicKeyData(), null))
        .getEncoded();
  }

  /** The kind of a key that was read from a file. */
  static CertificateKey of(java.security.Key key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> ecdsa;
      case "RSA" -> rsa;
      default -> ed25519;
    };
  }
}
