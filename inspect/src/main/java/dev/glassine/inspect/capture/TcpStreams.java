package dev.glassine.inspect.capture;

import dev.glassine.inspect.capture.StreamListener.Way;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes of TCP segments the streams of octets that the ends saw: in order, each octet once, with
 * what is missing told as a gap. What was handed on once is not changed by a later copy; of copies
 * that wait, the one that begins earlier counts.
 *
 * <p>Bounded: so many connections at a time, the one that was silent longest goes first; so many
 * octets that wait for the ones before them. One owner thread.
 */
public final class TcpStreams {
  /** Connections followed at a time. */
  public static final int MAX_CONNECTIONS = 16_384;

  /** Octets of all connections together that wait for a missing segment. */
  public static final int MAX_WAITING = 64 << 20;

  private record Ends(Endpoint one, Endpoint other) {
    /** The same for both directions. */
    static Ends of(TcpSegment segment) {
      return inOrder(segment.source(), segment.destination())
          ? new Ends(segment.source(), segment.destination())
          : new Ends(segment.destination(), segment.source());
    }

    private static boolean inOrder(Endpoint left, Endpoint right) {
      int byAddress =
          java.util.Arrays.compareUnsigned(
              left.address().getAddress(), right.address().getAddress());
      return byAddress != 0 ? byAddress < 0 : left.port() <= right.port();
    }
  }

  private final Function<TcpConnection, StreamListener> listeners;
  private final int maxConnections;
  private final WaitingOctets waiting;
  private final Map<Ends, Flow> flows = new LinkedHashMap<>(64, 0.75f, true);
  private long connections;
  private long letGo;

  /**
   * Follows connections.
   *
   * @param listeners makes the listener of each connection, at its first packet
   */
  public TcpStreams(Function<TcpConnection, StreamListener> listeners) {
    this(listeners, MAX_CONNECTIONS, MAX_WAITING);
  }

  TcpStreams(
      Function<TcpConnection, StreamListener> listeners, int maxConnections, int maxWaiting) {
    this.listeners = listeners;
    this.maxConnections = maxConnections;
    this.waiting = new WaitingOctets(maxWaiting);
  }

  /** The next segment. */
  public void take(TcpSegment segment) {
    Ends ends = Ends.of(segment);
    Flow flow = flows.get(ends);
    if (flow != null && flow.isOver(segment)) {
      flow.finish(segment.time());
      flows.remove(ends);
      flow = null;
    }
    if (flow == null) {
      // a lone acknowledgment or reset opens nothing
      if (segment.length() == 0 && !segment.syn()) {
        return;
      }
      flow = begin(segment);
      flows.put(ends, flow);
      makeRoom(segment.time());
    }
    flow.take(segment);
  }

  private Flow begin(TcpSegment segment) {
    connections++;
    boolean fromResponder = segment.syn() && segment.ack();
    TcpConnection connection =
        new TcpConnection(
            connections,
            fromResponder ? segment.destination() : segment.source(),
            fromResponder ? segment.source() : segment.destination(),
            segment.time(),
            segment.syn());
    return new Flow(connection, listeners.apply(connection), waiting);
  }

  private void makeRoom(Instant time) {
    while (flows.size() > maxConnections) {
      Map.Entry<Ends, Flow> eldest = flows.entrySet().iterator().next();
      if (!eldest.getValue().isFinished()) {
        letGo++;
      }
      eldest.getValue().finish(time);
      flows.remove(eldest.getKey());
    }
  }

  /** Nothing more comes: what still waits for missing segments is told, with its gaps. */
  public void end() {
    List<Flow> left = new ArrayList<>(flows.values());
    flows.clear();
    left.forEach(flow -> flow.finish(flow.lastTime()));
  }

  /** Connections seen so far. */
  public long connections() {
    return connections;
  }

  /** Connections that were let go before they ended, since too many were open at a time. */
  public long letGo() {
    return letGo;
  }

  /** One connection: two directions and what they have in common. */
  private static final class Flow {
    private final TcpConnection connection;
    private final StreamListener listener;
    private final StreamAssembly forward;
    private final StreamAssembly backward;
    private Instant lastTime;
    private boolean finished;

    Flow(TcpConnection connection, StreamListener listener, WaitingOctets waiting) {
      this.connection = connection;
      this.listener = listener;
      this.forward = new StreamAssembly(Way.FORWARD, listener, waiting);
      this.backward = new StreamAssembly(Way.BACKWARD, listener, waiting);
      this.lastTime = connection.time();
    }

    Instant lastTime() {
      return lastTime;
    }

    boolean isFinished() {
      return finished;
    }

    /** Whether the same two ends begin another connection with this segment. */
    boolean isOver(TcpSegment segment) {
      StreamAssembly sent = direction(segment);
      if (!segment.syn() || sent.isRepeatedSyn(segment.sequence())) {
        return false;
      }
      // where the sender was not heard yet this is its half of the opening, or a new one
      return finished || sent.hasStarted() || (!segment.ack() && opposite(sent).hasStarted());
    }

    private StreamAssembly opposite(StreamAssembly direction) {
      return direction == forward ? backward : forward;
    }

    private boolean isForward(TcpSegment segment) {
      return segment.source().equals(connection.initiator());
    }

    private StreamAssembly direction(TcpSegment segment) {
      return isForward(segment) ? forward : backward;
    }

    void take(TcpSegment segment) {
      lastTime = segment.time();
      if (finished) {
        return;
      }
      StreamAssembly sent = direction(segment);
      StreamAssembly received = opposite(sent);
      sent.take(segment);
      if (segment.ack()) {
        received.acknowledged(segment.acknowledgment(), segment.time());
      }
      if (segment.rst()) {
        sent.end(segment.time(), true);
        received.flush(segment.time());
        finish(segment.time());
      } else if (forward.hasEnded() && backward.hasEnded()) {
        finish(segment.time());
      }
    }

    void finish(Instant time) {
      if (!finished) {
        finished = true;
        forward.flush(time);
        backward.flush(time);
        listener.finished();
      }
    }
  }
}
