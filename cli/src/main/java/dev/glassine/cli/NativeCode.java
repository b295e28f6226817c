package dev.glassine.cli;

import dev.glassine.core.crypto.jca.Choice;
import java.util.List;

/**
 * Whether native code is at work here, in words.
 *
 * @param providers that do something and are native; empty for none
 * @param passedOver what was there and did not work, each with its reason
 */
record NativeCode(List<String> providers, List<String> passedOver) {
  /** What core says of why it chose such a provider. */
  private static final String NATIVE = "native code";

  static NativeCode in(List<Choice> choices) {
    return new NativeCode(
        choices.stream()
            .filter(choice -> choice.why().equals(NATIVE))
            .map(Choice::provider)
            .distinct()
            .toList(),
        choices.stream().flatMap(choice -> choice.passedOver().stream()).distinct().toList());
  }

  @Override
  public String toString() {
    if (!providers.isEmpty()) {
      return String.join(", ", providers);
    }
    return passedOver.isEmpty()
        ? "none, for no provider that has some is there. All works without, but slower."
        : "none that works here. All works without, but slower. Passed over: "
            + String.join("; ", passedOver);
  }
}
