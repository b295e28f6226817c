package dev.glassine.core.record;

import dev.glassine.core.registry.ContentType;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * From the network's buffer to the application's: opens one record between buffers of any kind.
 * Where both have arrays the cipher reads the one and writes the other; otherwise an array is
 * borrowed for the call. Nothing outside {@code position..limit} of a buffer is touched.
 */
public final class RecordReader {
  private RecordReader() {}

  /**
   * Opens the record at the position of {@code network} and moves the position behind it.
   * Application data that fits goes to {@code application}, whose position moves too; every other
   * fragment goes to {@code sink}. Octets of {@code application} behind its new position may have
   * been used as working room and mean nothing.
   *
   * @param recordLength header included, as {@link RecordHeader#recordLength} said; that much has
   *     arrived
   * @param application writable; may have no room at all
   * @return octets written to {@code application}, or -1 where the sink got the fragment
   * @throws dev.glassine.core.alert.TlsFailure where the record cannot be opened; the positions
   *     have not moved
   */
  public static int open(
      ByteBuffer network,
      int recordLength,
      ByteBuffer application,
      RecordOpener opener,
      FragmentSink sink) {
    byte[] in = null;
    int inOffset = 0;
    if (network.hasArray()) {
      in = network.array();
      inOffset = network.arrayOffset() + network.position();
    }
    int room = opener.openedLength(recordLength);
    boolean shared = in != null && application.hasArray() && Fragments.same(application, network);
    boolean direct = application.hasArray() && application.remaining() >= room && !shared;
    if (in != null && direct) {
      return openInto(in, inOffset, network, recordLength, application, opener, sink);
    }
    byte[] copy = Scratch.borrow(recordLength);
    try {
      if (in == null) {
        network.get(network.position(), copy, 0, recordLength);
        in = copy;
        inOffset = 0;
      }
      if (direct) {
        return openInto(in, inOffset, network, recordLength, application, opener, sink);
      }
      int start = opener.fragmentOffset();
      int length = opener.open(in, inOffset, recordLength, copy, start);
      network.position(network.position() + recordLength);
      if (opener.contentType() == ContentType.APPLICATION_DATA.code()
          && length <= application.remaining()) {
        application.put(copy, start, length);
        return length;
      }
      sink.fragment(opener.contentType(), copy, start, length);
      return -1;
    } finally {
      Scratch.giveBack(copy, recordLength);
    }
  }

  private static int openInto(
      byte[] in,
      int inOffset,
      ByteBuffer network,
      int recordLength,
      ByteBuffer application,
      RecordOpener opener,
      FragmentSink sink) {
    byte[] out = application.array();
    int outOffset = application.arrayOffset() + application.position();
    int length = opener.open(in, inOffset, recordLength, out, outOffset);
    network.position(network.position() + recordLength);
    if (opener.contentType() == ContentType.APPLICATION_DATA.code()) {
      application.position(application.position() + length);
      return length;
    }
    sink.fragment(opener.contentType(), out, outOffset, length);
    // handshake messages are no business of the application
    Arrays.fill(out, outOffset, outOffset + length, (byte) 0);
    return -1;
  }
}
