package dev.glassine.core.wire;

import dev.glassine.core.crypto.Hash;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable run of octets with value equality: raw messages, opaque fields, public values. Never
 * a secret; those are {@link dev.glassine.core.crypto.Secret}.
 */
public final class Bytes {
  /** No octets. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] octets;

  private Bytes(byte[] octets) {
    this.octets = octets;
  }

  /** A copy of the whole array. */
  public static Bytes copyOf(byte[] octets) {
    return octets.length == 0 ? EMPTY : new Bytes(octets.clone());
  }

  /** A copy of {@code length} octets from {@code offset}. */
  public static Bytes copyOf(byte[] octets, int offset, int length) {
    java.util.Objects.checkFromIndexSize(offset, length, octets.length);
    return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(octets, offset, offset + length));
  }

  /** Takes over an array that nobody else keeps: the caller must not touch it again. */
  public static Bytes wrap(byte[] octets) {
    return octets.length == 0 ? EMPTY : new Bytes(octets);
  }

  /** From pairs of hexadecimal digits, without separators. */
  public static Bytes ofHex(String hex) {
    return wrap(HexFormat.of().parseHex(hex));
  }

  /** From the US-ASCII or UTF-8 octets of a string. */
  public static Bytes ofString(String text) {
    return wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** How many octets. */
  public int length() {
    return octets.length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return octets.length == 0;
  }

  /** The octet at {@code index} as 0..255. */
  public int at(int index) {
    return octets[index] & 0xFF;
  }

  /** Whether one of the octets is {@code value} (0..255). */
  public boolean has(int value) {
    for (byte octet : octets) {
      if ((octet & 0xFF) == value) {
        return true;
      }
    }
    return false;
  }

  /** A copy of {@code length} octets from {@code offset}. */
  public Bytes slice(int offset, int length) {
    return copyOf(octets, offset, length);
  }

  /** A copy of all octets. */
  public byte[] toArray() {
    return octets.clone();
  }

  /** Copies all octets into {@code target} at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(octets, 0, target, offset, octets.length);
  }

  /** Hashes all octets. */
  public void hashInto(Hash.Digest digest) {
    digest.update(octets, 0, octets.length);
  }

  /** Hashes all octets. */
  public void hashInto(MessageDigest digest) {
    digest.update(octets, 0, octets.length);
  }

  /** The shared array, for readers inside core that promise not to write. */
  byte[] shared() {
    return octets;
  }

  /** A reader over all octets. */
  public WireReader reader() {
    return new WireReader(octets, 0, octets.length);
  }

  /** Lower-case hexadecimal digits without separators. */
  public String hex() {
    return HexFormat.of().formatHex(octets);
  }

  /** The octets read as UTF-8, with replacement characters where they are not. */
  public String text() {
    return new String(octets, java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** Up to 32 octets in hexadecimal, then the length. */
  @Override
  public String toString() {
    if (octets.length <= 32) {
      return hex();
    }
    return HexFormat.of().formatHex(octets, 0, 32) + "… (" + octets.length + " octets)";
  }
}
