package dev.glassine.jsse;

/**
 * A delegated task of an engine of Glassine. {@link #run} waits where an {@link Answerer} takes its
 * time; event loops that must not wait call {@link #start} instead. Call one of them, once.
 */
public interface LaterTask extends Runnable {
  /**
   * Begins the task and returns.
   *
   * @param whenDone called once, when the engine can go on, by whichever thread completes the task:
   *     perhaps this one, before this method returns
   */
  void start(Runnable whenDone);
}
