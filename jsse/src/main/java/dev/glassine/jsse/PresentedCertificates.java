package dev.glassine.jsse;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates a server last presented, by the name that it was asked for. A ticket does not
 * carry them, and a resumed handshake presents none, but programs ask for them all the same: Jetty
 * compares them with the request's host. Thread-safe.
 */
final class PresentedCertificates {
  /** A client may ask for any name, so the names are counted. */
  static final int MAX_NAMES = 256;

  private static final String NO_NAME = "";

  private final Map<String, List<X509Certificate>> byName = new ConcurrentHashMap<>();

  /** A full handshake presented {@code chain}. */
  void note(@Nullable String serverName, List<X509Certificate> chain) {
    String name = serverName == null ? NO_NAME : serverName;
    if (chain.equals(byName.get(name))) {
      return;
    }
    if (byName.size() >= MAX_NAMES) {
      byName.clear();
    }
    byName.put(name, chain);
  }

  /** What a full handshake last presented under this name; empty where nobody knows any more. */
  List<X509Certificate> find(@Nullable String serverName) {
    return byName.getOrDefault(serverName == null ? NO_NAME : serverName, List.of());
  }
}
