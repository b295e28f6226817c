package dev.glassine.core.engine;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.handshake.Ssl2;
import dev.glassine.core.record.FragmentSink;
import dev.glassine.core.record.HandshakeJoiner;
import dev.glassine.core.record.PlaintextOpener;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.HandshakeMessage;
import org.jspecify.annotations.Nullable;

/**
 * What may arrive when: the rules for records and fragments, whatever the messages in them mean.
 * What passes goes to a {@link Receiver}. One owner thread.
 */
final class Incoming implements FragmentSink {
  /** Octets of the longest payload that is acted on without being opened: an alert. */
  static final int LONGEST_BARE_RECORD = 2;

  /** Acts on what has arrived. */
  interface Receiver {
    /** A handshake record was added: there may be whole messages, see {@link #nextMessage}. */
    void messages();

    /** A message of SSL 2.0. */
    void ssl2Message(Ssl2 protocol, Bytes raw);

    /** The payload of an alert record. */
    void alert(byte[] octets, int offset, int length);

    /** A change_cipher_spec that means something: before TLS 1.3. */
    void changeCipherSpec();
  }

  private final Side side;
  private final TlsConfig config;
  private final Witness witness;
  private final Floods floods;
  private final Receiver receiver;
  private final HandshakeJoiner joiner;
  private RecordOpener opener = new PlaintextOpener();
  private Epoch epoch = Epoch.PLAINTEXT;
  private @Nullable ProtocolVersion version;
  private @Nullable Ssl2 ssl2;
  private boolean established;
  private boolean openedProtectedRecord;
  private int earlyDataToSkip;
  private int fragmentLimit = RecordHeader.MAX_PLAINTEXT;

  /** Nothing yet, in the clear. */
  Incoming(Side side, TlsConfig config, Witness witness, Floods floods, Receiver receiver) {
    this.side = side;
    this.config = config;
    this.witness = witness;
    this.floods = floods;
    this.receiver = receiver;
    this.joiner = new HandshakeJoiner(config.maxHandshakeMessage());
  }

  // Records

  /**
   * Whether a record is dealt with here instead of being opened: the compatibility rules of TLS
   * 1.3.
   *
   * @param head the record's header and its first octets, as far as it has them
   * @param length of the whole record
   */
  boolean passesOver(int outerType, byte[] head, int length) {
    if (ssl2 != null) {
      return false;
    }
    if (outerType == ContentType.CHANGE_CIPHER_SPEC.code() && toleratesChangeCipherSpec()) {
      // RFC 9846 §5: a change_cipher_spec record of the single octet 1 is dropped while the
      // handshake lasts; any other value is not
      checkChangeCipherSpec(head, RecordHeader.LENGTH, length - RecordHeader.LENGTH);
      floods.changeCipherSpec();
      witness.tell(new TlsEvent.CipherSpecChanged(side.peer()));
      return true;
    }
    if (opener.isPlaintext()) {
      return earlyDataToSkip > 0
          && outerType == ContentType.APPLICATION_DATA.code()
          && skipEarlyData(length - RecordHeader.LENGTH);
    }
    if (isTls13() && outerType != ContentType.APPLICATION_DATA.code()) {
      if (outerType == ContentType.ALERT.code()
          && epoch == Epoch.HANDSHAKE
          && !openedProtectedRecord) {
        // The peer may have failed before it had keys; its alert then comes unprotected
        receiver.alert(head, RecordHeader.LENGTH, length - RecordHeader.LENGTH);
        return true;
      }
      ContentType type = ContentType.of(outerType);
      throw new TlsFailure.Misbehaved(
          Reason.PLAINTEXT_AFTER_KEYS, "record of type " + type + " is not protected");
    }
    return false;
  }

  /**
   * RFC 9846 §4.3.10: records of refused early data do not open; up to a limit they are passed
   * over.
   */
  boolean skipEarlyData(int octets) {
    if (earlyDataToSkip <= 0) {
      return false;
    }
    earlyDataToSkip -= octets;
    if (earlyDataToSkip < 0) {
      throw new TlsFailure.Misbehaved(
          Reason.UNEXPECTED_APPLICATION_DATA, "more early data than may be passed over");
    }
    return true;
  }

  private boolean toleratesChangeCipherSpec() {
    if (established) {
      return false;
    }
    // Between the client's hello and the server's the version is open: TLS 1.2 will refuse what
    // stays unanswered
    return isTls13()
        || (version == null
            && side == Side.CLIENT
            && config.versions().contains(ProtocolVersion.TLS_1_3));
  }

  private static void checkChangeCipherSpec(byte[] octets, int offset, int length) {
    if (length != 1 || octets[offset] != 1) {
      throw new TlsFailure.Misbehaved(Reason.BAD_CHANGE_CIPHER_SPEC, length + " octets");
    }
  }

  /** A record lies there whole. */
  void record(int outerType, int length) {
    if (witness.wantsRecords()) {
      witness.tell(new TlsEvent.RecordSeen(side.peer(), outerType, length, !opener.isPlaintext()));
    }
  }

  // Fragments

