package dev.glassine.legacy.ssl2;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;

/** The two hellos. What was negotiated is read from the messages themselves. */
record Greetings(Ssl2ClientHello client, Ssl2ServerHello server) {
  /** CHALLENGE-DATA: random of the client, which the server sends back. */
  Bytes challenge() {
    return client.challenge();
  }

  /** CONNECTION-ID-DATA: random of the server, which the client sends back. */
  Bytes connectionId() {
    return server.connectionId();
  }

  /** Whether a session is resumed. */
  boolean resumed() {
    return server.sessionIdHit();
  }

  /**
   * How many records {@code sender} sends in the clear: CLIENT-HELLO, and CLIENT-MASTER-KEY unless
   * a session is resumed; SERVER-HELLO.
   */
  int clearFrom(Side sender) {
    return sender == Side.SERVER || resumed() ? 1 : 2;
  }

  /** Whether both sides named this kind, as far as the hellos say it. */
  boolean offers(CipherSuite kind) {
    return client.cipherSpecs().contains(kind) && server.cipherSpecs().contains(kind);
  }

  /** The keys that follow from a master key and these hellos. */
  KeyMaterial keys(CryptoProvider crypto, MasterKey master) {
    return KeyMaterial.derive(crypto, master, challenge(), connectionId());
  }
}
