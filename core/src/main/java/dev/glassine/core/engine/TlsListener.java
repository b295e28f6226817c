package dev.glassine.core.engine;

/**
 * Hears the events of one connection, on the engine's owner thread. Must not call the engine back.
 * A {@link dev.glassine.core.alert.TlsFailure} that it throws when a message is received ends the
 * connection, with its alert.
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
