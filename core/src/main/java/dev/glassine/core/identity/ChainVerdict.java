package dev.glassine.core.identity;

import dev.glassine.core.alert.Reason;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a judge says of a chain. */
public sealed interface ChainVerdict {
  /**
   * The chain is accepted.
   *
   * @param path from the peer's certificate to the trusted one, as it was built
   */
  record Accepted(List<X509Certificate> path) implements ChainVerdict {
    /** Copies the list. */
    public Accepted {
      path = List.copyOf(path);
    }
  }

  /**
   * The chain is refused.
   *
   * @param reason of kind BAD_CERTIFICATE
   * @param detail the evidence: which certificate, which names would match, which issuer is missing
   * @param cause what the JDK's PKIX said, or null
   */
  record Refused(Reason reason, String detail, @Nullable Exception cause) implements ChainVerdict {}
}
