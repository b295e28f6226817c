package dev.glassine.core.crypto.jca;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.NamedGroup;

/** The two ways in which a primitive can fail: the provider's fault, or the peer's. */
final class CryptoFailure {
  private CryptoFailure() {}

  /** The provider does not do what it must. */
  static TlsFailure provider(String what, Exception cause) {
    return new TlsFailure.Internal(Reason.CRYPTO_FAILED, what, cause);
  }

  /** The peer's public value is not one. */
  static TlsFailure badShare(NamedGroup group, String what) {
    return badShare(group.name(), what);
  }

  /** The peer's public value is not one. */
  static TlsFailure badShare(String group, String what) {
    return new TlsFailure.Misbehaved(Reason.BAD_KEY_SHARE, group + ": " + what);
  }
}
