package dev.glassine.bench.sidebyside;

import dev.glassine.bench.sidebyside.Workload.Bulk;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.conscrypt.Conscrypt;

/** Conscrypt as a JSSE provider, with what it wants beyond JSSE. */
final class ConscryptStack implements Stack {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ThreadLocal<ByteBuffer> goodbye =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(Pair.ROOM));

  private final JsseStack jsse;

  ConscryptStack(Fixtures fixtures) {
    this.jsse = new JsseStack(Conscrypt.newProvider(), fixtures);
  }

  @Override
  public SSLEngine client(Scene scene, Bulk cipher) throws GeneralSecurityException {
    return withTickets(jsse.client(scene, cipher), scene);
  }

  @Override
  public SSLEngine server(Scene scene, Bulk cipher) throws GeneralSecurityException {
    return withTickets(jsse.server(scene, cipher), scene);
  }

  /** Off unless asked for, and TLS 1.3 has no other way to resume. */
  private static SSLEngine withTickets(SSLEngine engine, Scene scene) {
    Conscrypt.setUseSessionTickets(engine, scene.mode() == Scene.Mode.RESUMED);
    return engine;
  }

  /**
   * Native memory, and the two file descriptors that an end has, are let go of when both directions
   * are closed and the last alert was taken; else they wait for a finalizer.
   */
  @Override
  public void release(SSLEngine engine) {
    try {
      engine.closeOutbound();
      engine.wrap(NOTHING, goodbye.get().clear());
      engine.closeInbound();
    } catch (SSLException cutOff) {
      // no close_notify came, as was to be expected
    }
  }
}
