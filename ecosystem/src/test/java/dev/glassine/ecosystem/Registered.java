package dev.glassine.ecosystem;

import java.security.Provider;
import java.security.Security;

/** Glassine as a provider of this JVM, for frameworks that ask the JVM for one. */
final class Registered implements AutoCloseable {
  private final Provider provider;

  private Registered(Provider provider) {
    this.provider = provider;
  }

  /** Before all others. */
  static Registered first(Witness witness) {
    Provider provider = Setup.provider(witness);
    Security.removeProvider(provider.getName());
    Security.insertProviderAt(provider, 1);
    return new Registered(provider);
  }

  /** Behind all others, for frameworks that are told its name. */
  static Registered last(Witness witness) {
    Provider provider = Setup.provider(witness);
    Security.removeProvider(provider.getName());
    Security.addProvider(provider);
    return new Registered(provider);
  }

  @Override
  public void close() {
    Security.removeProvider(provider.getName());
  }
}
