package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9846 §4.5.2, RFC 5246 §7.4.8; versions before 1.2 have no algorithm.
 *
 * <pre>
 *   struct {
 *       SignatureScheme algorithm;
 *       opaque signature&lt;0..2^16-1&gt;;
 *   } CertificateVerify;
 * </pre>
 *
 * @param algorithm null before TLS 1.2
 */
public record CertificateVerify(@Nullable SignatureScheme algorithm, Bytes signature)
    implements HandshakeMessage {

  static CertificateVerify read(WireReader reader) {
    return read(reader, ProtocolVersion.TLS_1_3);
  }

  static CertificateVerify read(WireReader reader, ProtocolVersion version) {
    SignatureScheme algorithm =
        version.atLeast(ProtocolVersion.TLS_1_2)
            ? reader.code16("algorithm", SignatureScheme::of)
            : null;
    return new CertificateVerify(algorithm, reader.opaque16("signature", 0, 0xFFFF));
  }

  @Override
  public void write(WireWriter writer) {
    if (algorithm != null) {
      writer.code16(algorithm);
    }
    writer.opaque16(signature);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE_VERIFY;
  }
}
