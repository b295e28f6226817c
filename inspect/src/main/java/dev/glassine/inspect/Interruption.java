package dev.glassine.inspect;

import dev.glassine.core.alert.Circumstances;
import dev.glassine.core.alert.Explanation;
import dev.glassine.core.registry.Side;
import java.time.Duration;
import java.util.List;

/**
 * Failures that no engine can notice, explained from the trace: a peer that says nothing more, a
 * connection that the network took away. What an engine notices explains itself: {@link
 * dev.glassine.core.alert.TlsFailure#explanation()}.
 */
public final class Interruption {
  private Interruption() {}

  /**
   * Nothing more came within {@code waited}: where the handshake hung, and what may lie behind it.
   *
   * @param trace of one side's engine; of the client's where it is from the wire
   */
  public static Explanation timedOut(Trace trace, Duration waited) {
    Circumstances where = HandshakePosition.of(self(trace), trace.entries());
    String detail = "waited " + words(waited) + " " + last(trace);
    return EvidenceOctets.find(Explanation.timedOut(detail, where), trace.entries());
  }

  /**
   * This side itself did not answer within {@code waited}.
   *
   * @param question what was asked: {@code a signature of the private key}
   */
  public static Explanation ownSideTimedOut(Trace trace, String question, Duration waited) {
    Circumstances where = HandshakePosition.of(self(trace), trace.entries());
    return Explanation.ownSideTimedOut(
        "waited " + words(waited) + " for " + question + ", " + last(trace), where);
  }

  /** The network took the connection away. */
  public static Explanation connectionReset(Trace trace) {
    Circumstances where = HandshakePosition.of(self(trace), trace.entries());
    return EvidenceOctets.find(Explanation.connectionReset(last(trace), where), trace.entries());
  }

  private static Side self(Trace trace) {
    Side side = trace.vantage().side();
    return side == null ? Side.CLIENT : side;
  }

  /** After which message it happened: where it hung. */
  private static String last(Trace trace) {
    List<TraceEntry> entries = trace.entries();
    for (TraceEntry entry : entries.reversed()) {
      String name =
          switch (entry) {
            case TraceEntry.Message message -> message.sender() + "'s " + message.name();
            case TraceEntry.ChangeCipherSpec changed -> changed.sender() + "'s ChangeCipherSpec";
            // ours, when we gave up waiting
            case TraceEntry.Alert alert when !alert.description().equals("close_notify") ->
                alert.sender() + "'s alert " + alert.description();
            default -> "";
          };
      if (!name.isEmpty()) {
        return "after the " + name;
      }
    }
    return "before the first message";
  }

  private static String words(Duration waited) {
    return waited.toMillis() < 1000
        ? waited.toMillis() + " ms"
        : waited.toSeconds() + (waited.toSeconds() == 1 ? " second" : " seconds");
  }
}
