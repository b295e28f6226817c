package dev.glassine.inspect;

/**
 * Where the time of the handshake went, in microseconds, until it was complete or failed.
 *
 * @param total from the start of the recording
 * @param peer waiting for the peer: the way there and back, and the peer's own work
 * @param own in the engine of this side, primitives of cryptography included
 * @param signer waiting for a signature or a decryption under the private key
 * @param verifier waiting for a verdict on the peer's certificates
 * @param store waiting for the session store
 * @param chooser waiting for a choice: of a certificate, of an application protocol
 */
public record Timings(
    long total, long peer, long own, long signer, long verifier, long store, long chooser) {
  /** Nothing was measured. */
  public static final Timings NONE = new Timings(0, 0, 0, 0, 0, 0, 0);
}
