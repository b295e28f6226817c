package dev.glassine.testkit.interop.old;

import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** tlslite-ng, in Python throughout: nobody's code but its own. */
final class TlsLitePeer extends ScriptedPeer {
  private static final Set<BulkCipher> CIPHERS =
      Set.of(
          BulkCipher.RC4_128,
          BulkCipher.TRIPLE_DES_EDE_CBC,
          BulkCipher.AES_128_CBC,
          BulkCipher.AES_256_CBC,
          BulkCipher.NULL);

  TlsLitePeer() {
    super("tlslite-ng", "0.8.2");
  }

  @Override
  boolean isInstalled() {
    return Files.isDirectory(OldPeers.folder().resolve("python/tlslite"));
  }

  @Override
  PeerProcess start(Path log) throws IOException {
    return new PeerProcess(
        name(),
        List.of("python3", resource("tlslite_peer.py").toString()),
        Map.of("PYTHONPATH", OldPeers.folder().resolve("python").toString()),
        log);
  }

  @Override
  String ciphers(OldCase wanted, Side side) {
    return SuiteWords.tlsLite(wanted.suite());
  }

  @Override
  public @Nullable String leavesOut(OldCase wanted, Side side) {
    if (wanted.isSsl2()) {
      return "it begins with SSL 3.0";
    }
    if (wanted.compressed()) {
      return "it has no compression";
    }
    if (wanted.ssl2Hello()) {
      return "it sends and takes no SSL 2.0 hello";
    }
    if (wanted.client() == ClientCertificate.GIVEN_DSS) {
      return "before TLS 1.2 its DSA keys sign MD5 and SHA-1 together, as RSA keys do";
    }
    if (wanted.isExport() || !CIPHERS.contains(wanted.suite().cipher())) {
      return "it has no " + wanted.suite().cipher();
    }
    return wanted.client() == ClientCertificate.MISSING && side == Side.SERVER
        ? "its server asks, and does not require"
        : null;
  }

  @Override
  public int bulk() {
    return 600;
  }

  @Override
  public boolean resumes(OldCase wanted, Side side) {
    return true;
  }
}
