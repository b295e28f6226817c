package dev.glassine.testkit.interop.old;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every peer of the old versions; {@code .ci/old-peers} installs them. */
final class OldPeers {
  static final NodePeer NODE_012 = NodePeer.v012();
  static final NodePeer NODE_010 = NodePeer.v010();
  static final NasslPeer NASSL = new NasslPeer();
  static final OldOpenSslPeer OPENSSL_098 = OldOpenSslPeer.v098();
  static final OldOpenSslPeer OPENSSL_102 = OldOpenSslPeer.v102();
  static final TlsLitePeer TLSLITE = new TlsLitePeer();
  static final SunJssePeer SUN_JSSE = new SunJssePeer();
  static final NssPeer NSS = new NssPeer();

  static final List<OldPeer> ALL =
      List.of(NODE_012, NODE_010, NASSL, OPENSSL_098, OPENSSL_102, TLSLITE, SUN_JSSE, NSS);

  private OldPeers() {}

  /** Where they are installed: {@code GLASSINE_OLD_PEERS}, or a folder of the user's cache. */
  static Path folder() {
    @Nullable String chosen = System.getenv("GLASSINE_OLD_PEERS");
    return chosen == null
        ? Path.of(System.getProperty("user.home"), ".cache", "glassine", "peers")
        : Path.of(chosen);
  }
}
