/**
 * What a peer of the nineties needs. Start at {@link dev.glassine.legacy.BrokenVersions}, where
 * core comes in.
 *
 * <p>SSL 3.0, TLS 1.0 and TLS 1.1 are the flows of TLS 1.2 under other {@link
 * dev.glassine.core.handshake.tls12.VersionRules}: each rules file says only what its version does
 * differently from the next newer one, so that read from {@code Tls12BrokenRules} down they tell
 * the history backwards. SSL 1.0 was never published, so nobody can speak it. SSL 2.0 is another
 * protocol and has a package of its own.
 */
package dev.glassine.legacy;
