package dev.glassine.bench.sidebyside;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A cipher for each direction, as the record layer drives it. */
final class BareCipher {
  private static final Provider JDK = Objects.requireNonNull(Security.getProvider("SunJCE"));
  private static final int HEADER = 5;
  private static final int TAG = 16;

  /** What records go through, one after another: none has arrays of its own. */
  static final class Buffers {
    private static final int ROOM = 16384 + 1 + TAG;

    private final byte[] plain = new byte[ROOM];
    private final byte[] sealed = new byte[ROOM];
    private final byte[] opened = new byte[ROOM];
    private final byte[] nonce = new byte[12];

    /** Each record has a nonce of its own (RFC 9846 §5.3). */
    byte[] nextNonce() {
      int last = nonce.length - 1;
      while (++nonce[last] == 0) {
        last--;
      }
      return nonce;
    }
  }

  private final Buffers buffers;
  private final boolean chacha;
  private final SecretKeySpec key;
  private final Cipher sealing;
  private final Cipher opening;

  /** AES-128-GCM or ChaCha20-Poly1305, as the key is 16 or 32 octets long. */
  BareCipher(byte[] key, Buffers buffers) throws GeneralSecurityException {
    this.buffers = buffers;
    this.chacha = key.length == 32;
    this.key = new SecretKeySpec(key, chacha ? "ChaCha20" : "AES");
    String transformation = chacha ? "ChaCha20-Poly1305" : "AES/GCM/NoPadding";
    this.sealing = Cipher.getInstance(transformation, JDK);
    this.opening = Cipher.getInstance(transformation, JDK);
  }

  /** A record with {@code length} octets of content, and its type. */
  void sealAndOpen(int length) throws GeneralSecurityException {
    byte[] nonce = buffers.nextNonce();
    byte[] sealed = buffers.sealed;
    start(sealing, Cipher.ENCRYPT_MODE, nonce);
    int done;
    if (chacha) {
      done = sealing.doFinal(buffers.plain, 0, length + 1, sealed, 0);
    } else {
      int whole = length - length % 16;
      done = sealing.update(buffers.plain, 0, whole, sealed, 0);
      done += sealing.doFinal(sealed, whole, length + 1 - whole, sealed, whole);
    }
    start(opening, Cipher.DECRYPT_MODE, nonce);
    int plain = opening.doFinal(sealed, 0, done, buffers.opened, 0);
    if (done != length + 1 + TAG || plain != length + 1) {
      throw new GeneralSecurityException("a record of " + done + " became " + plain);
    }
  }

  private void start(Cipher cipher, int mode, byte[] nonce) throws GeneralSecurityException {
    cipher.init(mode, key, chacha ? new IvParameterSpec(nonce) : new GCMParameterSpec(128, nonce));
    cipher.updateAAD(buffers.plain, 0, HEADER);
  }
}
