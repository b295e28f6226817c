package dev.glassine.core.handshake;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ProtocolMessage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One role in one version: given where the handshake stands and what arrived, what happens next. A
 * flow keeps the configuration and nothing that changes; all that changes is in the {@link State}.
 * Its {@code step} is a switch over (state, message) that reads as the handshake.
 *
 * <p>A plain interface, so that the legacy module adds its own flows.
 */
public interface Flow {
  /**
   * Asked before the first record: what its first octets say of the protocol that it is in.
   *
   * @param first what has arrived; its position stays
   * @return null where they say nothing that this flow acts on
   */
  default @Nullable Step recognise(State state, ByteBuffer first) {
    return null;
  }

  /**
   * A message arrived.
   *
   * @param raw the message as it stood on the wire, for the transcript; empty for
   *     change_cipher_spec
   * @throws TlsFailure where the message may not stand here or does not hold
   */
  Step step(State state, ProtocolMessage message, Bytes raw);

  /** The answer to the question that {@code state} waits for arrived. */
  Step answer(State state, Answer answer);

  /**
   * The owner, or the key limit, wants new keys to write with (RFC 9846 §4.7.3).
   *
   * @param requestPeer whether the peer is asked to update its own too
   */
  default Step updateKeys(State state, boolean requestPeer) {
    throw new TlsFailure.Misuse("keys can be updated only in an established TLS 1.3 connection");
  }

  /** How this version says what {@code description} says; SSL 3.0 has fewer alerts. */
  default AlertDescription alert(AlertDescription description) {
    return description;
  }

  /** A warning alert that a flow may act on (SSL 3.0 no_certificate); null where it does not. */
  default @Nullable Step warning(State state, Alert alert) {
    return null;
  }
}
