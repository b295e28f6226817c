package dev.glassine.core.handshake.tls12;

import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.handshake.Verified.GoodFinished;
import dev.glassine.core.handshake.Verified.GoodSignature;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.session.SessionState;

/**
 * How the peer will be known once its Finished has verified. With static RSA nobody signs: that the
 * server could decrypt the premaster secret shows in its Finished only, so no identity exists
 * before.
 */
@FunctionalInterface
interface PeerProof {
  /** Who the peer is. */
  PeerIdentity identity(GoodFinished finished);

  /** The peer's key signed this handshake. */
  static PeerProof signed(GoodSignature signature) {
    return finished -> PeerIdentity.signed(signature);
  }

  /** The peer's key is to decrypt the premaster secret. */
  static PeerProof decrypting(AcceptedChain chain) {
    return finished -> PeerIdentity.decrypted(chain, finished);
  }

  /** The peer was known before. */
  static PeerProof resumed(SessionState session) {
    return finished -> PeerIdentity.resumed(session);
  }

  /** The peer shows no certificate. */
  static PeerProof anonymous() {
    return finished -> PeerIdentity.anonymous();
  }
}
