package dev.glassine.inspect;

import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.HelloRequest;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.ServerHello;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transcript hash after each message, computed from the messages of a trace as both sides
 * compute it (RFC 9846 §4.1, RFC 5246 §7.4.9). Before TLS 1.2 it is MD5 followed by SHA-1 (RFC 4346
 * §7.4.9). In SSL 3.0 too: those two its Finished and CertificateVerify hash on, with the sender,
 * the main secret and padding (RFC 6101 §5.6.9), which are no part of what is shown. SSL 2.0 has
 * none: nothing in it hashes the handshake.
 */
final class RunningTranscript {
  /** Points that the key schedule names. */
  enum Point {
    CLIENT_HELLO,
    SERVER_HELLO,
    CLIENT_KEY_EXCHANGE,
    SERVER_FINISHED,
    CLIENT_FINISHED
  }

  private final List<byte[]> waiting = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private final java.util.Map<Point, String> points = new java.util.EnumMap<>(Point.class);
  private List<MessageDigest> digests = List.of();
  private @Nullable HashAlgorithm hash;

  /** Adds a message; whether it is part of the transcript. */
  boolean add(TlsEvent.Message message) {
    if (message.message() instanceof HelloRequest) {
      return false; // RFC 5246 §7.4.1.1: not included in the hashes
    }
    byte[] raw = message.raw().toArray();
    switch (message.message()) {
      case HelloRetryRequest retry -> {
        begin(ProtocolVersion.TLS_1_3, retry.cipherSuite().hash());
        replaceByItsHash();
      }
      case ServerHello hello -> begin(hello.selectedVersion(), hello.cipherSuite().hash());
      default -> {}
    }
    if (digests.isEmpty()) {
      waiting.add(raw);
    } else {
      digests.forEach(digest -> digest.update(raw));
    }
    mark(message);
    return true;
  }

  /** Adds a hello in SSL 2.0 format, which opens the transcript where it leads to TLS. */
  void add(TlsEvent.MessageInSsl2 hello) {
    if (digests.isEmpty()) {
      waiting.add(hello.raw().toArray());
    }
  }

  private void mark(TlsEvent.Message message) {
    switch (message.message()) {
      case ClientHello hello -> points.remove(Point.CLIENT_HELLO);
      case ServerHello hello -> points.put(Point.SERVER_HELLO, hash());
      case dev.glassine.core.wire.ClientKeyExchange exchange ->
          points.put(Point.CLIENT_KEY_EXCHANGE, hash());
      case Finished finished ->
          points.put(
              message.sender() == Side.SERVER ? Point.SERVER_FINISHED : Point.CLIENT_FINISHED,
              hash());
      default -> {}
    }
  }

  /** The hash over everything so far in hexadecimal digits; empty while it is not known. */
  String hash() {
    if (digests.isEmpty()) {
      return "";
    }
    StringBuilder hex = new StringBuilder();
    for (MessageDigest digest : digests) {
      hex.append(HexFormat.of().formatHex(copy(digest).digest()));
    }
    return hex.toString();
  }

  /** The hash at a point that has been passed, else empty. */
  String at(Point point) {
    return points.getOrDefault(point, "");
  }

  /** Octets of the hash of TLS 1.2 and 1.3, or null. */
  @Nullable HashAlgorithm algorithm() {
    return hash;
  }

  /** Fills in the hashes of messages that came before it was known which hash to use. */
  void complete(List<TraceEntry> entries) {
    int next = 0;
    for (int i = 0; i < entries.size() && next < late.size(); i++) {
      if (entries.get(i) instanceof TraceEntry.Message message
          && message.transcriptHash().isEmpty()
          && !message.name().equals("HelloRequest")) {
        entries.set(i, withHash(message, late.get(next++)));
      }
    }
  }

  private static TraceEntry.Message withHash(TraceEntry.Message message, String hash) {
    return new TraceEntry.Message(
        message.at(),
        message.sender(),
        message.name(),
        message.version(),
        message.summary(),
        message.reference(),
        message.length(),
        message.fields(),
        hash,
        message.hex());
  }

  private void begin(ProtocolVersion version, @Nullable HashAlgorithm suiteHash) {
    if (!digests.isEmpty()) {
      return;
    }
    if (version.atLeast(ProtocolVersion.TLS_1_2)) {
      hash = suiteHash;
      digests = suiteHash == null ? List.of() : List.of(digest(suiteHash.standardName()));
    } else {
      digests = List.of(digest("MD5"), digest("SHA-1"));
    }
    if (digests.isEmpty()) {
      return;
    }
    for (byte[] raw : waiting) {
      digests.forEach(digest -> digest.update(raw));
      late.add(hash());
    }
    waiting.clear();
  }

  /** RFC 9846 §4.1: after a HelloRetryRequest the first hello stands as its hash. */
  private void replaceByItsHash() {
    if (hash == null) {
      return;
    }
    byte[] first = copy(digests.getFirst()).digest();
    MessageDigest restarted = digest(hash.standardName());
    restarted.update(
        new byte[] {(byte) HandshakeType.MESSAGE_HASH.code(), 0, 0, (byte) first.length});
    restarted.update(first);
    digests = List.of(restarted);
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every JDK's digests can be cloned", e);
    }
  }
}
