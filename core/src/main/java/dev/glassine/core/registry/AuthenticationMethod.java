package dev.glassine.core.registry;

/** What kind of key authenticates the server in a suite of TLS 1.2 and before. */
public enum AuthenticationMethod {
  /** TLS 1.3: signature_algorithms decides (RFC 9846 §4.3.3). */
  ANY(Judgement.GOOD),
  /** An RSA key, which signs or, in static RSA, decrypts. */
  RSA(Judgement.GOOD),
  /** ECDSA, and EdDSA by RFC 8422 §5. */
  ECDSA(Judgement.GOOD),
  /** DSA. */
  DSS(new Judgement(Standing.LEGACY, "DSA signatures must not be used (RFC 9846 §4.3.3)")),
  /** Nobody is authenticated. */
  ANONYMOUS(
      new Judgement(
          Standing.BROKEN,
          "nobody is authenticated: open to anyone in the middle (RFC 5246 §F.1.1.1)")),
  /** A signalling value authenticates nobody because it is never negotiated. */
  NONE(Judgement.NAMED_ONLY),
  /** Pre-shared keys, passwords, Kerberos ...: known by name only. */
  OTHER(Judgement.NAMED_ONLY);

  @SuppressWarnings("ImmutableEnumChecker") // a record of an enum and a string
  private final Judgement judgement;

  AuthenticationMethod(Judgement judgement) {
    this.judgement = judgement;
  }

  /** How it is judged, and why. */
  public Judgement judgement() {
    return judgement;
  }
}
