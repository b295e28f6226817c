package dev.glassine.inspect.decrypt;

import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.inspect.TraceRecorder;
import org.jspecify.annotations.Nullable;

/** Writes what a third sees into the same trace as an engine's events. */
record RecorderListener(TraceRecorder recorder) implements PassiveListener {
  @Override
  public void on(TlsEvent event) {
    recorder.on(event);
  }

  @Override
  public void note(@Nullable Side sender, String topic, String text) {
    recorder.note(sender, topic, text);
  }

  @Override
  public void unread(Side sender, String name, Bytes raw, String why) {
    recorder.unread(sender, name, raw, why);
  }

  @Override
  public void unopened(Side sender, int contentType, int octets) {
    recorder.unopened(sender, contentType, octets);
  }
}
