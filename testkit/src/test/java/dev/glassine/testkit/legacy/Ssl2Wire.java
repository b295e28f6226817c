package dev.glassine.testkit.legacy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** Records of SSL 2.0 by hand: what stands in the middle sees and changes. */
final class Ssl2Wire {
  static final int ERROR = 0;
  static final int CLIENT_HELLO = 1;
  static final int CLIENT_MASTER_KEY = 2;
  static final int CLIENT_FINISHED = 3;
  static final int SERVER_HELLO = 4;
  static final int SERVER_VERIFY = 5;
  static final int SERVER_FINISHED = 6;
  static final int REQUEST_CERTIFICATE = 7;
  static final int CLIENT_CERTIFICATE = 8;

  private Ssl2Wire() {}

  /** A record in the clear. */
  static byte[] record(byte... message) {
    byte[] record = new byte[2 + message.length];
    record[0] = (byte) (0x80 | message.length >>> 8);
    record[1] = (byte) message.length;
    System.arraycopy(message, 0, record, 2, message.length);
    return record;
  }

  /** A record in the clear, of hexadecimal digits with blanks between them. */
  static byte[] record(String hex) {
    return record(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /** Whole records, cut apart. */
  static List<byte[]> records(byte[] octets) {
    List<byte[]> records = new ArrayList<>();
    for (int at = 0; at < octets.length; ) {
      boolean shortHeader = octets[at] < 0;
      int length = (octets[at] & (shortHeader ? 0x7F : 0x3F)) << 8 | (octets[at + 1] & 0xFF);
      int end = at + (shortHeader ? 2 : 3) + length;
      records.add(Arrays.copyOfRange(octets, at, end));
      at = end;
    }
    return records;
  }

  /** Changes the message of one type where it passes in the clear; all else passes as it is. */
  static UnaryOperator<byte[]> inTheClear(int type, UnaryOperator<byte[]> change) {
    return octets -> {
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      for (byte[] record : records(octets)) {
        boolean isIt = record[0] < 0 && record.length > 2 && record[2] == type;
        changed.writeBytes(
            isIt ? record(change.apply(Arrays.copyOfRange(record, 2, record.length))) : record);
      }
      return changed.toByteArray();
    };
  }

  /** Changes the record that passes as number {@code index}, counted from 0 in its direction. */
  static UnaryOperator<byte[]> number(int index, UnaryOperator<byte[]> change) {
    int[] seen = {0};
    return octets -> {
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      for (byte[] record : records(octets)) {
        changed.writeBytes(seen[0]++ == index ? change.apply(record) : record);
      }
      return changed.toByteArray();
    };
  }

  /** Puts {@code octets} into a message at {@code at}, in the place of {@code removed} octets. */
  static byte[] spliced(byte[] message, int at, int removed, int... octets) {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(message, 0, at);
    for (int octet : octets) {
      changed.write(octet);
    }
    changed.write(message, at + removed, message.length - at - removed);
    return changed.toByteArray();
  }
}
