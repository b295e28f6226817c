package dev.glassine.jsse;

import dev.glassine.core.registry.ProtocolVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Protocol versions by the names that JSSE gives them ("SSLContext Algorithms" and others). */
final class ProtocolNames {
  /** Of a session before its handshake. */
  static final String NONE = "NONE";

  static final List<ProtocolVersion> SUPPORTED =
      List.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2);

  private static final Set<String> LEGACY =
      Set.of("TLSv1.1", "TLSv1", "SSLv3", "SSLv2Hello", "SSLv2");

  private ProtocolNames() {}

  static String of(ProtocolVersion version) {
    return version.equals(ProtocolVersion.TLS_1_3)
        ? "TLSv1.3"
        : version.equals(ProtocolVersion.TLS_1_2) ? "TLSv1.2" : version.name();
  }

  static String[] of(List<ProtocolVersion> versions) {
    return versions.stream().map(ProtocolNames::of).toArray(String[]::new);
  }

  /**
   * The versions of these names, without repetition.
   *
   * @throws IllegalArgumentException where a name is not supported, with what was meant perhaps
   */
  static List<ProtocolVersion> parse(String @Nullable [] names) {
    if (names == null) {
      throw new IllegalArgumentException("the array of protocol names is null");
    }
    List<ProtocolVersion> versions = new ArrayList<>();
    for (String name : names) {
      ProtocolVersion version = parse(name);
      if (!versions.contains(version)) {
        versions.add(version);
      }
    }
    return List.copyOf(versions);
  }

  private static ProtocolVersion parse(String name) {
    for (ProtocolVersion version : SUPPORTED) {
      if (of(version).equals(name)) {
        return version;
      }
    }
    String[] supported = of(SUPPORTED);
    if (name != null && LEGACY.contains(name)) {
      throw new IllegalArgumentException(
          "protocol "
              + name
              + " is broken or deprecated and not available here; supported are "
              + String.join(", ", supported));
    }
    throw new IllegalArgumentException(
        "unknown protocol \""
            + name
            + "\""
            + NearestName.hint(String.valueOf(name), Arrays.asList(supported))
            + " Supported are "
            + String.join(", ", supported));
  }
}
