package dev.glassine.core.handshake.tls12;

import dev.glassine.core.identity.CertificateParser;
import dev.glassine.core.wire.Bytes;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The peer's certificates as they came, its own first; {@link #NONE} where it showed none.
 *
 * @param encoded the same in DER, for sessions
 */
record PeerChain(List<X509Certificate> certificates, List<Bytes> encoded) {
  static final PeerChain NONE = new PeerChain(List.of(), List.of());

  /** Parses DER, the peer's own certificate first. */
  static PeerChain of(List<Bytes> encoded) {
    return new PeerChain(CertificateParser.shared().parse(encoded), encoded);
  }

  boolean isEmpty() {
    return certificates.isEmpty();
  }

  /** The peer's own; only where there is one. */
  CertificateKey key() {
    return new CertificateKey(certificates.getFirst());
  }
}
