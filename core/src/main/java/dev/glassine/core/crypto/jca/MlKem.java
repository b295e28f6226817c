package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.KEM;
import javax.crypto.SecretKey;

/**
 * ML-KEM (FIPS 203) as the half of a hybrid: the offer is an encapsulation key, the reply a
 * ciphertext.
 */
final class MlKem implements Chosen {
  /**
   * A parameter set; lengths in octets by FIPS 203 table 3.
   *
   * @param answer what {@link #isRight} expects
   */
  record ParameterSet(
      NamedParameterSpec parameters,
      PublicKeyInfo publicKeys,
      int ciphertextLength,
      String answer) {
    static final ParameterSet ML_KEM_768 =
        new ParameterSet(
            NamedParameterSpec.ML_KEM_768,
            new PublicKeyInfo("300b0609608648016503040402", 1184),
            1088,
            "a5b91f08ca438872acf47b43da052e617b769d8c5936154db47ee164d8bf35d7");
    static final ParameterSet ML_KEM_1024 =
        new ParameterSet(
            NamedParameterSpec.ML_KEM_1024,
            new PublicKeyInfo("300b0609608648016503040403", 1568),
            1568,
            "5790bd770655ddf8be7fb85dab48ba20d705debfeedeca8447e127ab51bb053b");

    int encapsulationKeyLength() {
      return publicKeys.keyLength();
    }
  }

  private static final int Q = 3329;

  private final NamedGroup group;
  private final ParameterSet set;
  private final Selection<Provider> selection;
  private final Selection<Provider> repeatable;

  /** For {@code group}, in whose name a bad key is refused. */
  MlKem(NamedGroup group, ParameterSet set, Candidates candidates) {
    this.group = group;
    this.set = set;
    String name = set.parameters.getName();
    List<String> services = List.of("KEM.ML-KEM");
    selection =
        new Selection<>(
            name, services, candidates.of(Family.ML_KEM), this::find, this::isConsistent);
    repeatable =
        new Selection<>(
            name, services, candidates.of(Family.REPEATABLE), this::find, this::isRight);
  }

  private Provider find(Provider provider) throws GeneralSecurityException {
    KEM.getInstance("ML-KEM", provider);
    KeyFactory.getInstance("ML-KEM", provider);
    KeyPairGenerator.getInstance("ML-KEM", provider);
    return provider;
  }

  /** Both sides have one secret; a changed ciphertext gives another, and no error. */
  private boolean isConsistent(Provider provider) {
    Offer offer = offer(provider, new SecureRandom());
    KeyExchange.Reply reply = reply(provider, offer.share(), new SecureRandom());
    byte[] secret = reply.secret().reveal(Secret.Access.PRIMITIVE);
    byte[] changed = reply.share().toArray();
    changed[7] ^= 1;
    return secret.length == 32
        && Arrays.equals(offer.agree(reply.share()).reveal(Secret.Access.PRIMITIVE), secret)
        && !Arrays.equals(offer.agree(Bytes.wrap(changed)).reveal(Secret.Access.PRIMITIVE), secret);
  }

  /**
   * Key generation from d and z, encapsulation from m (FIPS 203 §7.1, §7.2), drawn in this order:
   * the hash of what comes out.
   */
  private boolean isRight(Provider provider) throws GeneralSecurityException {
    SecureRandom random = Randomness.repeatable(1);
    Offer offer = offer(provider, random);
    KeyExchange.Reply reply = reply(provider, offer.share(), random);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(offer.share().toArray());
    digest.update(reply.share().toArray());
    digest.update(reply.secret().reveal(Secret.Access.PRIMITIVE));
    return Arrays.equals(digest.digest(), Hex.octets(set.answer)) && isConsistent(provider);
  }

  ParameterSet set() {
    return set;
  }

  /** A fresh encapsulation key. */
  Offer offer(SecureRandom random) {
    return offer(found(random), random);
  }

  /** A ciphertext under the peer's encapsulation key, and the secret inside. */
  KeyExchange.Reply reply(Bytes encapsulationKey, SecureRandom random) {
    return reply(found(random), encapsulationKey, random);
  }

  private Provider found(SecureRandom random) {
    return (Randomness.isPlatform(random) ? selection : repeatable).get();
  }

  private Offer offer(Provider provider, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-KEM", provider);
      generator.initialize(set.parameters, random);
      KeyPair pair = generator.generateKeyPair();
      Bytes share = Bytes.wrap(set.publicKeys.raw(pair.getPublic()));
      return new Offer(this, provider, pair.getPrivate(), share);
    } catch (GeneralSecurityException e) {
      throw CryptoFailure.provider(provider.getName() + " makes no ML-KEM key pair", e);
    }
  }

  private KeyExchange.Reply reply(Provider provider, Bytes encapsulationKey, SecureRandom random) {
    byte[] raw = encapsulationKey.toArray();
    checkEncapsulationKey(raw);
    try {
      PublicKey key = set.publicKeys.parse(KeyFactory.getInstance("ML-KEM", provider), raw);
      KEM.Encapsulated made =
          KEM.getInstance("ML-KEM", provider).newEncapsulator(key, null, random).encapsulate();
      return new KeyExchange.Reply(Bytes.wrap(made.encapsulation()), secret(made.key()));
    } catch (GeneralSecurityException e) {
      throw CryptoFailure.provider(provider.getName() + " does not encapsulate", e);
    }
  }

  /**
   * FIPS 203 §7.2, which draft-ietf-tls-ecdhe-mlkem §4.2 demands: the length, and every coefficient
   * less than q. All of it is public.
   */
  private void checkEncapsulationKey(byte[] key) {
    if (key.length != set.encapsulationKeyLength()) {
      throw CryptoFailure.badShare(
          group, key.length + " octets of ML-KEM key instead of " + set.encapsulationKeyLength());
    }
    int coefficients = key.length - 32;
    for (int i = 0; i < coefficients; i += 3) {
      int middle = key[i + 1] & 0xFF;
      int first = (key[i] & 0xFF) | (middle & 0x0F) << 8;
      int second = middle >> 4 | (key[i + 2] & 0xFF) << 4;
      if (first >= Q || second >= Q) {
        throw CryptoFailure.badShare(group, "an ML-KEM coefficient is not less than " + Q);
      }
    }
  }

  private static Secret secret(SecretKey key) {
    return Secret.wrap(key.getEncoded());
  }

  /** For published vectors: what this decapsulation key makes of a ciphertext. */
  Secret decapsulate(PrivateKey key, Bytes ciphertext) {
    return new Offer(this, selection.get(), key, Bytes.EMPTY).agree(ciphertext);
  }

  @Override
  public boolean possible() {
    return selection.possible();
  }

  @Override
  public List<Choice> choices() {
    return List.of(selection.choice());
  }

  /** An encapsulation key that was sent, with the decapsulation key that waits for the answer. */
  record Offer(MlKem kem, Provider provider, PrivateKey key, Bytes share) {
    /** The secret inside a ciphertext; a wrong one gives a wrong secret, not an error. */
    Secret agree(Bytes ciphertext) {
      if (ciphertext.length() != kem.set.ciphertextLength()) {
        throw CryptoFailure.badShare(
            kem.group,
            ciphertext.length()
                + " octets of ML-KEM ciphertext instead of "
                + kem.set.ciphertextLength());
      }
      try {
        return secret(
            KEM.getInstance("ML-KEM", provider)
                .newDecapsulator(key)
                .decapsulate(ciphertext.toArray()));
      } catch (GeneralSecurityException e) {
        throw CryptoFailure.provider(provider.getName() + " does not decapsulate", e);
      }
    }
  }
}
