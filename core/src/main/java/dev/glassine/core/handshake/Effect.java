package dev.glassine.core.handshake;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Epoch;
import dev.glassine.core.engine.Question;
import dev.glassine.core.keys.Exporter;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.Ssl2Message;
import java.util.List;

/**
 * What a flow wants done: data that the connection carries out in order, the trace shows, and tests
 * compare.
 */
public sealed interface Effect {
  /**
   * Send this message under the keys then current; {@code raw} is its encoding, already in the
   * transcript.
   */
  record Send(HandshakeMessage message, Bytes raw) implements Effect {}

  /** Read and write SSL 2.0 from here on, without protection at first. */
  record SpeakSsl2(Ssl2 protocol) implements Effect {}

  /** Read and write TLS from here on: a hello in SSL 2.0 format has led there. */
  record SpeakTls() implements Effect {}

  /**
   * Give this message, which stands for the one at hand, to the flow that has taken over; always
   * the last effect of a step.
   */
  record HandOn(HandshakeMessage message, Bytes raw) implements Effect {}

  /** Send this message of SSL 2.0 in a record of its own. */
  record SendSsl2(Ssl2Message message, Bytes raw) implements Effect {}

  /** Send change_cipher_spec. */
  record SendChangeCipherSpec() implements Effect {}

  /** Send a warning alert, after which the connection goes on. */
  record SendWarning(AlertDescription description) implements Effect {}

  /**
   * Read with these keys from the next record on. A handshake message that is only half there is
   * then a failure.
   */
  record InstallRead(Epoch epoch, CipherSuite suite, RecordOpener opener, List<String> labels)
      implements Effect {}

  /** Write with these keys from the next record on. */
  record InstallWrite(Epoch epoch, CipherSuite suite, RecordSealer sealer, List<String> labels)
      implements Effect {}

  /** The version is decided: messages and record headers follow it. */
  record UseVersion(ProtocolVersion version) implements Effect {}

  /**
   * Records of this side carry at most this many octets of plaintext from now on (RFC 6066 §4, RFC
   * 8449).
   */
  record LimitFragments(int octets) implements Effect {}

  /**
   * The peer was promised, or promised itself, not to send more than this many octets of plaintext
   * in a record.
   */
  record LimitPeerFragments(int octets) implements Effect {}

  /**
   * The client sent early data that is refused: pass over up to this many octets that do not open
   * (RFC 9846 §4.3.10).
   */
  record SkipEarlyData(int octets) implements Effect {}

  /** Something was decided. */
  record Decide(Decision decision) implements Effect {}

  /** Wait for the answer to this question; always the last effect of a step. */
  record Ask(Question question) implements Effect {}

  /** A secret for the key log, if the owner switched it on. */
  record LogSecret(String label, Bytes clientRandom, Secret secret) implements Effect {}

  /** A session to remember under this key. */
  record Remember(Bytes key, SessionState session) implements Effect {}

  /**
   * A session not to be used again: the connection that it belongs to failed, or the server refused
   * it.
   */
  record Forget(Bytes key) implements Effect {}

  /**
   * The handshake is complete: application data may flow.
   *
   * @param tlsUnique the first Finished of the handshake (RFC 5929 §3); empty in TLS 1.3, which has
   *     no tls-unique
   */
  record Complete(ConnectionInfo info, Exporter exporter, Bytes tlsUnique) implements Effect {}
}
