package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Hash;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.keys.ConstantTime;
import dev.glassine.core.keys.Tls13KeySchedule;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.OfferedPsks.PskIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * pre_shared_key, for resumption (RFC 9846 §4.3.11): the ticket's age in disguise, and binders,
 * which prove that the client holds the key and tie it to this very hello.
 *
 * <pre>
 *   binder = HMAC(finished_key(binder_key), Transcript-Hash(Truncate(ClientHello1)))
 *   after a HelloRetryRequest:              Transcript-Hash(ClientHello1, HelloRetryRequest, Truncate(ClientHello2))
 * </pre>
 */
public final class Psk {
  private Psk() {}

  /**
   * The first hello with pre_shared_key at its end, binder included; its transcript holds nothing
   * yet.
   */
  public static ClientHello offer(ClientContext context, ClientHello hello, SessionState session) {
    Hash hash = context.crypto().hash(session.suite().hash());
    return withBinder(
        context,
        hello,
        session,
        (truncated, length) -> {
          Hash.Digest digest = hash.start();
          digest.update(truncated, 0, length);
          return digest.finish();
        });
  }

  /**
   * The second hello with pre_shared_key at its end; {@code transcript} holds what came before it,
   * under the session's hash.
   */
  static ClientHello offerAgain(
      ClientContext context, ClientHello hello, SessionState session, Transcript transcript) {
    return withBinder(context, hello, session, transcript::hashWith);
  }

  /** Hashes the first {@code length} octets of a hello and what came before it. */
  private interface TruncatedHash {
    byte[] of(byte[] hello, int length);
  }

  private static ClientHello withBinder(
      ClientContext context,
      ClientHello hello,
      SessionState session,
      TruncatedHash transcriptHash) {
    if (!(session.ticket() instanceof SessionState.Ticket.Sealed(Bytes ticket, Instant received))) {
      throw new IllegalArgumentException("a session of TLS 1.3 is resumed by its ticket");
    }
    HashAlgorithm hash = session.suite().hash();
    PskIdentity identity =
        new PskIdentity(ticket, obfuscatedAge(received, context.now(), session.ticketAgeAdd()));
    // The lengths inside the hello count the binders, so it is encoded with an empty one first
    OfferedPsks unbound =
        new OfferedPsks(List.of(identity), List.of(Bytes.wrap(new byte[hash.length()])));
    byte[] octets = HandshakeCodec.encode(with(hello, unbound)).toArray();
    byte[] binder =
        binder(
            context.crypto(),
            session,
            transcriptHash.of(octets, octets.length - unbound.bindersLength()));
    return with(hello, unbound.withBinders(List.of(Bytes.wrap(binder))));
  }

  // RFC 9846 §4.3.11.1: "taking the age in milliseconds and adding the "ticket_age_add" value ...,
  // modulo 2^32"
  private static long obfuscatedAge(Instant received, Instant now, long ageAdd) {
    return (Duration.between(received, now).toMillis() + ageAdd) & 0xFFFF_FFFFL;
  }

  // RFC 9846 §4.3.11: "The "pre_shared_key" extension MUST be the last extension in the
  // ClientHello"
  private static ClientHello with(ClientHello hello, OfferedPsks psks) {
    List<Extension> extensions = new ArrayList<>(hello.extensions().list());
    extensions.removeIf(OfferedPsks.class::isInstance);
    extensions.add(psks);
    return new ClientHello(
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionId(),
        hello.cipherSuites(),
        hello.legacyCompressionMethods(),
        new Extensions(extensions));
  }

  /**
   * Checks the binder of the key that was selected.
   *
   * @param transcript holds what came before this hello, under the session's hash
   * @throws TlsFailure BAD_PSK_BINDER
   */
  static void verify(
      CryptoProvider crypto,
      OfferedPsks psks,
      int index,
      SessionState session,
      Bytes raw,
      Transcript transcript) {
    byte[] octets = raw.toArray();
    byte[] expected =
        binder(crypto, session, transcript.hashWith(octets, octets.length - psks.bindersLength()));
    // RFC 9846 §4.3.11: "If this value is not present or does not validate, the server MUST abort
    // the handshake."
    if (!ConstantTime.equal(expected, psks.binders().get(index).toArray())) {
      throw new TlsFailure.Misbehaved(
          Reason.BAD_PSK_BINDER, "ClientHello.pre_shared_key.binders[" + index + "]");
    }
  }

  private static byte[] binder(
      CryptoProvider crypto, SessionState session, byte[] truncatedTranscriptHash) {
    try (Tls13KeySchedule.Early early =
        Tls13KeySchedule.early(crypto, session.suite().hash(), session.secret())) {
      return early.binder(truncatedTranscriptHash);
    }
  }
}
