package dev.glassine.core.identity;

/**
 * Judges the peer's certificate chain. Thread-safe; does no I/O unless revocation by network was
 * asked for.
 */
@FunctionalInterface
public interface ChainJudge {
  /** Accepts or refuses. */
  ChainVerdict judge(PresentedChain presented);
}
