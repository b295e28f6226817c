package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.KeyAgreement;

/** X25519 and X448 (RFC 7748; RFC 9846 §7.4.2). */
final class MontgomeryExchange implements KeyExchange, Chosen {
  private final Curve curve;
  private final Selection<Found> selection;
  private final Selection<Found> repeatable;

  MontgomeryExchange(NamedGroup group, Candidates candidates) {
    curve = group.equals(NamedGroup.X25519) ? Curve.X25519 : Curve.X448;
    Family family = group.equals(NamedGroup.X25519) ? Family.X25519 : Family.X448;
    String name = group.algorithm();
    List<String> services = List.of("KeyAgreement." + name);
    selection = new Selection<>(name, services, candidates.of(family), this::find, Found::isRight);
    repeatable =
        new Selection<>(
            name,
            services,
            candidates.of(Family.REPEATABLE),
            this::find,
            Found::isRightAndRepeatable);
  }

  private Found find(Provider provider) throws GeneralSecurityException {
    String name = curve.name();
    KeyAgreement.getInstance(name, provider);
    return new Found(
        curve,
        provider,
        KeyFactory.getInstance(name, provider),
        takesParameters(KeyPairGenerator.getInstance(name, provider)));
  }

  /** Conscrypt's generator does not, nor anybody's randomness. */
  private boolean takesParameters(KeyPairGenerator generator) {
    try {
      generator.initialize(curve.parameters);
      return true;
    } catch (InvalidAlgorithmParameterException e) {
      return false;
    }
  }

  @Override
  public NamedGroup group() {
    return curve.group;
  }

  @Override
  public Offer offer(SecureRandom random) {
    return found(random).offer(random);
  }

  @Override
  public Reply reply(Bytes peerShare, SecureRandom random) {
    Pair ours = found(random).offer(random);
    return new Reply(ours.share(), ours.agree(peerShare));
  }

  private Found found(SecureRandom random) {
    return (Randomness.isPlatform(random) ? selection : repeatable).get();
  }

  /** An offer with this private key instead of a fresh one: for published vectors. */
  Offer offer(byte[] privateKey) throws GeneralSecurityException {
    Found found = selection.get();
    return new Pair(found, found.privateKey(privateKey), Bytes.EMPTY);
  }

  @Override
  public boolean possible() {
    return selection.possible();
  }

  @Override
  public List<Choice> choices() {
    return List.of(selection.choice());
  }

  /** The two curves, with the test vectors of RFC 7748 §6. */
  private record Curve(
      NamedGroup group,
      NamedParameterSpec parameters,
      PublicKeyInfo publicKeys,
      byte[] privatePrefix,
      byte[] testPrivate,
      byte[] testPublic,
      byte[] testSecret) {
    static final Curve X25519 =
        new Curve(
            NamedGroup.X25519,
            NamedParameterSpec.X25519,
            new PublicKeyInfo("300506032b656e", 32),
            Hex.octets("302e020100300506032b656e04220420"),
            Hex.octets("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"),
            Hex.octets("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"),
            Hex.octets("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"));
    static final Curve X448 =
        new Curve(
            NamedGroup.X448,
            NamedParameterSpec.X448,
            new PublicKeyInfo("300506032b656f", 56),
            Hex.octets("3046020100300506032b656f043a0438"),
            Hex.octets(
                """
        9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28d
        d9c9baf574a9419744897391006382a6f127ab1d9ac2d8c0a598726b"""),
            Hex.octets(
                """
        3eb7a829b0cd20f5bcfc0b599b6feccf6da4627107bdb0d4f345b430
        27d8b972fc3e34fb4232a13ca706dcb57aec3dae07bdc1c67bf33609"""),
            Hex.octets(
                """
        07fff4181ac6cc95ec1c16a94a0f74d12da232ce40a77552281d282b
        b60c0b56fd2464c335543936521c24403085d59a449a5037514a879d"""));

    String name() {
      return parameters.getName();
    }
  }

  /** A curve in a provider; KeyFactory keeps no state, so all may share it. */
  private record Found(Curve curve, Provider provider, KeyFactory keys, boolean takesParameters) {
    Pair offer(SecureRandom random) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(curve.name(), provider);
        if (takesParameters) {
          generator.initialize(curve.parameters, random);
        }
        KeyPair pair = generator.generateKeyPair();
        return new Pair(
            this, pair.getPrivate(), Bytes.wrap(curve.publicKeys.raw(pair.getPublic())));
      } catch (GeneralSecurityException e) {
        throw CryptoFailure.provider(
            provider.getName() + " makes no " + curve.name() + " key pair", e);
      }
    }

    PrivateKey privateKey(byte[] octets) throws GeneralSecurityException {
      byte[] encoded =
          Arrays.copyOf(curve.privatePrefix, curve.privatePrefix.length + octets.length);
      System.arraycopy(octets, 0, encoded, curve.privatePrefix.length, octets.length);
      return keys.generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    KeyAgreement agreement(PrivateKey key) {
      try {
        KeyAgreement agreement = KeyAgreement.getInstance(curve.name(), provider);
        agreement.init(key);
        return agreement;
      } catch (GeneralSecurityException e) {
        throw CryptoFailure.provider(provider.getName() + " does not do " + curve.name(), e);
      }
    }

    boolean isRight() throws GeneralSecurityException {
      Pair known = new Pair(this, privateKey(curve.testPrivate), Bytes.EMPTY);
      Secret secret = known.agree(Bytes.wrap(curve.testPublic));
      Pair one = offer(new SecureRandom());
      Pair two = offer(new SecureRandom());
      return Arrays.equals(secret.reveal(Secret.Access.PRIMITIVE), curve.testSecret)
          && !one.share().equals(two.share())
          && Arrays.equals(
              one.agree(two.share()).reveal(Secret.Access.PRIMITIVE),
              two.agree(one.share()).reveal(Secret.Access.PRIMITIVE));
    }

    boolean isRightAndRepeatable() throws GeneralSecurityException {
      return offer(Randomness.repeatable(1)).share().equals(offer(Randomness.repeatable(1)).share())
          && isRight();
    }
  }

  private record Pair(Found found, PrivateKey key, Bytes share) implements Offer {
    @Override
    public Secret agree(Bytes peerShare) {
      Curve curve = found.curve();
      if (peerShare.length() != curve.publicKeys.keyLength()) {
        throw CryptoFailure.badShare(
            curve.group, peerShare.length() + " octets instead of " + curve.publicKeys.keyLength());
      }
      KeyAgreement agreement = found.agreement(key);
      byte[] secret;
      try {
        agreement.doPhase(curve.publicKeys.parse(found.keys(), peerShare.toArray()), true);
        secret = agreement.generateSecret();
      } catch (GeneralSecurityException | RuntimeException refused) {
        // every value of the right length is a point, so this is one of small order
        throw CryptoFailure.badShare(curve.group, "a point of small order");
      }
      // RFC 9846 §7.4.2: "MUST check whether the computed Diffie-Hellman shared secret is the
      // all-zero value and abort if so"
      int all = 0;
      for (byte octet : secret) {
        all |= octet;
      }
      if (all == 0) {
        throw CryptoFailure.badShare(curve.group, "a point of small order");
      }
      return Secret.wrap(secret);
    }
  }
}
