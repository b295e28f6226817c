package dev.glassine.ecosystem;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the tests of one framework have found. */
final class Findings {
  /** For what has no meaning for a framework. */
  static final String NO_QUESTION = "–";

  private final Map<Role, Map<Ability, String>> found = new EnumMap<>(Role.class);

  void can(Role role, Ability ability) {
    note(role, ability, "yes");
  }

  void cannot(Role role, Ability ability, String reason) {
    note(role, ability, reason.equals(NO_QUESTION) ? reason : "no: " + reason);
  }

  private synchronized void note(Role role, Ability ability, String finding) {
    found.computeIfAbsent(role, _ -> new EnumMap<>(Ability.class)).put(ability, finding);
  }

  /** Whether every question was asked: not where only one test was run. */
  synchronized boolean isComplete(Framework framework) {
    return framework.roles().stream()
        .allMatch(
            role ->
                Arrays.stream(Ability.values()).allMatch(each -> isKnown(framework, role, each)));
  }

  private boolean isKnown(Framework framework, Role role, Ability ability) {
    return NO_QUESTION.equals(framework.obstacle(role, ability))
        || found.getOrDefault(role, Map.of()).containsKey(ability);
  }

  /** The framework's rows of the table. */
  synchronized String rows(Framework framework) {
    return framework.roles().stream()
        .map(
            role ->
                Stream.concat(
                        Stream.of(framework.name(), role.toString(), framework.how()),
                        Arrays.stream(Ability.values())
                            .map(each -> found.get(role).getOrDefault(each, NO_QUESTION)))
                    .collect(Collectors.joining(" | ", "| ", " |\n")))
        .collect(Collectors.joining());
  }
}
