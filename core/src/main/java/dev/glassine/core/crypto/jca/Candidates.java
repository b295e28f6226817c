package dev.glassine.core.crypto.jca;

import java.security.Provider;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The providers that an algorithm may come from, best first; loaded one after another, on demand.
 */
interface Candidates {
  /** In order of preference for this family. */
  List<Candidate> of(Family family);

  /** One place to look: a source, or a provider that the caller gave. */
  final class Candidate {
    private final String why;
    private final boolean believed;
    private final Loader loader;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean loaded;
    private List<Provider> providers = List.of();
    private String failure = "";

    private Candidate(String why, boolean believed, Loader loader) {
      this.why = why;
      this.believed = believed;
      this.loader = loader;
    }

    /**
     * Whether the table of preference may be believed that the algorithm is here, without the time
     * that loading takes.
     */
    boolean believed() {
      return believed;
    }

    /** Why this one is liked. */
    String why() {
      return why;
    }

    /** The providers here; none where loading failed, see {@link #failure}. */
    List<Provider> providers() {
      if (!loaded) {
        load();
      }
      return providers;
    }

    /** Why loading failed, or empty; to be asked after {@link #providers}. */
    String failure() {
      return failure;
    }

    private void load() {
      // No monitor: a virtual thread that waits for another's loading lets its carrier go
      lock.lock();
      try {
        if (!loaded) {
          providers = List.copyOf(loader.load());
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        failure = "does not load: " + Source.cause(e);
      } finally {
        loaded = true;
        lock.unlock();
      }
    }

    private interface Loader {
      List<Provider> load() throws ReflectiveOperationException;
    }
  }

  /** By the table of preference, from these sources as far as they are present. */
  static Candidates byTable(List<Source> sources) {
    Map<Source, Candidate> present = new EnumMap<>(Source.class);
    for (Source source : sources) {
      if (source.present()) {
        present.put(source, new Candidate(source.why(), source.optional(), source::load));
      }
    }
    return family -> {
      List<Candidate> ordered = new ArrayList<>();
      for (Source source : family.sources()) {
        Candidate candidate = present.get(source);
        if (candidate != null) {
          ordered.add(candidate);
        }
      }
      return ordered;
    };
  }

  /** These providers and no others, in the caller's order for every family. */
  static Candidates given(List<Provider> providers) {
    List<Candidate> candidates = new ArrayList<>();
    for (Provider provider : providers) {
      candidates.add(new Candidate("given by the caller", false, () -> List.of(provider)));
    }
    return family -> candidates;
  }
}
