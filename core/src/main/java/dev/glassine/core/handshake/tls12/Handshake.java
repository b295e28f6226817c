package dev.glassine.core.handshake.tls12;

import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.MaxFragmentLength;
import dev.glassine.core.wire.ext.RecordSizeLimit;
import dev.glassine.core.wire.ext.ServerName;
import org.jspecify.annotations.Nullable;

/**
 * The two hellos and the transcript that they opened. What was negotiated is read from the messages
 * themselves: nothing is noted down twice.
 *
 * @param client what the client offered
 * @param server what the server chose; its extensions answer the client's
 * @param transcript every message so far, the hellos first
 */
public record Handshake(ClientHello client, ServerHello server, Transcript transcript) {
  private static final int MAX_COMPRESSION_EXPANSION = 1024;

  /** The suite that the server chose. */
  public CipherSuite suite() {
    return server.cipherSuite();
  }

  /** ClientHello.random. */
  public Bytes clientRandom() {
    return client.random();
  }

  /** ServerHello.random. */
  public Bytes serverRandom() {
    return server.random();
  }

  /**
   * RFC 7627 §5.2: "If both the ClientHello and ServerHello contain the extension, the new session
   * uses the extended master secret computation."
   */
  public boolean extendedMainSecret() {
    return server.extensions().has(ExtensionType.EXTENDED_MASTER_SECRET);
  }

  /** Whether records are compressed (RFC 3749). */
  public boolean compresses() {
    return server.legacyCompressionMethod() != 0;
  }

  /** Whether CBC records authenticate the ciphertext (RFC 7366). */
  public boolean encryptThenMac() {
    return server.extensions().has(ExtensionType.ENCRYPT_THEN_MAC);
  }

  /** Whether the server promised a NewSessionTicket (RFC 5077 §3.2). */
  public boolean promisesTicket() {
    return server.extensions().has(ExtensionType.SESSION_TICKET);
  }

  /** Whether the server may send a CertificateStatus (RFC 6066 §8). */
  public boolean promisesStatus() {
    return server.extensions().has(ExtensionType.STATUS_REQUEST);
  }

  /** The application protocol, or null (RFC 7301). */
  public @Nullable String protocol() {
    ApplicationProtocols chosen = server.extensions().get(ApplicationProtocols.class);
    return chosen == null ? null : chosen.names().getFirst();
  }

  /** The name that the client asked for, or null (RFC 6066 §3). */
  public @Nullable String serverName() {
    return serverName(client);
  }

  /** The name that a client asks for, or null. */
  static @Nullable String serverName(ClientHello client) {
    ServerName name = client.extensions().get(ServerName.class);
    return name == null ? null : name.hostName();
  }

  /**
   * Octets of plaintext that records may carry from the hellos on, either way: what
   * max_fragment_length says, else 2^14 (RFC 6066 §4).
   */
  public int fragmentLimit() {
    MaxFragmentLength agreed = server.extensions().get(MaxFragmentLength.class);
    return agreed == null ? RecordHeader.MAX_PLAINTEXT : agreed.octets();
  }

  /**
   * Octets of plaintext that protected records of {@code sender} may carry: what the other side's
   * record_size_limit says (RFC 8449 §4).
   */
  public int protectedLimit(Side sender) {
    RecordSizeLimit fromServer = server.extensions().get(RecordSizeLimit.class);
    RecordSizeLimit fromClient = client.extensions().get(RecordSizeLimit.class);
    if (fromServer == null || fromClient == null) {
      // RFC 5246 §6.2.2: compression must not increase the content length by more than 1024 bytes
      return compresses() ? fragmentLimit() + MAX_COMPRESSION_EXPANSION : fragmentLimit();
    }
    int limit = sender == Side.CLIENT ? fromServer.limit() : fromClient.limit();
    // RFC 8449 §4: "Even if a larger record size limit is provided by a peer, an endpoint MUST NOT
    // send records larger than the protocol-defined limit"
    return Math.min(limit, RecordHeader.MAX_PLAINTEXT);
  }
}
