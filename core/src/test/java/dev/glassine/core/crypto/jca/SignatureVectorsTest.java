package dev.glassine.core.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glassine.core.crypto.SignatureAlgorithm;
import dev.glassine.core.registry.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifying of each source against Wycheproof. */
class SignatureVectorsTest {
  private static final String RSA = "rsa_signature_2048_";
  private static final String PSS = "rsa_pss_2048_";

  static Stream<Arguments> schemes() {
    return Parts.here().stream()
        .flatMap(
            part ->
                Stream.of(
                    Arguments.of(
                        part,
                        SignatureScheme.ECDSA_SECP256R1_SHA256,
                        "ecdsa_secp256r1_sha256_test"),
                    Arguments.of(
                        part,
                        SignatureScheme.ECDSA_SECP384R1_SHA384,
                        "ecdsa_secp384r1_sha384_test"),
                    Arguments.of(
                        part,
                        SignatureScheme.ECDSA_SECP521R1_SHA512,
                        "ecdsa_secp521r1_sha512_test"),
                    Arguments.of(part, SignatureScheme.ED25519, "ed25519_test"),
                    Arguments.of(part, SignatureScheme.ED448, "ed448_test"),
                    Arguments.of(part, SignatureScheme.RSA_PKCS1_SHA256, RSA + "sha256_test"),
                    Arguments.of(part, SignatureScheme.RSA_PKCS1_SHA384, RSA + "sha384_test"),
                    Arguments.of(part, SignatureScheme.RSA_PKCS1_SHA512, RSA + "sha512_test"),
                    Arguments.of(
                        part, SignatureScheme.RSA_PSS_RSAE_SHA256, PSS + "sha256_mgf1_32_test"),
                    Arguments.of(
                        part, SignatureScheme.RSA_PSS_RSAE_SHA384, PSS + "sha384_mgf1_48_test"),
                    Arguments.of(
                        part,
                        SignatureScheme.RSA_PSS_RSAE_SHA512,
                        "rsa_pss_4096_sha512_mgf1_64_test"),
                    Arguments.of(
                        part, SignatureScheme.RSA_PSS_PSS_SHA256, PSS + "sha256_mgf1_32_test"),
                    Arguments.of(
                        part, SignatureScheme.RSA_PSS_PSS_SHA384, PSS + "sha384_mgf1_48_test"),
                    Arguments.of(
                        part,
                        SignatureScheme.RSA_PSS_PSS_SHA512,
                        "rsa_pss_4096_sha512_mgf1_64_test")));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void verifiesWhatIsValidAndNothingElse(Parts part, SignatureScheme scheme, String file)
      throws GeneralSecurityException {
    SignatureAlgorithm algorithm = part.crypto().signature(scheme);
    assumeTrue(algorithm != null);
    if (part == Parts.CORRETTO || part == Parts.CONSCRYPT) {
      // what is left over for these is done by the JDK, and tested there
      assumeTrue(scheme.kind() != SignatureScheme.Kind.RSA_PSS_PSS);
    }
    List<String> wrong = new ArrayList<>();
    Map<String, PublicKey> keys = new HashMap<>();
    for (Vectors.Vector vector : Vectors.read(file)) {
      String encoded = vector.text("publicKeyDer");
      PublicKey key = keys.get(encoded);
      if (key == null) {
        key = key(scheme, encoded);
        keys.put(encoded, key);
      }
      boolean verified = algorithm.verify(key, vector.octets("msg"), vector.octets("sig"));
      if (verified ? vector.invalid() : vector.valid()) {
        wrong.add(vector.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static PublicKey key(SignatureScheme scheme, String encoded)
      throws GeneralSecurityException {
    X509EncodedKeySpec spec = new X509EncodedKeySpec(HexFormat.of().parseHex(encoded));
    return switch (scheme.kind()) {
      case ECDSA -> KeyFactory.getInstance("EC").generatePublic(spec);
      case EDDSA -> KeyFactory.getInstance("EdDSA").generatePublic(spec);
      case RSA_PSS_PSS -> {
        RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
        yield KeyFactory.getInstance("RSASSA-PSS")
            .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
      }
      default -> KeyFactory.getInstance("RSA").generatePublic(spec);
    };
  }
}
