package dev.glassine.inspect.decrypt;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.record.HandshakeJoiner;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one sender has sent: its records, the keys they are under, its unfinished message. */
final class Half {
  /** Octets of a handshake message that are put together at most. */
  private static final int MAX_MESSAGE = 1 << 20;

  /** How opening a record ended. */
  enum Outcome {
    OPENED,
    /** The secret is not known (yet). */
    NO_KEY,
    /** A key is known, and the record does not open with it. */
    WRONG_KEY,
    /** The key has opened records before this one, and does not open it: it was changed. */
    DAMAGED,
    /** Octets are missing before this record, and so the count of records that opening needs. */
    MISSED
  }

  final Side sender;
  final RecordStream records = new RecordStream();
  private HandshakeJoiner joiner = new HandshakeJoiner(MAX_MESSAGE);
  private List<EpochKeys> keys = new ArrayList<>();
  private boolean cipherChanged;
  private boolean missed;
  private @Nullable EpochKeys settled;

  private byte[] content = {};
  private int contentType;
  private int contentLength;

  Half(Side sender) {
    this.sender = sender;
  }

  HandshakeJoiner joiner() {
    return joiner;
  }

  void forgetMessage() {
    joiner = new HandshakeJoiner(MAX_MESSAGE);
  }

  /** TLS 1.2 and before: from here on every record is protected. */
  void changeCipher(EpochKeys... next) {
    cipherChanged = true;
    protect(next);
  }

  /** What may open this sender's protected records from here on, the first that does is right. */
  void protect(EpochKeys... next) {
    for (EpochKeys old : keys) {
      if (!List.of(next).contains(old)) {
        old.close();
      }
    }
    keys = new ArrayList<>(List.of(next));
    settled = null;
    missed = false;
  }

  /** Keys that may take over from those in use without a message that says so. */
  void alsoTry(EpochKeys... more) {
    keys.addAll(List.of(more));
  }

  boolean hasKeys() {
    return !keys.isEmpty();
  }

  /** Whether records of this type are protected now: application data always is. */
  boolean isProtected(int type) {
    return cipherChanged || type == ContentType.APPLICATION_DATA.code();
  }

  /** Octets of this sender are missing. */
  void gap() {
    records.gap();
    forgetMessage();
    missed = cipherChanged || !keys.isEmpty();
  }

  /** Opens a record; where it opened, {@link #content} is what was in it. */
  Outcome open(byte[] record, int offset, int length) {
    if (missed) {
      return Outcome.MISSED;
    }
    boolean unknown = keys.isEmpty();
    for (int i = 0; i < keys.size(); i++) {
      RecordOpener opener = keys.get(i).opener();
      if (opener == null) {
        unknown = true;
      } else if (opens(opener, record, offset, length)) {
        for (EpochKeys over : keys.subList(0, i)) {
          over.close();
        }
        keys.subList(0, i).clear();
        return Outcome.OPENED;
      }
    }
    if (unknown) {
      return Outcome.NO_KEY;
    }
    return keys.size() == 1 && settled != null ? Outcome.DAMAGED : Outcome.WRONG_KEY;
  }

  private boolean opens(RecordOpener opener, byte[] record, int offset, int length) {
    try {
      byte[] out = new byte[opener.openedLength(length)];
      contentLength = opener.open(record, offset, length, out, 0);
      contentType = opener.contentType();
      content = out;
      return true;
    } catch (TlsFailure e) {
      return false;
    }
  }

  /** SSL 2.0: from here on records carry data. */
  void handshakeComplete() {
    keys.forEach(EpochKeys::handshakeComplete);
  }

  /** Whose keys opened the last record; null where none was opened under those in use. */
  @Nullable CipherSuite suite() {
    return settled == null ? null : settled.suite();
  }

  /** The keys that opened the last record, once for each epoch; null where they were told of. */
  @Nullable EpochKeys newlySettled() {
    EpochKeys used = keys.getFirst();
    if (used == settled) {
      return null;
    }
    settled = used;
    return used;
  }

  byte[] content() {
    return content;
  }

  int contentType() {
    return contentType;
  }

  int contentLength() {
    return contentLength;
  }

  void close() {
    protect();
  }
}
