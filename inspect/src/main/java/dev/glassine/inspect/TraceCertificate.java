package dev.glassine.inspect;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a certificate says, for people.
 *
 * @param subject whose it is
 * @param issuer who signed it
 * @param notBefore from when it is valid
 * @param notAfter until when
 * @param key kind and size of the public key
 * @param signature the algorithm that it is signed with
 * @param names the host names and addresses that it is for
 */
public record TraceCertificate(
    String subject,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    String key,
    String signature,
    List<String> names) {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final int MOST_NAMES = 50;

  /** Copies the list. */
  public TraceCertificate {
    names = List.copyOf(names);
  }

  static TraceCertificate of(X509Certificate certificate) {
    return new TraceCertificate(
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        key(certificate),
        certificate.getSigAlgName(),
        names(certificate));
  }

  private static String key(X509Certificate certificate) {
    return switch (certificate.getPublicKey()) {
      case RSAPublicKey rsa -> "RSA, " + rsa.getModulus().bitLength() + " bits";
      case ECPublicKey ec -> "EC, " + ec.getParams().getCurve().getField().getFieldSize() + " bits";
      case java.security.PublicKey other -> other.getAlgorithm();
    };
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> alternative : alternatives) {
          if (alternative.get(0) instanceof Integer kind
              && (kind == DNS_NAME || kind == IP_ADDRESS)
              && names.size() < MOST_NAMES) {
            names.add(String.valueOf(alternative.get(1)));
          }
        }
      }
    } catch (CertificateParsingException e) {
      // a certificate whose names cannot be read has none to show
    }
    return names;
  }
}
