package dev.glassine.core.crypto.jca;

import java.util.List;

/** An algorithm whose provider was chosen here, and can be named. */
interface Chosen {
  /** Whether some provider has it; if not, it is left out of the lists. */
  boolean possible();

  /** Which providers do it; makes the choice if nothing did before. */
  List<Choice> choices();
}
