/**
 * The seam to cryptography: what the engine asks of primitives, and nothing of how they work. No
 * primitive is written here; the ones that run come from JCA providers, chosen for each algorithm
 * on its own. Start at {@link dev.glassine.core.crypto.CryptoProvider}.
 */
package dev.glassine.core.crypto;
