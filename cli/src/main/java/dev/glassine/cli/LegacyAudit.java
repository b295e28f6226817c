package dev.glassine.cli;

import dev.glassine.core.engine.Danger;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.stream.Collectors;

/**
 * Passes events on, and leaves one line on standard error for each connection that went through
 * what {@code --legacy} let in.
 */
record LegacyAudit(TlsListener next, String peer, InstantSource clock, PrintWriter talk)
    implements TlsListener {
  @Override
  public void on(TlsEvent event) {
    next.on(event);
    if (event instanceof TlsEvent.LegacyUsed(var dangers, var info)) {
      talk.println(
          "AUDIT "
              + clock.instant()
              + " "
              + peer
              + " "
              + info.version()
              + " "
              + info.suite()
              + ": went through "
              + dangers.stream().map(Danger::subject).collect(Collectors.joining(", ")));
      talk.flush();
    }
  }

  @Override
  public boolean wantsRecords() {
    return next.wantsRecords();
  }
}
