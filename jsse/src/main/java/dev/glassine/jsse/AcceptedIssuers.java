package dev.glassine.jsse;

import dev.glassine.core.wire.Bytes;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.X509TrustManager;

/**
 * The names of a trust manager's accepted issuers, in DER. The manager is asked each time, since it
 * may have changed its mind; names are made anew only where it has. Thread-safe.
 */
final class AcceptedIssuers {
  private record Known(X509Certificate[] issuers, List<Bytes> names) {}

  private final X509TrustManager manager;
  private volatile Known known = new Known(new X509Certificate[0], List.of());

  AcceptedIssuers(X509TrustManager manager) {
    this.manager = manager;
  }

  List<Bytes> names() {
    X509Certificate[] issuers = manager.getAcceptedIssuers();
    if (issuers == null || issuers.length == 0) {
      return List.of();
    }
    Known last = known;
    if (Arrays.equals(last.issuers(), issuers)) {
      return last.names();
    }
    List<Bytes> names =
        Arrays.stream(issuers)
            .map(issuer -> Bytes.wrap(issuer.getSubjectX500Principal().getEncoded()))
            .distinct()
            .toList();
    known = new Known(issuers.clone(), names);
    return names;
  }
}
