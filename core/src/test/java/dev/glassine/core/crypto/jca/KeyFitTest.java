package dev.glassine.core.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyFitTest {
  private static final ProtocolVersion TLS_1_2 = ProtocolVersion.TLS_1_2;
  private static final ProtocolVersion TLS_1_3 = ProtocolVersion.TLS_1_3;

  @Test
  void bindsEcdsaSchemesToTheirCurveInTls13Only() throws GeneralSecurityException {
    PublicKey p256 = key(SignatureScheme.ECDSA_SECP256R1_SHA256);
    PublicKey p384 = key(SignatureScheme.ECDSA_SECP384R1_SHA384);

    assertThat(fits(SignatureScheme.ECDSA_SECP256R1_SHA256, p256, TLS_1_3)).isTrue();
    assertThat(fits(SignatureScheme.ECDSA_SECP256R1_SHA256, p384, TLS_1_3)).isFalse();
    assertThat(fits(SignatureScheme.ECDSA_SECP384R1_SHA384, p256, TLS_1_3)).isFalse();
    assertThat(fits(SignatureScheme.ECDSA_SHA1, p256, TLS_1_3)).isFalse();
    assertThat(fits(SignatureScheme.ECDSA_SECP256R1_SHA256, p384, TLS_1_2)).isTrue();
    assertThat(fits(SignatureScheme.ECDSA_SHA1, p384, TLS_1_2)).isTrue();
  }

  @Test
  void everySchemeFitsItsOwnKeyAndNoOtherKind() throws GeneralSecurityException {
    for (SignatureScheme scheme : SignatureScheme.all()) {
      if (scheme.kind() == SignatureScheme.Kind.OTHER) {
        continue;
      }
      for (SignatureScheme other : SignatureScheme.all()) {
        if (other.kind() == SignatureScheme.Kind.OTHER) {
          continue;
        }
        boolean sameKey =
            scheme.kind() == SignatureScheme.Kind.EDDSA
                ? scheme.equals(other)
                : keyKind(scheme).equals(keyKind(other));
        assertThat(fits(scheme, key(other), TLS_1_2))
            .as("%s with the key of %s", scheme, other)
            .isEqualTo(sameKey);
      }
    }
  }

  private static String keyKind(SignatureScheme scheme) {
    return switch (scheme.kind()) {
      case RSA_PKCS1, RSA_PSS_RSAE -> "RSA";
      default -> scheme.kind().name();
    };
  }

  @Test
  void wantsAnRsaKeyThatHasRoomForHashAndSalt() throws GeneralSecurityException {
    assertThat(fits(SignatureScheme.RSA_PSS_RSAE_SHA512, rsa(1024, null), TLS_1_3)).isFalse();
    assertThat(fits(SignatureScheme.RSA_PSS_RSAE_SHA512, rsa(1033, null), TLS_1_3)).isFalse();
    assertThat(fits(SignatureScheme.RSA_PSS_RSAE_SHA512, rsa(1034, null), TLS_1_3)).isTrue();
    assertThat(fits(SignatureScheme.RSA_PSS_RSAE_SHA384, rsa(1024, null), TLS_1_3)).isTrue();
    assertThat(fits(SignatureScheme.RSA_PKCS1_SHA512, rsa(736, null), TLS_1_2)).isFalse();
    assertThat(fits(SignatureScheme.RSA_PKCS1_SHA512, rsa(752, null), TLS_1_2)).isTrue();
    assertThat(fits(SignatureScheme.RSA_PKCS1_SHA1, rsa(512, null), TLS_1_2)).isTrue();
  }

  @Test
  void keepsAKeyThatIsBoundToPssToItsParameters() throws GeneralSecurityException {
    PublicKey sha256 = rsa(2048, pss("SHA-256", "SHA-256", 32));

    assertThat(fits(SignatureScheme.RSA_PSS_PSS_SHA256, sha256, TLS_1_3)).isTrue();
    assertThat(fits(SignatureScheme.RSA_PSS_PSS_SHA384, sha256, TLS_1_3)).isFalse();
    assertThat(fits(SignatureScheme.RSA_PSS_RSAE_SHA256, sha256, TLS_1_3)).isFalse();
    assertThat(fits(SignatureScheme.RSA_PKCS1_SHA256, sha256, TLS_1_2)).isFalse();
    assertThat(
            fits(
                SignatureScheme.RSA_PSS_PSS_SHA256,
                rsa(2048, pss("SHA-256", "SHA-1", 32)),
                TLS_1_3))
        .isFalse();
    assertThat(
            fits(
                SignatureScheme.RSA_PSS_PSS_SHA256,
                rsa(2048, pss("SHA-256", "SHA-256", 20)),
                TLS_1_3))
        .as("the salt of the parameters is a minimum")
        .isTrue();
    assertThat(
            fits(
                SignatureScheme.RSA_PSS_PSS_SHA256,
                rsa(2048, pss("SHA-256", "SHA-256", 33)),
                TLS_1_3))
        .isFalse();
  }

  private static boolean fits(SignatureScheme scheme, PublicKey key, ProtocolVersion version) {
    return KeyFit.fits(scheme, key, version);
  }

  private static PublicKey key(SignatureScheme scheme) throws GeneralSecurityException {
    return SignatureAnswer.of(scheme).publicKey();
  }

  private static PSSParameterSpec pss(String hash, String mask, int salt) {
    return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(mask), salt, 1);
  }

  /** A key of that many bits; nobody has its private half. */
  private static PublicKey rsa(int bits, @Nullable PSSParameterSpec pss)
      throws GeneralSecurityException {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.valueOf(12_345));
    return KeyFactory.getInstance(pss == null ? "RSA" : "RSASSA-PSS")
        .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65_537), pss));
  }
}
