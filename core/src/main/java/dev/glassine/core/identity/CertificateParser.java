package dev.glassine.core.identity;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes certificates from DER, and remembers the ones made last, because a client meets the same
 * chains again and again. What a certificate says depends on its octets alone, so one parser can
 * serve everybody. Thread-safe.
 */
public final class CertificateParser {
  /** Octets that one certificate may have at most: 64 KiB. */
  public static final int MAX_CERTIFICATE = 64 * 1024;

  private static final CertificateParser SHARED = new CertificateParser(2 * 1024 * 1024);

  private final long maxOctets;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Bytes, X509Certificate> parsed = new LinkedHashMap<>(64, 0.75f, true);
  private long octets;

  /**
   * A parser with a memory of its own.
   *
   * @param maxOctets how many octets of DER it remembers; 0 for none. A parsed certificate takes a
   *     small multiple of its DER.
   */
  public CertificateParser(long maxOctets) {
    this.maxOctets = maxOctets;
  }

  /** The parser that everybody can share; it remembers 2 MiB of DER. */
  public static CertificateParser shared() {
    return SHARED;
  }

  /**
   * The certificate.
   *
   * @throws TlsFailure.BadCertificate with {@link Reason#CERTIFICATE_UNPARSEABLE} where it is none
   */
  public X509Certificate parse(Bytes der) {
    // Keyed by digest: a hash that the peer can steer would let it slow the map down.
    Bytes key = Digests.sha256(der);
    X509Certificate known = find(key);
    if (known != null) {
      return known;
    }
    try {
      X509Certificate certificate = decode(der.toArray());
      remember(key, certificate, der.length());
      return certificate;
    } catch (CertificateException e) {
      throw TlsFailure.of(
          Reason.CERTIFICATE_UNPARSEABLE, der.length() + " octets: " + e.getMessage(), e);
    }
  }

  /**
   * The certificates of a chain, in the same order.
   *
   * @throws TlsFailure.BadCertificate with {@link Reason#CERTIFICATE_UNPARSEABLE}, naming the
   *     place, where one is none
   */
  public List<X509Certificate> parse(List<Bytes> chain) {
    List<X509Certificate> certificates = new ArrayList<>(chain.size());
    for (Bytes der : chain) {
      try {
        certificates.add(parse(der));
      } catch (TlsFailure.BadCertificate e) {
        throw TlsFailure.of(
            e.reason(),
            "certificate " + (certificates.size() + 1) + " of " + chain.size() + ", " + e.detail(),
            e.getCause());
      }
    }
    return List.copyOf(certificates);
  }

  /**
   * One certificate, and nothing after it; the JDK's factory alone would also take PEM, PKCS #7 and
   * trailing octets.
   */
  static X509Certificate decode(byte[] der) throws CertificateException {
    if (der.length > MAX_CERTIFICATE) {
      throw new CertificateException("longer than " + MAX_CERTIFICATE + " octets");
    }
    try {
      DerReader outer = new DerReader(der);
      DerReader certificate = outer.enter(Der.SEQUENCE);
      outer.end();
      if (certificate.tag() != Der.SEQUENCE) {
        throw new CertificateException("no X.509 certificate");
      }
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (DerReader.Invalid e) {
      throw new CertificateException(e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new CertificateException("the JDK cannot parse it", e);
    }
  }

  private @Nullable X509Certificate find(Bytes key) {
    lock.lock();
    try {
      return parsed.get(key);
    } finally {
      lock.unlock();
    }
  }

  private void remember(Bytes key, X509Certificate certificate, int length)
      throws CertificateException {
    if (length > maxOctets) {
      return;
    }
    lock.lock();
    try {
      if (parsed.put(key, certificate) == null) {
        octets += length;
      }
      var eldest = parsed.entrySet().iterator();
      while (octets > maxOctets && eldest.hasNext()) {
        octets -= eldest.next().getValue().getEncoded().length;
        eldest.remove();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many octets of DER are remembered now. */
  long rememberedOctets() {
    lock.lock();
    try {
      return octets;
    } finally {
      lock.unlock();
    }
  }
}
