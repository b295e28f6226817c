package dev.glassine.core.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Hash;
import dev.glassine.core.crypto.Hmac;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.SignatureAlgorithm;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.registry.Standing;
import dev.glassine.core.wire.Bytes;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the providers that are made here have, choose and leave alone. */
class JcaCryptoTest {
  @Test
  void hasEveryModernGroupSchemeAndSuiteFromTheJdkAlone() {
    CryptoProvider jdk = JcaCrypto.jdkOnly();

    for (NamedGroup group : NamedGroup.all()) {
      if (group.kind() != NamedGroup.Kind.OTHER) {
        assertThat(jdk.keyExchange(group)).as(group.name()).isNotNull();
      }
    }
    for (SignatureScheme scheme : SignatureScheme.all()) {
      if (scheme.kind() != SignatureScheme.Kind.OTHER) {
        assertThat(jdk.signature(scheme)).as(scheme.name()).isNotNull();
      }
    }
    for (CipherSuite suite : CipherSuite.all()) {
      if (suite.standing() == Standing.RECOMMENDED && !suite.name().contains("CCM")) {
        assertThat(jdk.supports(suite)).as(suite.name()).isTrue();
      }
    }
  }

  @Test
  void hasNoCcmWithoutBouncyCastle() {
    assertThat(JcaCrypto.jdkOnly().aead(BulkCipher.AES_128_CCM)).isNull();
    assertThat(JcaCrypto.standard().aead(BulkCipher.AES_128_CCM)).isNotNull();
    assertThat(JcaCrypto.standard().aead(BulkCipher.AES_256_CCM_8)).isNotNull();
  }

  /** The known answers, which OpenSSL gave, are asked of each source by itself. */
  @Test
  void hasRc2EverywhereAndIdeaFromBouncyCastleOnly() {
    for (BulkCipher cipher : List.of(BulkCipher.RC2_CBC_40, BulkCipher.RC2_CBC_128)) {
      for (Parts part : List.of(Parts.JDK, Parts.BOUNCY_CASTLE)) {
        assertThat(new JcaCbc(cipher, part.candidates()).choices().getFirst().passedOver())
            .isEmpty();
      }
    }
    assertThat(JcaCrypto.jdkOnly().cbc(BulkCipher.IDEA_CBC)).isNull();
    assertThat(choice(JcaCrypto.choices(), "IDEA_CBC").provider()).startsWith("BC");
  }

  @Test
  void namesTheProviderOfEveryAlgorithmAndWhy() {
    List<Choice> choices = JcaCrypto.choices();

    assertThat(choices).extracting(Choice::algorithm).doesNotHaveDuplicates();
    assertThat(choices).allSatisfy(choice -> assertThat(choice.why()).isNotEmpty());
    assertThat(choices).allSatisfy(choice -> assertThat(choice.passedOver()).isEmpty());
    assertThat(choice(choices, "AES_128_GCM").provider()).startsWith("SunJCE");
    assertThat(choice(choices, "AES_128_CCM").provider()).startsWith("BC");
    assertThat(choice(choices, "ML-KEM-768").provider()).startsWith("SunJCE");
  }

  @Test
  void prefersFasterProvidersForEllipticCurvesWhereTheyAreThere() {
    List<Choice> choices = JcaCrypto.choices();

    assertThat(choice(choices, "X25519").provider()).doesNotStartWith("Sun");
    assertThat(choice(choices, "ECDH secp256r1").provider()).doesNotStartWith("Sun");
    assertThat(choice(JcaCrypto.choices(JcaCrypto.jdkOnly()), "X25519").provider())
        .startsWith("SunEC");
  }

  private static Choice choice(List<Choice> choices, String algorithm) {
    return choices.stream().filter(c -> c.algorithm().equals(algorithm)).findFirst().orElseThrow();
  }

  @Test
  void installsNothingInTheJvm() {
    List<String> before = Arrays.stream(Security.getProviders()).map(Object::toString).toList();
    var _ = JcaCrypto.choices();

    assertThat(Security.getProviders()).extracting(Object::toString).isEqualTo(before);
  }

