package dev.glassine.ecosystem;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Octets to transfer, made while they are read: a random block over and over, whose length has
 * nothing in common with that of a record. Nobody holds 256 MiB of it.
 */
final class Payload {
  private static final byte[] BLOCK = new byte[999_983];
  private static final Map<Long, String> DIGESTS = new ConcurrentHashMap<>();

  static {
    new Random(6).nextBytes(BLOCK);
  }

  private Payload() {}

  /** The block that is repeated, for a server that can do the repeating. */
  static byte[] block() {
    return BLOCK.clone();
  }

  /** So many octets. */
  static InputStream of(long octets) {
    return new InputStream() {
      private long position;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      // Some callers read no more than this at once.
      @Override
      public int available() {
        return (int) Math.min(octets - position, Integer.MAX_VALUE - 1);
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (length == 0) {
          return 0;
        }
        if (position == octets) {
          return -1;
        }
        int start = (int) (position % BLOCK.length);
        int count = (int) Math.min(Math.min(length, BLOCK.length - start), octets - position);
        System.arraycopy(BLOCK, start, target, offset, count);
        position += count;
        return count;
      }
    };
  }

  /** What so many octets come to. */
  static String digest(long octets) {
    return DIGESTS.computeIfAbsent(
        octets,
        count -> {
          try (Digest digest = new Digest()) {
            of(count).transferTo(digest);
            return digest.toString();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** Digests what is written to it; its text is the digest so far. */
  static final class Digest extends OutputStream {
    private final MessageDigest sha256 = sha256();
    private long count;

    @Override
    public void write(int octet) {
      sha256.update((byte) octet);
      count++;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      sha256.update(octets, offset, length);
      count += length;
    }

    /** The number of octets, and their digest. */
    @Override
    public String toString() {
      try {
        MessageDigest soFar = (MessageDigest) sha256.clone();
        return count + ":" + HexFormat.of().formatHex(soFar.digest());
      } catch (CloneNotSupportedException e) {
        throw new AssertionError(e);
      }
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError(e);
      }
    }
  }
}
