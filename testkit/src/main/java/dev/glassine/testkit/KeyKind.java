package dev.glassine.testkit;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** The kinds of key that certificates in tests have. */
public enum KeyKind {
  RSA_2048("RSA", "SHA256withRSA"),
  RSA_PSS_2048("RSASSA-PSS", "SHA256withRSAandMGF1"),
  /** As authorities signed until 2015. */
  RSA_2048_WITH_SHA1("RSA", "SHA1withRSA"),
  /** Factored within hours; with MD5, as certificates of the nineties were. */
  RSA_512_WITH_MD5("RSA", "MD5withRSA"),
  /** With SHA-1, as most appliances still have it. */
  RSA_1024_WITH_SHA1("RSA", "SHA1withRSA"),
  /** The only kind of key that FIPS 186 allowed to DSS suites before 2009. */
  DSA_1024_WITH_SHA1("DSA", "SHA1withDSA"),
  ECDSA_P256("EC", "SHA256withECDSA"),
  ECDSA_P384("EC", "SHA384withECDSA"),
  ECDSA_P521("EC", "SHA512withECDSA"),
  ED25519("Ed25519", "Ed25519"),
  ED448("Ed448", "Ed448");

  private final String algorithm;
  private final String signature;

  KeyKind(String algorithm, String signature) {
    this.algorithm = algorithm;
    this.signature = signature;
  }

  /** The name of the signature algorithm that such a key signs certificates with. */
  String signature() {
    return signature;
  }

  /** Whether keys of this kind can encrypt as well as sign. */
  boolean encrypts() {
    return this == RSA_2048
        || this == RSA_2048_WITH_SHA1
        || this == RSA_1024_WITH_SHA1
        || this == RSA_512_WITH_MD5;
  }

  /** A fresh key pair. */
  public KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      switch (this) {
        case RSA_2048, RSA_2048_WITH_SHA1, RSA_PSS_2048 ->
            generator.initialize(
                new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), random);
        case RSA_512_WITH_MD5 -> generator.initialize(512, random);
        case RSA_1024_WITH_SHA1, DSA_1024_WITH_SHA1 -> generator.initialize(1024, random);
        case ECDSA_P256 -> generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        case ECDSA_P384 -> generator.initialize(new ECGenParameterSpec("secp384r1"), random);
        case ECDSA_P521 -> generator.initialize(new ECGenParameterSpec("secp521r1"), random);
        case ED25519, ED448 -> {
          // the algorithm says it all
        }
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot make a key of kind " + this, e);
    }
  }
}
