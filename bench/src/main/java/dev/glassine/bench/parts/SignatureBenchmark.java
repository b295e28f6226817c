package dev.glassine.bench.parts;

import dev.glassine.core.crypto.SignatureAlgorithm;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import java.security.SecureRandom;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** CertificateVerify: signing and verifying. */
@State(Scope.Thread)
public class SignatureBenchmark {
  /** The kind of key, and with it the scheme. */
  public enum Kind {
    /** ecdsa_secp256r1_sha256. */
    ECDSA_P256(KeyKind.ECDSA_P256, SignatureScheme.ECDSA_SECP256R1_SHA256),
    /** rsa_pss_rsae_sha256. */
    RSA_2048(KeyKind.RSA_2048, SignatureScheme.RSA_PSS_RSAE_SHA256),
    /** ed25519. */
    ED25519(KeyKind.ED25519, SignatureScheme.ED25519);

    private final KeyKind key;

    @SuppressWarnings("ImmutableEnumChecker") // a row of a table
    private final SignatureScheme scheme;

    Kind(KeyKind key, SignatureScheme scheme) {
      this.key = key;
      this.scheme = scheme;
    }
  }

  /** Which. */
  @Param public Kind kind = Kind.ECDSA_P256;

  private final byte[] input = new byte[130];
  private final SecureRandom random = new SecureRandom();
  private Credential credential = TestCa.shared().server(KeyKind.ECDSA_P256, "bench.example");
  private SignatureAlgorithm algorithm = algorithm(Kind.ECDSA_P256);
  private byte[] signature = {};

  private static SignatureAlgorithm algorithm(Kind kind) {
    return Objects.requireNonNull(JcaCrypto.standard().signature(kind.scheme));
  }

  /** A key, and a signature to verify. */
  @Setup
  public void prepare() {
    credential = TestCa.shared().server(kind.key, "bench.example");
    algorithm = algorithm(kind);
    signature = sign();
  }

  /** Signs. */
  @Benchmark
  public byte[] sign() {
    return algorithm.sign(credential.key(), input, random);
  }

  /** Verifies. */
  @Benchmark
  public boolean verify() {
    return algorithm.verify(credential.publicKey(), input, signature);
  }
}
