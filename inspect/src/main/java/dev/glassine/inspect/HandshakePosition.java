package dev.glassine.inspect;

import dev.glassine.core.alert.Circumstances;
import dev.glassine.core.registry.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a handshake was, told by the entries of a trace. */
final class HandshakePosition {
  private HandshakePosition() {}

  /** How things stood for {@code side} after these entries. */
  static Circumstances of(Side side, List<TraceEntry> entries) {
    return new Circumstances(side, stage(entries), false, noCertificate(side, entries), "");
  }

  private static Circumstances.Stage stage(List<TraceEntry> entries) {
    Circumstances.Stage stage = Circumstances.Stage.HELLO;
    for (TraceEntry entry : entries) {
      if (entry instanceof TraceEntry.Completed) {
        return Circumstances.Stage.ESTABLISHED;
      }
      if (entry instanceof TraceEntry.Message message && message.name().equals("ServerHello")) {
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
