package dev.glassine.inspect;

import dev.glassine.core.alert.Circumstances;
import dev.glassine.core.registry.Side;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a handshake was, told by the entries of a trace. */
final class HandshakePosition {
  /** Of a server to a hello: the version is agreed on. */
  private static final Set<String> ANSWERS =
      Set.of("ServerHello", "HelloRetryRequest", "SERVER-HELLO");

  private HandshakePosition() {}

  /** How things stood for {@code side} after these entries. */
  static Circumstances of(Side side, List<TraceEntry> entries) {
    Circumstances where =
        new Circumstances(side, stage(entries), false, noCertificate(side, entries), "");
    return hasLongHello(entries) ? where.with(Circumstances.Mark.LONG_HELLO) : where;
  }

  private static boolean hasLongHello(List<TraceEntry> entries) {
    return entries.stream()
        .anyMatch(
            entry ->
                entry instanceof TraceEntry.Message message
                    && message.name().equals("ClientHello")
                    && message.length() > Circumstances.HELLO_OF_ONE_PACKET);
  }

  private static Circumstances.Stage stage(List<TraceEntry> entries) {
    Circumstances.Stage stage = Circumstances.Stage.HELLO;
    for (TraceEntry entry : entries) {
      if (entry instanceof TraceEntry.Completed) {
        return Circumstances.Stage.ESTABLISHED;
      }
      if (entry instanceof TraceEntry.Message message && ANSWERS.contains(message.name())) {
        stage = Circumstances.Stage.HANDSHAKE;
      }
    }
    return stage;
  }

  /** RFC 9846 §4.5.1: a client without a fitting certificate sends a list without any. */
  private static @Nullable String noCertificate(Side side, List<TraceEntry> entries) {
    if (side != Side.CLIENT) {
      return null;
    }
    for (TraceEntry entry : entries) {
      if (entry instanceof TraceEntry.Decision decision
          && (decision.topic().equals("client authentication")
              || decision.topic().equals("certificate"))
          && decision.chosen() == null) {
        return decision.why();
      }
      if (entry instanceof TraceEntry.Message message
          && message.sender() == Side.CLIENT
          && message.name().equals("Certificate")
          && message.summary().equals(MessageSummary.NO_CERTIFICATE)) {
        return "its list of certificates is empty";
      }
    }
    return null;
  }
}
