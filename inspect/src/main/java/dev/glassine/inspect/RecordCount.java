package dev.glassine.inspect;

import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.Side;
import java.util.List;
import java.util.Locale;

/** Counts records, and keeps a long run of them from becoming a long list. */
final class RecordCount {
  private final Vantage vantage;
  private long clientRecords;
  private long clientOctets;
  private long serverRecords;
  private long serverOctets;

  RecordCount(Vantage vantage) {
    this.vantage = vantage;
  }

  Traffic traffic() {
    return new Traffic(clientRecords, clientOctets, serverRecords, serverOctets);
  }

  /** Counts one, and adds it to the run that the last happening is, or begins one. */
  Happening count(long at, TlsEvent.RecordSeen record, List<Happening> happenings) {
    if (record.sender() == Side.CLIENT) {
      clientRecords++;
      clientOctets += record.length();
    } else {
      serverRecords++;
      serverOctets += record.length();
    }
    if (!happenings.isEmpty()
        && happenings.getLast() instanceof Happening.Run run
        && run.continuesWith(record)
        && !carriesWhatWasTold(happenings)) {
      happenings.removeLast();
      return run.with(at, record);
    }
    return Happening.Run.of(at, record);
  }

  /** An engine tells what it sends first, and then the record that carries it. */
  private boolean carriesWhatWasTold(List<Happening> happenings) {
    int before = happenings.size() - 2;
    return before >= 0
        && happenings.get(before) instanceof Happening.Event told
        && told.sender() != null
        && told.sender() == vantage.side();
  }

  /** {@code application_data} for 23. */
  static String contentType(int code) {
    if (code == TraceRecorder.TYPE_NOT_TOLD) {
      return "not told";
    }
    ContentType type = ContentType.of(code);
    return type == null ? "type " + code : type.name().toLowerCase(Locale.ROOT);
  }
}
