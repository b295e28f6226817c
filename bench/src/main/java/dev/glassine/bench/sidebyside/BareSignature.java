package dev.glassine.bench.sidebyside;

import dev.glassine.bench.sidebyside.Scene.Key;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/** CertificateVerify, made and checked. */
final class BareSignature {
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  /** What CertificateVerify is made over (RFC 9846 §4.5.2): 64 spaces, a text, a zero, a hash. */
  private static final int INPUT = 130;

  private final SecureRandom random = new SecureRandom();
  private final byte[] input = new byte[INPUT];
  private final Key key;
  private final @Nullable Provider signing;
  private final PrivateKey privateKey;
  private final PublicKey publicKey;
  private final @Nullable Provider verifier;

  BareSignature(
      Fixtures fixtures, Key key, @Nullable Provider signing, @Nullable Provider verifying)
      throws GeneralSecurityException {
    this.key = key;
    this.signing = signing;
    // RSA is the JDK's unless there is native code
    this.verifier = key == Key.RSA ? signing : verifying;
    KeyStore.PrivateKeyEntry entry = fixtures.entry(key, "server");
    String name = key == Key.RSA ? "RSA" : "EC";
    privateKey =
        keys(name, signing)
            .generatePrivate(new PKCS8EncodedKeySpec(entry.getPrivateKey().getEncoded()));
    publicKey =
        keys(name, verifier)
            .generatePublic(
                new X509EncodedKeySpec(entry.getCertificate().getPublicKey().getEncoded()));
  }

  private static KeyFactory keys(String name, @Nullable Provider provider)
      throws GeneralSecurityException {
    return provider == null ? KeyFactory.getInstance(name) : KeyFactory.getInstance(name, provider);
  }

  private Signature signature(@Nullable Provider provider) throws GeneralSecurityException {
    String algorithm =
        key == Key.ECDSA
            ? "SHA256withECDSA"
            : provider == null ? "RSASSA-PSS" : "SHA256withRSA/PSS";
    Signature signature =
        provider == null
            ? Signature.getInstance(algorithm)
            : Signature.getInstance(algorithm, provider);
    if (key == Key.RSA) {
      signature.setParameter(PSS);
    }
    return signature;
  }

  void signAndVerify() throws GeneralSecurityException {
    Signature made = signature(signing);
    made.initSign(privateKey, random);
    made.update(input);
    byte[] signature = made.sign();
    Signature checked = signature(verifier);
    checked.initVerify(publicKey);
    checked.update(input);
    if (!checked.verify(signature)) {
      throw new GeneralSecurityException("a signature does not verify");
    }
  }
}
