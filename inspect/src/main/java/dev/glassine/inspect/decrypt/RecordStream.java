package dev.glassine.inspect.decrypt;

import java.util.Arrays;

/**
 * Cuts one side's octets into records. Where octets are missing, or are no record, it searches for
 * the next place that looks like one. Holds one record at most, and nothing between records.
 */
final class RecordStream {
  private static final byte[] NONE = {};

  private byte[] octets = NONE;
  private int start;
  private int end;
  private int recordLength;
  private Framing framing = Framing.TLS;
  private boolean searching;
  private long passedOver;

  /** From the octets on that have not been cut yet, records are told apart in this way. */
  void cutBy(Framing next) {
    framing = next;
  }

  /** More octets of the stream. */
  void add(byte[] more, int offset, int length) {
    int waiting = end - start;
    if (octets.length - end < length) {
      byte[] target = new byte[waiting + length];
      System.arraycopy(octets, start, target, 0, waiting);
      octets = target;
      start = 0;
      end = waiting;
    }
    System.arraycopy(more, offset, octets, end, length);
    end += length;
  }

  /** Octets are missing here: what waits for its rest will not get it. */
  void gap() {
    passedOver += end - start;
    start = 0;
    end = 0;
    octets = NONE;
    recordLength = 0;
    searching = true;
  }

  /**
   * Moves on to the next whole record: {@link #array}, {@link #offset} and {@link #length} say
   * where it is.
   */
  boolean next() {
    start += recordLength;
    recordLength = 0;
    if (searching && !framing.canBeFound()) {
      passedOver += end - start;
      start = end;
    }
    while (end - start >= framing.enough()) {
      if (framing.mayBegin(octets, start) && (!searching || followedByRecord())) {
        int length = framing.length(octets, start);
        if (end - start < length) {
          return false;
        }
        searching = false;
        recordLength = length;
        return true;
      }
      searching = true;
      int over = framing.canBeFound() ? 1 : end - start;
      start += over;
      passedOver += over;
    }
    if (start == end) {
      octets = NONE;
      start = 0;
      end = 0;
    }
    return false;
  }

  byte[] array() {
    return octets;
  }

  int offset() {
    return start;
  }

  int length() {
    return recordLength;
  }

  /** Octets of the header of a record that was cut out of this stream. */
  int headerLength(byte[] record, int at) {
    return framing.headerLength(record, at);
  }

  /** A copy of the record at hand. */
  byte[] copy() {
    return Arrays.copyOfRange(octets, start, start + recordLength);
  }

  /** Octets that were no record, or a part of one, since this was asked last. */
  long passedOver() {
    long count = passedOver;
    passedOver = 0;
    return count;
  }

  /** Octets that wait for the rest of their record. */
  int waiting() {
    return end - start - recordLength;
  }

  /** While searching a header alone is little: the next one must stand behind its record. */
  private boolean followedByRecord() {
    int next = start + framing.length(octets, start);
    // until that much has come, the record waits to be proved
    return next + framing.enough() > end || framing.mayBegin(octets, next);
  }
}
