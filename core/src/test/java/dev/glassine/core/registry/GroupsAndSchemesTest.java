package dev.glassine.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups and signature schemes: where they may be used. */
class GroupsAndSchemesTest {
  private static final ProtocolVersion TLS12 = ProtocolVersion.TLS_1_2;
  private static final ProtocolVersion TLS13 = ProtocolVersion.TLS_1_3;

  @Test
  void hybridsNeedTls13() {
    for (NamedGroup group : NamedGroup.all()) {
      boolean hybrid = group.kind() == NamedGroup.Kind.HYBRID;
      boolean spoken = group.kind() != NamedGroup.Kind.OTHER;
      assertThat(group.usableIn(TLS13)).as(group.name()).isEqualTo(spoken);
      assertThat(group.usableIn(TLS12)).as(group.name()).isEqualTo(spoken && !hybrid);
    }
  }

  @Test
  void sharesOfHybridsAreTheirPartsTogether() {
    // draft-ietf-tls-ecdhe-mlkem §4: ML-KEM-768 has 1184 and 1088 octets, ML-KEM-1024 1568 and
    // 1568.
    assertThat(NamedGroup.X25519_MLKEM768.clientShareLength()).isEqualTo(1184 + 32);
    assertThat(NamedGroup.X25519_MLKEM768.serverShareLength()).isEqualTo(1088 + 32);
    assertThat(NamedGroup.SECP256R1_MLKEM768.clientShareLength()).isEqualTo(65 + 1184);
    assertThat(NamedGroup.SECP256R1_MLKEM768.serverShareLength()).isEqualTo(65 + 1088);
    assertThat(NamedGroup.SECP384R1_MLKEM1024.clientShareLength()).isEqualTo(97 + 1568);
    assertThat(NamedGroup.SECP384R1_MLKEM1024.serverShareLength()).isEqualTo(97 + 1568);
  }

  @Test
  void groupsAreFoundByNameInAnyCase() {
    assertThat(NamedGroup.named("x25519mlkem768")).contains(NamedGroup.X25519_MLKEM768);
    assertThat(NamedGroup.named("SECP256R1")).contains(NamedGroup.SECP256R1);
    assertThat(NamedGroup.named("curve1234")).isEmpty();
  }

  @Test
  void namedOnlyGroupsAreNeverUsed() {
    for (String name :
        List.of("brainpoolP256r1", "sect571r1", "MLKEM768", "X25519Kyber768Draft00")) {
      NamedGroup group = NamedGroup.named(name).orElseThrow();
      assertThat(group.standing()).isEqualTo(Standing.NAMED_ONLY);
      assertThat(group.usableIn(TLS13)).isFalse();
    }
  }

  @Test
  void tls13SignsWithoutPkcs1AndSha1() {
    // RFC 9846 §4.3.3: "not defined for use in signed TLS handshake messages"
    assertThat(SignatureScheme.all())
        .filteredOn(scheme -> scheme.signsHandshakeIn(TLS13))
        .extracting(SignatureScheme::name)
        .containsExactlyInAnyOrder(
            "ecdsa_secp256r1_sha256",
            "ecdsa_secp384r1_sha384",
            "ecdsa_secp521r1_sha512",
            "rsa_pss_rsae_sha256",
            "rsa_pss_rsae_sha384",
            "rsa_pss_rsae_sha512",
            "rsa_pss_pss_sha256",
            "rsa_pss_pss_sha384",
            "rsa_pss_pss_sha512",
            "ed25519",
            "ed448");
  }

  @Test
  void tls12SignsWithPkcs1AndPssAlike() {
    assertThat(SignatureScheme.RSA_PKCS1_SHA256.signsHandshakeIn(TLS12)).isTrue();
    assertThat(SignatureScheme.RSA_PSS_RSAE_SHA256.signsHandshakeIn(TLS12)).isTrue();
    assertThat(SignatureScheme.ECDSA_SHA1.signsHandshakeIn(TLS12)).isTrue();
    assertThat(SignatureScheme.RSA_PSS_RSAE_SHA256.signsHandshakeIn(ProtocolVersion.TLS_1_1))
        .isFalse();
  }

  @Test
  void namedOnlySchemesNeverSign() {
    for (String name : List.of("mldsa65", "rsa_pkcs1_md5", "ecdsa_sha224", "sm2sig_sm3")) {
      SignatureScheme scheme = SignatureScheme.named(name).orElseThrow();
      assertThat(scheme.signsHandshakeIn(TLS12) || scheme.signsHandshakeIn(TLS13)).isFalse();
    }
  }
}
