package dev.glassine.core.handshake;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Ssl2Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation of two others in SSL 2.0, as one follows it who is no party: told its messages in
 * their order, it says what is under keys and what leads to them. Nothing is checked that only a
 * party could check. One owner thread.
 */
public interface Ssl2Overheard {
  /**
   * The part of the master key that went under the server's RSA key.
   *
   * @param certificate the server's, in DER
   * @param octets as long as the modulus
   * @param length octets of what is inside
   */
  record EncryptedKey(Bytes certificate, Bytes octets, int length) {}

  /**
   * The next message.
   *
   * @param kind whose keys opened it; null where it went in the clear
   * @return what it has led to: decisions, the handshake's completion, its failure
   */
  List<TlsEvent> message(Side sender, Ssl2Message message, @Nullable CipherSuite kind);

  /**
   * Whether the next record of {@code sender} is under keys. None says so: it follows from the
   * messages before it, and from its length, for an error goes in the clear.
   *
   * @param length octets behind the record's header
   */
  boolean isProtected(Side sender, int length);

  /** Whether SERVER-FINISHED has come, so that records carry data. */
  boolean isComplete();

  /** CONNECTION-ID-DATA, by which a key log is asked; null before SERVER-HELLO. */
  @Nullable Bytes connectionId();

  /**
   * The session that is resumed or, once there is one, that was made; empty where there is none.
   */
  Bytes sessionId();

  /** Whether the server has taken up the client's session. */
  boolean isResumed();

  /** What the server's private key opens; null where nothing of the kind went over the wire. */
  @Nullable EncryptedKey encryptedKey();

  /**
   * The master key, and KEY-ARG-DATA behind it, as a key log has them.
   *
   * @param secretPart what was in {@link #encryptedKey}; it is wiped
   */
  Secret masterKey(Secret secretPart);

  /**
   * The kinds whose keys may follow from this master key: the client's choice or, where a session
   * is resumed, for then the wire does not tell, those it offers that ask for such a one. None
   * where it is of the wrong length.
   */
  List<CipherSuite> kinds(Secret masterKey);

  /**
   * What opens the records of {@code sender} from the first that is under keys on.
   *
   * @param kind one of {@link #kinds} that {@code crypto} supports
   */
  RecordOpener opener(CryptoProvider crypto, CipherSuite kind, Secret masterKey, Side sender);

  /** From the first input to {@code sender}'s key, by name. */
  List<String> labels(Side sender);
}
