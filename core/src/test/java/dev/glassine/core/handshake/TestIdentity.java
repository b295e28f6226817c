package dev.glassine.core.handshake;

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
import java.util.List;

/** Self-signed certificates for flow tests, which only ask whose key signed. */
public final class TestIdentity {
  /** One of each kind; keys are made once for all tests. */
  public static final Credential ECDSA =
      make("ecdsa.test", "EC", "SHA256withECDSA", "300a06082a8648ce3d040302");

  public static final Credential RSA =
      make("rsa.test", "RSA", "SHA256withRSA", "300d06092a864886f70d01010b0500");
  public static final Credential ED25519 =
      make("ed25519.test", "Ed25519", "Ed25519", "300506032b6570");

  private TestIdentity() {}

  private static Credential make(
      String name, String keyAlgorithm, String signatureAlgorithm, String algorithmIdentifier) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(keyAlgorithm);
      if (keyAlgorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else if (keyAlgorithm.equals("RSA")) {
        generator.initialize(2048);
      }
      KeyPair pair = generator.generateKeyPair();
      byte[] algorithm = Bytes.ofHex(algorithmIdentifier).toArray();
      byte[] commonName =
          tlv(
              0x30,
              Bytes.ofHex("0603550403").toArray(),
              tlv(0x0C, name.getBytes(StandardCharsets.US_ASCII)));
      byte[] subject = tlv(0x30, tlv(0x31, commonName));
      byte[] validity =
          tlv(
              0x30,
              tlv(0x17, "200101000000Z".getBytes(StandardCharsets.US_ASCII)),
              tlv(0x17, "491231235959Z".getBytes(StandardCharsets.US_ASCII)));
      byte[] tbs =
          tlv(
              0x30,
              tlv(0xA0, tlv(0x02, new byte[] {2})),
              tlv(0x02, BigInteger.valueOf(name.hashCode() & 0x7FFFFFFFL).toByteArray()),
              algorithm,
              subject,
              validity,
              subject,
              pair.getPublic().getEncoded());
      Signature signer = Signature.getInstance(signatureAlgorithm);
      signer.initSign(pair.getPrivate());
      signer.update(tbs);
      byte[] der = tlv(0x30, tbs, algorithm, tlv(0x03, new byte[] {0}, signer.sign()));
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      return Credential.of(List.of(certificate), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] tlv(int tag, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = body.size();
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] octets = BigInteger.valueOf(length).toByteArray();
      int skip = octets[0] == 0 ? 1 : 0;
      out.write(0x80 | (octets.length - skip));
      out.write(octets, skip, octets.length - skip);
    }
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }
}
