package dev.glassine.core.alert;

import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a failure and its circumstances to the explanation. */
final class Explaining {
  private Explaining() {}

  static Explanation explain(TlsFailure failure) {
    Circumstances where = failure.circumstances();
    Reason reason = failure.reason();
    return new Explanation(
        reason.name(),
        reason.sentence(),
        where == null ? null : where.side(),
        failure.detail(),
        where == null ? "" : where.evidence(),
        causes(failure, where == null ? Side.CLIENT : where.side()),
        "",
        reason.reference(),
        alert(failure));
  }

  private static List<Explanation.Cause> causes(TlsFailure failure, Side side) {
    if (failure.advice().isEmpty()) {
      return List.of();
    }
    return List.of(
        side == Side.CLIENT
            ? new Explanation.Cause("", failure.advice(), "")
            : new Explanation.Cause("", "", failure.advice()));
  }

  private static @Nullable String alert(TlsFailure failure) {
    AlertDescription alert =
        failure instanceof TlsFailure.PeerAlert received ? received.received() : failure.alert();
    return alert == null ? null : alert.wireName();
  }
}
