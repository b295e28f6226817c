package dev.glassine.core.engine;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Field;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.Ssl2Message;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What happens on a connection, in order: the trace is the list of these. None holds a secret.
 * {@code sender} says which side the octets came from.
 */
public sealed interface TlsEvent {
  /**
   * A handshake message was sent or received.
   *
   * @param raw the whole message, header included
   * @param version by which it is read: hellos read alike in all
   */
  record Message(Side sender, HandshakeMessage message, Bytes raw, ProtocolVersion version)
      implements TlsEvent {
    /** Each field with its octet range in {@link #raw}, read anew. */
    public List<Field> fields() {
      return HandshakeCodec.fields(raw, version);
    }
  }

  /**
   * A message of SSL 2.0 was sent or received: its whole handshake, or a ClientHello in its format
   * that leads to something newer.
   *
   * @param raw the whole message: the content of its record
   */
  record MessageInSsl2(Side sender, Ssl2Message message, Bytes raw) implements TlsEvent {
    /** Each field with its octet range in {@link #raw}, read anew. */
    public List<Field> fields() {
      return message.fields(raw);
    }
  }

  /** change_cipher_spec was sent or received. */
  record CipherSpecChanged(Side sender) implements TlsEvent {}

  /** An alert was sent or received. */
  record AlertSeen(Side sender, Alert alert) implements TlsEvent {}

  /**
   * New keys protect one direction from here on.
   *
   * @param sender whose records they protect
   * @param labels the secrets' names in the key schedule, from the first input to the key; never
   *     octets
   */
  record KeysInstalled(Side sender, Epoch epoch, CipherSuite suite, List<String> labels)
      implements TlsEvent {
    /** Copies the list. */
    public KeysInstalled {
      labels = List.copyOf(labels);
    }
  }

  /** Something was decided. */
  record Decided(Decision decision) implements TlsEvent {}

  /** The handshake waits for an answer. */
  record Asked(Question question) implements TlsEvent {}

  /** The answer arrived. */
  record Answered(Question question) implements TlsEvent {}

  /**
   * A record was sent or received; only with {@link TlsListener#wantsRecords}.
   *
   * @param contentType as it stands on the wire: in TLS 1.3 protected records all say
   *     application_data
   * @param length octets, header included
   */
  record RecordSeen(Side sender, int contentType, int length, boolean isProtected)
      implements TlsEvent {}

  /** The handshake is complete on this side. */
  record Completed(ConnectionInfo info) implements TlsEvent {}

  /**
   * For the audit: the completed handshake went through doors that {@link Legacy} opened.
   *
   * @param dangers never empty
   */
  record LegacyUsed(Set<Danger> dangers, ConnectionInfo info) implements TlsEvent {
    /** Copies the set. */
    public LegacyUsed {
      dangers = Collections.unmodifiableSet(EnumSet.copyOf(dangers));
    }
  }

  /** The connection failed. */
  record Failed(TlsFailure failure) implements TlsEvent {}

  /**
   * One direction was closed.
   *
   * @param sender whose records end
   * @param clean whether close_notify said so
   */
  record Closed(Side sender, boolean clean) implements TlsEvent {}
}
