package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.Hash;
import dev.glassine.core.registry.HashAlgorithm;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hash function as a MessageDigest that is never fed, but copied for each use. */
final class JcaHash implements Hash, Chosen {
  private final HashAlgorithm algorithm;
  private final Selection<MessageDigest> blank;
  private volatile byte @Nullable [] ofNothing;

  JcaHash(HashAlgorithm algorithm, Candidates candidates) {
    this.algorithm = algorithm;
    this.blank =
        new Selection<>(
            algorithm.standardName(),
            List.of("MessageDigest." + algorithm.standardName()),
            candidates.of(Family.HASH),
            this::find,
            this::isRight);
  }

  private MessageDigest find(Provider provider) throws GeneralSecurityException {
    return MessageDigest.getInstance(algorithm.standardName(), provider);
  }

  /** FIPS 180-4 and RFC 1321: the digest of "abc", by way of a copy. */
  private boolean isRight(MessageDigest found) {
    Digest digest = new Running(copy(found));
    digest.update(new byte[] {'a', 'b'}, 0, 2);
    Digest other = digest.copy();
    digest.update(new byte[] {'c'}, 0, 1);
    other.update(new byte[] {'c'}, 0, 1);
    byte[] answer = Hex.octets(abc(algorithm));
    return Arrays.equals(digest.finish(), answer) && Arrays.equals(other.finish(), answer);
  }

  @Override
  public HashAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public Digest start() {
    return new Running(copy(blank.get()));
  }

  @Override
  public byte[] ofNothing() {
    byte[] known = ofNothing;
    if (known == null) {
      known = start().finish();
      ofNothing = known;
    }
    return known;
  }

  @Override
  public boolean possible() {
    return blank.possible();
  }

  @Override
  public List<Choice> choices() {
    return List.of(blank.choice());
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw CryptoFailure.provider("a digest cannot be copied", e);
    }
  }

  private record Running(MessageDigest digest) implements Digest {
    @Override
    public void update(byte[] octets, int offset, int length) {
      digest.update(octets, offset, length);
    }

    @Override
    public byte[] finish() {
      return digest.digest();
    }

    @Override
    public Digest copy() {
      return new Running(JcaHash.copy(digest));
    }
  }

  private static String abc(HashAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5 -> "900150983cd24fb0d6963f7d28e17f72";
      case SHA1 -> "a9993e364706816aba3e25717850c26c9cd0d89d";
      case SHA224 -> "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7";
      case SHA256 -> "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
      case SHA384 ->
          """
          cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed
          8086072ba1e7cc2358baeca134c825a7""";
      case SHA512 ->
          """
          ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a
          2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f""";
    };
  }
}
