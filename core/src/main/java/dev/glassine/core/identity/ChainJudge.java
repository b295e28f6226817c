package dev.glassine.core.identity;

import dev.glassine.core.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Judges the peer's certificate chain. Thread-safe; does no I/O unless revocation by network was
 * asked for.
 */
@FunctionalInterface
public interface ChainJudge {
  /** Accepts or refuses. */
  ChainVerdict judge(PresentedChain presented);

  /**
   * A digest over whom this judge trusts and by which rules, equal only where the verdicts are; or
   * null where it cannot tell. Sessions are resumed only where it is equal.
   */
  default @Nullable Bytes policyDigest() {
    return null;
  }
}
