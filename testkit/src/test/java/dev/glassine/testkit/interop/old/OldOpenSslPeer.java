package dev.glassine.testkit.interop.old;

import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** OpenSSL libraries of their time, as Python wheels of a database driver carry them along. */
final class OldOpenSslPeer extends ScriptedPeer {
  private final Path libraries;
  private final boolean of2007;

  private OldOpenSslPeer(String version, boolean of2007) {
    super("OpenSSL", version);
    this.libraries = OldPeers.folder().resolve("openssl-" + version + "/psycopg2/.libs");
    this.of2007 = of2007;
  }

  /** With SSL 2.0, export suites and their servers, DES and zlib; without elliptic curves. */
  static OldOpenSslPeer v098() {
    return new OldOpenSslPeer("0.9.8e", true);
  }

  /** With SSL 3.0 and zlib; without DES and export suites. */
  static OldOpenSslPeer v102() {
    return new OldOpenSslPeer("1.0.2n", false);
  }

  @Override
  boolean isInstalled() {
    return Files.isDirectory(libraries);
  }

  @Override
  PeerProcess start(Path log) throws IOException {
    return new PeerProcess(
        name(),
        List.of(
            "python3",
            resource("openssl_peer.py").toString(),
            library("libcrypto"),
            library("libssl")),
        Map.of("LD_LIBRARY_PATH", libraries.toString(), "OPENSSL_DEFAULT_ZLIB", "1"),
        log);
  }

  private String library(String name) throws IOException {
    try (Stream<Path> files = Files.list(libraries)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name + "-"))
          .findFirst()
          .orElseThrow()
          .toString();
    }
  }

  @Override
  String ciphers(OldCase wanted, Side side) {
    return SuiteWords.openSsl(wanted.suite())
        + (wanted.ssl2Hello() && side == Side.CLIENT ? ":RC4-MD5" : "");
  }

  @Override
  public @Nullable String leavesOut(OldCase wanted, Side side) {
    if (wanted.isSsl2()
        && side == Side.SERVER
        && wanted.client() == ClientCertificate.WITHHELD
        && of2007) {
      return "OpenSSL ends SSL 2.0 where it asks and gets no certificate";
    }
    if (wanted.ssl2Hello() && side == Side.CLIENT && of2007) {
      return "its maker's build sends that hello for SSL 2.0 only";
    }
    return of2007 ? lacks098(wanted) : lacks102(wanted, side);
  }

  private static @Nullable String lacks098(OldCase wanted) {
    CipherSuite suite = wanted.suite();
    if (wanted.version().equals(ProtocolVersion.TLS_1_1)) {
      return "TLS 1.1 came with 1.0.1";
    }
    if (suite.keyExchange() == KeyExchangeMethod.ECDHE
        || suite.keyExchange() == KeyExchangeMethod.ECDH_ANON
        || wanted.client() == ClientCertificate.GIVEN_ECDSA
        || suite.cipher() == BulkCipher.IDEA_CBC) {
      return "its maker left elliptic curves and IDEA out";
    }
    if (suite.authentication() == AuthenticationMethod.DSS
        || wanted.client() == ClientCertificate.GIVEN_DSS) {
      return "its maker's build leaves the DSA signature out of ServerKeyExchange";
    }
    if (wanted.isSsl2() && (wanted.isExport() || suite.cipher() == BulkCipher.DES_CBC)) {
      return "its maker left the short keys of SSL 2.0 out";
    }
    return null;
  }

  private static @Nullable String lacks102(OldCase wanted, Side side) {
    if (wanted.isSsl2()) {
      return "it is built without SSL 2.0";
    }
    if (wanted.isExport() || wanted.suite().cipher() == BulkCipher.DES_CBC) {
      return "DES and export suites were switched off by then";
    }
    if (wanted.ssl2Hello() && side == Side.CLIENT) {
      return "without SSL 2.0 it does not send its hello";
    }
    return null;
  }

  @Override
  public boolean resumes(OldCase wanted, Side side) {
    return true;
  }
}
