package dev.glassine.core.session;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.wire.Bytes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Seals and opens tickets with one key. Thread-safe: the keyed ciphers, which are not, are lent out
 * one at a time.
 *
 * <pre>{@code
 * struct {
 *   opaque key_name[16];
 *   opaque nonce[12];      // random
 *   opaque sealed<..>;     // AES-256-GCM over SessionCodec's octets; key_name is the associated data
 * } Ticket;
 * }</pre>
 */
final class TicketSealer {
  /**
   * Tickets longer than this are not made: a client has to send one in its ClientHello, and the
   * peer's chain in it may be long.
   */
  static final int MAX_TICKET = 16 * 1024;

  /**
   * NIST SP 800-38D §8.3 allows 2^32 random nonces for one key, over all machines that share it.
   */
  static final long MAX_SEALS = 1L << 28;

  private static final int NONCE_LENGTH = 12;
  private static final int TAG_LENGTH = 16;
  private static final int HEADER = TicketKey.NAME_LENGTH + NONCE_LENGTH;
  private static final int MAX_IDLE = 8;

  private final TicketKey key;
  private final Aead aead;
  private final SecureRandom random;
  private final long maxSeals;
  private final ConcurrentLinkedQueue<Aead.Keyed> sealers = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Aead.Keyed> openers = new ConcurrentLinkedQueue<>();
  private final AtomicLong seals = new AtomicLong();

  TicketSealer(CryptoProvider crypto, TicketKey key, SecureRandom random, long maxSeals) {
    Aead found = crypto.aead(BulkCipher.AES_256_GCM);
    if (found == null) {
      throw new IllegalArgumentException(
          crypto.name() + " has no AES-256-GCM, which tickets are sealed with");
    }
    this.key = key;
    this.aead = found;
    this.random = random;
    this.maxSeals = maxSeals;
  }

  TicketKey key() {
    return key;
  }

  /** Whether the key has sealed as many tickets as it may. */
  boolean isWorn() {
    return seals.get() >= maxSeals;
  }

  /** Whether the ticket says that this key sealed it; names are public. */
  boolean isNamedBy(Bytes ticket) {
    return ticket.length() > HEADER + TAG_LENGTH
        && ticket.slice(0, TicketKey.NAME_LENGTH).equals(key.name());
  }

  /** The ticket, or no octets where it would be too long. */
  Bytes seal(SessionState session) {
    try (Secret encoded = SessionCodec.encode(session)) {
      int length = HEADER + encoded.length() + TAG_LENGTH;
      if (length > MAX_TICKET) {
        return Bytes.EMPTY;
      }
      byte[] name = key.name().toArray();
      byte[] nonce = new byte[NONCE_LENGTH];
      random.nextBytes(nonce);
      byte[] ticket = new byte[length];
      System.arraycopy(name, 0, ticket, 0, name.length);
      System.arraycopy(nonce, 0, ticket, name.length, NONCE_LENGTH);
      Aead.Keyed sealer = borrow(sealers, Aead.Direction.SEAL);
      sealer.seal(
          nonce,
          name,
          name.length,
          encoded.reveal(Secret.Access.PRIMITIVE),
          0,
          encoded.length(),
          ticket,
          HEADER);
      giveBack(sealers, sealer);
      seals.incrementAndGet();
      return Bytes.wrap(ticket);
    }
  }

  /**
   * The session, or null where the ticket does not authenticate or holds none; {@link #isNamedBy}
   * holds for it.
   */
  @Nullable SessionState open(Bytes ticket) {
    if (ticket.length() > MAX_TICKET) {
      return null;
    }
    byte[] octets = ticket.toArray();
    byte[] name = Arrays.copyOf(octets, TicketKey.NAME_LENGTH);
    byte[] nonce = Arrays.copyOfRange(octets, TicketKey.NAME_LENGTH, HEADER);
    byte[] plain = new byte[octets.length - HEADER];
    Aead.Keyed opener = borrow(openers, Aead.Direction.OPEN);
    int length =
        opener.open(nonce, name, name.length, octets, HEADER, octets.length - HEADER, plain, 0);
    giveBack(openers, opener);
    if (length < 0) {
      return null;
    }
    byte[] exact = Arrays.copyOf(plain, length);
    Arrays.fill(plain, (byte) 0);
    try (Secret encoded = Secret.wrap(exact)) {
      return SessionCodec.decode(encoded);
    } catch (TlsFailure.Malformed e) {
      return null; // another release's format, under a shared key
    }
  }

  /** A cipher that failed is not given back. */
  private Aead.Keyed borrow(ConcurrentLinkedQueue<Aead.Keyed> idle, Aead.Direction direction) {
    Aead.Keyed keyed = idle.poll();
    return keyed != null
        ? keyed
        : aead.key(key.secret().reveal(Secret.Access.PRIMITIVE), direction);
  }

  private static void giveBack(ConcurrentLinkedQueue<Aead.Keyed> idle, Aead.Keyed keyed) {
    if (idle.size() < MAX_IDLE) {
      idle.offer(keyed);
    } else {
      keyed.close();
    }
  }
}
