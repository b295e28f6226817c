package dev.glassine.core.handshake;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Hash;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The running hash over all handshake messages (RFC 9846 §4.1, RFC 5246 §7.4.9). Messages wait as
 * octets until the suite says which hash; each is hashed once. One connection owns it: it changes
 * as messages go by.
 */
public final class Transcript {
  private final CryptoProvider crypto;
  private @Nullable List<Bytes> messages = new ArrayList<>();
  private Hash.@Nullable Digest digest;
  private @Nullable HashAlgorithm algorithm;

  /** Nothing yet. */
  public Transcript(CryptoProvider crypto) {
    this.crypto = crypto;
  }

  /** The next message, header included. */
  public void add(Bytes raw) {
    if (messages != null) {
      messages.add(raw);
    }
    if (digest != null) {
      digest.update(raw);
    }
  }

  /**
   * The suite's hash is known: messages are hashed from here on. A second call must name the same
   * hash.
   */
  public void use(HashAlgorithm hash) {
    if (digest != null) {
      if (algorithm != hash) {
        throw new IllegalStateException("the transcript already uses " + algorithm);
      }
      return;
    }
    Hash.Digest started = crypto.hash(hash).start();
    for (Bytes message : messages()) {
      started.update(message);
    }
    digest = started;
    algorithm = hash;
  }

  /** The hash over everything so far. */
  public byte[] hash() {
    if (digest == null) {
      throw new IllegalStateException("the transcript has no hash yet");
    }
    return digest.copy().finish();
  }

  /**
   * The hash over everything so far and {@code more}, which does not stay: for PSK binders over a
   * truncated ClientHello.
   */
  public byte[] hashWith(byte[] more, int length) {
    if (digest == null) {
      throw new IllegalStateException("the transcript has no hash yet");
    }
    Hash.Digest copy = digest.copy();
    copy.update(more, 0, length);
    return copy.finish();
  }

  /**
   * All messages so far, for the signatures of TLS 1.2, whose hash differs from the transcript's
   * (RFC 5246 §7.4.8).
   */
  public byte[] allMessages() {
    WireWriter writer = new WireWriter();
    for (Bytes message : messages()) {
      writer.fixed(message);
    }
    return writer.toBytes().toArray();
  }

  /** Lets go of the messages themselves: only the hash is needed from here on. */
  public void forgetMessages() {
    messages = null;
  }

  /** After a HelloRetryRequest the first ClientHello is replaced by its hash (RFC 9846 §4.1). */
  public void replaceWithMessageHash(HashAlgorithm hash) {
    use(hash);
    Bytes synthetic =
        new WireWriter()
            .u8(HandshakeType.MESSAGE_HASH.code())
            .u24(hash.length())
            .fixed(hash())
            .toBytes();
    Hash.Digest restarted = crypto.hash(hash).start();
    restarted.update(synthetic);
    digest = restarted;
    messages = new ArrayList<>(List.of(synthetic));
  }

  private List<Bytes> messages() {
    if (messages == null) {
      throw new IllegalStateException("the transcript's messages were let go");
    }
    return messages;
  }
}
