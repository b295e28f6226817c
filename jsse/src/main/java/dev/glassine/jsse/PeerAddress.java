package dev.glassine.jsse;

import dev.glassine.core.identity.HostName;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import org.jspecify.annotations.Nullable;

/**
 * Whom a connection is made for, as the program said: a hint for sessions and names.
 *
 * @param host null where nobody said
 * @param port -1 where nobody said
 */
record PeerAddress(@Nullable String host, int port) {
  static final PeerAddress UNKNOWN = new PeerAddress(null, -1);

  /**
   * The name to ask for where nobody set any: the host's, if it is a DNS name of several labels.
   * Names like {@code localhost} are left out, because servers that insist on known names would
   * turn them away.
   */
  @Nullable String impliedServerName() {
    if (host == null || host.indexOf('.') < 0) {
      return null;
    }
    try {
      HostName name = HostName.of(host);
      return name.isAddress() ? null : name.name();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The DNS name among names that were set, or null. */
  static @Nullable String hostNameAmong(List<SNIServerName> names) {
    for (SNIServerName name : names) {
      if (name instanceof SNIHostName host) {
        return host.getAsciiName();
      }
    }
    return null;
  }
}
