package dev.glassine.core.crypto;

import dev.glassine.core.wire.Bytes;

/**
 * Receives the secrets of connections so that captures can be decrypted (RFC 9850). Whoever reads what it writes can read the traffic: opt-in by
 * a builder call only, never from the environment.
 */
@FunctionalInterface
public interface KeyLog {
  /** One secret: RFC 9850 §2 label, the ClientHello's random, and the octets, which must not be kept. */
  void log(String label, Bytes clientRandom, Secret secret);
}
