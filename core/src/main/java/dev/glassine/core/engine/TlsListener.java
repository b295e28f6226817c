package dev.glassine.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * Hears the events of one connection, in order. Given to an engine ({@link TlsEngine#client},
 * {@link TlsEngine#server}), or made for each connection of a configuration ({@link
 * TlsConfig.Builder#listeners}).
 *
 * <p><b>Threads.</b> It is called by whoever calls the engine, during that call: never by two
 * threads at once, but by one after the other where the engine's owner changes. What another thread
 * reads of it needs the usual care. It must be quick, since the handshake waits for it, and must
 * not call the engine.
 *
 * <p><b>Exceptions</b> end the connection. A {@link dev.glassine.core.alert.TlsFailure} is its
 * failure, and the peer gets its alert: so a listener may refuse a hello. Anything else is a fault
 * of this side, {@link dev.glassine.core.alert.Reason#CALLBACK_FAILED}. Once the connection has
 * failed, what a listener throws is added to the failure as a suppressed exception.
 *
 * <p>Events are values and hold no secret: they may be kept, and passed to other threads.
 */
@FunctionalInterface
public interface TlsListener {
  /** Something happened. */
  void on(TlsEvent event);

  /** Whether {@link TlsEvent.RecordSeen} is wanted; asked once, when the engine is made. */
  default boolean wantsRecords() {
    return false;
  }

  /** A listener that passes each event to this one, then to {@code next}. */
  default TlsListener andThen(TlsListener next) {
    TlsListener first = this;
    return new TlsListener() {
      @Override
      public void on(TlsEvent event) {
        first.on(event);
        next.on(event);
      }

      @Override
      public boolean wantsRecords() {
        return first.wantsRecords() || next.wantsRecords();
      }
    };
  }

  /** The two as one; null where there is none. */
  static @Nullable TlsListener both(@Nullable TlsListener first, @Nullable TlsListener second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    return first.andThen(second);
  }
}
