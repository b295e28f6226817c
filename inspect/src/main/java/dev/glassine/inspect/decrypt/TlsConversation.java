package dev.glassine.inspect.decrypt;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.handshake.tls12.VersionRules;
import dev.glassine.core.record.FirstBytes;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.EarlyData;
import dev.glassine.inspect.fingerprint.Ja3;
import dev.glassine.inspect.fingerprint.Ja4;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** SSL 3.0 to TLS 1.3: the hellos here, and what they lead to in a {@link Reading}. */
final class TlsConversation implements Conversation {
  private static final int CHANGE_CIPHER_SPEC = ContentType.CHANGE_CIPHER_SPEC.code();
  private static final int ALERT = ContentType.ALERT.code();
  private static final int HANDSHAKE = ContentType.HANDSHAKE.code();
  private static final int APPLICATION_DATA = ContentType.APPLICATION_DATA.code();

  private final PassiveSession session;
  private final PassiveListener listener;
  private final SeenDecisions decisions;
  private @Nullable ClientHello hello;
  private @Nullable Bytes firstRandom;
  private @Nullable Transcript transcript;
  private @Nullable Reading reading;
  private ProtocolVersion version = ProtocolVersion.TLS_1_2;

  TlsConversation(PassiveSession session) {
    this.session = session;
    this.listener = session.listener();
    this.decisions = session.decisions();
  }

  /** A server that answers in plain text: the core's words for it. */
  @Override
  public void serverBegins(ByteBuffer first) {
    TlsFailure failure = FirstBytes.fromServer(first);
    if (failure != null) {
      listener.on(new TlsEvent.Failed(failure));
    }
  }

  @Override
  public int type(Half half, byte[] octets, int offset) {
    return RecordHeader.type(octets, offset);
  }

  @Override
  public int typeOfUnopened(int type) {
    return type;
  }

  @Override
  public boolean isProtected(Half half, int type, int length) {
    return half.isProtected(type);
  }

  /** They are looked for when they are made known. */
  @Override
  public void lookForKeys(Half half) {}

  @Override
  public void passedOver(Side sender, long count) {
    listener.note(
        sender,
        "not TLS",
        PassiveSession.octets(count) + " of the " + sender + " are no TLS record");
  }

  /** Records behind it are found again. */
  @Override
  public void gap(Side sender) {}

  @Override
  public @Nullable Bytes keyLogId() {
    return firstRandom;
  }

  @Override
  public @Nullable String nameInKeyLog() {
    return firstRandom == null ? null : "client random " + firstRandom.hex();
  }

  @Override
  public void content(Half half, int type, byte[] octets, int offset, int length) {
    if (type == HANDSHAKE) {
      handshake(half, octets, offset, length);
    } else if (type == CHANGE_CIPHER_SPEC) {
      listener.on(new TlsEvent.CipherSpecChanged(half.sender));
      changeCipherSpec(half);
    } else if (type == ALERT) {
      alert(half, octets, offset, length);
    } else if (type == APPLICATION_DATA) {
      listener.data(half.sender, octets, offset, length);
    }
  }

  private void changeCipherSpec(Half half) {
    if (reading != null) {
      reading.changeCipherSpec(half.sender);
    } else if (hello == null) {
      // the hellos are not in the capture: whatever follows is protected
      half.changeCipher();
    }
  }

  private void alert(Half half, byte[] octets, int offset, int length) {
    if (length != 2) {
      listener.note(half.sender, "alert", "an alert record of " + length + " octets instead of 2");
      return;
    }
    Alert alert = new Alert(octets[offset] & 0xFF, octets[offset + 1] & 0xFF);
    listener.on(new TlsEvent.AlertSeen(half.sender, alert));
    if (alert.description() == AlertDescription.CLOSE_NOTIFY) {
      session.closed(half.sender);
    }
  }

  private void handshake(Half half, byte[] octets, int offset, int length) {
    try {
      if (length > 0) {
        half.joiner().add(octets, offset, length);
      }
      for (Bytes raw = half.joiner().next(); raw != null; raw = half.joiner().next()) {
        message(half.sender, raw);
      }
    } catch (TlsFailure e) {
      // a message longer than any that is read
      half.forgetMessage();
      listener.note(half.sender, "message", e.reason().sentence() + ": " + e.detail());
    }
  }

  private void message(Side sender, Bytes raw) {
    HandshakeMessage message;
    try {
      message = HandshakeCodec.decode(raw, version);
    } catch (TlsFailure e) {
      HandshakeType type = HandshakeType.of(raw.at(0));
      String name = type == null ? "handshake type " + raw.at(0) : type.wireName();
      listener.unread(sender, name, raw, e.reason().sentence() + ": " + e.detail());
      return;
    }
    switch (message) {
      case ClientHello offered when sender == Side.CLIENT -> clientHello(offered, raw);
      case HelloRetryRequest retry when sender == Side.SERVER -> {
        tell(sender, message, raw, ProtocolVersion.TLS_1_3);
        decisions.retry(retry);
      }
      case ServerHello answer when sender == Side.SERVER -> serverHello(answer, raw);
      default -> {
        tell(sender, message, raw, version);
        if (reading != null) {
          reading.message(sender, message, raw);
        }
      }
    }
  }

  private void tell(Side sender, HandshakeMessage message, Bytes raw, ProtocolVersion by) {
    listener.on(new TlsEvent.Message(sender, message, raw, by));
  }

  /** A hello in SSL 2.0 format has led to what follows. */
  void greeted(ClientHello offered, Bytes raw) {
    hello = offered;
    firstRandom = offered.random();
    decisions.offer(offered);
    transcript = new Transcript(session.crypto());
    transcript.add(raw);
  }

  private void clientHello(ClientHello offered, Bytes raw) {
    tell(Side.CLIENT, offered, raw, version);
    boolean second = hello != null && reading == null;
    if (!second) {
      firstRandom = offered.random();
      listener.note(Side.CLIENT, "JA4", Ja4.of(offered).fingerprint());
      listener.note(Side.CLIENT, "JA3", Ja3.of(offered).hash());
    }
    hello = offered;
    decisions.offer(offered);
    // TLS 1.2 and before may negotiate again, under the keys of now
    reading = null;
    transcript = new Transcript(session.crypto());
    transcript.add(raw);
    if (offered.extensions().get(EarlyData.class) != null) {
      Tls13Reading.expectEarlyData(session, offered);
    }
  }

  private void serverHello(ServerHello answer, Bytes raw) {
    version = answer.selectedVersion();
    tell(Side.SERVER, answer, raw, version);
    decisions.answer(answer);
    ClientHello offered = hello;
    if (offered == null || transcript == null || firstRandom == null) {
      return;
    }
    if (version.atLeast(ProtocolVersion.TLS_1_3)) {
      reading = new Tls13Reading(session, offered, answer, firstRandom);
      return;
    }
    VersionRules rules = PassiveRules.of(answer);
    if (rules == null) {
      listener.note(
          null, "not readable", version + " needs the jar glassine-legacy, which is not there");
      return;
    }
    transcript.add(raw);
    reading = new Tls12Reading(session, rules, offered, answer, transcript);
  }

  @Override
  public void close() {
    if (reading != null) {
      reading.close();
    }
  }
}
