package dev.glassine.jsse;

import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.session.TicketKeys;
import org.jspecify.annotations.Nullable;

/**
 * Who this side is and whom it trusts, as one value: certificates with their keys and what is
 * stapled to them, trust, and the keys that seal its tickets. What changes together is swapped
 * together ({@link LiveIdentity}). Immutable and thread-safe.
 *
 * @param credentials null to present none
 * @param trust null for the platform's
 * @param ticketKeys null for keys of the context's own, which it rotates
 */
public record Identity(
    @Nullable Credentials credentials, @Nullable Trust trust, @Nullable TicketKeys ticketKeys) {
  /** Nobody in particular: no certificate, the platform's trust, tickets of the context's own. */
  public static final Identity NONE = new Identity(null, null, null);

  /** This credential, and the platform's trust. */
  public static Identity of(Credential credential) {
    return of(Credentials.of(credential));
  }

  /** These credentials, chosen among by server name first, and the platform's trust. */
  public static Identity of(Credentials credentials) {
    return NONE.with(credentials);
  }

  /** The same with other credentials. */
  public Identity with(Credentials other) {
    return new Identity(other, trust, ticketKeys);
  }

  /** The same with another trust. */
  public Identity with(Trust other) {
    return new Identity(credentials, other, ticketKeys);
  }

  /**
   * The same with other ticket keys: {@link dev.glassine.core.session.RotatingTicketKeys} live in
   * this process, {@link dev.glassine.core.session.SharedTicketKeys} are given out to several
   * machines.
   */
  public Identity with(TicketKeys other) {
    return new Identity(credentials, trust, other);
  }

  /** Whose certificates; never a key. */
  @Override
  public String toString() {
    return "Identity("
        + (credentials == null ? "no certificate" : credentials.list())
        + ", "
        + (trust == null ? "the platform's trust" : trust)
        + (ticketKeys == null ? ")" : ", ticket keys given)");
  }
}
