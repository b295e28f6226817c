package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import java.util.ArrayList;
import java.util.List;

/**
 * CertificateRequest of TLS 1.2 and before (RFC 5246 §7.4.4); versions before 1.2 have no signature
 * algorithms.
 *
 * <pre>
 *   struct {
 *       ClientCertificateType certificate_types&lt;1..2^8-1&gt;;
 *       SignatureAndHashAlgorithm supported_signature_algorithms&lt;2..2^16-2&gt;;   // TLS 1.2
 *       DistinguishedName certificate_authorities&lt;0..2^16-1&gt;;
 *   } CertificateRequest;
 * </pre>
 *
 * @param certificateTypes one octet each: rsa_sign(1), dss_sign(2), ecdsa_sign(64)
 * @param supportedSignatureAlgorithms empty before TLS 1.2
 * @param certificateAuthorities DER of X.501 names
 */
public record CertificateRequest12(
    Bytes certificateTypes,
    List<SignatureScheme> supportedSignatureAlgorithms,
    List<Bytes> certificateAuthorities)
    implements HandshakeMessage {
  /** Copies the lists. */
  public CertificateRequest12 {
    supportedSignatureAlgorithms = List.copyOf(supportedSignatureAlgorithms);
    certificateAuthorities = List.copyOf(certificateAuthorities);
  }

  static CertificateRequest12 read(WireReader reader) {
    return read(reader, ProtocolVersion.TLS_1_2);
  }

  static CertificateRequest12 read(WireReader reader, ProtocolVersion version) {
    Bytes types = reader.octets8("certificate_types", 1, 0xFF, CertificateRequest12::typeName);
    List<SignatureScheme> schemes =
        version.atLeast(ProtocolVersion.TLS_1_2)
            ? reader.codes16("supported_signature_algorithms", 2, 0xFFFE, SignatureScheme::of)
            : List.of();
    WireReader vector = reader.vector16("certificate_authorities", 0, 0xFFFF);
    List<Bytes> authorities = new ArrayList<>();
    while (vector.nextElement()) {
      authorities.add(vector.opaque16("", 1, 0xFFFF));
    }
    return new CertificateRequest12(types, schemes, authorities);
  }

  private static String typeName(int type) {
    return switch (type) {
      case 1 -> "rsa_sign(1)";
      case 2 -> "dss_sign(2)";
      case 3 -> "rsa_fixed_dh(3)";
      case 4 -> "dss_fixed_dh(4)";
      case 64 -> "ecdsa_sign(64)";
      default -> Integer.toString(type);
    };
  }

  @Override
  public void write(WireWriter writer) {
    writer.opaque8(certificateTypes);
    if (!supportedSignatureAlgorithms.isEmpty()) {
      writer.codes16(supportedSignatureAlgorithms);
    }
    writer.vector16(() -> certificateAuthorities.forEach(writer::opaque16));
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE_REQUEST;
  }
}
