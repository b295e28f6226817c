package dev.glassine.testkit.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateFactorySpi;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The runner's certificates have an empty subject and a subjectAltName that is not critical. RFC
 * 5280 §4.2.1.6 forbids it, and the JDK's parser refuses them; what it refuses is given to Bouncy
 * Castle's, which does not mind. For this JVM only: the engine's rules stay as they are.
 */
final class LenientCertificates {
  private LenientCertificates() {}

  /** From here on {@code CertificateFactory.getInstance("X.509")} is lenient. */
  static void install() {
    Security.insertProviderAt(new Lenient(), 1);
  }

  private static final class Lenient extends Provider {
    private static final long serialVersionUID = 1L;

    Lenient() {
      super("LenientCertificates", "1", "the JDK's X.509 parser, then Bouncy Castle's");
      putService(
          new Service(this, "CertificateFactory", "X.509", Factory.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
              return new Factory();
            }
          });
    }
  }

  /** Tries the one, then the other. */
  static final class Factory extends CertificateFactorySpi {
    private final CertificateFactory strict;
    private final CertificateFactory lenient;

    Factory() throws NoSuchAlgorithmException {
      try {
        strict = CertificateFactory.getInstance("X.509", "SUN");
        lenient = CertificateFactory.getInstance("X.509", new BouncyCastleProvider());
      } catch (CertificateException | NoSuchProviderException e) {
        throw new NoSuchAlgorithmException(e);
      }
    }

    @Override
    public Certificate engineGenerateCertificate(InputStream in) throws CertificateException {
      try {
        byte[] der = in.readAllBytes();
        try {
          return strict.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
          return lenient.generateCertificate(new ByteArrayInputStream(der));
        }
      } catch (IOException e) {
        throw new CertificateException(e);
      }
    }

    @Override
    public Collection<? extends Certificate> engineGenerateCertificates(InputStream in)
        throws CertificateException {
      return List.of(engineGenerateCertificate(in));
    }

    @Override
    public CRL engineGenerateCRL(InputStream in) throws CRLException {
      return strict.generateCRL(in);
    }

    @Override
    public Collection<? extends CRL> engineGenerateCRLs(InputStream in) throws CRLException {
      return strict.generateCRLs(in);
    }
  }
}
