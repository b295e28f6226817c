package dev.glassine.core.handshake;

import dev.glassine.core.engine.Legacy;
import dev.glassine.core.handshake.tls12.VersionRules;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * What the legacy module brings: the rules of the broken versions and the broken suites. Core finds
 * it by {@link ServiceLoader} where its jar is present, and asks it only for what a configuration's
 * {@link Legacy} names. Thread-safe.
 */
public interface LegacyModule {
  /**
   * The rules by which {@code version} is spoken: SSL 3.0 to TLS 1.1, and TLS 1.2 with the broken
   * suites that {@code legacy} lets in.
   */
  VersionRules rules(ProtocolVersion version, Legacy legacy);

  /** SSL 2.0, and hellos in its format. */
  Ssl2 ssl2();

  /** The suites that core alone does not speak, strongest first. */
  List<CipherSuite> suites();

  /** Looked for once for the JVM. */
  final class Found {
    private static final @Nullable LegacyModule MODULE =
        ServiceLoader.load(LegacyModule.class, LegacyModule.class.getClassLoader())
            .findFirst()
            .orElse(null);

    private Found() {}
  }

  /**
   * The module on the class path or module path.
   *
   * @throws IllegalArgumentException where it is not there
   */
  static LegacyModule find() {
    LegacyModule module = Found.MODULE;
    if (module == null) {
      throw new IllegalArgumentException(
          "what Legacy enables lives in a jar of its own: add glassine-legacy (module"
              + " dev.glassine.legacy) to the class path or module path");
    }
    return module;
  }
}
