package dev.glassine.core.identity;

import dev.glassine.core.wire.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An issuer of certificates for tests, right ones and wrong ones. Its certificates are valid for a
 * year around {@link #NOON}.
 */
final class Issuer {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private static final AtomicLong SERIALS = new AtomicLong(1);

  final String name;
  final KeyPair keys;
  final X509Certificate certificate;

  private Issuer(String name, KeyPair keys, X509Certificate certificate) {
    this.name = name;
    this.keys = keys;
    this.certificate = certificate;
  }

  /** A self-signed issuer that says CA. */
  static Issuer root(String name) {
    KeyPair keys = ec();
    return new Issuer(name, keys, new Draft(name, name, keys, keys).ca(-1).issue());
  }

  static Draft selfSigned(String name, KeyPair keys) {
    return new Draft(name, name, keys, keys);
  }

  /** An issuer below this one, from a draft of {@link #intermediate}. */
  static Issuer of(Draft draft) {
    return new Issuer(draft.subject, draft.subjectKeys, draft.issue());
  }

  Issuer below(String name) {
    return of(intermediate(name).ca(-1));
  }

  /** A certificate for an issuer; whoever drafts it says CA, or does not. */
  Draft intermediate(String name) {
    return new Draft(this.name, name, keys, ec());
  }

  /** A certificate for a server with these names. */
  Draft server(String... names) {
    return new Draft(name, names[0], keys, ec()).names(names).usage(KeyPurposeId.id_kp_serverAuth);
  }

  /** A certificate for a server, with these keys. */
  Draft server(KeyPair subjectKeys, String... names) {
    return new Draft(name, names[0], keys, subjectKeys)
        .names(names)
        .usage(KeyPurposeId.id_kp_serverAuth);
  }

  static KeyPair ec() {
    return ec("secp256r1");
  }

  static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair of(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate that is not signed yet. */
  static final class Draft {
    private record Addition(
        ASN1ObjectIdentifier identifier, boolean critical, ASN1Encodable value) {}

    private final String issuer;
    private final String subject;
    private final KeyPair issuerKeys;
    private final KeyPair subjectKeys;
    private final List<Addition> additions = new ArrayList<>();
    private Instant from = NOON.minus(Duration.ofDays(180));
    private Instant until = NOON.plus(Duration.ofDays(180));
    private String algorithm;
    private boolean keyIdentifiers = true;

    Draft(String issuer, String subject, KeyPair issuerKeys, KeyPair subjectKeys) {
      this.issuer = issuer;
      this.subject = subject;
      this.issuerKeys = issuerKeys;
      this.subjectKeys = subjectKeys;
      this.algorithm =
          switch (issuerKeys.getPrivate().getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
          };
    }

    Draft valid(Instant from, Instant until) {
      this.from = from;
      this.until = until;
      return this;
    }

    Draft signedBy(String algorithm) {
      this.algorithm = algorithm;
      return this;
    }

    Draft withoutKeyIdentifiers() {
      keyIdentifiers = false;
      return this;
    }

    /**
     * With basicConstraints CA, and the usage that goes with it; a negative path length is none.
     */
    Draft ca(int pathLength) {
      with(
          Extension.basicConstraints,
          true,
          pathLength < 0 ? new BasicConstraints(true) : new BasicConstraints(pathLength));
      return with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    Draft usage(KeyPurposeId... purposes) {
      additions.removeIf(addition -> addition.identifier().equals(Extension.extendedKeyUsage));
      return purposes.length == 0
          ? this
          : with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }

    Draft names(String... names) {
      GeneralName[] list = new GeneralName[names.length];
      for (int i = 0; i < names.length; i++) {
        boolean address = names[i].indexOf(':') >= 0 || names[i].matches("\\d+(\\.\\d+){3}");
        list[i] =
            address
                ? new GeneralName(GeneralName.iPAddress, names[i])
                : new GeneralName(GeneralName.dNSName, new DERIA5String(names[i]));
      }
      return names.length == 0
          ? this
          : with(Extension.subjectAlternativeName, false, new GeneralNames(list));
    }

    Draft with(ASN1ObjectIdentifier identifier, boolean critical, ASN1Encodable value) {
      additions.add(new Addition(identifier, critical, value));
      return this;
    }

    KeyPair keys() {
      return subjectKeys;
    }

    X509Certificate issue() {
      try {
        X509v3CertificateBuilder builder =
            new JcaX509v3CertificateBuilder(
                name(issuer),
                BigInteger.valueOf(SERIALS.getAndIncrement()),
                Date.from(from),
                Date.from(until),
                name(subject),
                subjectKeys.getPublic());
        if (keyIdentifiers) {
          builder.addExtension(Extension.subjectKeyIdentifier, false, identifier(subjectKeys));
          builder.addExtension(
              Extension.authorityKeyIdentifier, false, authority(issuerKeys.getPublic()));
        }
        for (Addition addition : additions) {
          builder.addExtension(addition.identifier(), addition.critical(), addition.value());
        }
        ContentSigner signer =
            new JcaContentSignerBuilder(algorithm).build(issuerKeys.getPrivate());
        return CertificateParser.shared().parse(Bytes.wrap(builder.build(signer).getEncoded()));
      } catch (Exception e) {
        throw new IllegalStateException("cannot issue a certificate for " + subject, e);
      }
    }

    private static X500Name name(String text) {
      return new X500Name(text.isEmpty() || text.contains("=") ? text : "CN=" + text);
    }

    private static ASN1Encodable identifier(KeyPair keys) throws GeneralSecurityException {
      return new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic());
    }

    private static AuthorityKeyIdentifier authority(PublicKey key) throws GeneralSecurityException {
      return new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(key);
    }
  }
}
