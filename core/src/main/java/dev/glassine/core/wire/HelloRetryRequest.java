package dev.glassine.core.wire;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.ProtocolVersion;

/**
 * RFC 9846 §4.2.4: a ServerHello whose random is SHA-256 of "HelloRetryRequest".
 *
 * @param legacyVersion 0x0303
 * @param legacySessionIdEcho what the client sent
 * @param cipherSuite the suite that the ServerHello will have too
 * @param legacyCompressionMethod 0
 */
public record HelloRetryRequest(
    ProtocolVersion legacyVersion,
    Bytes legacySessionIdEcho,
    CipherSuite cipherSuite,
    int legacyCompressionMethod,
    Extensions extensions)
    implements HandshakeMessage {
  /** RFC 9846 §4.2.3. */
  public static final Bytes RANDOM =
      Bytes.ofHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

  @Override
  public void write(WireWriter writer) {
    new ServerHello(
            legacyVersion,
            RANDOM,
            legacySessionIdEcho,
            cipherSuite,
            legacyCompressionMethod,
            extensions)
        .write(writer);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.SERVER_HELLO;
  }
}
