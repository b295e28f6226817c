package dev.glassine.core.session;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.wire.Bytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Seals tickets with keys of its own that live in this process only and are replaced every so
 * often; who later steals a key reads only what its time sealed (RFC 5077 §5.5). A replaced key
 * opens tickets until the sessions in them have ended, then it is let go; it is not wiped, because
 * another thread may be about to use it. Thread-safe; time comes in with each call.
 */
public final class RotatingTicketKeys implements TicketKeys {
  /** How long a key seals unless said otherwise: twelve hours. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofHours(12);

  /**
   * How long a replaced key still opens unless said otherwise: seven days, the longest life of a
   * session (RFC 9846 §4.7.1).
   */
  public static final Duration DEFAULT_ACCEPTANCE = Duration.ofDays(7);

  private record Aged(TicketSealer sealer, Instant from, Instant replaced) {}

  private final CryptoProvider crypto;
  private final SecureRandom random;
  private final Duration interval;
  private final Duration acceptance;
  private final long maxSeals;
  private final ReentrantLock lock = new ReentrantLock();

  /** Newest first; the first seals. Replaced as a whole under the lock, read without it. */
  private volatile List<Aged> ring = List.of();

  /** Keys that seal for twelve hours and open for seven days more. */
  public RotatingTicketKeys(CryptoProvider crypto, SecureRandom random) {
    this(crypto, random, DEFAULT_INTERVAL, DEFAULT_ACCEPTANCE);
  }

  /**
   * Keys that seal for {@code interval} and open for {@code acceptance} more.
   *
   * @param random makes keys and nonces
   * @param interval a minute or more
   * @param acceptance the longest life of a session that is sealed here
   */
  public RotatingTicketKeys(
      CryptoProvider crypto, SecureRandom random, Duration interval, Duration acceptance) {
    this(crypto, random, interval, acceptance, TicketSealer.MAX_SEALS);
  }

  RotatingTicketKeys(
      CryptoProvider crypto,
      SecureRandom random,
      Duration interval,
      Duration acceptance,
      long maxSeals) {
    if (interval.compareTo(Duration.ofMinutes(1)) < 0 || acceptance.isNegative()) {
      throw new IllegalArgumentException(
          "keys rotate every minute at most and are accepted for a time, not "
              + interval
              + " and "
              + acceptance);
    }
    this.crypto = crypto;
    this.random = random;
    this.interval = interval;
    this.acceptance = acceptance;
    this.maxSeals = maxSeals;
  }

  @Override
  public Bytes seal(SessionState session, Instant now) {
    return current(now).seal(session);
  }

  @Override
  public @Nullable SessionState open(Bytes ticket, Instant now) {
    List<Aged> keys = ring;
    for (int i = 0; i < keys.size(); i++) {
      Aged key = keys.get(i);
      // Where nobody has sealed for long, the first key's time ends without a successor.
      Instant replaced = i == 0 ? key.from().plus(interval) : key.replaced();
      if (key.sealer().isNamedBy(ticket)) {
        SessionState session =
            now.isBefore(replaced.plus(acceptance)) ? key.sealer().open(ticket) : null;
        return session != null && session.isUsableAt(now) ? session : null;
      }
    }
    return null;
  }

  private TicketSealer current(Instant now) {
    List<Aged> keys = ring;
    if (!keys.isEmpty() && seals(keys.getFirst(), now)) {
      return keys.getFirst().sealer();
    }
    lock.lock();
    try {
      if (ring.isEmpty() || !seals(ring.getFirst(), now)) {
        ring = rotated(now);
      }
      return ring.getFirst().sealer();
    } finally {
      lock.unlock();
    }
  }

  private boolean seals(Aged key, Instant now) {
    return now.isBefore(key.from().plus(interval)) && !key.sealer().isWorn();
  }

  private List<Aged> rotated(Instant now) {
    List<Aged> next = new ArrayList<>();
    next.add(
        new Aged(
            new TicketSealer(crypto, TicketKey.generate(random), random, maxSeals),
            now,
            Instant.MAX));
    for (Aged key : ring) {
      Instant end = key.from().plus(interval);
      Aged old =
          key.replaced().equals(Instant.MAX)
              ? new Aged(key.sealer(), key.from(), now.isBefore(end) ? now : end)
              : key;
      if (now.isBefore(old.replaced().plus(acceptance))) {
        next.add(old);
      }
    }
    return List.copyOf(next);
  }

  /** How many keys can open tickets now. */
  int size() {
    return ring.size();
  }
}
