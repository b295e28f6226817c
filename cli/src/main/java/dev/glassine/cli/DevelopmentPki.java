package dev.glassine.cli;

import dev.glassine.core.identity.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority for development, kept in a folder: {@code ca.pem}, {@code ca.key}, and
 * the certificates that it issued. Key files are readable by their owner only, and written whole or
 * not at all. What exists is kept.
 */
final class DevelopmentPki {
  private static final Duration CA_LIFETIME = Duration.ofDays(3650);

  /** What browsers accept at most. */
  private static final Duration LEAF_LIFETIME = Duration.ofDays(397);

  /** For peers that know no newer hash. */
  private static final String SHA1_WITH_RSA = "SHA1withRSA";

  /** What signs: the hash of today for the issuer's key, or SHA-1. */
  private enum Era {
    TODAY,
    OLD
  }

  private final Path folder;
  private final CertificateKey kind;
  private final Era era;
  private final Instant now;
  private final SecureRandom random = new SecureRandom();

  DevelopmentPki(Path folder, CertificateKey kind, Instant now) {
    this(folder, kind, Era.TODAY, now);
  }

  private DevelopmentPki(Path folder, CertificateKey kind, Era era, Instant now) {
    this.folder = folder;
    this.kind = kind;
    this.era = era;
    this.now = now;
  }

  /**
   * One for peers of the nineties: RSA keys of 2048 bits, signatures over SHA-1. Nothing of today
   * accepts what it issues, and nothing should.
   */
  static DevelopmentPki forOldPeers(Path folder, Instant now) {
    return new DevelopmentPki(folder, CertificateKey.rsa, Era.OLD, now);
  }

  /**
   * A certificate and its key, as files.
   *
   * @param made whether they are new
   */
  record Issued(Path certificate, Path key, boolean made) {}

  Path authorityCertificate() {
    return folder.resolve("ca.pem");
  }

  /** The authority itself, made if there is none or it has expired. */
  Issued authority() throws IOException, GeneralSecurityException {
    Path certificate = authorityCertificate();
    Path key = folder.resolve("ca.key");
    if (isValid(certificate) && Files.exists(key)) {
      return new Issued(certificate, key, false);
    }
    if (isOfAnotherEra(certificate)) {
      throw new IOException(
          "the CA in "
              + folder
              + (era == Era.OLD ? " is not" : " is")
              + " one for old peers (SHA-1): choose another folder");
    }
    KeyPair keys = kind.generate(random);
    X500Name name = name("Glassine development CA" + suffix());
    var builder = builder(name, name, keys.getPublic(), keys.getPublic(), CA_LIFETIME);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    } catch (org.bouncycastle.cert.CertIOException e) {
      throw new IOException(e);
    }
    write(key, "PRIVATE KEY", List.of(CertificateKey.encoded(keys)), true);
    write(certificate, "CERTIFICATE", List.of(sign(builder, keys.getPrivate())), false);
    return new Issued(certificate, key, true);
  }

  /**
   * A server's certificate for these DNS names and addresses, made if {@code file.pem} is missing
   * or expired.
   */
  Issued server(String file, List<String> names) throws IOException, GeneralSecurityException {
    return leaf(file, names.getFirst(), KeyPurposeId.id_kp_serverAuth, names);
  }

  /** A client's certificate, made if {@code file.pem} is missing or expired. */
  Issued client(String file, String commonName) throws IOException, GeneralSecurityException {
    return leaf(file, commonName, KeyPurposeId.id_kp_clientAuth, List.of());
  }

  private Issued leaf(String file, String commonName, KeyPurposeId purpose, List<String> names)
      throws IOException, GeneralSecurityException {
    Issued authority = authority();
    Path certificate = folder.resolve(file + ".pem");
    Path key = folder.resolve(file + ".key");
    if (!authority.made() && isValid(certificate) && Files.exists(key)) {
      return new Issued(certificate, key, false);
    }
    X509Certificate issuer = Pem.certificates(authority.certificate()).getFirst();
    PrivateKey issuerKey = Pem.privateKey(authority.key(), null);
    KeyPair keys = kind.generate(random);
    X500Name issuerName = X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
    var builder =
        builder(
            issuerName, name(commonName), keys.getPublic(), issuer.getPublicKey(), LEAF_LIFETIME);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      int usage =
          kind == CertificateKey.rsa
              ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
              : KeyUsage.digitalSignature;
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      if (!names.isEmpty()) {
        builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
      }
    } catch (org.bouncycastle.cert.CertIOException e) {
      throw new IOException(e);
    }
    write(key, "PRIVATE KEY", List.of(CertificateKey.encoded(keys)), true);
    write(certificate, "CERTIFICATE", List.of(sign(builder, issuerKey)), false);
    return new Issued(certificate, key, true);
  }

  private boolean isValid(Path certificate) {
    if (!Files.exists(certificate)) {
      return false;
    }
    try {
      X509Certificate existing = Pem.certificates(certificate).getFirst();
      return isOfThisEra(existing)
          && now.plus(Duration.ofDays(1)).isBefore(existing.getNotAfter().toInstant());
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Tells authorities apart that one program may trust side by side. */
  private String suffix() {
    return era == Era.OLD ? " RSA SHA-1" : kind == CertificateKey.rsa ? " RSA" : "";
  }

  private boolean isOfAnotherEra(Path certificate) {
    return Files.exists(certificate) && !isOfThisEra(Pem.certificates(certificate).getFirst());
  }

  private boolean isOfThisEra(X509Certificate certificate) {
    return certificate.getSigAlgName().equals(SHA1_WITH_RSA) == (era == Era.OLD);
  }

  private JcaX509v3CertificateBuilder builder(
      X500Name issuer,
      X500Name subject,
      java.security.PublicKey own,
      java.security.PublicKey issuerKey,
      Duration lifetime)
      throws GeneralSecurityException, IOException {
    // An hour back, for clocks that are behind
    Date start = Date.from(now.minus(Duration.ofHours(1)));
    BigInteger serial = new BigInteger(127, random).setBit(126);
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer, serial, start, Date.from(now.plus(lifetime)), subject, own);
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(own));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(issuerKey));
    return builder;
  }

  private static X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
  }

  private byte[] sign(JcaX509v3CertificateBuilder builder, PrivateKey issuerKey)
      throws IOException, GeneralSecurityException {
    String algorithm =
        era == Era.OLD ? SHA1_WITH_RSA : CertificateKey.of((Key) issuerKey).signature();
    try {
      return builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKey)).getEncoded();
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("the issuer's key cannot sign", e);
    }
  }

  private static GeneralNames alternativeNames(List<String> names) {
    List<GeneralName> list = new ArrayList<>();
    for (String name : names) {
      boolean address = name.indexOf(':') >= 0 || name.matches("\\d+(\\.\\d+){3}");
      list.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name));
    }
    return new GeneralNames(list.toArray(GeneralName[]::new));
  }

  private static void write(Path file, String label, List<byte[]> contents, boolean secret)
      throws IOException {
    StringBuilder text = new StringBuilder();
    for (byte[] content : contents) {
      text.append("-----BEGIN ").append(label).append("-----\n");
      text.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
      text.append("\n-----END ").append(label).append("-----\n");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder");
    }
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
    String rights = secret ? "rw-------" : "rw-r--r--";
    Path draft =
        posix
            ? Files.createTempFile(
                folder,
                ".draft",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
            : Files.createTempFile(folder, ".draft", "");
    try {
      Files.write(draft, text.toString().getBytes(StandardCharsets.US_ASCII));
      if (posix) {
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(rights));
      }
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
