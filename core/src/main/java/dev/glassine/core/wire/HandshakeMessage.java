package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;

/**
 * A handshake message of TLS (RFC 9846 §4, RFC 5246 §7.4). Each record's file opens with the RFC's
 * struct and has {@code read} and {@link #write} side by side. Messages whose shape depends on the
 * key exchange keep their body as {@link Bytes} and are decoded by a call that names the shape, so
 * that {@link HandshakeCodec} never needs a connection.
 */
public sealed interface HandshakeMessage extends ProtocolMessage
    permits HelloRequest,
        ClientHello,
        ServerHello,
        HelloRetryRequest,
        EncryptedExtensions,
        CertificateMessage,
        CertificateMessage12,
        CertificateStatus,
        CertificateRequest,
        CertificateRequest12,
        ServerKeyExchange,
        ServerHelloDone,
        CertificateVerify,
        ClientKeyExchange,
        Finished,
        NewSessionTicket,
        NewSessionTicket12,
        EndOfEarlyData,
        KeyUpdate {
  /** The type octet that stands before the message. */
  HandshakeType type();

  /** Writes the body, without the four octets of type and length. */
  void write(WireWriter writer);

  @Override
  default String messageName() {
    return getClass().getSimpleName().replaceAll("(Message)?(12)?$", "");
  }
}
