import org.jspecify.annotations.NullMarked;

/**
 * Glassine as a JSSE provider: the engine behind {@code SSLContext}, {@code SSLEngine} and {@code
 * SSLSocket}.
 */
@NullMarked
module dev.glassine.jsse {
  requires transitive dev.glassine.core;
  requires static jdk.jfr;
  requires static org.jspecify;

  exports dev.glassine.jsse;

  provides java.security.Provider with
      dev.glassine.jsse.GlassineProvider;
}
