/**
 * TLS 1.3 (RFC 9846) from the hellos to key updates.
 *
 * <p>{@code ClientFlow} and {@code ServerFlow} read as the handshake: the RFC's diagram, a switch
 * over state and message, then a handler for each line of the diagram in the order of the wire.
 * {@code ClientStates} and {@code ServerStates} say what is known at each point. What takes more
 * than a few lines has a file of its own: {@code HelloRetry}, {@code Psk}, {@code Certificates},
 * {@code PostHandshake}, and the checks of each hello.
 *
 * <p>Not spoken: 0-RTT data (what a client sends is passed over), psk_ke, external pre-shared keys,
 * post-handshake authentication.
 */
package dev.glassine.core.handshake.tls13;
