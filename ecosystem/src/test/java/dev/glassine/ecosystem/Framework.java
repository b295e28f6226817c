package dev.glassine.ecosystem;

import java.nio.file.Path;
import java.security.CodeSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a framework is, and what it has no way to do.
 *
 * @param name with its version
 * @param how Glassine goes in
 * @param obstacles why it cannot do something
 */
record Framework(
    String name, String how, List<Role> roles, Map<Role, Map<Ability, String>> obstacles) {
  private static final Pattern VERSION = Pattern.compile("-(\\d.*)\\.jar$");

  /** One that can do everything, as far as is known. */
  static Framework of(String name, Class<?> oneOfIts, String how, Role... roles) {
    return new Framework(name + " " + version(oneOfIts), how, List.of(roles), Map.of());
  }

  /** The same, which cannot do this. That it cannot is tested too. */
  Framework cannot(Role role, Ability ability, String reason) {
    Map<Role, Map<Ability, String>> more = new EnumMap<>(Role.class);
    more.putAll(obstacles);
    Map<Ability, String> own = new EnumMap<>(Ability.class);
    own.putAll(more.getOrDefault(role, Map.of()));
    own.put(ability, reason);
    more.put(role, own);
    return new Framework(name, how, roles, more);
  }

  /** The same, for which this is no question. */
  Framework hasNo(Ability ability) {
    Framework without = this;
    for (Role role : roles) {
      without = without.cannot(role, ability, Findings.NO_QUESTION);
    }
    return without;
  }

  /** Why not, or null. */
  @Nullable String obstacle(Role role, Ability ability) {
    return obstacles.getOrDefault(role, Map.of()).get(ability);
  }

  private static String version(Class<?> oneOfIts) {
    CodeSource source = oneOfIts.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation().getProtocol().equals("jrt")) {
      return Integer.toString(Runtime.version().feature());
    }
    String jar = Path.of(source.getLocation().getPath()).getFileName().toString();
    Matcher matcher = VERSION.matcher(jar);
    return matcher.find() ? matcher.group(1) : "";
  }
}
