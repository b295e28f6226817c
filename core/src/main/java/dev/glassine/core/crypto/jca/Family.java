package dev.glassine.core.crypto.jca;

import static dev.glassine.core.crypto.jca.Source.BOUNCY_CASTLE;
import static dev.glassine.core.crypto.jca.Source.CONSCRYPT;
import static dev.glassine.core.crypto.jca.Source.CORRETTO;
import static dev.glassine.core.crypto.jca.Source.INSTALLED;
import static dev.glassine.core.crypto.jca.Source.JDK;

import java.util.List;

/**
 * The table of preference: for each family of algorithms, where to look first. Fastest first, as
 * measured on x86-64 with JDK 25 ({@code glassine crypto --measure}), but nothing whose time
 * depends on a private key before something whose time does not; a source that lacks the algorithm
 * is no loss. {@code docs/attacks.md} has a line for each.
 */
enum Family {
  /** The JDK has intrinsics, and no call leaves Java. */
  HASH(JDK, INSTALLED, BOUNCY_CASTLE),
  HMAC(JDK, INSTALLED, BOUNCY_CASTLE),
  /** 12 GB/s in the JDK; crossing to native code costs more than it wins. */
  AES_GCM(JDK, CORRETTO, CONSCRYPT, INSTALLED, BOUNCY_CASTLE),
  CHACHA20_POLY1305(JDK, CONSCRYPT, INSTALLED, BOUNCY_CASTLE),
  /** The JDK has none yet; looking through all that is installed takes long. */
  AES_CCM(JDK, BOUNCY_CASTLE),
  CBC(JDK, INSTALLED, BOUNCY_CASTLE),
  STREAM(JDK, INSTALLED, BOUNCY_CASTLE),
  /** Bouncy Castle's ladder neither branches nor looks up by the private key. */
  X25519(CORRETTO, CONSCRYPT, BOUNCY_CASTLE, JDK, INSTALLED),
  X448(BOUNCY_CASTLE, JDK, INSTALLED),
  /** Bouncy Castle is twice as fast as the JDK, by steps that depend on the private key. */
  ECDH(CORRETTO, CONSCRYPT, JDK, INSTALLED, BOUNCY_CASTLE),
  FINITE_FIELD(JDK, INSTALLED, BOUNCY_CASTLE),
  ML_KEM(JDK, INSTALLED, BOUNCY_CASTLE),
  RSA_SIGNATURE(CORRETTO, CONSCRYPT, JDK, INSTALLED, BOUNCY_CASTLE),
  /** Native providers do not know keys that are bound to PSS. */
  RSA_PSS_KEY(JDK, INSTALLED, BOUNCY_CASTLE),
  /** All that goes in is public, so the fastest may. */
  ECDSA_VERIFYING(CORRETTO, CONSCRYPT, BOUNCY_CASTLE, JDK, INSTALLED),
  /** A nonce that time tells bits of gives the private key away; see ECDH. */
  ECDSA_SIGNING(CORRETTO, CONSCRYPT, JDK, INSTALLED, BOUNCY_CASTLE),
  ED25519(CORRETTO, CONSCRYPT, BOUNCY_CASTLE, JDK, INSTALLED),
  ED448(BOUNCY_CASTLE, JDK, INSTALLED),
  DSA(JDK, INSTALLED, BOUNCY_CASTLE),
  /** Native first not for speed: their arithmetic is made to take constant time (Marvin). */
  RSA_DECRYPTION(CORRETTO, CONSCRYPT, JDK, INSTALLED, BOUNCY_CASTLE),
  /** Draws from the randomness that it is given, so that a handshake can be repeated. */
  REPEATABLE(JDK, INSTALLED, BOUNCY_CASTLE, CORRETTO, CONSCRYPT);

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes it so
  private final List<Source> sources;

  Family(Source... sources) {
    this.sources = List.of(sources);
  }

  /** Best first. */
  List<Source> sources() {
    return sources;
  }
}
