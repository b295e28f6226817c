package dev.glassine.core.identity;

/**
 * Chooses the certificate to present. Thread-safe; may block only where the engine's owner answers
 * the question on a thread of its own.
 */
@FunctionalInterface
public interface CredentialChooser {
  /** Which certificate fits {@code request}, and why. */
  CredentialChoice choose(CredentialRequest request);
}
