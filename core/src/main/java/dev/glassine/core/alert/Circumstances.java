package dev.glassine.core.alert;

import dev.glassine.core.registry.Side;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection stood when it failed: what an {@link Explanation} needs beside the reason.
 *
 * @param side which side this is: the one that noticed, or got the alert
 * @param stage how far the handshake was
 * @param freshKeys whether no record had been opened yet under the keys then current
 * @param ownCertificate why this side presented no certificate, or null where it did or was not
 *     asked
 * @param evidence the octets at hand, in hexadecimal digits; may be empty
 * @param marks what else is to be seen that tells one cause from another
 */
public record Circumstances(
    Side side,
    Stage stage,
    boolean freshKeys,
    @Nullable String ownCertificate,
    String evidence,
    Set<Mark> marks) {
  /**
   * Octets of a ClientHello that go through every path in one packet: RFC 8200 §5 guarantees 1280,
   * of which the headers of IPv6, TCP and the record take 40, 20 and 5.
   */
  public static final int HELLO_OF_ONE_PACKET = 1280 - 40 - 20 - 5;

  /** Copies the set. */
  public Circumstances {
    marks = marks.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(marks));
  }

  /** Nothing else is to be seen. */
  public Circumstances(
      Side side, Stage stage, boolean freshKeys, @Nullable String ownCertificate, String evidence) {
    this(side, stage, freshKeys, ownCertificate, evidence, Set.of());
  }

  /** The same with one more mark. */
  public Circumstances with(Mark mark) {
    EnumSet<Mark> more = EnumSet.of(mark);
    more.addAll(marks);
    return new Circumstances(side, stage, freshKeys, ownCertificate, evidence, more);
  }

  /** What tells one cause from another. */
  public enum Mark {
    /** The ClientHello is longer than {@link #HELLO_OF_ONE_PACKET}. */
    LONG_HELLO,
    /** A record of the peer has begun to arrive, and its end has not. */
    TORN_RECORD,
    /** The handshake waits for an answer of this side itself: a signature, a verdict, a session. */
    OWN_ANSWER_DUE,
    /** It had to wait for one for long, and has it. */
    OWN_ANSWER_LATE
  }

  /** How far a handshake was. */
  public enum Stage {
    /** Nothing has been agreed on. */
    HELLO,
    /** The version is agreed on; the handshake is not complete. */
    HANDSHAKE,
    /** The handshake is complete on this side. */
    ESTABLISHED
  }
}
