package dev.glassine.core.record;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests ask of failures. */
final class Failures {
  private Failures() {}

  /** The failure of this call, whose reason must be {@code reason}. */
  static TlsFailure failure(Reason reason, ThrowingCallable call) {
    TlsFailure failure = catchThrowableOfType(TlsFailure.class, call);
    Assertions.assertThat(failure).as("failure").isNotNull();
    Assertions.assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
    return failure;
  }
}
