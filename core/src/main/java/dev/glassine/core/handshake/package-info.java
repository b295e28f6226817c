/**
 * The handshake as data. A {@link dev.glassine.core.handshake.Flow} is one role in one version:
 * from a {@link dev.glassine.core.handshake.State} and a message it makes a {@link
 * dev.glassine.core.handshake.Step}, which says what happens next as a list of {@link
 * dev.glassine.core.handshake.Effect}s. It does no I/O, seals no record and keeps nothing that
 * changes, so a handshake can be tested message by message, and recorded ones replayed.
 *
 * <p>Start reading at {@link dev.glassine.core.handshake.ClientOpening} and {@link
 * dev.glassine.core.handshake.ServerOpening}: they settle the version and hand over to the flows of
 * {@code tls13} and {@code tls12}. {@link dev.glassine.core.handshake.Negotiation} chooses, and
 * says why; {@link dev.glassine.core.handshake.Verified} holds what has been proven.
 */
package dev.glassine.core.handshake;
