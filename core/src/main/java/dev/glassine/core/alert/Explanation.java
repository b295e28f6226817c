package dev.glassine.core.alert;

import dev.glassine.core.registry.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection failed, explained: the one form of it that exceptions, traces, the command and
 * the page share. Holds no secret. For the owner of this side; the peer gets only the alert.
 *
 * @param code a stable name: of the {@link Reason}, or of what a program around the engine found
 *     ({@code TIMED_OUT}, {@code CONNECTION_RESET})
 * @param what what happened, as one clause without a full stop that names the real cause
 * @param noticedBy the side that noticed it; null where it was told from outside
 * @param detail the evidence in words: the field and its value, both offers; may be empty
 * @param evidence the octets that show it, the most telling first
 * @param causes what probably lies behind it, the likeliest first, with what to change
 * @param rule the standard's sentence, quoted; may be empty
 * @param reference the standard and section; may be empty
 * @param alert the alert that was sent or received, by the RFC's name, or null
 */
public record Explanation(
    String code,
    String what,
    @Nullable Side noticedBy,
    String detail,
    List<Evidence> evidence,
    List<Cause> causes,
    String rule,
    String reference,
    @Nullable String alert) {
  /** The code of what a program around the engine found: nothing more came in time. */
  public static final String TIMED_OUT = "TIMED_OUT";

  /** The code of what a program around the engine found: the network reset the connection. */
  public static final String CONNECTION_RESET = "CONNECTION_RESET";

  /** Copies the lists. */
  public Explanation {
    evidence = List.copyOf(evidence);
    causes = List.copyOf(causes);
  }

  /**
   * Explains an alert to the side that got it.
   *
   * @param code the alert's description octet, known or not
   * @param detail what else is known; may be empty
   * @param where how things stood at the receiver
   */
  public static Explanation ofAlert(int code, String detail, Circumstances where) {
    return Explaining.alert(code, detail, where);
  }

  /**
   * Explains that the peer said nothing more in time; or, where the circumstances are marked so,
   * that an answer of this side itself, a signature for example, did not come.
   *
   * @param detail how long this side waited and for what
   */
  public static Explanation timedOut(String detail, Circumstances where) {
    return Explaining.found(TIMED_OUT, detail, where);
  }

  /** Explains that the network says the connection is gone. */
  public static Explanation connectionReset(String detail, Circumstances where) {
    return Explaining.found(CONNECTION_RESET, detail, where);
  }

  /** The same with other evidence, for who has more of it than the engine. */
  public Explanation withEvidence(List<Evidence> more) {
    return new Explanation(code, what, noticedBy, detail, more, causes, rule, reference, alert);
  }

  /** Everything as plain text: one line or more for each part, without a line feed at the end. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(detail.isEmpty() ? what : what + ": " + detail);
    if (alert != null) {
      lines.add((alertWasReceived() ? "  received the alert " : "  sent the alert ") + alert);
    }
    if (!rule.isEmpty()) {
      lines.add("  " + reference + ": \"" + rule + "\"");
    } else if (!reference.isEmpty()) {
      lines.add("  see " + reference);
    }
    for (Evidence octets : evidence) {
      if (!octets.hex().isEmpty()) {
        lines.add("  " + octets.where() + ": " + octets.hex());
      }
    }
    int number = 0;
    for (Cause cause : causes) {
      lines.add("  " + ++number + ". " + cause.what());
      for (Side side : Side.values()) {
        if (!cause.on(side).isEmpty()) {
          lines.add("     on the " + side + ": " + cause.on(side));
        }
      }
    }
    return String.join("\n", lines);
  }

  /** Whether {@link #alert} came from the other side. */
  public boolean alertWasReceived() {
    return code.equals(Reason.PEER_ALERT_RECEIVED.name());
  }

  /**
   * Octets that show a failure.
   *
   * @param where what they are: {@code ClientHello.cipher_suites}, or {@code what was being read}
   * @param offset the first of them, counted from the start of its message or record
   * @param length how many there are
   * @param hex the octets in hexadecimal digits, cut after the first few where there are many;
   *     empty where only their place is known
   */
  public record Evidence(String where, int offset, int length, String hex) {
    /** The place {@code where}, its octets unknown. */
    public static Evidence at(String where) {
      return new Evidence(where, 0, 0, "");
    }
  }

  /**
   * Something that may lie behind a failure.
   *
   * @param what as one clause; may be empty where only the remedy is known
   * @param onClient what to change on the client; empty for nothing
   * @param onServer what to change on the server; empty for nothing
   */
  public record Cause(String what, String onClient, String onServer) {
    /** What to change on one side; empty for nothing. */
    public String on(Side side) {
      return side == Side.CLIENT ? onClient : onServer;
    }
  }
}
