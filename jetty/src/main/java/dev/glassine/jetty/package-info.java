/**
 * ALPN (RFC 7301) for Jetty 12 over Glassine. Jetty asks every engine for a processor that knows
 * it, and its own know the JDK's engines only. With this jar beside Jetty's there is nothing to
 * call: {@code SslContextFactory.setSslContext} is all that a program does.
 */
package dev.glassine.jetty;
