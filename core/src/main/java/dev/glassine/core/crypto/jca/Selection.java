package dev.glassine.core.crypto.jca;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One algorithm's choice of provider, made at the first use: the first candidate that has the
 * algorithm and answers a known-answer test. A candidate that answers wrongly, or fails, is passed
 * over and named in the {@link Choice}. Thread-safe.
 *
 * @param <T> what the algorithm's class needs from its provider
 */
final class Selection<T> {
  /** Finds the algorithm in a provider. */
  @FunctionalInterface
  interface Finder<T> {
    /** Throws NoSuchAlgorithmException where the provider does not have it. */
    T find(Provider provider) throws GeneralSecurityException;
  }

  /** Whether what was found computes what it should. */
  @FunctionalInterface
  interface KnownAnswer<T> {
    boolean isRight(T found) throws GeneralSecurityException;
  }

  private final String algorithm;
  private final List<String> services;
  private final List<Candidates.Candidate> candidates;
  private final Finder<T> finder;
  private final KnownAnswer<T> knownAnswer;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Chosen<T> chosen;

  private record Chosen<T>(T found, Choice choice) {}

  /**
   * Chooses nothing yet.
   *
   * @param algorithm for people
   * @param services one of which tells that a provider has it, as {@code Type.Algorithm}
   */
  Selection(
      String algorithm,
      List<String> services,
      List<Candidates.Candidate> candidates,
      Finder<T> finder,
      KnownAnswer<T> knownAnswer) {
    this.algorithm = algorithm;
    this.services = List.copyOf(services);
    this.candidates = List.copyOf(candidates);
    this.finder = finder;
    this.knownAnswer = knownAnswer;
  }

  /**
   * Whether some candidate has the algorithm. Asks no more than it must: no class is loaded for the
   * question, least of all an optional jar's.
   */
  boolean possible() {
    for (Candidates.Candidate candidate : candidates) {
      if (candidate.believed() || candidate.providers().stream().anyMatch(this::isOffered)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOffered(Provider provider) {
    for (String service : services) {
      int dot = service.indexOf('.');
      if (provider.getService(service.substring(0, dot), service.substring(dot + 1)) != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * What was chosen.
   *
   * @throws TlsFailure CRYPTO_FAILED where no candidate is left
   */
  T get() {
    Chosen<T> known = chosen;
    return (known != null ? known : choose()).found();
  }

  /** Which provider was chosen, and why; chooses now if nothing did before. */
  Choice choice() {
    Chosen<T> known = chosen;
    return (known != null ? known : choose()).choice();
  }

  private Chosen<T> choose() {
    // No monitor: a virtual thread that waits for another's choice lets its carrier go
    lock.lock();
    try {
      Chosen<T> known = chosen;
      return known != null ? known : firstThatWorks();
    } finally {
      lock.unlock();
    }
  }

  private Chosen<T> firstThatWorks() {
    List<String> passedOver = new ArrayList<>();
    for (Candidates.Candidate candidate : candidates) {
      for (Provider provider : candidate.providers()) {
        T found = tried(provider, passedOver);
        if (found != null) {
          String name = provider.getName() + ' ' + provider.getVersionStr();
          Chosen<T> first =
              new Chosen<>(found, new Choice(algorithm, name, candidate.why(), passedOver));
          chosen = first;
          return first;
        }
      }
      if (!candidate.failure().isEmpty()) {
        passedOver.add(candidate.failure());
      }
    }
    throw new TlsFailure.Internal(
        Reason.CRYPTO_FAILED,
        passedOver.isEmpty()
            ? "no provider has " + algorithm
            : "no provider of " + algorithm + " works: " + String.join(", ", passedOver),
        null);
  }

  private @Nullable T tried(Provider provider, List<String> passedOver) {
    try {
      T found = finder.find(provider);
      if (knownAnswer.isRight(found)) {
        return found;
      }
      passedOver.add(provider.getName() + " answers a known-answer test wrongly");
    } catch (NoSuchAlgorithmException absent) {
      return null;
    } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
      passedOver.add(provider.getName() + " fails: " + root(e));
    }
    return null;
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : root(cause);
  }
}
