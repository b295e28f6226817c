package dev.glassine.legacy.ssl2;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.wire.Bytes;
import java.util.Arrays;

/**
 * MASTER-KEY and what goes with it (SSL 2.0 §2.5): from these two, and what the hellos say, follow
 * the keys of a connection. A session remembers both, for a client that resumes sends no new
 * KEY-ARG-DATA (§2.6).
 *
 * @param secret as long as the kind's keys
 * @param keyArg the first IV, or empty
 */
record MasterKey(CipherKind kind, Secret secret, Bytes keyArg) {
  /** What a session keeps, and a key log gets: the master key, and KEY-ARG-DATA behind it. */
  Secret joined() {
    byte[] key = secret.reveal(Secret.Access.SESSION);
    byte[] both = Arrays.copyOf(key, key.length + keyArg.length());
    keyArg.copyTo(both, key.length);
    return Secret.wrap(both);
  }

  /** The master key out of what a session kept. */
  static MasterKey of(CipherKind kind, Secret joined) {
    byte[] both = joined.reveal(Secret.Access.SESSION);
    int length = kind.keyLength();
    return new MasterKey(
        kind,
        Secret.wrap(Arrays.copyOf(both, length)),
        Bytes.copyOf(both, length, kind.keyArgLength()));
  }

  /** Whether a session's secret is as long as its kind asks. */
  static boolean fits(CipherKind kind, Secret joined) {
    return joined.length() == kind.keyLength() + kind.keyArgLength();
  }

  /**
   * CLEAR-KEY-DATA and the decrypted part together, "with the SECRET-KEY-DATA being the least
   * significant bytes of the final MASTER-KEY" (§2.5). The secret part is wiped.
   */
  static MasterKey of(CipherKind kind, Bytes clear, Secret secretPart, Bytes keyArg) {
    byte[] whole = Arrays.copyOf(clear.toArray(), kind.keyLength());
    byte[] part = secretPart.reveal(Secret.Access.PRIMITIVE);
    System.arraycopy(part, 0, whole, clear.length(), part.length);
    secretPart.close();
    return new MasterKey(kind, Secret.wrap(whole), keyArg);
  }
}
