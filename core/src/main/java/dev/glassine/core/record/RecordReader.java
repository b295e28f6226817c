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
    if (network.hasArray()) {
      int inOffset = network.arrayOffset() + network.position();
      return openFrom(network.array(), inOffset, network, recordLength, application, opener, sink);
    }
    byte[] copy = Scratch.borrow(recordLength);
    try {
      network.get(network.position(), copy, 0, recordLength);
      return openFrom(copy, 0, network, recordLength, application, opener, sink);
    } finally {
      // it holds what everybody on the way has seen
      Scratch.giveBack(copy, 0);
    }
  }

  private static int openFrom(
      byte[] in,
      int inOffset,
      ByteBuffer network,
      int recordLength,
      ByteBuffer application,
      RecordOpener opener,
      FragmentSink sink) {
    int room = opener.openedLength(recordLength);
    // working room within the network's array could be the next record
    boolean apart =
        application.hasArray() && !(network.hasArray() && Fragments.same(application, network));
    if (apart && application.remaining() >= room) {
      return openInto(in, inOffset, network, recordLength, application, opener, sink);
    }
    byte[] opened = Scratch.borrow(room);
    try {
      int length = opener.open(in, inOffset, recordLength, opened, 0);
      network.position(network.position() + recordLength);
      if (opener.contentType() == ContentType.APPLICATION_DATA.code()
          && length <= application.remaining()) {
        application.put(opened, 0, length);
        return length;
      }
      sink.fragment(opener.contentType(), opened, 0, length);
      return -1;
    } finally {
      Scratch.giveBack(opened, room);
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
