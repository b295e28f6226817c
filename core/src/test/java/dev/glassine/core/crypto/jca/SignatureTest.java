package dev.glassine.core.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.SignatureAlgorithm;
import dev.glassine.core.registry.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Signing, and verifying what another provider signed; vectors are in SignatureVectorsTest. */
class SignatureTest {
  private static final byte[] INPUT = {1, 2, 3};

  private static byte[] other(byte[] input) {
    byte[] other = input.clone();
    other[0] ^= 1;
    return other;
  }

  static Stream<Arguments> schemes() {
    return Parts.here().stream()
        .flatMap(
            part ->
                part.crypto().signatures().stream()
                    .map(SignatureAlgorithm::scheme)
                    .filter(
                        scheme ->
                            scheme.kind() != SignatureScheme.Kind.RSA_PSS_PSS
                                || part == Parts.JDK
                                || part == Parts.BOUNCY_CASTLE)
                    .map(scheme -> Arguments.of(part, scheme)));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void signsWhatTheJdkVerifies(Parts part, SignatureScheme scheme) throws GeneralSecurityException {
    if (part == Parts.CONSCRYPT || part == Parts.CORRETTO) {
      return; // their randomness is their own: see the next test
    }
    byte[] input = SignatureAnswer.message(scheme);
    SignatureAnswer keys = SignatureAnswer.of(scheme);
    SignatureAlgorithm signing = Objects.requireNonNull(part.crypto().signature(scheme));
    SignatureAlgorithm verifying = jdk(scheme);
    byte[] signature = signing.sign(keys.privateKey(), input, Randomness.repeatable(5));

    assertThat(verifying.verify(keys.publicKey(), input, signature)).isTrue();
    assertThat(verifying.verify(keys.publicKey(), other(input), signature)).isFalse();
    assertThat(signing.sign(keys.privateKey(), input, Randomness.repeatable(5)))
        .as("the same again from the same randomness")
        .isEqualTo(signature);
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void signsWithThePlatformsRandomness(Parts part, SignatureScheme scheme)
      throws GeneralSecurityException {
    byte[] input = SignatureAnswer.message(scheme);
    SignatureAnswer keys = SignatureAnswer.of(scheme);
    SignatureAlgorithm signing = Objects.requireNonNull(part.crypto().signature(scheme));
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 3; i++) { // once more with a key that was translated before
      byte[] signature = signing.sign(keys.privateKey(), input, random);
      assertThat(jdk(scheme).verify(keys.publicKey(), input, signature)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void refusesSignaturesThatDoNotParse(Parts part, SignatureScheme scheme)
      throws GeneralSecurityException {
    byte[] input = SignatureAnswer.message(scheme);
    SignatureAnswer keys = SignatureAnswer.of(scheme);
    SignatureAlgorithm algorithm = Objects.requireNonNull(part.crypto().signature(scheme));

    for (byte[] signature :
        new byte[][] {{}, {0}, {0x30}, {0x30, 0}, new byte[64], new byte[256], new byte[257]}) {
      assertThat(algorithm.verify(keys.publicKey(), input, signature)).isFalse();
    }
    byte[] known = keys.signature();
    assertThat(algorithm.verify(keys.publicKey(), input, known)).isTrue();
    for (int i = 0; i < known.length; i += 7) {
      byte[] changed = known.clone();
      changed[i] ^= 0x40;
      assertThat(algorithm.verify(keys.publicKey(), input, changed)).isFalse();
    }
  }

  @Test
  void refusesAKeyOfAnotherKind() throws GeneralSecurityException {
    SignatureAlgorithm ecdsa = standard(SignatureScheme.ECDSA_SECP256R1_SHA256);
    SignatureAnswer rsa = SignatureAnswer.of(SignatureScheme.RSA_PKCS1_SHA256);

    assertThat(ecdsa.verify(rsa.publicKey(), INPUT, rsa.signature())).isFalse();
    assertThatThrownBy(() -> ecdsa.sign(rsa.privateKey(), INPUT, new SecureRandom()))
        .isInstanceOfSatisfying(
            TlsFailure.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo(Reason.SIGNER_FAILED);
              assertThat(failure.detail()).contains("ecdsa_secp256r1_sha256", "RSA");
            });
  }

  /**
   * What a PKCS #11 provider is to us: a key without octets, and the one provider that takes it.
   */
  @Test
  void leavesAKeyInATokenToItsOwnProvider() throws GeneralSecurityException {
    Provider token = new Provider("Token", "1", "for a test") {};
    token.put("Signature.SHA256withECDSA", TokenSignature.class.getName());
    Security.addProvider(token);
    try {
      SignatureAnswer keys = SignatureAnswer.of(SignatureScheme.ECDSA_SECP256R1_SHA256);
      SignatureAlgorithm ecdsa = standard(SignatureScheme.ECDSA_SECP256R1_SHA256);
      byte[] signature = ecdsa.sign(new TokenKey(), INPUT, new SecureRandom());

      assertThat(ecdsa.verify(keys.publicKey(), INPUT, signature)).isTrue();
    } finally {
      Security.removeProvider("Token");
    }
  }

  @Test
  void saysThatAKeyInATokenNobodyKnowsCannotSign() {
    SignatureAlgorithm ecdsa = standard(SignatureScheme.ECDSA_SECP256R1_SHA256);

    assertThatThrownBy(() -> ecdsa.sign(new TokenKey(), INPUT, new SecureRandom()))
        .isInstanceOfSatisfying(
            TlsFailure.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.SIGNER_FAILED));
  }

  private static SignatureAlgorithm jdk(SignatureScheme scheme) {
    return Objects.requireNonNull(JcaCrypto.jdkOnly().signature(scheme));
  }

  private static SignatureAlgorithm standard(SignatureScheme scheme) {
    return Objects.requireNonNull(JcaCrypto.standard().signature(scheme));
  }

  /** A key that does not leave its token. */
  private static final class TokenKey implements PrivateKey {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
      return "EC";
    }

    @Override
    public @Nullable String getFormat() {
      return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return null;
    }
  }

  /** Signs with the known key, and takes no other than a TokenKey. */
  public static final class TokenSignature extends SignatureSpi {
    private @Nullable Signature signature;

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      throw new InvalidKeyException("signs only");
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      if (!(key instanceof TokenKey)) {
        throw new InvalidKeyException("not in this token");
      }
      try {
        signature = Signature.getInstance("SHA256withECDSA", "SunEC");
        signature.initSign(SignatureAnswer.of(SignatureScheme.ECDSA_SECP256R1_SHA256).privateKey());
      } catch (GeneralSecurityException e) {
        throw new InvalidKeyException(e);
      }
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      Objects.requireNonNull(signature).update(b);
    }

    @Override
    protected void engineUpdate(byte[] b, int off, int len) throws SignatureException {
      Objects.requireNonNull(signature).update(b, off, len);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      return Objects.requireNonNull(signature).sign();
    }

    @Override
    protected boolean engineVerify(byte[] sigBytes) {
      return false;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in SignatureSpi
    protected void engineSetParameter(String param, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in SignatureSpi
    protected Object engineGetParameter(String param) {
      throw new UnsupportedOperationException();
    }
  }
}
