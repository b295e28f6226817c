package dev.glassine.core.engine;

/**
 * How much a TLS 1.2 context insists on extended_master_secret (RFC 7627); TLS 1.3 always binds its
 * secrets to the handshake.
 */
public enum ExtendedMainSecret {
  /**
   * Used wherever both sides can; a peer that cannot is served, but its session is never resumed
   * (RFC 7627 §5.4).
   */
  WHERE_BOTH_CAN,
  /** A peer that cannot is refused. */
  REQUIRED
}
