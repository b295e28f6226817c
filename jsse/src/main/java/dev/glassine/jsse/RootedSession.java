package dev.glassine.jsse;

import javax.net.ssl.ExtendedSSLSession;
import org.jspecify.annotations.Nullable;

/** What every kind of session here leaves to its {@link SessionRoot}. Thread-safe. */
abstract class RootedSession extends ExtendedSSLSession {
  private final SessionRoot root;
  private final @Nullable String peerHost;
  private final int peerPort;

  RootedSession(SessionRoot root, @Nullable String peerHost, int peerPort) {
    this.root = root;
    this.peerHost = peerHost;
    this.peerPort = peerPort;
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
  public final int getApplicationBufferSize() {
    return PacketSizes.APPLICATION;
  }

  @Override
  public final String toString() {
    return "Session(" + root.created() + "|" + getProtocol() + "|" + getCipherSuite() + ")";
  }
}
