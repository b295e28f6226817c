package dev.glassine.inspect;

import dev.glassine.core.registry.Side;
import java.time.Instant;
import java.util.List;

/**
 * What happened on one connection, as data: the same value is printed as text, shown as a page and
 * written as JSON. Immutable; holds no secret.
 *
 * @param format the version of this model; raised when a reader of the former one would misread
 * @param side which end recorded it
 * @param peer whom it talked to, for people
 * @param started when the recording began
 * @param entries in order
 */
public record Trace(int format, Side side, String peer, Instant started, List<TraceEntry> entries) {
  /** The version of this model. */
  public static final int FORMAT = 1;

  /** Copies the list. */
  public Trace {
    entries = List.copyOf(entries);
  }

  /** The entries of one kind, in order. */
  public <E extends TraceEntry> List<E> entries(Class<E> kind) {
    return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Whether the handshake was completed. */
  public boolean isComplete() {
    return !entries(TraceEntry.Completed.class).isEmpty();
  }
}
