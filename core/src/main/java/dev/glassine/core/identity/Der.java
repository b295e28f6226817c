package dev.glassine.core.identity;

import java.io.ByteArrayOutputStream;

/**
 * Writes the few shapes of DER (X.690 §8, §10) that wrap one key format into another. Reading is
 * {@link DerReader}'s.
 */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int NULL = 0x05;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;

  private Der() {}

  /** The parts, one after the other, in a SEQUENCE. */
  static byte[] sequence(byte[]... parts) {
    return value(SEQUENCE, concat(parts));
  }

  /** An OCTET STRING. */
  static byte[] octetString(byte[] octets) {
    return value(OCTET_STRING, octets);
  }

  /** An INTEGER of one octet; {@code number} is 0..127. */
  static byte[] integer(int number) {
    return value(INTEGER, new byte[] {(byte) number});
  }

  /** NULL. */
  static byte[] nothing() {
    return value(NULL, new byte[0]);
  }

  /** An OBJECT IDENTIFIER from dotted numbers. */
  static byte[] objectIdentifier(String dotted) {
    String[] arcs = dotted.split("\\.", -1);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    base128(body, Long.parseLong(arcs[0]) * 40 + Long.parseLong(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      base128(body, Long.parseLong(arcs[i]));
    }
    return value(OBJECT_IDENTIFIER, body.toByteArray());
  }

  /** Tag, length, content. */
  static byte[] value(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
    out.write(tag);
    int length = content.length;
    if (length < 0x80) {
      out.write(length);
    } else {
      int size = (39 - Integer.numberOfLeadingZeros(length)) / 8;
      out.write(0x80 | size);
      for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
        out.write(length >>> shift);
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static void base128(ByteArrayOutputStream out, long arc) {
    int shift = 0;
    while (arc >>> (shift + 7) != 0) {
      shift += 7;
    }
    for (; shift > 0; shift -= 7) {
      out.write((int) (0x80 | ((arc >>> shift) & 0x7F)));
    }
    out.write((int) (arc & 0x7F));
  }
}
