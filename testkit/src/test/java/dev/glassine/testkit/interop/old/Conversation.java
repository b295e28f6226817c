package dev.glassine.testkit.interop.old;

import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.SeededRandom;
import java.time.Instant;
import java.util.List;

/**
 * A conversation with a real peer, of one connection or two, with all that we need to have it once
 * more without the peer: the octets of both sides, what our application did and when, and where our
 * keys, our time and our chance came from.
 *
 * @param peer who it was
 * @param side ours
 * @param certificates of both sides, and the private keys, which are worth nothing
 */
record Conversation(
    String peer,
    Side side,
    OldCase wanted,
    Instant at,
    OurSide.Certificates certificates,
    List<List<Line>> connections) {
  /** What a line of it is about. */
  enum Kind {
    /** The peer's octets, in hexadecimal. */
    RECEIVED('<'),
    /** Our octets. */
    SENT('>'),
    /** What our application wrote. */
    WRITE('w'),
    /** What our application read. */
    READ('r'),
    /** Our application closed its direction: no text. */
    CLOSE('c'),
    /** The peer's stream ended: no text. */
    END('e'),
    /** An event, by {@link EventText}. */
    EVENT('=');

    private final char mark;

    Kind(char mark) {
      this.mark = mark;
    }

    char mark() {
      return mark;
    }

    static Kind of(char mark) {
      for (Kind kind : values()) {
        if (kind.mark == mark) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no line begins with " + mark);
    }
  }

  /** One thing that happened. */
  record Line(Kind kind, String text) {}

  /** Our side of each of its connections: chance begins anew with each, sessions last. */
  Ours ours() {
    return new Ours(wanted, certificates, at);
  }

  /** Makes our side's configurations, always the same ones. */
  static final class Ours {
    private final OldCase wanted;
    private final OurSide.Certificates certificates;
    private final FixedClock clock;
    private final InMemoryStore sessions;
    private int connections;

    Ours(OldCase wanted, OurSide.Certificates certificates, Instant at) {
      this.wanted = wanted;
      this.certificates = certificates;
      this.clock = new FixedClock(at);
      this.sessions = new InMemoryStore(1 << 20, clock);
    }

    /** Of the next connection. */
    OurSide next() {
      connections++;
      return new OurSide(
          wanted,
          certificates,
          JcaCrypto.jdkOnly(),
          new SeededRandom(connections),
          clock,
          sessions);
    }
  }
}
