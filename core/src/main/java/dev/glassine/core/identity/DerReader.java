package dev.glassine.core.identity;

import java.util.Arrays;

/**
 * Steps through DER values (X.690 §8.1): definite lengths only, each checked against what is left
 * before anything is copied. Fails with {@link Invalid}. Not thread-safe.
 */
final class DerReader {
  /** The octets are not the DER that was expected. */
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    Invalid(String message) {
      super(message);
    }
  }

  private final byte[] octets;
  private final int limit;
  private int position;

  DerReader(byte[] octets) {
    this(octets, 0, octets.length);
  }

  private DerReader(byte[] octets, int position, int limit) {
    this.octets = octets;
    this.position = position;
    this.limit = limit;
  }

  boolean hasRemaining() {
    return position < limit;
  }

  /** The next value's tag, or -1 at the end. */
  int tag() {
    return position < limit ? octets[position] & 0xFF : -1;
  }

  /** A reader over the content of the next value, which has this tag. */
  DerReader enter(int tag) throws Invalid {
    int actual = tag();
    if (actual != tag) {
      throw new Invalid(
          String.format(
              "tag 0x%02x was expected at %d, not %s",
              tag, position, actual < 0 ? "the end" : String.format("0x%02x", actual)));
    }
    position++;
    int length = length();
    DerReader inner = new DerReader(octets, position, position + length);
    position += length;
    return inner;
  }

  /** The content of the next value, which has this tag. */
  byte[] content(int tag) throws Invalid {
    return enter(tag).rest();
  }

  /** The next value with its tag and length, whatever it is. */
  byte[] whole() throws Invalid {
    int start = position;
    enter(tag());
    return Arrays.copyOfRange(octets, start, position);
  }

  /** All octets that are left. */
  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(octets, position, limit);
    position = limit;
    return rest;
  }

  /** Fails unless everything was read. */
  void end() throws Invalid {
    if (position != limit) {
      throw new Invalid((limit - position) + " octets after the last value");
    }
  }

  /** Dotted numbers from the content octets of an OBJECT IDENTIFIER. */
  static String dotted(byte[] content) throws Invalid {
    StringBuilder text = new StringBuilder();
    long arc = 0;
    for (int i = 0; i < content.length; i++) {
      if (arc >>> 48 != 0) {
        throw new Invalid("an arc of an object identifier is too large");
      }
      arc = (arc << 7) | (content[i] & 0x7F);
      if (content[i] < 0) {
        continue;
      }
      if (text.isEmpty()) {
        long first = Math.min(arc / 40, 2);
        text.append(first).append('.').append(arc - 40 * first);
      } else {
        text.append('.').append(arc);
      }
      arc = 0;
    }
    if (text.isEmpty() || content[content.length - 1] < 0) {
      throw new Invalid("an object identifier is cut off");
    }
    return text.toString();
  }

  private int length() throws Invalid {
    int first = next();
    int length = first;
    if (first >= 0x80) {
      int size = first & 0x7F;
      if (size == 0 || size > 4) {
        throw new Invalid("a length is indefinite or too large");
      }
      length = 0;
      for (int i = 0; i < size; i++) {
        length = (length << 8) | next();
      }
    }
    if (length < 0 || length > limit - position) {
      throw new Invalid("a length goes past the end");
    }
    return length;
  }

  private int next() throws Invalid {
    if (position >= limit) {
      throw new Invalid("a value is cut off");
    }
    return octets[position++] & 0xFF;
  }
}
