package dev.glassine.core.handshake;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Hash;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The running hash over all handshake messages (RFC 9846 §4.1, RFC 5246 §7.4.9). Messages wait as
 * octets until the suite says which hash; each is hashed once. One connection owns it: it changes
 * as messages go by.
 */
public final class Transcript {
  /** Octets of most messages, so that most need no second array. */
  private static final int USUAL_MESSAGE = 512;

  private final CryptoProvider crypto;
  private @Nullable WireWriter writer;
  private @Nullable List<Bytes> messages = new ArrayList<>();
  private List<HashAlgorithm> algorithms = List.of();
  private List<Hash.Digest> digests = List.of();

  /** Nothing yet. */
  public Transcript(CryptoProvider crypto) {
    this.crypto = crypto;
  }

  /** The next message, encoded as it goes out; its octets, header included. */
  Bytes addEncoded(HandshakeMessage message) {
    Bytes raw = encode(message);
    add(raw);
    return raw;
  }

  /** A message that is not hashed, by the writer that serves those that are. */
  Bytes encode(HandshakeMessage message) {
    if (writer == null) {
      writer = new WireWriter(USUAL_MESSAGE);
    }
    HandshakeCodec.encode(message, writer.clear());
    return writer.toBytes();
  }

  /** The next message, header included. */
  public void add(Bytes raw) {
    if (messages != null) {
      messages.add(raw);
    }
    for (int i = 0; i < digests.size(); i++) {
      digests.get(i).update(raw);
    }
  }

  /**
   * The hash is known: messages are hashed from here on. A second call must name the same.
   *
   * @param hashes the suite's; MD5 and SHA-1 in TLS 1.1 and before
   */
  public void use(HashAlgorithm... hashes) {
    List<HashAlgorithm> wanted = List.of(hashes);
    if (!digests.isEmpty()) {
      if (!algorithms.equals(wanted)) {
        throw new IllegalStateException("the transcript already uses " + algorithms);
      }
      return;
    }
    List<Hash.Digest> started = new ArrayList<>(hashes.length);
    for (HashAlgorithm hash : hashes) {
      Hash.Digest digest = crypto.hash(hash).start();
      for (Bytes message : messages()) {
        digest.update(message);
      }
      started.add(digest);
    }
    digests = List.copyOf(started);
    algorithms = wanted;
  }

  /** The hash over everything so far; where there are two, one behind the other. */
  public byte[] hash() {
    byte[] first = first().copy().finish();
    if (digests.size() == 1) {
      return first;
    }
    byte[] second = digests.get(1).copy().finish();
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private Hash.Digest first() {
    if (digests.isEmpty()) {
      throw new IllegalStateException("the transcript has no hash yet");
    }
    return digests.getFirst();
  }

  /**
   * The hash over everything so far and {@code more}, which does not stay: for PSK binders over a
   * truncated ClientHello.
   */
  public byte[] hashWith(byte[] more, int length) {
    Hash.Digest copy = first().copy();
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
    digests = List.of(restarted);
    messages = new ArrayList<>(List.of(synthetic));
  }

  private List<Bytes> messages() {
    if (messages == null) {
      throw new IllegalStateException("the transcript's messages were let go");
    }
    return messages;
  }
}
