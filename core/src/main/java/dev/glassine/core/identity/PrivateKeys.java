package dev.glassine.core.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Brings every PEM form of a private key to PKCS #8 (RFC 5958), which is the one that the JDK
 * reads.
 */
final class PrivateKeys {
  private static final String RSA = "1.2.840.113549.1.1.1";
  private static final String EC = "1.2.840.10045.2.1";
  private static final String CONVERT =
      "convert it with \"openssl pkcs8 -topk8 -in old.key -out new.key\"";

  private PrivateKeys() {}

  static PrivateKey decode(
      PemBlock block, @Nullable PemBlock parameters, char @Nullable [] password, String source) {
    for (String header : block.headers()) {
      if (header.startsWith("Proc-Type") && header.contains("ENCRYPTED")) {
        throw new IllegalArgumentException(
            source
                + " holds a key in OpenSSL's traditional encryption, whose password is hashed once with MD5: it is not supported; "
                + CONVERT);
      }
    }
    try {
      return switch (block.label()) {
        case "PRIVATE KEY" -> fromPkcs8(block.der(), source);
        case "RSA PRIVATE KEY" -> fromPkcs8(wrapPkcs1(block.der()), source);
        case "EC PRIVATE KEY" -> fromPkcs8(wrapSec1(block.der(), parameters, source), source);
        case "ENCRYPTED PRIVATE KEY" -> fromEncrypted(block.der(), password, source);
        default ->
            throw new IllegalArgumentException(
                source + " holds a \"" + block.label() + "\", which is not supported; " + CONVERT);
      };
    } catch (DerReader.Invalid e) {
      throw new IllegalArgumentException(
          source + ": the \"" + block.label() + "\" is damaged: " + e.getMessage(), e);
    }
  }

  /** RFC 8017 §A.1.2 in RFC 5958 §2. */
  private static byte[] wrapPkcs1(byte[] rsaPrivateKey) {
    return Der.sequence(
        Der.integer(0),
        Der.sequence(Der.objectIdentifier(RSA), Der.nothing()),
        Der.octetString(rsaPrivateKey));
  }

  /**
   * RFC 5915 §3 in RFC 5958 §2.
   *
   * <pre>{@code
   * ECPrivateKey ::= SEQUENCE {
   *   version        INTEGER { ecPrivkeyVer1(1) } (ecPrivkeyVer1),
   *   privateKey     OCTET STRING,
   *   parameters [0] ECParameters {{ NamedCurve }} OPTIONAL,
   *   publicKey  [1] BIT STRING OPTIONAL
   * }
   * }</pre>
   */
  private static byte[] wrapSec1(byte[] ecPrivateKey, @Nullable PemBlock parameters, String source)
      throws DerReader.Invalid {
    DerReader key = new DerReader(ecPrivateKey).enter(Der.SEQUENCE);
    key.content(Der.INTEGER);
    key.content(Der.OCTET_STRING);
    byte[] curve;
    if (key.tag() == 0xA0) {
      curve = key.content(0xA0);
    } else if (parameters != null) {
      curve = parameters.der();
    } else {
      throw new IllegalArgumentException(
          source + ": the EC key does not name its curve; " + CONVERT);
    }
    if (curve.length == 0 || curve[0] != Der.OBJECT_IDENTIFIER) {
      throw new IllegalArgumentException(
          source
              + ": the EC key spells out its curve's parameters; only named curves are supported (RFC 5480 §2.1.1)");
    }
    return Der.sequence(
        Der.integer(0),
        Der.sequence(Der.objectIdentifier(EC), curve),
        Der.octetString(ecPrivateKey));
  }

  private static PrivateKey fromPkcs8(byte[] pkcs8, String source) throws DerReader.Invalid {
    DerReader info = new DerReader(pkcs8).enter(Der.SEQUENCE);
    info.content(Der.INTEGER);
    String algorithm = DerReader.dotted(info.enter(Der.SEQUENCE).content(Der.OBJECT_IDENTIFIER));
    String name =
        switch (algorithm) {
          case RSA -> "RSA";
          case "1.2.840.113549.1.1.10" -> "RSASSA-PSS";
          case EC -> "EC";
          case "1.3.101.112" -> "Ed25519";
          case "1.3.101.113" -> "Ed448";
          case "1.2.840.10040.4.1" -> "DSA";
          default ->
              throw new IllegalArgumentException(
                  source
                      + " holds a key of algorithm "
                      + algorithm
                      + "; RSA, RSASSA-PSS, EC, Ed25519 and Ed448 keys can be used");
        };
    try {
      return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException(
          source
              + ": the "
              + name
              + " key cannot be read (damaged, or on a curve that this JDK does not have)",
          e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("no JCA provider reads " + name + " keys", e);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static PrivateKey fromEncrypted(
      byte[] encrypted, char @Nullable [] password, String source) throws DerReader.Invalid {
    if (password == null) {
      throw new IllegalArgumentException(
          source + " holds an encrypted private key: a password is needed");
    }
    PBEKeySpec passwordSpec = new PBEKeySpec(password);
    byte[] pkcs8;
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
      SecretKey secret = SecretKeyFactory.getInstance(scheme(info)).generateSecret(passwordSpec);
      pkcs8 = info.getKeySpec(secret).getEncoded();
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalArgumentException(
          source
              + ": this key encryption is not supported; re-encrypt it with \"openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.key -out new.key\"",
          e);
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException(
          source + ": the password is wrong, or the key is damaged", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(source + ": the encrypted key cannot be opened", e);
    } finally {
      passwordSpec.clearPassword();
    }
    return fromPkcs8(pkcs8, source);
  }

  /** The JDK names PBES2 (RFC 8018 §6.2) after its parts, which only the parameters tell. */
  private static String scheme(EncryptedPrivateKeyInfo info) {
    boolean pbes2 =
        info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13");
    return pbes2 ? String.valueOf(info.getAlgParameters()) : info.getAlgName();
  }
}
