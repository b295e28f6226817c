package dev.glassine.core.handshake;

import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the client said first, and what it keeps to understand the answer.
 *
 * @param hello as sent; offers every version that is enabled
 * @param raw its encoding
 * @param transcript holds the hello already
 * @param keyShares the private halves of the shares in key_share; empty where TLS 1.3 is not
 *     offered
 * @param session the session offered for resumption, or null: of TLS 1.3 it is in pre_shared_key,
 *     of TLS 1.2 in session id or session_ticket
 */
public record ClientOffer(
    ClientHello hello,
    Bytes raw,
    Transcript transcript,
    Map<NamedGroup, KeyExchange.Offer> keyShares,
    @Nullable SessionState session) {
  /** Copies the map. */
  public ClientOffer {
    keyShares = Map.copyOf(keyShares);
  }
}
