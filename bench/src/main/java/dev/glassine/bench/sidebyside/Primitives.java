package dev.glassine.bench.sidebyside;

import dev.glassine.bench.sidebyside.Workload.Bulk;
import dev.glassine.bench.sidebyside.Workload.Handshakes;
import dev.glassine.bench.sidebyside.Workload.Transfer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.X509EncodedKeySpec;
import java.util.Objects;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/**
 * The limit: the cryptography of both ends of a handshake (RFC 9846 §2 and §7), or of a record,
 * through the same JCA calls, with no protocol around it. No stack on these primitives can be
 * faster, or make less garbage.
 *
 * <p>A full handshake: two key pairs, each other's public keys read, two agreements; one signature
 * made and verified (the path to the authority is taken to be known); for each end the transcript
 * hashed with five snapshots, HMAC under eleven keys and 22 MACs; three records (the server's
 * flight, the client's Finished, a ticket) sealed and opened. X25519 and signatures come from the
 * provider given as far as Glassine takes them from there, all else from the JDK.
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
  private static final int BATCH = 64;

  private final Provider curves;
  private final @Nullable Provider signing;
  private final @Nullable Provider verifying;
  private final Fixtures fixtures;
  private final SecureRandom random = new SecureRandom();
  private final byte[] octets = new byte[TRANSCRIPT];
  private final BareCipher.Buffers buffers = new BareCipher.Buffers();

  private Primitives(
      Provider curves,
      @Nullable Provider signing,
      @Nullable Provider verifying,
      Fixtures fixtures) {
    this.curves = curves;
    this.signing = signing;
    this.verifying = verifying;
    this.fixtures = fixtures;
  }

  /** The JDK's, or those of another provider where Glassine would take them. */
  static Primitives named(String name, Fixtures fixtures) {
    return switch (name) {
      case "PRIMITIVES" ->
          new Primitives(
              Objects.requireNonNull(Security.getProvider("SunEC")), null, null, fixtures);
      case "PRIMITIVES_BOUNCY_CASTLE" -> ofBouncyCastle(fixtures);
      case "PRIMITIVES_CONSCRYPT" -> ofConscrypt(fixtures);
      default -> throw new IllegalArgumentException("no primitives are called " + name);
    };
  }

  /** It does not sign: its time depends on the key (docs/attacks.md). */
  private static Primitives ofBouncyCastle(Fixtures fixtures) {
    Provider java = Stacks.provider("org.bouncycastle.jce.provider.BouncyCastleProvider");
    return new Primitives(java, null, java, fixtures);
  }

  private static Primitives ofConscrypt(Fixtures fixtures) {
    Provider conscrypt = Conscrypt.newProvider();
    return new Primitives(conscrypt, conscrypt, conscrypt, fixtures);
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
        BareSignature signature = new BareSignature(fixtures, scene.key(), signing, verifying);
        yield Meter.measure(millis, 1, () -> handshake(signature));
      }
      case Transfer(_, Bulk bulk, int size, boolean _) -> {
        byte[] key = new byte[bulk == Bulk.CHACHA20_POLY1305 ? 32 : 16];
        BareCipher cipher = new BareCipher(key, buffers);
        yield Meter.measure(millis, BATCH, () -> cipher.sealAndOpen(size));
      }
    };
  }

  private void handshake(BareSignature signature) throws GeneralSecurityException {
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
    signature.signAndVerify();
    byte[] key = new byte[16];
    System.arraycopy(secret, 0, key, 0, key.length);
    // the handshake keys of the server and the client, and one of the application's
    for (int length : RECORDS) {
      new BareCipher(key, buffers).sealAndOpen(length);
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
}
