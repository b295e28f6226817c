package dev.glassine.testkit.interop.old;

import dev.glassine.testkit.KeyKind;
import org.jspecify.annotations.Nullable;

/** What becomes of client authentication in a case. */
enum ClientCertificate {
  /** The server does not ask. */
  NOT_ASKED("none", null),
  /** The server requires a certificate, and the client gives one with an RSA key. */
  GIVEN("required", KeyKind.RSA_2048),
  /** It gives one with a DSA key. */
  GIVEN_DSS("required", KeyKind.DSA_1024_WITH_SHA1),
  /** It gives one with an elliptic-curve key. */
  GIVEN_ECDSA("required", KeyKind.ECDSA_P256),
  /**
   * The server asks, and the client has none: {@code no_certificate} in SSL 3.0, an empty
   * Certificate in TLS. The handshake goes on.
   */
  WITHHELD("wanted", null),
  /** The server requires one, and the client has none: there is no connection. */
  MISSING("required", null);

  private final String asked;
  private final @Nullable KeyKind key;

  ClientCertificate(String asked, @Nullable KeyKind key) {
    this.asked = asked;
    this.key = key;
  }

  /** What the server does about it: {@code none}, {@code wanted} or {@code required}. */
  String asked() {
    return asked;
  }

  /** The client's key, or null where it gives no certificate. */
  @Nullable KeyKind key() {
    return key;
  }

  /** Whether the client gives one. */
  boolean isGiven() {
    return key != null;
  }
}
