package dev.glassine.core.identity;

/** Placeholder until the identity helper lands. */
public final class Credentials {
  private Credentials() {}

  /** One credential. */
  public static CredentialChooser of(Credential credential) {
    throw new UnsupportedOperationException();
  }
}
