package dev.glassine.core.crypto.jca;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.FfdheGroups;
import dev.glassine.core.crypto.FiniteField;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.KeyAgreement;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPrivateKeySpec;
import javax.crypto.spec.DHPublicKeySpec;

/** Diffie-Hellman in finite fields, with a fresh key for each handshake. */
final class JcaFiniteField implements FiniteField, Chosen {
  private final Selection<Provider> selection;
  private final Selection<Provider> repeatable;

  JcaFiniteField(Candidates candidates) {
    List<String> services = List.of("KeyAgreement.DH");
    selection =
        new Selection<>(
            "DH", services, candidates.of(Family.FINITE_FIELD), this::find, this::isRight);
    repeatable =
        new Selection<>(
            "DH",
            services,
            candidates.of(Family.REPEATABLE),
            this::find,
            this::isRightAndRepeatable);
  }

  private Provider find(Provider provider) throws GeneralSecurityException {
    KeyAgreement.getInstance("DH", provider);
    KeyFactory.getInstance("DH", provider);
    KeyPairGenerator.getInstance("DH", provider);
    return provider;
  }

  /** Against BigInteger: a known power, a secret with leading zeros, a fresh key. */
  private boolean isRight(Provider found) throws GeneralSecurityException {
    Parameters ffdhe2048 = FfdheGroups.parameters(NamedGroup.FFDHE2048);
    BigInteger exponent = new BigInteger(1, JcaAead.counting(32, 0x51));
    PrivateKey key =
        KeyFactory.getInstance("DH", found)
            .generatePrivate(
                new DHPrivateKeySpec(exponent, ffdhe2048.prime(), ffdhe2048.generator()));
    Pair fresh = offer(found, ffdhe2048, new SecureRandom());
    BigInteger public1 = new BigInteger(1, fresh.share().toArray());
    byte[] expected = UnsignedNumber.octets(public1.modPow(exponent, ffdhe2048.prime()), 256);
    Pair known = new Pair(found, ffdhe2048, key, Bytes.EMPTY);
    BigInteger public2 = ffdhe2048.generator().modPow(exponent, ffdhe2048.prime());
    return Arrays.equals(known.agree(fresh.share()).reveal(Secret.Access.PRIMITIVE), expected)
        && Arrays.equals(
            fresh
                .agree(Bytes.wrap(UnsignedNumber.octets(public2, 256)))
                .reveal(Secret.Access.PRIMITIVE),
            expected);
  }

  private boolean isRightAndRepeatable(Provider found) throws GeneralSecurityException {
    Parameters ffdhe2048 = FfdheGroups.parameters(NamedGroup.FFDHE2048);
    return offer(found, ffdhe2048, Randomness.repeatable(1))
            .share()
            .equals(offer(found, ffdhe2048, Randomness.repeatable(1)).share())
        && isRight(found);
  }

  @Override
  public KeyExchange.Offer offer(Parameters parameters, SecureRandom random) {
    return offer(found(random), parameters, random);
  }

  @Override
  public KeyExchange.Reply reply(Parameters parameters, Bytes peerPublic, SecureRandom random) {
    checkPublic(parameters, peerPublic);
    Pair ours = offer(found(random), parameters, random);
    return new KeyExchange.Reply(ours.share(), ours.agree(peerPublic));
  }

  private Provider found(SecureRandom random) {
    return (Randomness.isPlatform(random) ? selection : repeatable).get();
  }

  private static Pair offer(Provider provider, Parameters parameters, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("DH", provider);
      generator.initialize(
          new DHParameterSpec(
              parameters.prime(), parameters.generator(), exponentLength(parameters)),
          random);
      KeyPair pair = generator.generateKeyPair();
      BigInteger y = ((DHPublicKey) pair.getPublic()).getY();
      Bytes share = Bytes.wrap(UnsignedNumber.octets(y, parameters.length()));
      return new Pair(provider, parameters, pair.getPrivate(), share);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw refused(parameters, e);
    }
  }

  /**
   * Bits of our exponent. The groups of RFC 7919 have safe primes, so that twice the bits of their
   * strength are enough: at least 225, 275 and 325 (RFC 7919 appendix A). For somebody's own prime
   * the provider decides (0).
   */
  private static int exponentLength(Parameters parameters) {
    NamedGroup group = FfdheGroups.named(parameters);
    if (group == null) {
      return 0;
    }
    return switch (group.clientShareLength()) {
      case 256 -> 256;
      case 384 -> 288;
      default -> 352;
    };
  }

  /**
   * The parameters are the server's, and a provider has its own idea of which lengths there are.
   */
  private static TlsFailure refused(Parameters parameters, Exception e) {
    return new TlsFailure.Misbehaved(
        Reason.WEAK_DH_PARAMETERS,
        "a prime of " + parameters.prime().bitLength() + " bits: " + e.getMessage());
  }

  /** RFC 9846 §4.3.8.1: "ensuring that 1 &lt; Y &lt; p-1". */
  private static BigInteger checkPublic(Parameters parameters, Bytes peerPublic) {
    BigInteger y = new BigInteger(1, peerPublic.toArray());
    if (y.compareTo(BigInteger.ONE) <= 0
        || y.compareTo(parameters.prime().subtract(BigInteger.ONE)) >= 0) {
      throw CryptoFailure.badShare("finite field", "the public value is not within 2..p-2");
    }
    return y;
  }

  @Override
  public boolean possible() {
    return selection.possible();
  }

  @Override
  public List<Choice> choices() {
    return List.of(selection.choice());
  }

  private record Pair(Provider provider, Parameters parameters, PrivateKey key, Bytes share)
      implements KeyExchange.Offer {
    @Override
    public Secret agree(Bytes peerPublic) {
      BigInteger y = checkPublic(parameters, peerPublic);
      try {
        KeyAgreement agreement = KeyAgreement.getInstance("DH", provider);
        agreement.init(key);
        agreement.doPhase(
            KeyFactory.getInstance("DH", provider)
                .generatePublic(new DHPublicKeySpec(y, parameters.prime(), parameters.generator())),
            true);
        return padded(agreement.generateSecret());
      } catch (GeneralSecurityException e) {
        throw CryptoFailure.provider(provider.getName() + " refuses a public value", e);
      }
    }

    private Secret padded(byte[] secret) {
      if (secret.length == parameters.length()) {
        return Secret.wrap(secret);
      }
      byte[] padded = new byte[parameters.length()];
      System.arraycopy(secret, 0, padded, padded.length - secret.length, secret.length);
      Arrays.fill(secret, (byte) 0);
      return Secret.wrap(padded);
    }
  }
}
