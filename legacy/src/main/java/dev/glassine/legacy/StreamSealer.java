package dev.glassine.legacy;

import dev.glassine.core.crypto.StreamCipher;
import dev.glassine.core.record.Fragments;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.record.RecordMac;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.record.SequenceNumber;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;

/**
 * Seals under a stream cipher, MAC first, then encryption (RFC 2246 §6.2.3.1). RC4 (RFC 7465): the
 * first octets of its key stream, and pairs further on, are biased, so that a secret which is sent
 * often enough can be read (AlFardan et al., USENIX Security 2013; Vanhoef and Piessens, "RC4
 * NOMORE", 2015). With the null cipher nothing is encrypted at all. One object a direction; one
 * owner thread.
 *
 * <pre>
 *   stream-ciphered struct {
 *       opaque content[TLSCompressed.length];
 *       opaque MAC[CipherSpec.hash_size];
 *   } GenericStreamCipher;
 * </pre>
 */
final class StreamSealer implements RecordSealer {
  /** The key stream of the null cipher. */
  static final StreamCipher.Keyed NO_ENCRYPTION =
      (in, inOffset, length, out, outOffset) ->
          System.arraycopy(in, inOffset, out, outOffset, length);

  private final StreamCipher.Keyed cipher;
  private final RecordMac mac;
  private final int version;
  private final SequenceNumber sequence;

  StreamSealer(StreamCipher.Keyed cipher, BulkCipher bulk, RecordMac mac, ProtocolVersion version) {
    this.cipher = cipher;
    this.mac = mac;
    this.version = version.code();
    this.sequence = new SequenceNumber(bulk.recordLimit());
  }

  @Override
  public int sealedLength(int length) {
    return HEADER_LENGTH + length + mac.length();
  }

  @Override
  public int seal(
      ContentType type, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    Fragments.checkLength(length, RecordHeader.MAX_PLAINTEXT);
    long number = sequence.toSeal();
    int start = outOffset + HEADER_LENGTH;
    Fragments.place(in, inOffset, length, out, start);
    mac.compute(number, type.code(), out, start, length, out, start + length);
    int whole = length + mac.length();
    cipher.process(out, start, whole, out, start);
    RecordHeader.write(out, outOffset, type.code(), version, whole);
    sequence.used();
    return HEADER_LENGTH + whole;
  }

  @Override
  public long remainingRecords() {
    return sequence.remaining();
  }

  @Override
  public void close() {}
}
