package dev.glassine.testkit.interop.old;

/** What becomes of client authentication in a case. */
enum ClientCertificate {
  /** The server does not ask. */
  NOT_ASKED("none"),
  /** The server requires a certificate, and the client gives one. */
  GIVEN("required"),
  /**
   * The server asks, and the client has none: {@code no_certificate} in SSL 3.0, an empty
   * Certificate in TLS. The handshake goes on.
   */
  WITHHELD("wanted"),
  /** The server requires one, and the client has none: there is no connection. */
  MISSING("required");

  private final String asked;

  ClientCertificate(String asked) {
    this.asked = asked;
  }

  /** What the server does about it: {@code none}, {@code wanted} or {@code required}. */
  String asked() {
    return asked;
  }
}
