package dev.glassine.legacy.ssl2;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Hash;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a connection (SSL 2.0 §2.5): MD5 over the master key, a digit, and one random value
 * of each side. Each direction has one key, for its cipher and for its MAC.
 *
 * <pre>
 *   KEY-MATERIAL-0 = MD5[ MASTER-KEY, "0", CHALLENGE, CONNECTION-ID ]
 *   KEY-MATERIAL-1 = MD5[ MASTER-KEY, "1", CHALLENGE, CONNECTION-ID ]
 *   KEY-MATERIAL-2 = MD5[ MASTER-KEY, "2", CHALLENGE, CONNECTION-ID ]
 *
 *   CLIENT-READ-KEY, then CLIENT-WRITE-KEY, are cut from these
 * </pre>
 *
 * <p>For DES with 64 bits the draft leaves the digit out. Everybody who ever spoke it leaves it in.
 *
 * @param master in whose kind it is
 * @param octets all of the material
 */
record KeyMaterial(CryptoProvider crypto, MasterKey master, Secret octets) {
  /** RFC 8017 §9.2, note 1: the DigestInfo of an MD5 digest, up to the digest. */
  private static final Bytes MD5_DIGEST_INFO = Bytes.ofHex("3020300c06082a864886f70d020505000410");

  static KeyMaterial derive(
      CryptoProvider crypto, MasterKey master, Bytes challenge, Bytes connectionId) {
    CipherKind kind = master.kind();
    byte[] key = master.secret().reveal(Secret.Access.PRIMITIVE);
    byte[] octets = new byte[2 * kind.keyLength()];
    for (int i = 0, at = 0; i < kind.materials(); i++) {
      Hash.Digest digest = md5(crypto).start();
      digest.update(key, 0, key.length);
      digest.update(new byte[] {(byte) ('0' + i)}, 0, 1);
      digest.update(challenge);
      digest.update(connectionId);
      byte[] material = digest.finish();
      int part = Math.min(material.length, octets.length - at);
      System.arraycopy(material, 0, octets, at, part);
      Arrays.fill(material, (byte) 0);
      at += part;
    }
    return new KeyMaterial(crypto, master, Secret.wrap(octets));
  }

  private static Hash md5(CryptoProvider crypto) {
    return crypto.hash(HashAlgorithm.MD5);
  }

  /**
   * Opens the records of {@code sender}.
   *
   * @param sent how many it sent in the clear
   */
  KeyedOpener opener(Side sender, int sent) {
    byte[] key = writeKey(sender);
    KeyedOpener opener =
        new KeyedOpener(cipher(key, Aead.Direction.OPEN), mac(key), master.kind().cipher(), sent);
    Arrays.fill(key, (byte) 0);
    return opener;
  }

  /**
   * Seals the records of {@code sender}.
   *
   * @param sent how many it sent in the clear
   */
  KeyedSealer sealer(Side sender, int sent) {
    byte[] key = writeKey(sender);
    KeyedSealer sealer =
        new KeyedSealer(cipher(key, Aead.Direction.SEAL), mac(key), master.kind().cipher(), sent);
    Arrays.fill(key, (byte) 0);
    return sealer;
  }

  private byte[] writeKey(Side sender) {
    int length = master.kind().keyLength();
    // the first key is the one that the client reads with
    int at = sender == Side.SERVER ? 0 : length;
    return Arrays.copyOfRange(octets.reveal(Secret.Access.PRIMITIVE), at, at + length);
  }

  private RecordCipher cipher(byte[] key, Aead.Direction direction) {
    return RecordCipher.of(crypto, master.kind(), key, master.keyArg().toArray(), direction);
  }

  private MacData mac(byte[] key) {
    return new MacData(md5(crypto), key);
  }

  /**
   * What the client signs to show that its certificate is its own (§2.5, CLIENT-CERTIFICATE): the
   * digest alone leaves this class, for what it digests is secret.
   *
   * @param serverCertificate null in a connection whose session is resumed and forgot it
   */
  Bytes signatureInput(Bytes certificateChallenge, @Nullable Bytes serverCertificate) {
    Hash.Digest digest = md5(crypto).start();
    byte[] material = octets.reveal(Secret.Access.PRIMITIVE);
    digest.update(material, 0, material.length);
    digest.update(certificateChallenge);
    if (serverCertificate != null) {
      digest.update(serverCertificate);
    }
    byte[] info = Arrays.copyOf(MD5_DIGEST_INFO.toArray(), MD5_DIGEST_INFO.length() + 16);
    System.arraycopy(digest.finish(), 0, info, MD5_DIGEST_INFO.length(), 16);
    return Bytes.wrap(info);
  }

  /** Wipes the material; ciphers and MACs that were made of it go on. */
  void forget() {
    octets.close();
  }
}