  /** A fragment was opened that is no application data for the owner. */
  @Override
  public void fragment(int type, byte[] fragment, int offset, int length) {
    if (!opener.isPlaintext()) {
      openedProtectedRecord = true;
    }
    if (ssl2 != null) {
      receiver.ssl2Message(ssl2, Bytes.copyOf(fragment, offset, length));
      return;
    }
    checkLength(length);
    ContentType contentType = ContentType.of(type);
    if (contentType == null) {
      throw new TlsFailure.Malformed(Reason.UNKNOWN_RECORD_TYPE, "record type " + type);
    }
    if (contentType != ContentType.HANDSHAKE && !joiner.isEmpty()) {
      throw new TlsFailure.Misbehaved(
          Reason.INTERLEAVED_RECORD, contentType + " inside a handshake message");
    }
    switch (contentType) {
      case HANDSHAKE -> {
        joiner.add(fragment, offset, length);
        receiver.messages();
      }
      case ALERT -> receiver.alert(fragment, offset, length);
      case CHANGE_CIPHER_SPEC -> changeCipherSpec(fragment, offset, length);
      case APPLICATION_DATA ->
          throw new TlsFailure.Misbehaved(Reason.UNEXPECTED_APPLICATION_DATA, length + " octets");
      case HEARTBEAT ->
          throw new TlsFailure.Malformed(
              Reason.UNKNOWN_RECORD_TYPE, "heartbeat was never negotiated");
    }
  }

  private void changeCipherSpec(byte[] fragment, int offset, int length) {
    if (version == null || isTls13()) {
      throw new TlsFailure.Misbehaved(
          Reason.UNEXPECTED_CHANGE_CIPHER_SPEC,
          version == null ? "before both hellos" : "protected, or after the handshake");
    }
    checkChangeCipherSpec(fragment, offset, length);
    witness.tell(new TlsEvent.CipherSpecChanged(side.peer()));
    receiver.changeCipherSpec();
  }

  /** Application data was opened: counts it. */
  void applicationData(int length) {
    openedProtectedRecord = true;
    checkLength(length);
    if (!established) {
      throw new TlsFailure.Misbehaved(
          Reason.UNEXPECTED_APPLICATION_DATA, "an empty record of it, in the handshake");
    }
    if (!joiner.isEmpty()) {
      throw new TlsFailure.Misbehaved(
          Reason.INTERLEAVED_RECORD, "application data inside a handshake message");
    }
    if (length == 0) {
      floods.emptyRecord();
    } else {
      floods.progress();
    }
  }

  private void checkLength(int length) {
    if (length > fragmentLimit) {
      throw new TlsFailure.Malformed(
          Reason.RECORD_TOO_LONG,
          length + " octets of plaintext, the limit agreed on is " + fragmentLimit);
    }
  }

  // Messages

  /** The next whole message, or null until more has arrived. */
  @Nullable Bytes nextMessage() {
    return joiner.next();
  }

  /**
   * What we send now the peer has to see before it goes on: until the handshake is complete nothing
   * of it can be here already.
   */
  void refuseMessageOutOfTurn(HandshakeMessage sent) {
    if (!established && !joiner.isEmpty()) {
      throw new TlsFailure.Misbehaved(
          Reason.MESSAGE_OUT_OF_TURN,
          joiner.waiting() + " octets of it, before our " + sent.messageName());
    }
  }

  // What changes for what comes after

  /** The version is decided. */
  void use(ProtocolVersion decided) {
    version = decided;
  }

  /** Other keys. */
  void install(Epoch next, RecordOpener nextOpener) {
    if (!joiner.isEmpty()) {
      // RFC 9846 §5.1: "Handshake messages MUST NOT span key changes"
      throw new TlsFailure.Misbehaved(Reason.MESSAGE_ACROSS_KEY_CHANGE, "before " + next + " keys");
    }
    opener.close();
    opener = nextOpener;
    if (ssl2 != null) {
      fragmentLimit = nextOpener.maxPlaintext();
    }
    epoch = next;
    openedProtectedRecord = false;
  }

  /** SSL 2.0, in the clear. */
  void speak(Ssl2 protocol) {
    ssl2 = protocol;
    opener = protocol.plaintextOpener();
    fragmentLimit = opener.maxPlaintext();
  }

  /** TLS, in the clear: the client's hello turned out to offer it. */
  void speakTls() {
    ssl2 = null;
    opener = new PlaintextOpener();
    fragmentLimit = RecordHeader.MAX_PLAINTEXT;
  }

  /** The peer has promised to send no more than this many octets in a fragment. */
  void limitFragments(int octets) {
    fragmentLimit = Math.min(fragmentLimit, octets);
  }

  /** Early data is refused: so many octets of it may come. */
  void expectEarlyData(int octets) {
    earlyDataToSkip = octets;
  }

  /** The handshake is complete. */
  void complete() {
    established = true;
    earlyDataToSkip = 0;
    opener.handshakeComplete();
  }

  // What others ask

  RecordOpener opener() {
    return opener;
  }

  /** Whether keys are in force under which nothing has been opened yet. */
  boolean hasUntriedKeys() {
    return !opener.isPlaintext() && !openedProtectedRecord;
  }

  private boolean isTls13() {
    return version != null && version.atLeast(ProtocolVersion.TLS_1_3);
  }
}
