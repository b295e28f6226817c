package dev.glassine.core.registry;

/** What kind of key authenticates the server in a suite of TLS 1.2 and before. */
public enum AuthenticationMethod {
  /** TLS 1.3: signature_algorithms decides (RFC 9846 §4.3.3). */
  ANY,
  RSA,
  /** ECDSA, and EdDSA by RFC 8422 §5. */
  ECDSA,
  DSS,
  ANONYMOUS,
  NONE,
  OTHER
}
