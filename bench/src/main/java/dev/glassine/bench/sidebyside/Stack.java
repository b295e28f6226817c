package dev.glassine.bench.sidebyside;

import dev.glassine.bench.sidebyside.Workload.Bulk;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLEngine;

/** A TLS stack behind JSSE's engine. Thread-safe; the engines are not. */
interface Stack {
  /** A client; engines of one scene share a context, and so their sessions. */
  SSLEngine client(Scene scene, Bulk cipher) throws GeneralSecurityException;

  /** A server, likewise. */
  SSLEngine server(Scene scene, Bulk cipher) throws GeneralSecurityException;

  /**
   * Whether an engine whose handshake status is that it has none may have something to say all the
   * same.
   */
  default boolean speaksUnasked() {
    return false;
  }

  /** Lets go of what an engine holds outside the heap. */
  default void release(SSLEngine engine) {}
}
