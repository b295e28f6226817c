package dev.glassine.core.identity;

import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate chain as the peer presented it, with what it must be judged by.
 *
 * @param presenter whose chain it is: the peer
 * @param certificates the peer's own first; the rest in any order; at least one
 * @param expectedName the host name or IP address that was meant to be reached; null on a server,
 *     or where names are not checked
 * @param ocspResponse what was stapled, in DER, or null
 * @param now the time to judge by
 */
public record PresentedChain(
    Side presenter,
    List<X509Certificate> certificates,
    @Nullable String expectedName,
    @Nullable Bytes ocspResponse,
    Instant now) {
  /** Copies the list. */
  public PresentedChain {
    certificates = List.copyOf(certificates);
  }
}
