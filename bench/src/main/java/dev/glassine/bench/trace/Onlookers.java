package dev.glassine.bench.trace;

import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.Side;
import dev.glassine.inspect.TraceRecorder;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Who looks on while two engines shake hands, on both sides. */
enum Onlookers {
  NONE("nobody listens"),
  HEARD("a listener that does nothing"),
  RECORDED("a trace is recorded"),
  SHOWN("a trace is recorded, and made into text");

  private final String words;

  Onlookers(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  @Nullable TlsListener listener(Side side) {
    return switch (this) {
      case NONE -> null;
      case HEARD -> event -> {};
      case RECORDED, SHOWN ->
          side == Side.CLIENT
              ? TraceRecorder.client("server", InstantSource.system())
              : TraceRecorder.server("client", InstantSource.system());
    };
  }
}
