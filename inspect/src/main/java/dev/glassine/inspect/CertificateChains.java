package dev.glassine.inspect;

import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage;
import dev.glassine.core.wire.CertificateMessage12;
import dev.glassine.core.wire.HandshakeMessage;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads the certificates of a message, as far as they can be read. */
final class CertificateChains {
  private static final int MOST = 20;

  private CertificateChains() {}

  static List<TraceCertificate> of(HandshakeMessage message) {
    return switch (message) {
      case CertificateMessage certificate ->
          parse(
              certificate.certificateList().stream()
                  .map(CertificateMessage.CertificateEntry::certData)
                  .toList());
      case CertificateMessage12 certificate -> parse(certificate.certificateList());
      default -> List.of();
    };
  }

  /** Certificates in DER. */
  static List<TraceCertificate> parse(List<Bytes> encoded) {
    List<TraceCertificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Bytes each : encoded.subList(0, Math.min(MOST, encoded.size()))) {
        var stream = new ByteArrayInputStream(each.toArray());
        if (factory.generateCertificate(stream) instanceof X509Certificate certificate) {
          chain.add(TraceCertificate.of(certificate));
        }
      }
    } catch (CertificateException | RuntimeException e) {
      // what cannot be parsed is shown as octets only; the failure says why
    }
    return chain;
  }
}
