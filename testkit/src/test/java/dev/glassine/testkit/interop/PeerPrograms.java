package dev.glassine.testkit.interop;

import org.junit.jupiter.api.Assumptions;

/** Programs that a test cannot do without. */
final class PeerPrograms {
  private PeerPrograms() {}

  /** Skips the test where the program is missing; fails it where peers are required. */
  static void require(String program) {
    if (Command.isThere(program)) {
      return;
    }
    if ("required".equals(System.getenv("GLASSINE_PEERS"))) {
      throw new AssertionError(program + " is not on this machine, and GLASSINE_PEERS=required");
    }
    Assumptions.abort(program + " is not on this machine");
  }
}
