package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.CryptoProvider;

/** Placeholder until the JCA helper lands. */
public final class JcaCrypto {
  private JcaCrypto() {}

  /** The standard provider. */
  public static CryptoProvider standard() {
    throw new UnsupportedOperationException();
  }
}
