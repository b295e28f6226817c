package dev.glassine.jsse;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ChannelBinding;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * What Glassine says about a connection beyond JSSE. Its engines, sockets and sessions are of this
 * type.
 *
 * <pre>{@code
 * Glassine.of(socket).setKeyLog(log);                 // before the handshake
 * Glassine.of(engine.getSession()).wasResumed();      // after it
 * }</pre>
 *
 * <p>Frameworks often wrap engines and sockets; their sessions are ours all the same. Nothing here
 * starts a handshake or waits for one. Thread-safe.
 */
public interface Glassine {
  /**
   * What an engine of Glassine says, and what can be set on it.
   *
   * @throws IllegalArgumentException where it is somebody else's
   */
  static GlassineConnection of(SSLEngine engine) {
    return ours(engine, GlassineConnection.class, "engine");
  }

  /**
   * What a socket of Glassine says, and what can be set on it.
   *
   * @throws IllegalArgumentException where it is somebody else's
   */
  static GlassineConnection of(SSLSocket socket) {
    return ours(socket, GlassineConnection.class, "socket");
  }

  /**
   * What a session of Glassine says about the connection that it was got from.
   *
   * @throws IllegalArgumentException where it is somebody else's
   */
  static Glassine of(SSLSession session) {
    return ours(session, Glassine.class, "session");
  }

  /** Begins an {@code SSLContext} with settings that JSSE has no words for. */
  static ContextBuilder newContext() {
    return new ContextBuilder();
  }

  private static <T> T ours(Object whose, Class<T> type, String what) {
    if (type.isInstance(whose)) {
      return type.cast(whose);
    }
    throw new IllegalArgumentException(
        "this "
            + what
            + " is a "
            + whose.getClass().getName()
            + ", not one of Glassine's: it was made by another provider, or a framework wrapped"
            + " it (then ask its session)");
  }

  /** What the handshake agreed on, or null before it is complete. */
  @Nullable ConnectionInfo info();

  /** Why the connection failed, or null. */
  @Nullable TlsFailure failure();

  /**
   * Octets that bind an authentication above TLS to this connection (RFC 5929, RFC 9266).
   *
   * @return null where this connection does not have that binding
   * @throws IllegalStateException before the handshake is complete, or where a session came from a
   *     session context and belongs to no connection
   */
  @Nullable Bytes channelBinding(ChannelBinding kind);

  /** Whether an earlier session was resumed; false before the handshake is complete. */
  default boolean wasResumed() {
    ConnectionInfo info = info();
    return info != null && info.resumed();
  }

  /** The group of the key exchange, or null where there was none or the handshake goes on. */
  default @Nullable NamedGroup group() {
    ConnectionInfo info = info();
    return info == null ? null : info.group();
  }

  /** What the server signed with, or null where it did not (resumption) or has not yet. */
  default @Nullable SignatureScheme serverSignature() {
    ConnectionInfo info = info();
    return info == null ? null : info.serverSignature();
  }

  /** What the client signed with, or null without client authentication. */
  default @Nullable SignatureScheme clientSignature() {
    ConnectionInfo info = info();
    return info == null ? null : info.clientSignature();
  }
}
