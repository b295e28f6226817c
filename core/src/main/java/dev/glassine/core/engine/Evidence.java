package dev.glassine.core.engine;

import dev.glassine.core.alert.Circumstances;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of this connection would be explained with: the octets at hand, and what has
 * happened on this side that may lie behind it. One owner thread.
 */
final class Evidence {
  /** Octets that a failure quotes at most. */
  private static final int MOST = 512;

  private final Side side;
  private final OwnAnswers ownAnswers;
  private @Nullable Bytes atHand;
  private @Nullable String noOwnCertificate;
  private int helloLength;

  Evidence(Side side, InstantSource clock) {
    this.side = side;
    this.ownAnswers = new OwnAnswers(clock);
  }

  /** These octets are looked at now. */
  void reading(Bytes octets) {
    atHand = octets;
  }

  /** Nothing came of them that could fail. */
  void done() {
    atHand = null;
  }

  /** Keeps the octets that led to a failure, unless a message or alert in them is known already. */
  void wasReading(ByteBuffer network, int start, int length) {
    if (atHand == null) {
      byte[] octets = new byte[Math.min(length, MOST)];
      network.get(start, octets);
      atHand = Bytes.wrap(octets);
    }
  }

  /** Our hello went out. */
  void saidHello(int length) {
    helloLength = length;
  }

  /** A client has none to show, or one after all. */
  void decided(Decision decision) {
    if (side == Side.CLIENT
        && (decision.topic() == Decision.Topic.CLIENT_AUTHENTICATION
            || decision.topic() == Decision.Topic.CERTIFICATE)) {
      noOwnCertificate = decision.chosen() == null ? decision.why() : null;
    }
  }

  /** This side was asked something. */
  void asked() {
    ownAnswers.asked();
  }

  /** ... and has answered. */
  void answered(Question question) {
    ownAnswers.answered(question);
  }

  /** Which of our answers took long, to be put behind a sentence; empty where none did. */
  String late() {
    return ownAnswers.late();
  }

  /**
   * All of it.
   *
   * @param answerDue whether this side owes an answer now
   */
  Circumstances circumstances(
      Circumstances.Stage stage, boolean keysAreUntried, boolean answerDue) {
    Set<Circumstances.Mark> marks = EnumSet.noneOf(Circumstances.Mark.class);
    if (helloLength > Circumstances.HELLO_OF_ONE_PACKET) {
      marks.add(Circumstances.Mark.LONG_HELLO);
    }
    if (answerDue) {
      marks.add(Circumstances.Mark.OWN_ANSWER_DUE);
    }
    if (ownAnswers.wereLate()) {
      marks.add(Circumstances.Mark.OWN_ANSWER_LATE);
    }
    return new Circumstances(
        side,
        stage,
        keysAreUntried,
        noOwnCertificate,
        atHand == null ? "" : excerpt(atHand),
        marks);
  }

  /** The first octets: enough to see what it is. */
  private static String excerpt(Bytes octets) {
    String hex = octets.hex();
    return hex.length() <= 2 * MOST ? hex : hex.substring(0, 2 * MOST);
  }
}
