package dev.glassine.core.handshake.tls13;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.CipherSuite;

/**
 * What an established connection needs to change its keys (RFC 9846 §7.2).
 *
 * @param read the peer's application traffic secret of now
 * @param write ours
 * @param request whether the peer owes us a KeyUpdate
 */
record Traffic(CipherSuite suite, RecordLimits limits, Secret read, Secret write, Request request) {
  /** RFC 9846 §4.7.3: after update_requested none may follow until the peer's KeyUpdate arrives. */
  enum Request {
    NONE,
    SENT
  }

  Traffic reading(Secret next) {
    return new Traffic(suite, limits, next, write, Request.NONE);
  }

  Traffic writing(Secret next) {
    return new Traffic(suite, limits, read, next, request);
  }

  Traffic requesting() {
    return new Traffic(suite, limits, read, write, Request.SENT);
  }
}
