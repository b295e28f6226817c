package dev.glassine.core.session;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.keys.ConstantTime;
import dev.glassine.core.wire.Bytes;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Seals tickets with keys that somebody gives out to several machines, so that each opens what
 * another sealed. Whoever gives them out rotates them: {@link #replace} now and then, the old keys
 * behind the new one until their sessions have ended. Thread-safe.
 */
public final class SharedTicketKeys implements TicketKeys {
  private final CryptoProvider crypto;
  private final SecureRandom random;
  private volatile List<TicketSealer> ring = List.of();

  /**
   * Seals with the first key, opens with all.
   *
   * @param random makes nonces
   * @param keys at least one, of different names
   */
  public SharedTicketKeys(CryptoProvider crypto, SecureRandom random, List<TicketKey> keys) {
    this.crypto = crypto;
    this.random = random;
    this.ring = sealers(keys);
  }

  /** Seals with the first of {@code keys} from now on, and opens with all of them and no others. */
  public void replace(List<TicketKey> keys) {
    ring = sealers(keys);
  }

  /**
   * {@inheritDoc} No octets either where the first key has sealed 2^28 tickets here and waits to be
   * replaced.
   */
  @Override
  public Bytes seal(SessionState session, Instant now) {
    TicketSealer first = ring.getFirst();
    return first.isWorn() ? Bytes.EMPTY : first.seal(session);
  }

  @Override
  public @Nullable SessionState open(Bytes ticket, Instant now) {
    for (TicketSealer sealer : ring) {
      if (sealer.isNamedBy(ticket)) {
        SessionState session = sealer.open(ticket);
        return session != null && session.isUsableAt(now) ? session : null;
      }
    }
    return null;
  }

  /** A key that stays keeps its sealer, for the sealer counts. */
  private List<TicketSealer> sealers(List<TicketKey> keys) {
    if (keys.isEmpty() || keys.stream().map(TicketKey::name).distinct().count() != keys.size()) {
      throw new IllegalArgumentException(
          "ticket keys are one or more, with a name each of their own");
    }
    return keys.stream().map(this::sealer).toList();
  }

  private TicketSealer sealer(TicketKey key) {
    for (TicketSealer sealer : ring) {
      if (sealer.key().name().equals(key.name())
          && ConstantTime.equal(secret(sealer.key()), secret(key))) {
        return sealer;
      }
    }
    return new TicketSealer(crypto, key, random, TicketSealer.MAX_SEALS);
  }

  private static byte[] secret(TicketKey key) {
    return key.secret().reveal(Secret.Access.PRIMITIVE);
  }
}
