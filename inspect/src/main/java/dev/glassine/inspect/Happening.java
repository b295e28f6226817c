package dev.glassine.inspect;

import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.Side;

/** What a recorder wrote down, {@code at} microseconds after it began. */
sealed interface Happening {
  long at();

  /** Something that the engine, or a passive session, told. */
  record Event(long at, TlsEvent event) implements Happening {
    /** The side that sent what this tells of, or null. */
    @org.jspecify.annotations.Nullable
    Side sender() {
      return switch (event) {
        case TlsEvent.Message message -> message.sender();
        case TlsEvent.MessageInSsl2 message -> message.sender();
        case TlsEvent.AlertSeen alert -> alert.sender();
        case TlsEvent.CipherSpecChanged changed -> changed.sender();
        default -> null;
      };
    }
  }

  /**
   * Records of one sender without anything between them; how long the last one was, and when it
   * came, is kept, since it alone may carry what is told next.
   */
  record Run(
      long at,
      Side sender,
      int contentType,
      boolean isProtected,
      int count,
      long octets,
      long lastAt,
      int lastLength)
      implements Happening {
    static Run of(long at, TlsEvent.RecordSeen record) {
      return new Run(
          at,
          record.sender(),
          record.contentType(),
          record.isProtected(),
          1,
          record.length(),
          at,
          record.length());
    }

    boolean continuesWith(TlsEvent.RecordSeen next) {
      return sender == next.sender()
          && contentType == next.contentType()
          && isProtected == next.isProtected();
    }

    Run with(long now, TlsEvent.RecordSeen next) {
      return new Run(
          at,
          sender,
          contentType,
          isProtected,
          count + 1,
          octets + next.length(),
          now,
          next.length());
    }
  }

  /** Something that the recorder was told to write down as it is. */
  record Entry(long at, TraceEntry entry) implements Happening {}
}
