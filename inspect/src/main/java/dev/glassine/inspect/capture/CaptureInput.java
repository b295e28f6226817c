package dev.glassine.inspect.capture;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/** The octets of a capture with a count of those read, in either byte order. */
final class CaptureInput implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final PushbackInputStream in;
  private long position;
  private boolean littleEndian;

  CaptureInput(InputStream in) {
    this.in = new PushbackInputStream(new java.io.BufferedInputStream(in, BUFFER), 4);
  }

  /** The next {@code count} octets at most 4, which stay. */
  byte[] peek(int count) throws IOException {
    byte[] start = in.readNBytes(count);
    in.unread(start);
    return start;
  }

  /** The rest as it is. */
  InputStream asStream() {
    return in;
  }

  void littleEndian(boolean little) {
    littleEndian = little;
  }

  boolean isLittleEndian() {
    return littleEndian;
  }

  /** Octets read so far. */
  long position() {
    return position;
  }

  /** {@code count} octets, fewer at the end of the input. */
  byte[] read(int count) throws IOException {
    byte[] octets = new byte[count];
    int length = 0;
    try {
      length = in.readNBytes(octets, 0, count);
    } catch (EOFException | ZipException e) {
      // a compressed capture that is cut off or broken ends here
    }
    position += length;
    return length == count ? octets : Arrays.copyOf(octets, length);
  }

  /** Passes {@code count} octets over; false where the input ends before. */
  boolean skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      int part = (int) Math.min(left, BUFFER);
      if (read(part).length < part) {
        return false;
      }
      left -= part;
    }
    return true;
  }

  int u16(byte[] octets, int at) {
    int high = littleEndian ? at + 1 : at;
    int low = littleEndian ? at : at + 1;
    return ((octets[high] & 0xFF) << 8) | (octets[low] & 0xFF);
  }

  long u32(byte[] octets, int at) {
    int value = bigEndian32(octets, at);
    return (littleEndian ? Integer.reverseBytes(value) : value) & 0xFFFF_FFFFL;
  }

  static int bigEndian32(byte[] octets, int at) {
    return ((octets[at] & 0xFF) << 24)
        | ((octets[at + 1] & 0xFF) << 16)
        | ((octets[at + 2] & 0xFF) << 8)
        | (octets[at + 3] & 0xFF);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
