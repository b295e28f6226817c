package dev.glassine.core.alert;

import dev.glassine.core.registry.AlertDescription;
import org.jspecify.annotations.Nullable;

/**
 * A connection failed: why, with the evidence, and what to do.
 *
 * <p>The message reads {@code what happened: detail (RFC section); sent alert. advice}. It holds no
 * secret and is for the owner of this side; the peer gets only {@link #alert()}.
 */
public abstract sealed class TlsFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String detail;
  private transient @Nullable Circumstances circumstances;
  private transient @Nullable String instead;

  private TlsFailure(Reason reason, Reason.Kind kind, String detail, @Nullable Throwable cause) {
    super(null, cause);
    if (reason.kind() != kind) {
      throw new IllegalArgumentException(reason + " is " + reason.kind() + ", not " + kind);
    }
    this.reason = reason;
    this.detail = detail;
  }

  /** The failure class that belongs to the reason's kind. */
  public static TlsFailure of(Reason reason, String detail) {
    return of(reason, detail, null);
  }

  /** The failure class that belongs to the reason's kind, with what caused it. */
  public static TlsFailure of(Reason reason, String detail, @Nullable Throwable cause) {
    return switch (reason.kind()) {
      case MALFORMED -> new Malformed(reason, detail);
      case MISBEHAVED -> new Misbehaved(reason, detail);
      case INCOMPATIBLE -> new Incompatible(reason, detail);
      case BAD_CERTIFICATE -> new BadCertificate(reason, detail, cause);
      case PEER_ALERT ->
          throw new IllegalArgumentException(
              "a received alert needs its description: use new PeerAlert(...)");
      case MISUSE -> new Misuse(reason, detail);
      case INTERNAL -> new Internal(reason, detail, cause);
    };
  }

  /**
   * What to throw where a callback of the application threw {@code cause}: the cause itself if it
   * is a failure already, else CALLBACK_FAILED.
   *
   * @param callback whose it is, by the name of its interface
   */
  public static TlsFailure ofCallback(String callback, RuntimeException cause) {
    return cause instanceof TlsFailure known
        ? known
        : new Internal(Reason.CALLBACK_FAILED, callback + " threw " + cause, cause);
  }

  /** Why. */
  public final Reason reason() {
    return reason;
  }

  /** The evidence: field, value, both offers; never a secret. May be empty. */
  public final String detail() {
    return detail;
  }

  /** The fatal alert that the peer gets, or null where it gets none. */
  public @Nullable AlertDescription alert() {
    return reason.alert();
  }

  /** What to change, or empty. */
  public String advice() {
    return reason.advice();
  }

  /** Says where the connection stood; the first call counts. */
  public final TlsFailure during(Circumstances where) {
    if (circumstances == null) {
      circumstances = where;
    }
    return this;
  }

  /** Where the connection stood, or null where nobody said. */
  public final @Nullable Circumstances circumstances() {
    return circumstances;
  }

  /** What happened, the evidence, likely causes and what to change. */
  public Explanation explanation() {
    return Explaining.explain(this);
  }

  /** What the peer was told in place of the alert; empty for nothing. SSL 2.0 has four errors. */
  public final TlsFailure tellingPeer(String words) {
    instead = words;
    return this;
  }

  private String said() {
    AlertDescription alert = alert();
    return instead != null ? instead : alert == null ? "" : alert.wireName();
  }

  @Override
  public String getMessage() {
    StringBuilder text = new StringBuilder();
    text.append(reason.sentence());
    if (!detail.isEmpty()) {
      text.append(": ").append(detail);
    }
    if (!reason.reference().isEmpty()) {
      text.append(" (").append(reason.reference()).append(')');
    }
    String said = said();
    if (!said.isEmpty()) {
      text.append("; sent ").append(said);
    }
    if (!advice().isEmpty()) {
      text.append(". What to do: ").append(advice());
    }
    return text.toString();
  }

  /** The peer's bytes do not parse. */
  public static final class Malformed extends TlsFailure {
    private static final long serialVersionUID = 1L;

    /** {@code reason} is of kind MALFORMED. */
    public Malformed(Reason reason, String detail) {
      super(reason, Reason.Kind.MALFORMED, detail, null);
    }
  }

  /** The peer's message parses but breaks the protocol. */
  public static final class Misbehaved extends TlsFailure {
    private static final long serialVersionUID = 1L;

    /** {@code reason} is of kind MISBEHAVED. */
    public Misbehaved(Reason reason, String detail) {
      super(reason, Reason.Kind.MISBEHAVED, detail, null);
    }

    /** A message arrived that {@code state} does not allow. */
    public static Misbehaved unexpected(Object state, String message) {
      return new Misbehaved(Reason.UNEXPECTED_MESSAGE, message + " in state " + state);
    }
  }

  /** Both sides keep the rules and have nothing in common. */
  public static final class Incompatible extends TlsFailure {
    private static final long serialVersionUID = 1L;

    /** {@code reason} is of kind INCOMPATIBLE. */
    public Incompatible(Reason reason, String detail) {
      super(reason, Reason.Kind.INCOMPATIBLE, detail, null);
    }
  }

  /** The peer's certificate was not accepted. */
  public static final class BadCertificate extends TlsFailure {
    private static final long serialVersionUID = 1L;

    /** {@code reason} is of kind BAD_CERTIFICATE. */
    public BadCertificate(Reason reason, String detail, @Nullable Throwable cause) {
      super(reason, Reason.Kind.BAD_CERTIFICATE, detail, cause);
    }
  }

  /** The peer ended the connection with an alert. */
  public static final class PeerAlert extends TlsFailure {
    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * {@code code} is the alert's description octet, known or not; {@code detail} says what it
     * probably means here.
     */
    public PeerAlert(int code, String detail) {
      super(Reason.PEER_ALERT_RECEIVED, Reason.Kind.PEER_ALERT, detail, null);
      this.code = code;
    }

    private PeerAlert(Reason reason, AlertDescription nearest, String detail) {
      super(reason, Reason.Kind.PEER_ALERT, detail, null);
      this.code = nearest.code();
    }

    /**
     * An error of SSL 2.0, which has four.
     *
     * @param nearest what TLS would have said
     */
    public static PeerAlert ofSsl2(AlertDescription nearest, String detail) {
      return new PeerAlert(Reason.SSL2_ERROR_RECEIVED, nearest, detail);
    }

    /** The description octet. */
    public int code() {
      return code;
    }

    /** What the peer said, or null for a number without a name. */
    public @Nullable AlertDescription received() {
      return AlertDescription.of(code);
    }
  }

  /** The owner of this side used the API in a way that it does not allow; the peer is not told. */
  public static final class Misuse extends TlsFailure {
    private static final long serialVersionUID = 1L;

    /** {@code reason} is of kind MISUSE. */
    public Misuse(Reason reason, String detail) {
      super(reason, Reason.Kind.MISUSE, detail, null);
    }

    /** The API was used wrongly; {@code detail} says what to do instead. */
    public Misuse(String detail) {
      this(Reason.API_MISUSE, detail);
    }
  }

  /** Something on this side broke: a provider, a key, a callback, or Glassine. */
  public static final class Internal extends TlsFailure {
    private static final long serialVersionUID = 1L;

    /** {@code reason} is of kind INTERNAL. */
    public Internal(Reason reason, String detail, @Nullable Throwable cause) {
      super(reason, Reason.Kind.INTERNAL, detail, cause);
    }
  }
}
