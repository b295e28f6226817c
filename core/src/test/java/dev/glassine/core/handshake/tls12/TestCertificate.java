package dev.glassine.core.handshake.tls12;

import dev.glassine.core.identity.Credential;
import dev.glassine.core.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Certificates for flow tests, which ask for the kind of key and what it may be used for. */
public enum TestCertificate {
  RSA("RSA", "2048", "030205A0"),
  RSA_SIGNING_ONLY("RSA", "2048", "03020780"),
  RSA_ENCRYPTION_ONLY("RSA", "2048", "03020520"),
  RSA_PSS("RSASSA-PSS", "2048", "03020780"),
  P256("EC", "secp256r1", "03020780"),
  P256_AGREEMENT_ONLY("EC", "secp256r1", "03020308"),
  P384("EC", "secp384r1", "03020780"),
  ED25519("Ed25519", "", "03020780"),
  ED448("Ed448", "", "03020780"),
  DSA("DSA", "2048", "03020780"),
  X25519("X25519", "", "03020780");

  /** Issued by nobody in particular: the signature is never looked at. */
  private static final KeyPair ISSUER = generate("EC", "secp256r1");

  private static final byte[] ECDSA_WITH_SHA256 = Bytes.ofHex("300a06082a8648ce3d040302").toArray();

  private final String algorithm;
  private final String parameter;
  private final String keyUsage;

  /** {@code keyUsage} is the DER of the BIT STRING in the extension. */
  TestCertificate(String algorithm, String parameter, String keyUsage) {
    this.algorithm = algorithm;
    this.parameter = parameter;
    this.keyUsage = keyUsage;
  }

  private static final Map<TestCertificate, Credential> MADE = new EnumMap<>(TestCertificate.class);

  /** The credential of this kind, made once. */
  public Credential credential() {
    synchronized (MADE) {
      return MADE.computeIfAbsent(this, TestCertificate::make);
    }
  }

  private Credential make() {
    KeyPair pair = generate(algorithm, parameter);
    byte[] subject = name(name());
    byte[] validity =
        tlv(0x30, tlv(0x17, ascii("200101000000Z")), tlv(0x17, ascii("491231235959Z")));
    byte[] usage =
        tlv(0x30, Bytes.ofHex("0603551d0f").toArray(), tlv(0x04, Bytes.ofHex(keyUsage).toArray()));
    byte[] tbs =
        tlv(
            0x30,
            tlv(0xA0, tlv(0x02, new byte[] {2})),
            tlv(0x02, BigInteger.valueOf(name().hashCode() & 0x7FFFFFFFL).toByteArray()),
            ECDSA_WITH_SHA256,
            name("issuer"),
            validity,
            subject,
            pair.getPublic().getEncoded(),
            tlv(0xA3, tlv(0x30, usage)));
    try {
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(ISSUER.getPrivate());
      signer.update(tbs);
      byte[] signature = tlv(0x03, new byte[] {0}, signer.sign());
      byte[] der = tlv(0x30, tbs, ECDSA_WITH_SHA256, signature);
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      return Credential.of(List.of(certificate), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair generate(String algorithm, String parameter) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (parameter.startsWith("secp")) {
        generator.initialize(new ECGenParameterSpec(parameter));
      } else if (!parameter.isEmpty()) {
        generator.initialize(Integer.parseInt(parameter));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] name(String commonName) {
    byte[] type = Bytes.ofHex("0603550403").toArray();
    return tlv(0x30, tlv(0x31, tlv(0x30, type, tlv(0x0C, ascii(commonName)))));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] tlv(int tag, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (body.size() < 0x80) {
      out.write(body.size());
    } else {
      byte[] length = BigInteger.valueOf(body.size()).toByteArray();
      int zero = length[0] == 0 ? 1 : 0;
      out.write(0x80 | (length.length - zero));
      out.write(length, zero, length.length - zero);
    }
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }
}
