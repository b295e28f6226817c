package dev.glassine.core.engine;

/** The keys that protect records at a time (RFC 9846 §7.1, RFC 9147 §6.1). */
public enum Epoch {
  PLAINTEXT,
  EARLY_DATA,
  HANDSHAKE,
  APPLICATION
}
