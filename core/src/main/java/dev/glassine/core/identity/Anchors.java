package dev.glassine.core.identity;

import dev.glassine.core.wire.Bytes;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.security.auth.x500.X500Principal;

/** The certificates that are trusted to begin with, by name. Immutable. */
final class Anchors {
  private final Set<X509Certificate> all;
  private final Map<X500Principal, List<X509Certificate>> bySubject;

  Anchors(Collection<X509Certificate> certificates) {
    all = new LinkedHashSet<>(certificates);
    bySubject = new HashMap<>();
    for (X509Certificate certificate : all) {
      bySubject
          .computeIfAbsent(certificate.getSubjectX500Principal(), name -> new ArrayList<>())
          .add(certificate);
    }
  }

  List<X509Certificate> all() {
    return List.copyOf(all);
  }

  boolean contains(X509Certificate certificate) {
    return all.contains(certificate);
  }

  List<X509Certificate> named(X500Principal subject) {
    return bySubject.getOrDefault(subject, List.of());
  }

  /** Adds every certificate, in an order of its own. */
  void addTo(Digests digest) {
    Set<String> digests = new TreeSet<>();
    for (X509Certificate certificate : all) {
      try {
        digests.add(Digests.sha256(Bytes.wrap(certificate.getEncoded())).hex());
      } catch (CertificateEncodingException e) {
        throw new IllegalArgumentException("a trusted certificate does not encode", e);
      }
    }
    digest.add(String.join(",", digests));
  }
}
