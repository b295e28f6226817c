import org.jspecify.annotations.NullMarked;

/** Glassine for Netty 4.2: an {@code SslContext} over any {@code SSLContext} of Glassine's. */
@NullMarked
module dev.glassine.netty {
  requires transitive dev.glassine.jsse;
  requires transitive io.netty.buffer;
  requires transitive io.netty.common;
  requires transitive io.netty.handler;
  requires transitive io.netty.transport;
  requires static org.jspecify;

  exports dev.glassine.netty;
}
