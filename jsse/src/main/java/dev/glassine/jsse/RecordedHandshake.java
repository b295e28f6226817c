package dev.glassine.jsse;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.RegistryEntry;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ext.ServerName;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Makes one event of Flight Recorder of a handshake. What comes after the handshake is not heard.
 */
final class RecordedHandshake implements FlightRecording.Handshake {
  private final Side side;
  private @Nullable HandshakeEvent event = new HandshakeEvent();
  private boolean begun;
  private long askedAt;

  RecordedHandshake(Side side) {
    this.side = side;
  }

  /** Asked for each connection: before the first recording, the event's type is not even made. */
  static boolean isRecording() {
    return FlightRecorder.isInitialized() && Registered.TYPE.isEnabled();
  }

  private static final class Registered {
    static final EventType TYPE = EventType.getEventType(HandshakeEvent.class);
  }

  @Override
  public boolean wantsRecords() {
    return true;
  }

  @Override
  public void on(TlsEvent happened) {
    HandshakeEvent recorded = event;
    if (recorded == null) {
      return;
    }
    if (!begun) {
      begun = true;
      recorded.begin();
    }
    switch (happened) {
      case TlsEvent.RecordSeen record -> count(recorded, record);
      case TlsEvent.Message message when message.message() instanceof ClientHello hello ->
          recorded.serverName = serverName(hello);
      case TlsEvent.Decided(Decision decision) -> decided(recorded, decision);
      case TlsEvent.Asked asked -> askedAt = System.nanoTime();
      case TlsEvent.Answered answered -> recorded.waited += System.nanoTime() - askedAt;
      case TlsEvent.Completed(ConnectionInfo info) -> completed(recorded, info);
      case TlsEvent.Failed(TlsFailure failure) -> failed(recorded, failure);
      default -> {
        // no part of the event
      }
    }
  }

  @Override
  public void interrupted(String failure, String explanation) {
    HandshakeEvent recorded = event;
    if (recorded != null && begun) {
      recorded.failure = failure;
      recorded.explanation = explanation;
      commit(recorded);
    }
  }

  private void count(HandshakeEvent recorded, TlsEvent.RecordSeen record) {
    if (record.sender() == side) {
      recorded.bytesSent += record.length();
    } else {
      recorded.bytesReceived += record.length();
    }
  }

  private static @Nullable String serverName(ClientHello hello) {
    ServerName name = hello.extensions().get(ServerName.class);
    return name == null ? null : name.hostName();
  }

  /** What was agreed on so far: a handshake that fails shows how far it came. */
  private static void decided(HandshakeEvent recorded, Decision decision) {
    switch (decision.topic()) {
      case VERSION -> recorded.version = decision.chosen();
      case CIPHER_SUITE -> recorded.cipherSuite = decision.chosen();
      case GROUP -> recorded.group = decision.chosen();
      default -> {
        // known once the handshake is complete
      }
    }
  }

  private void completed(HandshakeEvent recorded, ConnectionInfo info) {
    recorded.version = info.version().name();
    recorded.cipherSuite = info.suite().name();
    recorded.group = name(info.group());
    recorded.serverSignature = name(info.serverSignature());
    recorded.clientSignature = name(info.clientSignature());
    recorded.applicationProtocol = info.protocol();
    recorded.resumed = info.resumed();
    commit(recorded);
  }

  private void failed(HandshakeEvent recorded, TlsFailure failure) {
    recorded.failure = failure.reason().name();
    recorded.explanation = failure.getMessage();
    commit(recorded);
  }

  private void commit(HandshakeEvent recorded) {
    recorded.side = side.name();
    recorded.commit();
    event = null;
  }

  private static @Nullable String name(@Nullable RegistryEntry entry) {
    return entry == null ? null : entry.name();
  }
}
