package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.keys.Exporter;
import org.jspecify.annotations.Nullable;

/**
 * RFC 7627 §5.4: without the extended main secret a side "MUST NOT export any key material" for
 * authentication above; "it MUST disable [RFC5705]".
 */
record NoExporter(Secret main) implements Exporter {
  @Override
  public Secret export(String label, byte @Nullable [] context, int length) {
    throw new TlsFailure.Misuse(
        "keying material of a TLS 1.2 connection without extended_master_secret may belong to two connections (RFC 7627 §5.4): none is exported");
  }

  @Override
  public void close() {
    main.close();
  }
}
