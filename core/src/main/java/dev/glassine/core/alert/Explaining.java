package dev.glassine.core.alert;

import dev.glassine.core.alert.Circumstances.Mark;
import dev.glassine.core.alert.Explanation.Evidence;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From a failure and its circumstances to the explanation, by the tables. */
final class Explaining {
  private static final Circumstances UNKNOWN =
      new Circumstances(Side.CLIENT, Circumstances.Stage.HANDSHAKE, false, null, "");

  private Explaining() {}

  static Explanation explain(TlsFailure failure) {
    Circumstances known = failure.circumstances();
    Circumstances where = known == null ? UNKNOWN : known;
    Side noticedBy = known == null ? null : known.side();
    if (failure instanceof TlsFailure.PeerAlert received
        && failure.reason() == Reason.PEER_ALERT_RECEIVED) {
      // the entry says all that the failure's detail does, unless the alert has no name
      String detail = received.received() == null ? failure.detail() : "";
      return alert(received.code(), detail, where, noticedBy);
    }
    Reason reason = failure.reason();
    ExplanationTable.Row row = ExplanationTable.REASONS.find(reason.name(), now(failure, where));
    if (row == null) {
      row = withoutRow(failure);
    }
    AlertDescription alert = failure.alert();
    return explained(
        reason.name(),
        row.what().isEmpty() ? reason.sentence() : row.what(),
        noticedBy,
        withOwnCertificate(isCutOff(reason), failure.detail(), where),
        row,
        where,
        reason.reference(),
        alert == null ? null : alert.wireName());
  }

  /** A Reason whose entry is missing is a fault that a test finds; its advice is still true. */
  private static ExplanationTable.Row withoutRow(TlsFailure failure) {
    return new ExplanationTable.Row(
        "",
        List.of(),
        "",
        "",
        "",
        failure.advice().isEmpty()
            ? List.of()
            : List.of(new ExplanationTable.Cause("", java.util.Map.of("self", failure.advice()))));
  }

  /** Which circumstances hold that an entry may be about. */
  private static List<String> now(TlsFailure failure, Circumstances where) {
    return switch (failure.reason()) {
      case BAD_RECORD_MAC -> where.freshKeys() ? List.of("fresh keys") : List.of();
      case NOT_TLS_HTTP -> where.side() == Side.CLIENT ? List.of("from server") : List.of();
      case UNKNOWN_ISSUER ->
          failure.detail().contains("without issuers") ? List.of("incomplete chain") : List.of();
      case BAD_RECORD_VERSION, UNKNOWN_RECORD_TYPE, RECORD_TOO_LONG, UNEXPECTED_APPLICATION_DATA ->
          where.stage() == Circumstances.Stage.HELLO ? List.of() : List.of("after hello");
      case HANDSHAKE_CUT_OFF -> cutOff(where);
      case TRUNCATED_STREAM ->
          where.freshKeys() && where.ownCertificate() != null
              ? List.of("no certificate")
              : List.of();
      default -> List.of();
    };
  }

  private static boolean isCutOff(Reason reason) {
    return reason == Reason.HANDSHAKE_CUT_OFF || reason == Reason.TRUNCATED_STREAM;
  }

  private static List<String> cutOff(Circumstances where) {
    if (isOwnFault(where)) {
      return List.of("own side");
    }
    if (where.ownCertificate() != null) {
      return List.of("no certificate");
    }
    return where.stage() != Circumstances.Stage.HELLO ? List.of() : beforeAnAnswer(where);
  }

  /** A peer that leaves has probably lost its patience with this side. */
  private static boolean isOwnFault(Circumstances where) {
    return where.marks().contains(Mark.OWN_ANSWER_DUE)
        || where.marks().contains(Mark.OWN_ANSWER_LATE);
  }

  /** Before the peer has said anything; the finest first. */
  private static List<String> beforeAnAnswer(Circumstances where) {
    if (where.side() == Side.SERVER) {
      return List.of("silence");
    }
    return where.marks().contains(Mark.LONG_HELLO)
        ? List.of("long hello", "hello")
        : List.of("hello");
  }

