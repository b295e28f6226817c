package dev.glassine.core.identity;

/** Placeholder until the identity helper lands. */
public final class Trust {
  private Trust() {}

  /** The system's trusted certificates. */
  public static ChainJudge system() {
    throw new UnsupportedOperationException();
  }
}
