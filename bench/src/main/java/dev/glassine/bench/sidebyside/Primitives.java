package dev.glassine.bench.sidebyside;

import dev.glassine.bench.sidebyside.Scene.Key;
import dev.glassine.bench.sidebyside.Workload.Bulk;
import dev.glassine.bench.sidebyside.Workload.Handshakes;
import dev.glassine.bench.sidebyside.Workload.Transfer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The limit: the cryptography of both ends of a handshake (RFC 9846 §2 and §7), or of a record,
 * through the same JCA calls, with no protocol around it. No stack on these primitives can be
 * faster, or make less garbage.
 *
 * <p>A full handshake: two key pairs, each other's public keys read, two agreements; one signature
 * made and verified (the path to the authority is taken to be known); for each end the transcript
 * hashed with five snapshots, HMAC under eleven keys and 22 MACs; three records (the server's
 * flight, the client's Finished, a ticket) sealed and opened. Elliptic curves and signatures come
 * from the provider given, all else from the JDK.
 */
final class Primitives implements Work {
  private static final Provider JDK = Objects.requireNonNull(Security.getProvider("SunJCE"));

  /** HKDF of one end, as the keys of HMAC and how many MACs each makes. */
  private static final int[] MACS_UNDER_KEY = {
    1, // HKDF-Extract of the handshake secret, keyed with what is derived from the early one
    3, // handshake secret: c hs traffic, s hs traffic, derived
    1, // HKDF-Extract of the main secret
    4, // main secret: c ap traffic, s ap traffic, exp main, res main
    3,
    3, // both handshake traffic secrets: key, iv, finished
    1,
    1, // both finished keys: the client's and the server's verify_data
    2,
    2, // both application traffic secrets: key, iv
    1 // resumption secret: the ticket's key
  };

  private static final int SNAPSHOTS = 5;

  /** Octets of a transcript, and of the records sealed in a handshake. */
  private static final int TRANSCRIPT = 1_100;

  private static final int[] RECORDS = {800, 37, 240};
  private static final int HEADER = 5;
  private static final int TAG = 16;
  private static final int BATCH = 64;

  private final Provider curves;
  private final @Nullable Provider signatures;
  private final Fixtures fixtures;
  private final SecureRandom random = new SecureRandom();
  private final byte[] octets = new byte[1 << 15];
  private final byte[] sealed = new byte[1 << 15];
  private final byte[] opened = new byte[1 << 15];
  private final byte[] nonce = new byte[12];

  private Primitives(Provider curves, @Nullable Provider signatures, Fixtures fixtures) {
    this.curves = curves;
    this.signatures = signatures;
    this.fixtures = fixtures;
  }

  /** The JDK's, or those of Conscrypt where it has any. */
  static Primitives named(String name, Fixtures fixtures) {
    return switch (name) {
      case "PRIMITIVES" ->
          new Primitives(Objects.requireNonNull(Security.getProvider("SunEC")), null, fixtures);
      case "PRIMITIVES_CONSCRYPT" -> ofConscrypt(fixtures);
      default -> throw new IllegalArgumentException("no primitives are called " + name);
    };
  }

  private static Primitives ofConscrypt(Fixtures fixtures) {
    Provider conscrypt = org.conscrypt.Conscrypt.newProvider();
    return new Primitives(conscrypt, conscrypt, fixtures);
  }

  /** Whether there is anything to do for a workload: others have a protocol in them. */
  static boolean know(Workload workload) {
    return workload.equals(Programme.FULL)
        || workload.equals(Programme.FULL_RSA)
        || workload.equals(Programme.BULK)
        || workload.equals(Programme.BULK_CHACHA);
  }

  @Override
  public Measured take(Workload workload, long millis)
      throws GeneralSecurityException, IOException {
    if (!know(workload)) {
      throw new GeneralSecurityException("no protocol here");
    }
    return switch (workload) {
      case Handshakes(Scene scene, int _) -> {
        Signing signing = new Signing(scene.key());
        yield Meter.measure(millis, 1, () -> handshake(signing));
      }
      case Transfer(_, Bulk bulk, int size, boolean _) -> {
        Ends ends = new Ends(bulk);
        yield Meter.measure(millis, BATCH, () -> ends.sealAndOpen(size));
      }
    };
  }

  private void handshake(Signing signing) throws GeneralSecurityException {
    // ClientHello.random, its session ID, ServerHello.random
    byte[] hello = new byte[32];
    for (int i = 0; i < 3; i++) {
      random.nextBytes(hello);
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519", curves);
    KeyPair client = generator.generateKeyPair();
    KeyPair server = KeyPairGenerator.getInstance("X25519", curves).generateKeyPair();
    byte[] secret = agree(server.getPrivate(), client.getPublic().getEncoded());
    agree(client.getPrivate(), server.getPublic().getEncoded());
    for (int end = 0; end < 2; end++) {
      transcript();
      keys(secret);
    }
    signing.signAndVerify();
    byte[] key = new byte[16];
    System.arraycopy(secret, 0, key, 0, key.length);
    // the handshake keys of the server and the client, and one of the application's
    for (int length : RECORDS) {
      new Ends(key).sealAndOpen(length);
    }
  }

  private byte[] agree(PrivateKey own, byte[] peer) throws GeneralSecurityException {
    PublicKey key =
        KeyFactory.getInstance("X25519", curves).generatePublic(new X509EncodedKeySpec(peer));
    KeyAgreement agreement = KeyAgreement.getInstance("X25519", curves);
    agreement.init(own);
    agreement.doPhase(key, true);
    return agreement.generateSecret();
  }

  private void transcript() throws GeneralSecurityException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < SNAPSHOTS; i++) {
        digest.update(octets, 0, TRANSCRIPT / SNAPSHOTS);
        ((MessageDigest) digest.clone()).digest();
      }
    } catch (CloneNotSupportedException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private void keys(byte[] secret) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256", JDK);
    byte[] key = secret;
    for (int macs : MACS_UNDER_KEY) {
      mac.init(new SecretKeySpec(key, "HMAC"));
      key = new byte[32];
      for (int i = 0; i < macs; i++) {
        // HkdfLabel, with a hash as its context
        mac.update(octets, 0, 54);
        mac.doFinal(key, 0);
      }
    }
  }

  /** CertificateVerify, made and checked. */
  private final class Signing {
    private final String algorithm;
    private final @Nullable PSSParameterSpec parameters;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    Signing(Key key) throws GeneralSecurityException {
      boolean rsa = key == Key.RSA;
      algorithm =
          !rsa ? "SHA256withECDSA" : signatures == null ? "RSASSA-PSS" : "SHA256withRSA/PSS";
      parameters =
          rsa ? new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1) : null;
      KeyStore.PrivateKeyEntry entry = fixtures.entry(key, "server");
      String name = rsa ? "RSA" : "EC";
      KeyFactory factory =
          signatures == null
              ? KeyFactory.getInstance(name)
              : KeyFactory.getInstance(name, signatures);
      privateKey =
          factory.generatePrivate(new PKCS8EncodedKeySpec(entry.getPrivateKey().getEncoded()));
      publicKey =
          factory.generatePublic(
              new X509EncodedKeySpec(entry.getCertificate().getPublicKey().getEncoded()));
    }

    private Signature signature() throws GeneralSecurityException {
      Signature signature =
          signatures == null
              ? Signature.getInstance(algorithm)
              : Signature.getInstance(algorithm, signatures);
      if (parameters != null) {
        signature.setParameter(parameters);
      }
      return signature;
    }

    void signAndVerify() throws GeneralSecurityException {
      Signature signing = signature();
      signing.initSign(privateKey, random);
      signing.update(octets, 0, 130);
      byte[] signature = signing.sign();
      Signature verifying = signature();
      verifying.initVerify(publicKey);
      verifying.update(octets, 0, 130);
      if (!verifying.verify(signature)) {
        throw new GeneralSecurityException("a signature does not verify");
      }
    }
  }

  /** A cipher for each direction, as the record layer drives it. */
  private final class Ends {
    private final boolean chacha;
    private final SecretKeySpec key;
    private final Cipher sealing;
    private final Cipher opening;

    Ends(Bulk bulk) throws GeneralSecurityException {
      this(bulk == Bulk.CHACHA20_POLY1305, new byte[bulk == Bulk.CHACHA20_POLY1305 ? 32 : 16]);
    }

    Ends(byte[] key) throws GeneralSecurityException {
      this(false, key);
    }

    private Ends(boolean chacha, byte[] key) throws GeneralSecurityException {
      this.chacha = chacha;
      this.key = new SecretKeySpec(key, chacha ? "ChaCha20" : "AES");
      String transformation = chacha ? "ChaCha20-Poly1305" : "AES/GCM/NoPadding";
      this.sealing = Cipher.getInstance(transformation, JDK);
      this.opening = Cipher.getInstance(transformation, JDK);
    }

    void sealAndOpen(int length) throws GeneralSecurityException {
      // each record has a nonce of its own (RFC 9846 §5.3)
      for (int i = nonce.length - 1; ++nonce[i] == 0 && i > 4; i--) {}
      start(sealing, Cipher.ENCRYPT_MODE);
      int done;
      if (chacha) {
        done = sealing.doFinal(octets, 0, length + 1, sealed, 0);
      } else {
        int whole = length - length % 16;
        done = sealing.update(octets, 0, whole, sealed, 0);
        done += sealing.doFinal(sealed, whole, length + 1 - whole, sealed, whole);
      }
      start(opening, Cipher.DECRYPT_MODE);
      int plain = opening.doFinal(sealed, 0, done, opened, 0);
      if (done != length + 1 + TAG || plain != length + 1) {
        throw new GeneralSecurityException("a record of " + done + " became " + plain);
      }
    }

    private void start(Cipher cipher, int mode) throws GeneralSecurityException {
      cipher.init(
          mode, key, chacha ? new IvParameterSpec(nonce) : new GCMParameterSpec(128, nonce));
      cipher.updateAAD(octets, 0, HEADER);
    }
  }
}
