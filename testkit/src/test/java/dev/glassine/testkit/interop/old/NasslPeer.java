package dev.glassine.testkit.interop.old;

import dev.glassine.core.registry.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** nassl, the client inside sslyze: OpenSSL 1.0.2 with everything old in it. */
final class NasslPeer extends ScriptedPeer {
  NasslPeer() {
    super("nassl", "5.4.0");
  }

  @Override
  boolean isInstalled() {
    return Files.isDirectory(OldPeers.folder().resolve("python/nassl"));
  }

  @Override
  PeerProcess start(Path log) throws IOException {
    return new PeerProcess(
        name(),
        List.of("python3", resource("nassl_peer.py").toString()),
        Map.of("PYTHONPATH", OldPeers.folder().resolve("python").toString()),
        log);
  }

  @Override
  String ciphers(OldCase wanted, Side side) {
    return SuiteWords.openSsl(wanted.suite()) + (wanted.ssl2Hello() ? ":RC4-MD5" : "");
  }

  @Override
  public @Nullable String leavesOut(OldCase wanted, Side side) {
    return side == Side.SERVER ? "it has no server" : null;
  }

  @Override
  public boolean resumes(OldCase wanted, Side side) {
    return true;
  }
}
