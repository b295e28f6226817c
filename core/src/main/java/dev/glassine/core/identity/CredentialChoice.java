package dev.glassine.core.identity;

import dev.glassine.core.alert.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The certificate to present, or none; and why.
 *
 * @param credential null for none: then this side gives up with {@code refusal}, and a client
 *     without a refusal goes on
 * @param why why this one; where none fits, why each was skipped
 * @param refusal why this side gives up; null where a credential was chosen, or a client goes on
 */
public record CredentialChoice(
    @Nullable Credential credential, String why, @Nullable Reason refusal) {
  /** This one. */
  public static CredentialChoice of(Credential credential, String why) {
    return new CredentialChoice(credential, why, null);
  }

  /** None fits. */
  public static CredentialChoice none(Reason refusal, String why) {
    return new CredentialChoice(null, why, refusal);
  }
}
