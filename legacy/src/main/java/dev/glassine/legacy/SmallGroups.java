package dev.glassine.legacy;

import dev.glassine.core.crypto.FiniteField;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.handshake.tls12.Dhe;
import dev.glassine.core.registry.KeyExchangeMethod;
import java.math.BigInteger;

/**
 * The finite fields of the nineties. Logjam (Adrian et al., CCS 2015, CVE-2015-4000): logarithms in
 * a field of 512 bits take minutes once its prime was prepared for, and states can prepare for a
 * prime of 1024 bits that many servers share.
 */
final class SmallGroups {
  private static final int LARGEST_BITS = 8192;

  /** RFC 2409 §6.2, the second Oakley group: what every peer of that time can compute with. */
  static final FiniteField.Parameters OAKLEY_1024 =
      parameters(
          """
          ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74\
          020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437\
          4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed\
          ee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381ffffffffffffffff""");

  /** A safe prime made for this class; nothing hangs on where it is from at this length. */
  static final FiniteField.Parameters EXPORT_512 =
      parameters(
          """
          88392b59a62bbae6452a2460d411684da707538b132459f370fb02da88a59137\
          94ebcde00892495f7d56382283a9d06b9a038737776898\
          9254e50fd43d294aef""");

  private SmallGroups() {}

  private static FiniteField.Parameters parameters(String prime) {
    return new FiniteField.Parameters(new BigInteger(prime, 16), BigInteger.TWO);
  }

  /** What a configuration lets in for DHE and anonymous Diffie-Hellman. */
  static Dhe.Sizes allowedBy(Legacy legacy) {
    return legacy.allows(Danger.WEAK_DIFFIE_HELLMAN)
        ? new Dhe.Sizes(legacy.smallestPrimeBits(), LARGEST_BITS, OAKLEY_1024)
        : Dhe.Sizes.SOUND;
  }

  /** RFC 2246 §D.1, draft-ietf-tls-56-bit-ciphersuites §2.1: what export rules allow. */
  static Dhe.Sizes exported(KeyExchangeMethod method) {
    int bits = method.exportKeyBits();
    return new Dhe.Sizes(512, bits, bits == 512 ? EXPORT_512 : OAKLEY_1024);
  }
}
