package dev.glassine.cli;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The recent connections, and who watches them. Bounded: the newest {@link #KEPT} are kept, at most
 * {@link #WATCHERS} watch, and a watcher that does not keep up has less to read, not more: what
 * changed is remembered by number, never queued. Thread-safe.
 */
final class Visits {
  /** Connections that are kept. */
  static final int KEPT = 50;

  /** Who may watch at one time. */
  static final int WATCHERS = 16;

  private final InstantSource clock;
  private final AtomicLong numbers = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Visit> kept = new ArrayDeque<>();
  private final List<Watcher> watchers = new ArrayList<>();

  Visits(InstantSource clock) {
    this.clock = clock;
  }

  /** Somebody comes. */
  Visit begin(String peer) {
    long number = numbers.incrementAndGet();
    Visit visit = new Visit(number, peer, clock, () -> changed(number));
    lock.lock();
    try {
      kept.addFirst(visit);
      if (kept.size() > KEPT) {
        kept.removeLast();
      }
    } finally {
      lock.unlock();
    }
    return visit;
  }

  /** The newest first. */
  List<Visit> recent() {
    lock.lock();
    try {
      return List.copyOf(kept);
    } finally {
      lock.unlock();
    }
  }

  /** One of those that are kept, or null. */
  @Nullable Visit find(long number) {
    return recent().stream().filter(visit -> visit.number() == number).findFirst().orElse(null);
  }

  /** Somebody watches from now on, all that is kept first; null where too many do already. */
  @Nullable Watcher watch() {
    lock.lock();
    try {
      if (watchers.size() == WATCHERS) {
        return null;
      }
      Watcher watcher = new Watcher();
      kept.descendingIterator().forEachRemaining(visit -> watcher.changed.add(visit.number()));
      watchers.add(watcher);
      return watcher;
    } finally {
      lock.unlock();
    }
  }

  private void changed(long number) {
    lock.lock();
    try {
      for (Watcher watcher : watchers) {
        watcher.changed.add(number);
        if (watcher.changed.size() > 2 * KEPT) {
          watcher.changed.removeIf(old -> old <= numbers.get() - KEPT);
        }
        watcher.news.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Somebody who watches, until closed; used by one thread. */
  final class Watcher implements AutoCloseable {
    private final Set<Long> changed = new LinkedHashSet<>();
    private final Condition news = lock.newCondition();

    /**
     * The connections of which there is news, the longest known first; empty where there was none
     * for so long.
     */
    List<Visit> await(java.time.Duration patience) throws InterruptedException {
      lock.lock();
      try {
        long left = patience.toNanos();
        while (changed.isEmpty() && left > 0) {
          left = news.awaitNanos(left);
        }
        List<Visit> found =
            kept.reversed().stream().filter(visit -> changed.contains(visit.number())).toList();
        changed.clear();
        return found;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        watchers.remove(this);
      } finally {
        lock.unlock();
      }
    }
  }
}
