package dev.glassine.core.wire;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.MessagePlace;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.ext.SupportedVersion;

/**
 * RFC 9846 §4.2.3, RFC 5246 §7.4.1.3.
 *
 * <pre>
 *   struct {
 *       ProtocolVersion legacy_version = 0x0303;
 *       Random random;
 *       opaque legacy_session_id_echo&lt;0..32&gt;;
 *       CipherSuite cipher_suite;
 *       uint8 legacy_compression_method = 0;
 *       Extension extensions&lt;6..2^16-1&gt;;
 *   } ServerHello;
 * </pre>
 *
 * @param legacyVersion the version before TLS 1.3, 0x0303 in TLS 1.3
 * @param random 32 octets
 * @param legacySessionIdEcho 0..32 octets; before TLS 1.3 the session's id
 * @param cipherSuite the server's choice
 * @param legacyCompressionMethod 0 is null
 */
public record ServerHello(
    ProtocolVersion legacyVersion,
    Bytes random,
    Bytes legacySessionIdEcho,
    CipherSuite cipherSuite,
    int legacyCompressionMethod,
    Extensions extensions)
    implements HandshakeMessage {

  /**
   * Last eight octets of the random of a TLS 1.3 server that negotiates TLS 1.2 (RFC 9846 §4.2.3):
   * "DOWNGRD" 01.
   */
  public static final Bytes DOWNGRADE_TO_1_2 = Bytes.ofHex("444f574e47524401");

  /**
   * Last eight octets of the random of a server that negotiates TLS 1.1 or older although it has
   * 1.2: "DOWNGRD" 00.
   */
  public static final Bytes DOWNGRADE_TO_1_1 = Bytes.ofHex("444f574e47524400");

  /** Reads a ServerHello, or the HelloRetryRequest that its special random makes of it. */
  static HandshakeMessage read(WireReader reader) {
    ProtocolVersion legacyVersion = reader.code16("legacy_version", ProtocolVersion::of);
    Bytes random = reader.fixed("random", 32);
    Bytes sessionIdEcho = reader.opaque8("legacy_session_id_echo", 0, 32);
    CipherSuite cipherSuite = reader.code16("cipher_suite", CipherSuite::of);
    int compressionMethod = reader.u8("legacy_compression_method", ServerHello::compressionName);
    if (random.equals(HelloRetryRequest.RANDOM)) {
      Extensions extensions =
          reader.hasRemaining()
              ? Extensions.read(reader, MessagePlace.HELLO_RETRY_REQUEST)
              : Extensions.NONE;
      return new HelloRetryRequest(
          legacyVersion, sessionIdEcho, cipherSuite, compressionMethod, extensions);
    }
    Extensions extensions =
        reader.hasRemaining() ? Extensions.readServerHello(reader) : Extensions.NONE;
    return new ServerHello(
        legacyVersion, random, sessionIdEcho, cipherSuite, compressionMethod, extensions);
  }

  /**
   * The version that this hello selects: supported_versions if present, else legacy_version (RFC
   * 9846 §4.3.1).
   */
  public ProtocolVersion selectedVersion() {
    SupportedVersion selected = extensions.get(SupportedVersion.class);
    return selected != null ? selected.selectedVersion() : legacyVersion;
  }

  /** RFC 3749 §2. */
  static String compressionName(int method) {
    return switch (method) {
      case 0 -> "null(0)";
      case 1 -> "DEFLATE(1)";
      default -> Integer.toString(method);
    };
  }

  @Override
  public void write(WireWriter writer) {
    writer.code16(legacyVersion);
    writer.fixed(random);
    writer.opaque8(legacySessionIdEcho);
    writer.code16(cipherSuite);
    writer.u8(legacyCompressionMethod);
    if (!extensions.list().isEmpty()) {
      extensions.write(writer);
    }
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.SERVER_HELLO;
  }
}