  @Test
  void copiesARunningDigest() {
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      Hash hash = JcaCrypto.standard().hash(algorithm);
      Hash.Digest whole = hash.start();
      whole.update(Bytes.ofString("one and two"));
      Hash.Digest first = hash.start();
      first.update(Bytes.ofString("one "));
      Hash.Digest second = first.copy();
      first.update(Bytes.ofString("or else"));
      second.update(Bytes.ofString("and two"));
      byte[] expected = whole.finish();

      assertThat(second.finish()).as(algorithm.name()).isEqualTo(expected);
      assertThat(first.finish()).isNotEqualTo(expected);
      assertThat(whole.finish()).as("starts anew").isEqualTo(hash.start().finish());
    }
  }

  @Test
  void takesAnEmptyKeyForHmac() {
    Hmac hmac = JcaCrypto.standard().hmac(HashAlgorithm.SHA256);
    byte[] empty = new byte[32];
    byte[] zeros = new byte[32];
    hmac.key(new byte[0]).finish(empty, 0);
    hmac.key(new byte[64]).finish(zeros, 0);

    assertThat(empty).isEqualTo(zeros);
    assertThat(Bytes.copyOf(empty).hex())
        .isEqualTo("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
  }

  @Test
  void refusesKeysOfAnotherLength() {
    Aead aead = JcaCrypto.jdkOnly().aead(BulkCipher.AES_128_GCM);
    assertThat(aead).isNotNull();

    assertThatThrownBy(() -> aead.key(new byte[32], Aead.Direction.SEAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16");
  }

  @Test
  void keepsAKeyToItsDirectionAndItsLife() {
    Aead aead = JcaCrypto.jdkOnly().aead(BulkCipher.AES_128_GCM);
    assertThat(aead).isNotNull();
    Aead.Keyed sealing = aead.key(new byte[16], Aead.Direction.SEAL);
    byte[] buffer = new byte[64];

    assertThatThrownBy(() -> sealing.open(new byte[12], buffer, 0, buffer, 0, 32, buffer, 0))
        .isInstanceOf(IllegalStateException.class);
    sealing.close();
    assertThatThrownBy(() -> sealing.seal(new byte[12], buffer, 0, buffer, 0, 32, buffer, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesRecordsThatAreShorterThanATag() {
    for (Aead aead : JcaCrypto.standard().aeads()) {
      byte[] out = new byte[64];
      try (Aead.Keyed keyed = aead.key(new byte[aead.cipher().keyLength()], Aead.Direction.OPEN)) {
        for (int length = 0; length < aead.cipher().tagLength(); length++) {
          assertThat(keyed.open(new byte[12], out, 5, new byte[32], 0, length, out, 0))
              .as("%s, %d octets", aead.cipher(), length)
              .isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void opensUnderTheNonceThatJustFailed() {
    for (Aead aead : JcaCrypto.standard().aeads()) {
      byte[] key = new byte[aead.cipher().keyLength()];
      byte[] nonce = new byte[12];
      byte[] plain = {1, 2, 3};
      byte[] record = new byte[3 + aead.cipher().tagLength()];
      byte[] opened = new byte[record.length];
      try (Aead.Keyed sealing = aead.key(key, Aead.Direction.SEAL);
          Aead.Keyed opening = aead.key(key, Aead.Direction.OPEN)) {
        sealing.seal(nonce, plain, 3, plain, 0, 3, record, 0);
        byte[] forged = record.clone();
        forged[0] ^= 1;

        assertThat(opening.open(nonce, plain, 3, forged, 0, forged.length, opened, 0))
            .isEqualTo(-1);
        assertThat(opening.open(nonce, plain, 3, record, 0, record.length, opened, 0))
            .as(aead.cipher().name())
            .isEqualTo(3);
        assertThat(opened).startsWith(plain);
      }
    }
  }

  @Test
  void maySealManyRecordsUnderOneKey() {
    for (Aead aead : JcaCrypto.standard().aeads()) {
      byte[] key = new byte[aead.cipher().keyLength()];
      byte[] nonce = new byte[12];
      try (Aead.Keyed sealing = aead.key(key, Aead.Direction.SEAL);
          Aead.Keyed opening = aead.key(key, Aead.Direction.OPEN)) {
        for (int i = 0; i < 300; i++) {
          nonce[10] = (byte) (i >>> 8);
          nonce[11] = (byte) i;
          byte[] record = new byte[i + aead.cipher().tagLength()];
          Arrays.fill(record, 0, i, (byte) i);
          sealing.seal(nonce, nonce, 12, record, 0, i, record, 0);
          assertThat(opening.open(nonce, nonce, 12, record, 0, record.length, record, 0))
              .isEqualTo(i);
          if (i > 0) {
            assertThat(record[i - 1]).isEqualTo((byte) i);
          }
        }
      }
    }
  }

  @Test
  void servesManyThreadsAtOnce() {
    CryptoProvider fresh = JcaCrypto.of(Security.getProviders());
    KeyExchange x25519 = fresh.keyExchange(NamedGroup.X25519);
    SignatureAlgorithm ecdsa = fresh.signature(SignatureScheme.ECDSA_SECP256R1_SHA256);
    assertThat(x25519).isNotNull();
    assertThat(ecdsa).isNotNull();

    List<Boolean> same =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(
                i -> {
                  KeyExchange.Offer offer = x25519.offer(new java.security.SecureRandom());
                  KeyExchange.Reply reply =
                      x25519.reply(offer.share(), new java.security.SecureRandom());
                  return Arrays.equals(
                      offer.agree(reply.share()).reveal(Secret.Access.TEST),
                      reply.secret().reveal(Secret.Access.TEST));
                })
            .toList();

    assertThat(same).containsOnly(true);
    assertThat(ecdsa.scheme().signsHandshakeIn(ProtocolVersion.TLS_1_3)).isTrue();
  }
}
