package dev.glassine.testkit.interop.old;

import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.Side;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** SunJSSE of this JDK, in a JVM of its own where SSL 3.0 is on again. */
final class SunJssePeer extends ScriptedPeer {
  SunJssePeer() {
    super("SunJSSE", Integer.toString(Runtime.version().feature()));
  }

  @Override
  boolean isInstalled() {
    return true;
  }

  @Override
  PeerProcess start(Path log) throws IOException {
    return new PeerProcess(
        name(),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            classes().toString(),
            SunJsse.class.getName()),
        Map.of(),
        log);
  }

  /** Where the tests' classes are. */
  private static Path classes() {
    String name = "/" + SunJsse.class.getName().replace('.', '/') + ".class";
    try {
      Path file = Path.of(Objects.requireNonNull(SunJsse.class.getResource(name)).toURI());
      int depth = Path.of(name).getNameCount();
      for (int i = 0; i < depth; i++) {
        file = Objects.requireNonNull(file.getParent());
      }
      return file;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  String ciphers(OldCase wanted, Side side) {
    return wanted.suite().name();
  }

  @Override
  String anyVersion(OldCase wanted) {
    return version(wanted.version());
  }

  @Override
  public @Nullable String leavesOut(OldCase wanted, Side side) {
    if (wanted.isSsl2()) {
      return "of SSL 2.0 it has the hello only";
    }
    if (wanted.compressed()) {
      return "it has no compression";
    }
    if (side == Side.CLIENT
        && wanted.suite().keyExchange() == KeyExchangeMethod.DHE_EXPORT
        && wanted.suite().authentication() == AuthenticationMethod.DSS) {
      return "its trust manager does not know the name of the exchange DHE_DSS_EXPORT";
    }
    BulkCipher cipher = wanted.suite().cipher();
    return cipher == BulkCipher.IDEA_CBC || cipher == BulkCipher.RC2_CBC_40
        ? "it has no " + cipher
        : null;
  }

  @Override
  public boolean resumes(OldCase wanted, Side side) {
    return true;
  }
}
