package dev.glassine.core.keys;

import dev.glassine.core.crypto.Secret;
import org.jspecify.annotations.Nullable;

/** Exported keying material (RFC 9846 §7.5, RFC 5705). */
public interface Exporter {
  /** {@code length} octets under {@code label}; a null context differs from an empty one before TLS 1.3. */
  Secret export(String label, byte @Nullable [] context, int length);
}
