package dev.glassine.core.identity;

import dev.glassine.core.alert.Reason;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Validates a path whose algorithms the JVM refuses ({@code jdk.certpath.disabledAlgorithms}) and
 * this configuration has let in by name, without writing PKIX anew. It takes RFC 5280 §6.1 in two:
 *
 * <ul>
 *   <li>the signatures of the true certificates are verified here, each by its issuer's true key
 *       (§6.1.3 (a) (1));
 *   <li>all else (names, validity, basic constraints, path length, key usage, name constraints,
 *       policies, critical extensions) is judged by the JDK's validator, on copies of the
 *       certificates: the same octets, but for the public key and the signature, which are those of
 *       a key pair made for this one judgement and thrown away after it.
 * </ul>
 *
 * <p>So whatever the JDK refuses for another cause than the algorithm stays refused, in its words.
 * The copies never leave this class.
 */
final class StandInPath {
  private static final String ALGORITHM = "Ed25519";
  private static final byte[] ALGORITHM_IDENTIFIER =
      Der.sequence(Der.objectIdentifier("1.3.101.112"));
  private static final int VERSION = 0xA0;
  private static final int BIT_STRING = 0x03;

  private final CandidatePath path;
  private final KeyPair keys;

  private StandInPath(CandidatePath path) throws GeneralSecurityException {
    this.path = path;
    this.keys = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
  }

  /** Refuses the path, or says by null that nothing but its algorithms is against it. */
  static ChainVerdict.@Nullable Refused check(CandidatePath path, Instant now) {
    ChainVerdict.Refused forged = signatures(path, now);
    if (forged != null) {
      return forged;
    }
    try {
      return new PathCheck(new StandInPath(path).copy(), now).pkix();
    } catch (GeneralSecurityException | DerReader.Invalid e) {
      return new ChainVerdict.Refused(
          Reason.CHAIN_REFUSED, "the path cannot be validated: " + e.getMessage(), e);
    }
  }

  private static ChainVerdict.@Nullable Refused signatures(CandidatePath path, Instant now) {
    List<X509Certificate> whole = path.whole();
    for (int i = 0; i < path.certificates().size(); i++) {
      X509Certificate certificate = whole.get(i);
      try {
        certificate.verify(whole.get(i + 1).getPublicKey());
      } catch (GeneralSecurityException e) {
        return new PathCheck(path, now).badSignature(certificate, e);
      }
    }
    return null;
  }

  private CandidatePath copy() throws GeneralSecurityException, DerReader.Invalid {
    List<X509Certificate> copies = new ArrayList<>();
    for (X509Certificate certificate : path.certificates()) {
      copies.add(copy(certificate));
    }
    return new CandidatePath(copies, copy(path.anchor()));
  }

  /** RFC 5280 §4.1: tbsCertificate with another subjectPublicKeyInfo, signed anew. */
  private X509Certificate copy(X509Certificate certificate)
      throws GeneralSecurityException, DerReader.Invalid {
    DerReader fields = new DerReader(certificate.getTBSCertificate()).enter(Der.SEQUENCE);
    byte[] version = fields.tag() == VERSION ? fields.whole() : new byte[0];
    byte[] serialNumber = fields.whole();
    fields.whole(); // signature: another algorithm takes its place
    byte[] issuer = fields.whole();
    byte[] validity = fields.whole();
    byte[] subject = fields.whole();
    fields.whole(); // subjectPublicKeyInfo
    byte[] uniqueIdentifiersAndExtensions = fields.rest();
    byte[] body =
        Der.sequence(
            version,
            serialNumber,
            ALGORITHM_IDENTIFIER,
            issuer,
            validity,
            subject,
            keys.getPublic().getEncoded(),
            uniqueIdentifiersAndExtensions);
    return CertificateParser.decode(
        Der.sequence(body, ALGORITHM_IDENTIFIER, Der.value(BIT_STRING, signed(body))));
  }

  private byte[] signed(byte[] body) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(ALGORITHM);
    signer.initSign(keys.getPrivate());
    signer.update(body);
    byte[] signature = signer.sign();
    byte[] bits = new byte[signature.length + 1]; // the first octet: no unused bits
    System.arraycopy(signature, 0, bits, 1, signature.length);
    return bits;
  }
}