  // Alerts of the peer

  static Explanation alert(int code, String detail, Circumstances where) {
    return alert(code, detail, where, where.side());
  }

  private static Explanation alert(
      int code, String detail, Circumstances where, @Nullable Side noticedBy) {
    AlertDescription description = AlertDescription.of(code);
    String name = description == null ? "alert " + code : description.wireName();
    ExplanationTable.Row row = ExplanationTable.ALERTS.find(name, positions(where));
    Reason reason = Reason.PEER_ALERT_RECEIVED;
    if (row == null) {
      row = ExplanationTable.REASONS.get(reason.name());
    }
    if (row == null) {
      throw new IllegalStateException(reason + " has no entry in reasons.txt");
    }
    return explained(
        reason.name(),
        row.what().isEmpty() ? reason.sentence() : row.what(),
        noticedBy,
        withOwnCertificate(true, detail, where),
        row,
        where,
        reason.reference(),
        name);
  }

  /** The finest first. */
  static List<String> positions(Circumstances where) {
    List<String> positions = new ArrayList<>();
    if (where.ownCertificate() != null) {
      positions.add("no certificate");
    }
    String stage = where.stage().name().toLowerCase(Locale.ROOT);
    positions.add(stage + " to " + where.side());
    positions.add(stage);
    positions.add("to " + where.side());
    return positions;
  }

  /** Why this side sent no certificate, where that may be why the peer gave up. */
  private static String withOwnCertificate(boolean matters, String detail, Circumstances where) {
    if (!matters || where.ownCertificate() == null) {
      return detail;
    }
    return (detail.isEmpty() ? "" : detail + "; ")
        + "this side sent no certificate: "
        + where.ownCertificate();
  }

  // What programs around the engine find

  static Explanation found(String code, String detail, Circumstances where) {
    ExplanationTable.Row row = ExplanationTable.REASONS.find(code, found(code, where));
    if (row == null) {
      throw new IllegalStateException(code + " has no entry in reasons.txt");
    }
    return explained(code, row.what(), where.side(), detail, row, where, "", null);
  }

  /** The finest first. */
  private static List<String> found(String code, Circumstances where) {
    List<String> circumstances = new ArrayList<>();
    // who had an answer late, and has it, waits for the peer now
    boolean waits = code.equals(Explanation.TIMED_OUT);
    if (waits ? where.marks().contains(Mark.OWN_ANSWER_DUE) : isOwnFault(where)) {
      circumstances.add("own side");
    }
    if (where.marks().contains(Mark.TORN_RECORD)) {
      circumstances.add("torn record");
    }
    switch (where.stage()) {
      case HELLO -> circumstances.addAll(beforeAnAnswer(where));
      case HANDSHAKE -> circumstances.add("handshake");
      case ESTABLISHED -> circumstances.add("established");
    }
    return circumstances;
  }

  private static Explanation explained(
      String code,
      String what,
      @Nullable Side noticedBy,
      String detail,
      ExplanationTable.Row row,
      Circumstances where,
      String reference,
      @Nullable String alert) {
    Side self = where.side();
    return new Explanation(
        code,
        ExplanationTable.named(what, self),
        noticedBy,
        detail,
        evidence(row, where),
        row.causes().stream().map(cause -> cause.on(self)).toList(),
        row.rule(),
        row.ruleReference().isEmpty() ? reference : row.ruleReference(),
        alert);
  }

  private static List<Evidence> evidence(ExplanationTable.Row row, Circumstances where) {
    List<Evidence> evidence = new ArrayList<>();
    row.shows().forEach(place -> evidence.add(Evidence.at(place)));
    String hex = where.evidence();
    if (!hex.isEmpty()) {
      evidence.add(new Evidence("what was being read", 0, hex.length() / 2, hex));
    }
    return evidence;
  }
}
