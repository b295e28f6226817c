package dev.glassine.legacy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.record.RecordOpener;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses what was opened (RFC 3749 §2); {@link DeflatingSealer} says what breaks it. A record
 * may expand to 2^14 octets and not one more, however small it came: what a bomb makes of a record
 * is bounded by what any record may hold. Only records whose MAC was right get here. One object a
 * direction; one owner thread; {@link #close} frees memory outside the heap.
 */
final class InflatingOpener implements RecordOpener {
  private final RecordOpener opener;
  private final Inflater inflater = new Inflater();

  InflatingOpener(RecordOpener opener) {
    this.opener = opener;
  }

  @Override
  public int maxProtectedLength() {
    return opener.maxProtectedLength();
  }

  @Override
  public int openedLength(int recordLength) {
    return RecordHeader.MAX_PLAINTEXT;
  }

  @Override
  public int open(byte[] in, int inOffset, int recordLength, byte[] out, int outOffset) {
    byte[] compressed = new byte[opener.openedLength(recordLength)];
    int length = opener.open(in, inOffset, recordLength, compressed, 0);
    try {
      return inflate(compressed, length, out, outOffset);
    } finally {
      Arrays.fill(compressed, (byte) 0);
    }
  }

  private int inflate(byte[] compressed, int length, byte[] out, int outOffset) {
    inflater.setInput(compressed, 0, length);
    int octets = 0;
    try {
      while (octets < RecordHeader.MAX_PLAINTEXT) {
        int more = inflater.inflate(out, outOffset + octets, RecordHeader.MAX_PLAINTEXT - octets);
        octets += more;
        if (more == 0) {
          break;
        }
      }
      // RFC 3749 §2: "If the decompression fails ... fatal decompression_failure alert"
      if (inflater.getRemaining() > 0 || inflater.inflate(new byte[1]) > 0) {
        throw failed("it expands to more than 2^14 octets, or goes on behind its end");
      }
      return octets;
    } catch (DataFormatException e) {
      throw failed("it is no DEFLATE: " + e.getMessage());
    }
  }

  private static TlsFailure failed(String detail) {
    return new TlsFailure.Misbehaved(Reason.DECOMPRESSION_FAILED, detail);
  }

  @Override
  public int contentType() {
    return opener.contentType();
  }

  @Override
  public long remainingRecords() {
    return opener.remainingRecords();
  }

  @Override
  public void close() {
    inflater.end();
    opener.close();
  }
}
