package dev.glassine.core.engine;

/**
 * Hears the events of one connection, on the engine's owner thread. Must not call the engine back.
 */
@FunctionalInterface
public interface TlsListener {
  /** Something happened. */
  void on(TlsEvent event);

  /** Whether {@link TlsEvent.RecordSeen} is wanted; asked once, when the engine is made. */
  default boolean wantsRecords() {
    return false;
  }
}
