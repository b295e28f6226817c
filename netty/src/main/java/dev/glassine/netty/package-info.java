/**
 * Glassine for Netty 4.2. Start with {@link dev.glassine.netty.GlassineSslContext}; everything else
 * is Netty's own {@code SslHandler}.
 */
package dev.glassine.netty;
