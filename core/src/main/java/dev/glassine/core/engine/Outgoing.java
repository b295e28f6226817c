package dev.glassine.core.engine;

import dev.glassine.core.record.Outbox;
import dev.glassine.core.record.PlaintextSealer;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.record.RecordWriter;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What this side writes: messages wait for others to share records with, records wait for the owner
 * to send them. Keys and limits that change here hold for what comes after. One owner thread.
 */
final class Outgoing {
  private final Side side;
  private final int longestRecord;
  private final Witness witness;
  private final Outbox outbox = new Outbox();
  private final OwnFlight flight = new OwnFlight();
  private RecordSealer sealer;
  private @Nullable ProtocolVersion version;
  private int fragmentLimit = RecordHeader.MAX_PLAINTEXT;

  /** Nothing yet, in the clear. */
  Outgoing(Side side, TlsConfig config, Witness witness) {
    this.side = side;
    this.longestRecord = config.maxSentRecord();
    this.witness = witness;
    this.sealer = firstSealer(config);
    limitRecords();
  }

  /** RFC 9846 §5.1: the first hello goes out as TLS 1.0, unless all that is enabled is older. */
  private static PlaintextSealer firstSealer(TlsConfig config) {
    ProtocolVersion newest = config.versions().getFirst();
    return new PlaintextSealer(
        newest.atLeast(ProtocolVersion.TLS_1_0) ? ProtocolVersion.TLS_1_0 : newest);
  }

  // What is written

  /** A handshake message; peers from before TLS 1.3 are used to a record for each. */
  void message(Bytes raw) {
    flight.add(raw);
    if (!isTls13()) {
      flush();
    }
  }

  /** A message of SSL 2.0: one record, however small the limit is, for they are not cut. */
  void ssl2Message(Bytes raw) {
    int before = outbox.length();
    byte[] octets = raw.toArray();
    RecordWriter.write(
        ContentType.HANDSHAKE, octets, 0, octets.length, octets.length, sealer, outbox);
    if (witness.wantsRecords()) {
      witness.tell(
          new TlsEvent.RecordSeen(
              side, ContentType.HANDSHAKE.code(), outbox.length() - before, !sealer.isPlaintext()));
    }
  }

  void changeCipherSpec() {
    witness.tell(new TlsEvent.CipherSpecChanged(side));
    flush();
    write(ContentType.CHANGE_CIPHER_SPEC, new byte[] {1});
  }

  void alert(Alert alert) {
    witness.tell(new TlsEvent.AlertSeen(side, alert));
    flush();
    write(ContentType.ALERT, new byte[] {(byte) alert.level(), (byte) alert.code()});
  }

  /** Messages under one key go out together, in as few records as they need. */
  void flush() {
    if (!flight.isEmpty()) {
      write(ContentType.HANDSHAKE, flight.take());
    }
  }

  private void write(ContentType type, byte[] payload) {
    if (!witness.wantsRecords()) {
      RecordWriter.write(type, payload, 0, payload.length, fragmentLimit, sealer, outbox);
      return;
    }
    boolean isProtected = !sealer.isPlaintext();
    int outerType = isProtected && isTls13() ? ContentType.APPLICATION_DATA.code() : type.code();
    int offset = 0;
    do {
      int part = Math.min(payload.length - offset, fragmentLimit);
      int before = outbox.length();
      RecordWriter.write(type, payload, offset, part, fragmentLimit, sealer, outbox);
      witness.tell(new TlsEvent.RecordSeen(side, outerType, outbox.length() - before, isProtected));
      offset += part;
    } while (offset < payload.length);
  }

  // What changes for what comes after

  /** The version is decided: record headers follow it. */
  void use(ProtocolVersion decided) {
    flush();
    version = decided;
    if (sealer instanceof PlaintextSealer) {
      sealer =
          new PlaintextSealer(
              decided.atLeast(ProtocolVersion.TLS_1_2) ? ProtocolVersion.TLS_1_2 : decided);
    }
  }

  /** Other keys. */
  void install(RecordSealer next) {
    flush();
    sealer.close();
    sealer = next;
    limitRecords();
  }

  /** Another protocol, in the clear. */
  void speak(RecordSealer plaintext) {
    sealer = plaintext;
  }

  /** TLS, in the clear: the client's hello turned out to offer it. */
  void speakTls(TlsConfig config) {
    sealer = firstSealer(config);
  }

  /** Fragments of at most this many octets (RFC 6066 §4, RFC 8449). */
  void limitFragments(int octets) {
    flush();
    fragmentLimit = Math.min(fragmentLimit, octets);
  }

  /** Cuts fragments so that records under the present keys keep to the configured length. */
  private void limitRecords() {
    if (longestRecord > 0) {
      int fragment = Math.min(fragmentLimit, longestRecord);
      while (fragment > 1 && sealer.sealedLength(fragment) > longestRecord) {
        fragment--;
      }
      fragmentLimit = fragment;
    }
  }

  private boolean isTls13() {
    return version != null && version.atLeast(ProtocolVersion.TLS_1_3);
  }

  // For whoever seals application data

  Outbox outbox() {
    return outbox;
  }

  RecordSealer sealer() {
    return sealer;
  }

  int fragmentLimit() {
    return fragmentLimit;
  }
}
