package dev.glassine.testkit.interop.old;

import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.wire.Alert;
import java.util.Optional;
import java.util.TreeSet;

/** What happened, in a line that says nothing that may change without the protocol's doing. */
final class EventText {
  private EventText() {}

  /** The line, or nothing for decisions and questions, which tests of their own are about. */
  static Optional<String> of(TlsEvent event) {
    return Optional.ofNullable(
        switch (event) {
          case TlsEvent.Message m ->
              m.sender() + " " + m.message().messageName() + ", " + m.raw().length() + " octets";
          case TlsEvent.MessageInSsl2 m ->
              m.sender()
                  + " "
                  + m.message().messageName()
                  + " of SSL 2.0, "
                  + m.raw().length()
                  + " octets";
          case TlsEvent.CipherSpecChanged c -> c.sender() + " ChangeCipherSpec";
          case TlsEvent.AlertSeen a -> a.sender() + " " + alert(a.alert());
          case TlsEvent.KeysInstalled k -> k.sender() + " has keys for " + k.suite();
          case TlsEvent.Completed c ->
              "completed in "
                  + c.info().version()
                  + (c.info().resumed() ? ", resumed, " : ", ")
                  + c.info().peerCertificates().size()
                  + " certificates of the peer";
          case TlsEvent.LegacyUsed u -> "went through " + new TreeSet<>(u.dangers());
          case TlsEvent.Failed f -> "failed for " + f.failure().reason();
          case TlsEvent.Closed c -> c.sender() + (c.clean() ? " closed" : " was cut off");
          case TlsEvent.Decided d -> null;
          case TlsEvent.Asked a -> null;
          case TlsEvent.Answered a -> null;
          case TlsEvent.RecordSeen r -> null;
        });
  }

  private static String alert(Alert alert) {
    AlertDescription description = alert.description();
    return (alert.level() == Alert.WARNING ? "warning " : "fatal ")
        + (description == null ? alert.code() : description.name());
  }
}
