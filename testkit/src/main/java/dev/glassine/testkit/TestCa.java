package dev.glassine.testkit;

import dev.glassine.core.identity.Credential;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority for tests: a root, and credentials of any kind of key issued by it.
 * Certificates are valid from a day before {@code noon} to ninety days after. Thread-safe.
 */
public final class TestCa {
  private static final TestCa SHARED =
      new TestCa("Glassine test CA", KeyKind.ECDSA_P256, new SecureRandom(), FixedClock.NOON);

  private final X500Name name;
  private final KeyKind kind;
  private final KeyPair keys;
  private final SecureRandom random;
  private final Instant noon;
  private final X509Certificate certificate;
  private final AtomicLong serials = new AtomicLong(1);

  /** A root of its own. */
  public TestCa(String commonName, KeyKind kind, SecureRandom random, Instant noon) {
    this.name = new X500Name("CN=" + commonName);
    this.kind = kind;
    this.keys = kind.generate(random);
    this.random = random;
    this.noon = noon;
    this.certificate = root();
  }

  /** A root that all tests of a JVM may share, since making keys is slow. */
  public static TestCa shared() {
    return SHARED;
  }

  /** The root's certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** A credential for a server with these DNS names or IP addresses. */
  public Credential server(KeyKind keyKind, String... names) {
    return issue(
        keyKind,
        "CN=" + names[0],
        KeyPurposeId.id_kp_serverAuth,
        List.of(names),
        Duration.ofDays(90));
  }

  /** A credential for a client of this name. */
  public Credential client(KeyKind keyKind, String commonName) {
    return issue(
        keyKind, "CN=" + commonName, KeyPurposeId.id_kp_clientAuth, List.of(), Duration.ofDays(90));
  }

  /** A server's credential that expired an hour before noon. */
  public Credential expiredServer(KeyKind keyKind, String... names) {
    return issue(
        keyKind,
        "CN=" + names[0],
        KeyPurposeId.id_kp_serverAuth,
        List.of(names),
        Duration.ofHours(-1));
  }

  /** A server's certificate for a key that is somebody else's, such as a token's. */
  public X509Certificate certify(PublicKey key, String... names) {
    try {
      return sign(
          leaf(
              key,
              "CN=" + names[0],
              KeyUsage.digitalSignature,
              KeyPurposeId.id_kp_serverAuth,
              List.of(names),
              Duration.ofDays(90)));
    } catch (Exception e) {
      throw new IllegalStateException("cannot certify a key for " + names[0], e);
    }
  }

  /**
   * A server's credential that says where to ask about revocation.
   *
   * @param url of both the CRL and the OCSP responder
   */
  public Credential serverWithRevocationAt(String url, KeyKind keyKind, String... names) {
    KeyPair own = keyKind.generate(random);
    try {
      var builder =
          leaf(
              own.getPublic(),
              "CN=" + names[0],
              KeyUsage.digitalSignature,
              KeyPurposeId.id_kp_serverAuth,
              List.of(names),
              Duration.ofDays(90));
      GeneralName place = new GeneralName(GeneralName.uniformResourceIdentifier, url);
      builder.addExtension(
          Extension.cRLDistributionPoints,
          false,
          new CRLDistPoint(
              new DistributionPoint[] {
                new DistributionPoint(
                    new DistributionPointName(new GeneralNames(place)), null, null)
              }));
      builder.addExtension(
          Extension.authorityInfoAccess,
          false,
          new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, place));
      return Credential.of(List.of(sign(builder), certificate), own.getPrivate());
    } catch (Exception e) {
      throw new IllegalStateException("cannot issue a certificate for " + names[0], e);
    }
  }

  private Credential issue(
      KeyKind keyKind,
      String subject,
      KeyPurposeId purpose,
      List<String> names,
      Duration validFor) {
    KeyPair own = keyKind.generate(random);
    try {
      // Static RSA key exchange encrypts to the key (RFC 5246 §7.4.2)
      int usage =
          keyKind.encrypts()
              ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
              : KeyUsage.digitalSignature;
      var builder = leaf(own.getPublic(), subject, usage, purpose, names, validFor);
      return Credential.of(List.of(sign(builder), certificate), own.getPrivate());
    } catch (Exception e) {
      throw new IllegalStateException("cannot issue a certificate for " + subject, e);
    }
  }

  private JcaX509v3CertificateBuilder leaf(
      PublicKey key,
      String subject,
      int usage,
      KeyPurposeId purpose,
      List<String> names,
      Duration validFor)
      throws Exception {
    var builder = builder(new X500Name(subject), key, noon.plus(validFor));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    if (!names.isEmpty()) {
      builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
    }
    return builder;
  }

  private X509Certificate root() {
    try {
      var builder = builder(name, keys.getPublic(), noon.plus(Duration.ofDays(365)));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return sign(builder);
    } catch (Exception e) {
      throw new IllegalStateException("cannot make a root", e);
    }
  }

  private JcaX509v3CertificateBuilder builder(X500Name subject, PublicKey own, Instant end)
      throws Exception {
    Instant start = noon.minus(Duration.ofDays(1));
    BigInteger serial = BigInteger.valueOf(serials.getAndIncrement());
    var builder =
        new JcaX509v3CertificateBuilder(
            name, serial, Date.from(start), Date.from(end), subject, own);
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(own));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(keys.getPublic()));
    return builder;
  }

  private X509Certificate sign(JcaX509v3CertificateBuilder builder)
      throws OperatorCreationException, GeneralSecurityException, java.io.IOException {
    ContentSigner signer = new JcaContentSignerBuilder(kind.signature()).build(keys.getPrivate());
    byte[] encoded = builder.build(signer).getEncoded();
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new java.io.ByteArrayInputStream(encoded));
  }

  private static GeneralNames alternativeNames(List<String> names) {
    List<GeneralName> list = new ArrayList<>();
    for (String name : names) {
      boolean address = name.indexOf(':') >= 0 || name.matches("\\d+(\\.\\d+){3}");
      list.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name));
    }
    return new GeneralNames(list.toArray(GeneralName[]::new));
  }
}
