package dev.glassine.core.identity;

import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which chains one judge accepted, keyed by everything that it looked at. An acceptance
 * lasts a short time and never beyond a certificate's validity; refusals are not remembered.
 * Thread-safe.
 */
final class VerdictCache implements ChainJudge {
  static final int MAX_ENTRIES = 1024;

  /**
   * Everything that a judge looks at but the time. Certificates are the same where their octets
   * are; only accepted chains are kept, so nobody can fill the map with keys of one hash.
   */
  private record Key(
      Side presenter,
      @Nullable String expectedName,
      @Nullable Bytes ocspResponse,
      List<X509Certificate> certificates) {
    static Key of(PresentedChain presented) {
      return new Key(
          presented.presenter(),
          presented.expectedName(),
          presented.ocspResponse(),
          presented.certificates());
    }
  }

  private record Entry(ChainVerdict.Accepted verdict, Instant from, Instant until) {}

  private final ChainJudge judge;
  private final Duration lifetime;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  VerdictCache(ChainJudge judge, Duration lifetime) {
    this.judge = judge;
    this.lifetime = lifetime;
  }

  @Override
  public ChainVerdict judge(PresentedChain presented) {
    Key key = Key.of(presented);
    ChainVerdict known = find(key, presented.now());
    if (known != null) {
      return known;
    }
    ChainVerdict verdict = judge.judge(presented);
    if (verdict instanceof ChainVerdict.Accepted accepted) {
      remember(key, accepted, presented.now());
    }
    return verdict;
  }

  private @Nullable ChainVerdict find(Key key, Instant now) {
    lock.lock();
    try {
      Entry entry = entries.get(key);
      if (entry == null) {
        return null;
      }
      if (now.isBefore(entry.from()) || !now.isBefore(entry.until())) {
        entries.remove(key);
        return null;
      }
      return entry.verdict();
    } finally {
      lock.unlock();
    }
  }

  private void remember(Key key, ChainVerdict.Accepted verdict, Instant now) {
    Instant until = now.plus(lifetime);
    for (X509Certificate certificate : verdict.path()) {
      Instant notAfter = certificate.getNotAfter().toInstant();
      until = notAfter.isBefore(until) ? notAfter : until;
    }
    lock.lock();
    try {
      entries.put(key, new Entry(verdict, now, until));
      if (entries.size() > MAX_ENTRIES) {
        entries.pollFirstEntry();
      }
    } finally {
      lock.unlock();
    }
  }
}
