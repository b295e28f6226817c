package dev.glassine.core.identity;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A path by names alone, whose signatures nobody has verified yet.
 *
 * @param certificates the peer's certificate first, without the anchor
 * @param anchor the trusted certificate that is named as issuer of the last one
 */
record CandidatePath(List<X509Certificate> certificates, X509Certificate anchor) {
  CandidatePath {
    certificates = List.copyOf(certificates);
  }

  X509Certificate leaf() {
    return certificates.getFirst();
  }

  /** With the anchor at the end. */
  List<X509Certificate> whole() {
    List<X509Certificate> whole = new ArrayList<>(certificates);
    whole.add(anchor);
    return List.copyOf(whole);
  }
}
