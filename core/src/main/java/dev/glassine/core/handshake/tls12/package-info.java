/**
 * The handshake of TLS 1.2 (RFC 5246), and the frame for the versions before it.
 *
 * <p>Start with {@link dev.glassine.core.handshake.tls12.ClientFlow} and {@link
 * dev.glassine.core.handshake.tls12.ServerFlow}: each opens with the RFC's diagram, and its switch
 * over state and message is the table of contents. The states are in {@code ClientStates} and
 * {@code ServerStates}. What differs between SSL 3.0 and TLS 1.2 is ten points, named in {@link
 * dev.glassine.core.handshake.tls12.VersionRules}; how the premaster secret comes about is a {@link
 * dev.glassine.core.handshake.tls12.KeyAgreement}. Choosing the version is done before, by the
 * openings in the package above.
 */
@NullMarked
package dev.glassine.core.handshake.tls12;

import org.jspecify.annotations.NullMarked;
