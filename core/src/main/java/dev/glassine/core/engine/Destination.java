package dev.glassine.core.engine;

import dev.glassine.core.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Where a client's connection goes: what it asks for, what it checks, and under what it remembers
 * sessions. Immutable.
 *
 * @param serverName sent as server_name (RFC 6066 §3); null to send none, as for IP addresses
 * @param expectedName the host name or IP address that the certificate must be for (RFC 9525); null
 *     to check none
 * @param sessionKey under which sessions are remembered; null to remember none
 */
public record Destination(
    @Nullable String serverName, @Nullable String expectedName, @Nullable Bytes sessionKey) {
  /**
   * Host and port as a person writes them; {@code host} is a DNS name or an IP address without
   * brackets.
   */
  public static Destination of(String host, int port) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    boolean address = name.indexOf(':') >= 0 || name.matches("\\d+(\\.\\d+){3}");
    return new Destination(
        address ? null : name,
        name,
        Bytes.ofString(name.toLowerCase(java.util.Locale.ROOT) + ":" + port));
  }

  /** Nowhere in particular: no server_name, no name check, no resumption. */
  public static Destination unnamed() {
    return new Destination(null, null, null);
  }
}
