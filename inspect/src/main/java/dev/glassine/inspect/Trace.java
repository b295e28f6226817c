package dev.glassine.inspect;

import java.time.Instant;
import java.util.List;

/**
 * What happened on one connection, as data: the same value is printed as text, shown as a page,
 * drawn, and written as JSON. Immutable. Holds no secret, unless the recorder's key log was used:
 * then its {@link TraceEntry.KeyStep}s do.
 *
 * @param format the version of this model; raised when a reader of the former one would misread
 * @param vantage from where it was recorded
 * @param client who the client is, for people; may be empty
 * @param server who the server is, for people; may be empty
 * @param started when the recording began
 * @param entries in order
 * @param traffic how much went over the wire
 * @param timings where the time of the handshake went
 * @param dropped entries that were not kept, because there were too many
 */
public record Trace(
    int format,
    Vantage vantage,
    String client,
    String server,
    Instant started,
    List<TraceEntry> entries,
    Traffic traffic,
    Timings timings,
    int dropped) {
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

  /** Whether the connection failed. */
  public boolean hasFailed() {
    return !entries(TraceEntry.Failed.class).isEmpty();
  }
}
