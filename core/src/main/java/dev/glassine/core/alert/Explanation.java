package dev.glassine.core.alert;

import dev.glassine.core.registry.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection failed, explained: the one form of it that exceptions, traces, the command and
 * the page share. Holds no secret. For the owner of this side; the peer gets only the alert.
 *
 * @param code a stable name: of the {@link Reason}, or of what a program around the engine found
 *     ({@code TIMED_OUT})
 * @param what what happened, as one clause without a full stop that names the real cause
 * @param noticedBy the side that noticed it; null where it was told from outside
 * @param detail the evidence in words: the field and its value, both offers; may be empty
 * @param evidence the octets that show it, in hexadecimal digits; may be empty
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
    String evidence,
    List<Cause> causes,
    String rule,
    String reference,
    @Nullable String alert) {
  /** Copies the list. */
  public Explanation {
    causes = List.copyOf(causes);
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
