package dev.glassine.cli;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.Side;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceRecorder;
import dev.glassine.jsse.FlightRecording;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of one connection of ours: its trace, and its event where Flight Recorder records.
 *
 * @param flight null while nobody records
 */
record HeardHandshake(TraceRecorder recorder, FlightRecording.@Nullable Handshake flight)
    implements TlsListener {
  /** Of a client; {@code server} says whom it talks to. */
  static HeardHandshake ofClient(String server, InstantSource clock) {
    return new HeardHandshake(
        TraceRecorder.client(server, clock), FlightRecording.listener(Side.CLIENT));
  }

  /** Of a server; {@code client} says whom it talks to. */
  static HeardHandshake ofServer(String client, InstantSource clock) {
    return new HeardHandshake(
        TraceRecorder.server(client, clock), FlightRecording.listener(Side.SERVER));
  }

  @Override
  public void on(TlsEvent event) {
    recorder.on(event);
    if (flight != null) {
      flight.on(event);
    }
  }

  @Override
  public boolean wantsRecords() {
    return true;
  }

  /** What was heard so far. */
  Trace trace() {
    return recorder.trace();
  }

  /** It ended by something that no engine notices. */
  void interrupted(Explanation why) {
    recorder.failed(why);
    if (flight != null) {
      flight.interrupted(why.code(), why.what() + ": " + why.detail());
    }
  }
}
