import org.jspecify.annotations.NullMarked;

/**
 * SSL 2.0, SSL 3.0, TLS 1.0 and TLS 1.1 with the suites and the compression of their time: all of
 * it broken. Core finds it by ServiceLoader, and reaches it only where a configuration names what
 * it lets in ({@link dev.glassine.core.engine.Legacy}). It exports nothing.
 */
@NullMarked
module dev.glassine.legacy {
  requires dev.glassine.core;
  requires static org.jspecify;

  provides dev.glassine.core.handshake.LegacyModule with
      dev.glassine.legacy.BrokenVersions;
}
