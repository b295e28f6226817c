package dev.glassine.inspect.decrypt;

import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceRecorder;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;

/**
 * A hello that somebody pasted as text: read like one from a capture. It may stand in its records
 * or be the bare handshake message.
 */
public final class PastedHello {
  private PastedHello() {}

  /**
   * What a text says.
   *
   * @param text hexadecimal digits in any of the usual spellings, or a dump
   * @throws IllegalArgumentException with one sentence, where it holds no octets, or they begin
   *     neither a handshake record nor a hello
   */
  public static Trace read(String text, InstantSource clock) {
    byte[] octets = PastedOctets.read(text).toArray();
    if (octets.length < FirstOctets.NEEDED) {
      throw new IllegalArgumentException(
          octets.length + " octets are too few for a hello: its record header and type take 11");
    }
    TraceRecorder recorder = TraceRecorder.onTheWire("", "", clock);
    PassiveSession session =
        new PassiveSession(
            PassiveListener.into(recorder), JcaCrypto.standard(), SessionSecrets.none());
    int type = octets[0] & 0xFF;
    if (Framing.TLS.mayBegin(octets, 0)) {
      session.data(sender(octets[5] & 0xFF), octets, 0, octets.length);
    } else if (FirstOctets.isSsl2Hello(octets)) {
      session.data(Side.CLIENT, octets, 0, octets.length);
    } else if (type == HandshakeType.CLIENT_HELLO.code()
        || type == HandshakeType.SERVER_HELLO.code()) {
      byte[] records = inRecords(octets);
      session.data(sender(type), records, 0, records.length);
    } else {
      throw new IllegalArgumentException(
          "these octets begin no hello: a record begins with 16 03, a bare ClientHello with 01, and"
              + " here stands "
              + Bytes.copyOf(octets, 0, 2).hex());
    }
    session.finished();
    Trace trace = recorder.trace();
    if (trace.entries().isEmpty()) {
      throw new IllegalArgumentException(
          "the hello is cut off: its header promises more than the "
              + octets.length
              + " octets that are there");
    }
    return trace;
  }

  private static Side sender(int handshakeType) {
    return handshakeType == HandshakeType.SERVER_HELLO.code() ? Side.SERVER : Side.CLIENT;
  }

  private static byte[] inRecords(byte[] message) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (int at = 0; at < message.length; at += RecordHeader.MAX_PLAINTEXT) {
      int length = Math.min(RecordHeader.MAX_PLAINTEXT, message.length - at);
      records.write(ContentType.HANDSHAKE.code());
      records.write(3);
      records.write(1);
      records.write(length >>> 8);
      records.write(length);
      records.write(message, at, length);
    }
    return records.toByteArray();
  }
}
