package dev.glassine.legacy;

import dev.glassine.core.engine.Legacy;
import dev.glassine.core.handshake.LegacyModule;
import dev.glassine.core.handshake.tls12.VersionRules;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.List;

/** The door through which core comes in. */
public final class BrokenVersions implements LegacyModule {
  @Override
  public VersionRules rules(ProtocolVersion version, Legacy legacy) {
    throw new IllegalArgumentException(version + " is not spoken here");
  }

  @Override
  public List<CipherSuite> suites() {
    return List.of();
  }
}
