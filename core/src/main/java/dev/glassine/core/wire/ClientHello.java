package dev.glassine.core.wire;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.MessagePlace;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.List;

/**
 * RFC 9846 §4.2.2, RFC 5246 §7.4.1.2.
 *
 * <pre>
 *   struct {
 *       ProtocolVersion legacy_version = 0x0303;
 *       Random random;
 *       opaque legacy_session_id&lt;0..32&gt;;
 *       CipherSuite cipher_suites&lt;2..2^16-2&gt;;
 *       opaque legacy_compression_methods&lt;1..2^8-1&gt;;
 *       Extension extensions&lt;8..2^16-1&gt;;
 *   } ClientHello;
 * </pre>
 *
 * Before TLS 1.3 the extensions may be absent; that and an empty list read alike.
 *
 * @param legacyVersion the highest version before TLS 1.3
 * @param random 32 octets
 * @param legacySessionId 0..32 octets
 * @param cipherSuites in the client's order of preference
 * @param legacyCompressionMethods one octet a method; 0 is null
 */
public record ClientHello(
    ProtocolVersion legacyVersion,
    Bytes random,
    Bytes legacySessionId,
    List<CipherSuite> cipherSuites,
    Bytes legacyCompressionMethods,
    Extensions extensions)
    implements HandshakeMessage {
  /** RFC 3749 §2: the compression method DEFLATE. */
  public static final int DEFLATE = 1;

  /** Copies the list. */
  public ClientHello {
    cipherSuites = List.copyOf(cipherSuites);
  }

  static ClientHello read(WireReader reader) {
    ProtocolVersion legacyVersion = reader.code16("legacy_version", ProtocolVersion::of);
    Bytes random = reader.fixed("random", 32);
    Bytes legacySessionId = reader.opaque8("legacy_session_id", 0, 32);
    List<CipherSuite> cipherSuites = reader.codes16("cipher_suites", 2, 0xFFFE, CipherSuite::of);
    Bytes compressionMethods =
        reader.octets8("legacy_compression_methods", 1, 0xFF, ServerHello::compressionName);
    Extensions extensions =
        reader.hasRemaining()
            ? Extensions.read(reader, MessagePlace.CLIENT_HELLO)
            : Extensions.NONE;
    return new ClientHello(
        legacyVersion, random, legacySessionId, cipherSuites, compressionMethods, extensions);
  }

  @Override
  public void write(WireWriter writer) {
    writer.code16(legacyVersion);
    writer.fixed(random);
    writer.opaque8(legacySessionId);
    writer.codes16(cipherSuites);
    writer.opaque8(legacyCompressionMethods);
    if (!extensions.list().isEmpty()) {
      extensions.write(writer);
    }
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CLIENT_HELLO;
  }
}
