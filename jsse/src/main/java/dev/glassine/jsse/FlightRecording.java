package dev.glassine.jsse;

import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.Side;
import org.jspecify.annotations.Nullable;

/**
 * Handshakes as events of JDK Flight Recorder: one {@value #EVENT} for each that was completed or
 * failed, with how long it took, what was agreed on, how many octets went over the wire, and why it
 * failed.
 *
 * <p>Connections of the provider are recorded without further ado. Programs that drive engines
 * themselves say so in their configuration:
 *
 * <pre>{@code
 * ServerConfig.builder().listeners(() -> FlightRecording.listener(Side.SERVER))
 * }</pre>
 *
 * <p>It costs nothing while nobody records the event, and nothing but this class is loaded where
 * the JVM has no module {@code jdk.jfr}.
 */
public final class FlightRecording {
  /** The event's name. */
  public static final String EVENT = "dev.glassine.Handshake";

  private static final boolean PRESENT = isPresent();

  private FlightRecording() {}

  /** The event of one handshake in the making. Called as every listener is. */
  public sealed interface Handshake extends TlsListener permits RecordedHandshake {
    /**
     * The handshake ended by something that no engine notices, a time-out or the network: that is
     * its event. Does nothing once it was completed or failed, or where it never began.
     *
     * @param failure a stable name, as {@link dev.glassine.core.alert.Explanation#code()}
     * @param explanation what happened, with the evidence
     */
    void interrupted(String failure, String explanation);
  }

  /**
   * A listener for one connection that begins, or null while nobody records the event. Who drives
   * the engine may tell it of an end that the engine cannot see.
   *
   * @param side ours
   */
  public static @Nullable Handshake listener(Side side) {
    return PRESENT && RecordedHandshake.isRecording() ? new RecordedHandshake(side) : null;
  }

  private static boolean isPresent() {
    try {
      Class.forName("jdk.jfr.Event", false, FlightRecording.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
