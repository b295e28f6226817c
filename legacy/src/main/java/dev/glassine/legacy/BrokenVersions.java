package dev.glassine.legacy;

import dev.glassine.core.engine.Legacy;
import dev.glassine.core.handshake.LegacyModule;
import dev.glassine.core.handshake.Ssl2;
import dev.glassine.core.handshake.tls12.VersionRules;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.legacy.ssl2.Ssl2Protocol;
import java.util.List;

/** The door through which core comes in. Stateless. */
public final class BrokenVersions implements LegacyModule {
  @Override
  public VersionRules rules(ProtocolVersion version, Legacy legacy) {
    if (version.equals(ProtocolVersion.TLS_1_2)) {
      return new Tls12BrokenRules(legacy);
    }
    if (version.equals(ProtocolVersion.TLS_1_1)) {
      return new Tls11Rules(legacy);
    }
    if (version.equals(ProtocolVersion.TLS_1_0)) {
      return new Tls10Rules(legacy);
    }
    if (version.equals(ProtocolVersion.SSL_3_0)) {
      return new Ssl30Rules(legacy);
    }
    throw new IllegalArgumentException(version + " has no rules of the SSL 3.0 family");
  }

  @Override
  public Ssl2 ssl2() {
    return new Ssl2Protocol();
  }

  @Override
  public List<CipherSuite> suites() {
    return BrokenSuites.STRONGEST_FIRST;
  }
}
