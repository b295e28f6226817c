package dev.glassine.jsse;

import dev.glassine.core.registry.ProtocolVersion;
import java.util.List;

/** The contexts that can be asked for, and the versions that each enables to begin with. */
enum ContextKind {
  TLS("TLS", List.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2)),
  TLS_1_3("TLSv1.3", List.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2)),
  TLS_1_2("TLSv1.2", List.of(ProtocolVersion.TLS_1_2)),
  DEFAULT("Default", List.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2));

  private final String algorithm;

  @SuppressWarnings("ImmutableEnumChecker") // a list that nobody can change
  private final List<ProtocolVersion> versions;

  ContextKind(String algorithm, List<ProtocolVersion> versions) {
    this.algorithm = algorithm;
    this.versions = versions;
  }

  /** As {@code SSLContext.getInstance} knows it. */
  String algorithm() {
    return algorithm;
  }

  /** Other names: "SSL" has meant TLS for twenty years. */
  List<String> aliases() {
    return this == TLS ? List.of("SSL") : List.of();
  }

  /** Enabled by default, newest first; a context may enable more. */
  List<ProtocolVersion> versions() {
    return versions;
  }
}
