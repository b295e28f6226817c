package dev.glassine.jsse;

import dev.glassine.core.registry.ProtocolVersion;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Protocol versions by the names that JSSE gives them ("SSLContext Algorithms" and others). */
final class ProtocolNames {
  /** Of a session before its handshake. */
  static final String NONE = "NONE";

  private static final Map<ProtocolVersion, String> NAMES =
      ProtocolVersion.ALL.stream()
          .collect(Collectors.toUnmodifiableMap(version -> version, ProtocolNames::name));

  private ProtocolNames() {}

  /** "TLSv1.3" for TLS 1.3, "TLSv1" for TLS 1.0, "SSLv3" for SSL 3.0. */
  static String of(ProtocolVersion version) {
    String known = NAMES.get(version);
    return known != null ? known : name(version);
  }

  private static String name(ProtocolVersion version) {
    return version.name().replace(" ", "v").replaceFirst("\\.0$", "");
  }

  static String[] of(List<ProtocolVersion> versions) {
    String[] names = new String[versions.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = of(versions.get(i));
    }
    return names;
  }
}
