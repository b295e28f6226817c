package dev.glassine.core.registry;

/**
 * How a suite of TLS 1.2 and before agrees on the premaster secret; TLS 1.3 suites leave it to
 * groups and PSKs.
 */
public enum KeyExchangeMethod {
  /** TLS 1.3: groups and pre-shared keys decide (RFC 9846 §4.2.1). */
  TLS_1_3(Judgement.GOOD),
  /** RFC 8422 §2. */
  ECDHE(Judgement.GOOD),
  /** RFC 5246 §7.4.3; groups by RFC 7919. */
  DHE(
      new Judgement(
          Standing.ACCEPTABLE,
          "the client cannot choose the group's size (RFC 7919 §1), and Raccoon fits it (RFC 9325 §4.1)")),
  /** Static RSA: no forward secrecy, Bleichenbacher's target (RFC 5246 §7.4.7.1). */
  RSA(
      new Judgement(
          Standing.LEGACY,
          "no forward secrecy, and decryption oracles such as Bleichenbacher's and ROBOT (RFC 9325 §4.1)")),
  /** Unauthenticated: open to anyone in the middle. */
  DH_ANON(AuthenticationMethod.ANONYMOUS.judgement()),
  /** Unauthenticated: open to anyone in the middle. */
  ECDH_ANON(AuthenticationMethod.ANONYMOUS.judgement()),
  /** 512-bit temporary RSA key (RFC 2246 §D.1, FREAK). */
  RSA_EXPORT(new Judgement(Standing.BROKEN, "512-bit RSA: FREAK (CVE-2015-0204, RFC 9846 §E.5)")),
  /** 512-bit DH (Logjam). */
  DHE_EXPORT(
      new Judgement(
          Standing.BROKEN, "512-bit Diffie-Hellman: Logjam (CVE-2015-4000, RFC 9846 §E.5)")),
  /** 512-bit DH without authentication. */
  DH_ANON_EXPORT(
      new Judgement(
          Standing.BROKEN,
          "512-bit Diffie-Hellman with nobody authenticated (CVE-2015-4000, RFC 9846 §E.5)")),
  /**
   * 1024-bit temporary RSA key, from the export rules of 1999 (draft-ietf-tls-56-bit-ciphersuites).
   */
  RSA_EXPORT1024(
      new Judgement(Standing.BROKEN, "1024-bit RSA and a key of 56 bits (RFC 9846 §E.5)")),
  /** 1024-bit DH, from the export rules of 1999 (draft-ietf-tls-56-bit-ciphersuites). */
  DHE_EXPORT1024(
      new Judgement(
          Standing.BROKEN, "1024-bit Diffie-Hellman and a key of 56 bits (RFC 9846 §E.5)")),
  /** TLS_NULL_WITH_NULL_NULL and signalling values. */
  NONE(Judgement.NAMED_ONLY),
  /** PSK, SRP, Kerberos, Fortezza, static (EC)DH, GOST ...: known by name only. */
  OTHER(Judgement.NAMED_ONLY);

  @SuppressWarnings("ImmutableEnumChecker") // a record of an enum and a string
  private final Judgement judgement;

  KeyExchangeMethod(Judgement judgement) {
    this.judgement = judgement;
  }

  /** How it is judged, and why. */
  public Judgement judgement() {
    return judgement;
  }

  /** Bits that a key may have under export rules, 512 or 1024; 0 for the other methods. */
  public int exportKeyBits() {
    return switch (this) {
      case RSA_EXPORT, DHE_EXPORT, DH_ANON_EXPORT -> 512;
      case RSA_EXPORT1024, DHE_EXPORT1024 -> 1024;
      case TLS_1_3, ECDHE, DHE, RSA, DH_ANON, ECDH_ANON, NONE, OTHER -> 0;
    };
  }

  /** Whether keys are derived by the export rules of RFC 2246 §6.3.1, which TLS 1.1 dropped. */
  public boolean isExport() {
    return switch (this) {
      case RSA_EXPORT, DHE_EXPORT, DH_ANON_EXPORT, RSA_EXPORT1024, DHE_EXPORT1024 -> true;
      case TLS_1_3, ECDHE, DHE, RSA, DH_ANON, ECDH_ANON, NONE, OTHER -> false;
    };
  }
}
