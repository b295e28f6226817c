package dev.glassine.core.registry;

/** How a suite of TLS 1.2 and before agrees on the premaster secret; TLS 1.3 suites leave it to groups and PSKs. */
public enum KeyExchangeMethod {
  /** TLS 1.3: groups and pre-shared keys decide (RFC 9846 §4.2.1). */
  TLS_1_3,
  /** RFC 8422. */
  ECDHE,
  /** RFC 5246 §7.4.3; groups by RFC 7919. */
  DHE,
  /** Static RSA: no forward secrecy, Bleichenbacher's target (RFC 5246 §7.4.7.1). */
  RSA,
  /** Unauthenticated: open to anyone in the middle. */
  DH_ANON,
  /** Unauthenticated: open to anyone in the middle. */
  ECDH_ANON,
  /** 512-bit temporary RSA key (RFC 2246 §D.1, FREAK). */
  RSA_EXPORT,
  /** 512-bit DH (Logjam). */
  DHE_EXPORT,
  /** 512-bit DH without authentication. */
  DH_ANON_EXPORT,
  /** TLS_NULL_WITH_NULL_NULL and signalling values. */
  NONE,
  /** PSK, SRP, Kerberos, Fortezza, static (EC)DH, GOST ...: known by name only. */
  OTHER
}
