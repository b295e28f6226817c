package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.List;
import javax.crypto.KeyAgreement;

/**
 * ECDH on the NIST curves (RFC 9846 §4.3.8.2, §7.4.2). Points are uncompressed, and checked to be
 * on the curve before a provider sees them: a point off it gives the private key away piece by
 * piece (invalid curve attack).
 */
final class CurveExchange implements KeyExchange, Chosen {
  private static final int UNCOMPRESSED = 4;

  private final NamedGroup group;
  private final PublicKeyInfo publicKeys;
  private final Selection<Found> selection;
  private final Selection<Found> repeatable;

  CurveExchange(NamedGroup group, Candidates candidates) {
    this.group = group;
    this.publicKeys = new PublicKeyInfo(algorithmIdentifier(group), group.clientShareLength());
    String name = "ECDH " + group.name();
    List<String> services = List.of("KeyAgreement.ECDH");
    selection =
        new Selection<>(name, services, candidates.of(Family.ECDH), this::find, this::isRight);
    repeatable =
        new Selection<>(
            name,
            services,
            candidates.of(Family.REPEATABLE),
            this::find,
            found ->
                offer(found, Randomness.repeatable(1))
                        .share()
                        .equals(offer(found, Randomness.repeatable(1)).share())
                    && isRight(found));
  }

  /** id-ecPublicKey with the curve's OID (RFC 5480 §2.1.1). */
  private static String algorithmIdentifier(NamedGroup group) {
    return switch (group.algorithm()) {
      case "secp256r1" -> "301306072a8648ce3d020106082a8648ce3d030107";
      case "secp384r1" -> "301006072a8648ce3d020106052b81040022";
      case "secp521r1" -> "301006072a8648ce3d020106052b81040023";
      default -> throw new IllegalArgumentException(group + " is not provided here");
    };
  }

  /** The curve in a provider; KeyFactory keeps no state, so all may share it. */
  private record Found(Provider provider, KeyFactory keys, ECParameterSpec parameters) {}

  private Found find(Provider provider) throws GeneralSecurityException {
    KeyAgreement.getInstance("ECDH", provider);
    KeyFactory keys = KeyFactory.getInstance("EC", provider);
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(group.algorithm()));
    return new Found(provider, keys, parameters.getParameterSpec(ECParameterSpec.class));
  }

  /** The private keys 2 and 3: public value and secret are small multiples of the generator. */
  private boolean isRight(Found found) throws GeneralSecurityException {
    Pair two = new Pair(found, privateKey(found, BigInteger.TWO), Bytes.EMPTY);
    Pair fresh = offer(found, new SecureRandom());
    Pair other = offer(found, new SecureRandom());
    byte[] generator = new byte[publicKeys.keyLength()];
    int length = (publicKeys.keyLength() - 1) / 2;
    generator[0] = UNCOMPRESSED;
    UnsignedNumber.write(found.parameters.getGenerator().getAffineX(), generator, 1, length);
    UnsignedNumber.write(
        found.parameters.getGenerator().getAffineY(), generator, 1 + length, length);
    return Arrays.equals(
            two.agree(Bytes.wrap(generator)).reveal(Secret.Access.PRIMITIVE),
            Hex.octets(twiceTheGenerator(group)))
        && !fresh.share().equals(other.share())
        && Arrays.equals(
            fresh.agree(other.share()).reveal(Secret.Access.PRIMITIVE),
            other.agree(fresh.share()).reveal(Secret.Access.PRIMITIVE));
  }

  private static String twiceTheGenerator(NamedGroup group) {
    return switch (group.algorithm()) {
      case "secp256r1" -> "7cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978";
      case "secp384r1" ->
          """
          08d999057ba3d2d969260045c55b97f089025959a6f434d651d207d19fb96e9e
          4fe0e86ebe0e64f85b96a9c75295df61""";
      default ->
          """
          00433c219024277e7e682fcb288148c282747403279b1ccc06352c6e5505d769
          be97b3b204da6ef55507aa104a3a35c5af41cf2fa364d60fd967f43e3933ba6d
          783d""";
    };
  }

  @Override
  public NamedGroup group() {
    return group;
  }

  @Override
  public Offer offer(SecureRandom random) {
    return offer(found(random), random);
  }

  @Override
  public Reply reply(Bytes peerShare, SecureRandom random) {
    Found found = found(random);
    // a share that is no point costs the peer's host no key pair
    checkPoint(found, peerShare);
    Pair ours = offer(found, random);
    return new Reply(ours.share(), ours.agreeChecked(peerShare));
  }

  private Found found(SecureRandom random) {
    return (Randomness.isPlatform(random) ? selection : repeatable).get();
  }

  private Pair offer(Found found, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", found.provider);
      generator.initialize(new ECGenParameterSpec(group.algorithm()), random);
      KeyPair pair = generator.generateKeyPair();
      return new Pair(found, pair.getPrivate(), Bytes.wrap(publicKeys.raw(pair.getPublic())));
    } catch (GeneralSecurityException e) {
      throw CryptoFailure.provider(found.provider.getName() + " makes no key pair", e);
    }
  }

  /** An offer with this private key instead of a fresh one: for published vectors. */
  Offer offer(BigInteger privateKey) throws GeneralSecurityException {
    Found found = selection.get();
    return new Pair(found, privateKey(found, privateKey), Bytes.EMPTY);
  }

  private static PrivateKey privateKey(Found found, BigInteger value)
      throws GeneralSecurityException {
    return found.keys.generatePrivate(new ECPrivateKeySpec(value, found.parameters));
  }

  @Override
  public boolean possible() {
    return selection.possible();
  }

  @Override
  public List<Choice> choices() {
    return List.of(selection.choice());
  }

  /**
   * RFC 9846 §4.3.8.2: "peers MUST validate each other's public value Q by ensuring that the point
   * is a valid point on the elliptic curve." The curves have prime order, so such a point is
   * enough.
   */
  private void checkPoint(Found found, Bytes share) {
    if (share.length() != publicKeys.keyLength()) {
      throw CryptoFailure.badShare(
          group, share.length() + " octets instead of " + publicKeys.keyLength());
    }
    if (share.at(0) != UNCOMPRESSED) {
      throw CryptoFailure.badShare(group, "form " + share.at(0) + " instead of 4, uncompressed");
    }
    byte[] octets = share.toArray();
    int length = (octets.length - 1) / 2;
    EllipticCurve curve = found.parameters.getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = new BigInteger(1, octets, 1, length);
    BigInteger y = new BigInteger(1, octets, 1 + length, length);
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      throw CryptoFailure.badShare(group, "a coordinate is not less than the field's prime");
    }
    BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
    if (right.subtract(y.multiply(y)).mod(p).signum() != 0) {
      throw CryptoFailure.badShare(group, "the point is not on the curve");
    }
  }

  private final class Pair implements Offer {
    private final Found found;
    private final PrivateKey key;
    private final Bytes share;

    Pair(Found found, PrivateKey key, Bytes share) {
      this.found = found;
      this.key = key;
      this.share = share;
    }

    @Override
    public Bytes share() {
      return share;
    }

    @Override
    public Secret agree(Bytes peerShare) {
      checkPoint(found, peerShare);
      return agreeChecked(peerShare);
    }

    Secret agreeChecked(Bytes peerShare) {
      try {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH", found.provider);
        agreement.init(key);
        agreement.doPhase(publicKeys.parse(found.keys, peerShare.toArray()), true);
        return Secret.wrap(agreement.generateSecret());
      } catch (GeneralSecurityException e) {
        throw CryptoFailure.provider(found.provider.getName() + " refuses a point", e);
      }
    }
  }
}
