package dev.glassine.testkit.interop.old;

import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.testkit.KeyKind;
import java.util.ArrayList;
import java.util.List;

/**
 * One conversation that a peer of an old version is asked for.
 *
 * @param certificate the server's
 * @param resumed whether a second connection must resume the first by its session id
 * @param compressed whether DEFLATE must be agreed on
 * @param ssl2Hello whether the client's hello is in SSL 2.0 format although the version is newer
 */
record OldCase(
    ProtocolVersion version,
    CipherSuite suite,
    KeyKind certificate,
    ClientCertificate client,
    boolean resumed,
    boolean compressed,
    boolean ssl2Hello) {

  /** With the certificate that the suite asks for. */
  static OldCase of(ProtocolVersion version, CipherSuite suite) {
    KeyKind certificate =
        switch (suite.authentication()) {
          case DSS -> KeyKind.DSA_1024_WITH_SHA1;
          case ECDSA -> KeyKind.ECDSA_P256;
          default -> KeyKind.RSA_2048;
        };
    return new OldCase(
        version, suite, certificate, ClientCertificate.NOT_ASKED, false, false, false);
  }

  OldCase with(KeyKind other) {
    return new OldCase(version, suite, other, client, resumed, compressed, ssl2Hello);
  }

  OldCase with(ClientCertificate other) {
    return new OldCase(version, suite, certificate, other, resumed, compressed, ssl2Hello);
  }

  OldCase resuming() {
    return new OldCase(version, suite, certificate, client, true, compressed, ssl2Hello);
  }

  OldCase notResuming() {
    return new OldCase(version, suite, certificate, client, false, compressed, ssl2Hello);
  }

  OldCase compressing() {
    return new OldCase(version, suite, certificate, client, resumed, true, ssl2Hello);
  }

  OldCase helloOfSsl2() {
    return new OldCase(version, suite, certificate, client, resumed, compressed, true);
  }

  boolean isSsl2() {
    return version.equals(ProtocolVersion.SSL_2_0);
  }

  boolean isAnonymous() {
    return suite.name().contains("_anon_");
  }

  boolean isExport() {
    return suite.keyExchange().isExport()
        || suite.cipher() == BulkCipher.RC4_40
        || suite.cipher() == BulkCipher.RC2_CBC_40;
  }

  /** Whether the server sends a Diffie-Hellman group of its own. */
  boolean hasDh() {
    KeyExchangeMethod exchange = suite.keyExchange();
    return exchange == KeyExchangeMethod.DHE
        || exchange == KeyExchangeMethod.DH_ANON
        || hasExportDh();
  }

  /** Whether the server sends a key of its own for the exchange, in ServerKeyExchange. */
  boolean hasShortLivedKey() {
    KeyExchangeMethod exchange = suite.keyExchange();
    boolean ofCertificate =
        exchange == KeyExchangeMethod.RSA
            || (exchange == KeyExchangeMethod.RSA_EXPORT
                && certificate == KeyKind.RSA_512_WITH_MD5);
    return !ofCertificate;
  }

  /** Whether that group has 512 bits. */
  boolean hasExportDh() {
    KeyExchangeMethod exchange = suite.keyExchange();
    return exchange == KeyExchangeMethod.DHE_EXPORT || exchange == KeyExchangeMethod.DH_ANON_EXPORT;
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>(List.of(version.name(), suite.name(), certificate.name()));
    if (client != ClientCertificate.NOT_ASKED) {
      words.add("client certificate " + client.name().toLowerCase(java.util.Locale.ROOT));
    }
    if (resumed) {
      words.add("resumed");
    }
    if (compressed) {
      words.add("DEFLATE");
    }
    if (ssl2Hello) {
      words.add("SSL 2.0 hello");
    }
    return String.join(", ", words);
  }
}
