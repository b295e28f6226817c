/**
 * Primitives from JCA providers. Each algorithm is chosen on its own: {@link
 * dev.glassine.core.crypto.jca.Family} has the order of preference, {@code Source} finds the
 * providers, {@code Selection} takes the first that answers a known-answer test. Around them, one
 * class for each kind of primitive. Start at {@link dev.glassine.core.crypto.jca.JcaCrypto}.
 */
package dev.glassine.core.crypto.jca;
