package dev.glassine.jsse;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ChannelBinding;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.wire.Bytes;
import javax.net.ssl.ExtendedSSLSession;
import org.jspecify.annotations.Nullable;

/** What every kind of session here leaves to its {@link SessionRoot}. Thread-safe. */
abstract class RootedSession extends ExtendedSSLSession implements Glassine {
  private final SessionRoot root;
  private final @Nullable String peerHost;
  private final int peerPort;

  RootedSession(SessionRoot root, @Nullable String peerHost, int peerPort) {
    this.root = root;
    this.peerHost = peerHost;
    this.peerPort = peerPort;
  }

  @Override
  public @Nullable ConnectionInfo info() {
    return null;
  }

  @Override
  public @Nullable TlsFailure failure() {
    return null;
  }

  @Override
  public @Nullable Bytes channelBinding(ChannelBinding kind) {
    throw new IllegalStateException(
        "channel bindings exist once the handshake is complete: this session is none yet");
  }

  final SessionRoot root() {
    return root;
  }

  @Override
  public final byte[] getId() {
    return root.id().toArray();
  }

  @Override
  public final long getCreationTime() {
    return root.created();
  }

  @Override
  public final long getLastAccessedTime() {
    return root.lastAccessed();
  }

  @Override
  public final void putValue(String name, Object value) {
    root.put(this, name, value);
  }

  @Override
  public final @Nullable Object getValue(String name) {
    return root.get(name);
  }

  @Override
  public final void removeValue(String name) {
    root.remove(this, name);
  }

  @Override
  public final String[] getValueNames() {
    return root.names();
  }

  @Override
  public final @Nullable String getPeerHost() {
    return peerHost;
  }

  @Override
  public final int getPeerPort() {
    return peerPort;
  }

  @Override
  public int getApplicationBufferSize() {
    return PacketSizes.APPLICATION;
  }

  @Override
  public final String toString() {
    return "Session(" + root.created() + "|" + getProtocol() + "|" + getCipherSuite() + ")";
  }
}
