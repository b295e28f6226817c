package dev.glassine.testkit.conformance;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ChannelBinding;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.wire.Bytes;
import dev.glassine.jsse.Glassine;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** By an {@code SSLEngine} of the provider. */
final class JsseStack implements Stack {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final ByteArrayOutputStream due = new ByteArrayOutputStream();
  private ByteBuffer received = ByteBuffer.allocate(0);
  private ByteBuffer plaintext = ByteBuffer.allocate(0);
  private boolean established;

  /** Around an engine, whose handshake begins here. */
  JsseStack(SSLEngine engine) {
    this.engine = engine;
    try {
      engine.beginHandshake();
    } catch (SSLException e) {
      throw explained(e);
    }
  }

  /** What went wrong in the words of the engine, which stands behind JSSE's exception. */
  private TlsFailure explained(SSLException e) {
    TlsFailure failure = Glassine.of(engine).failure();
    return failure != null ? failure : new TlsFailure.Misuse(String.valueOf(e.getMessage()));
  }

  @Override
  public void receive(byte[] octets) {
    ByteBuffer joined = ByteBuffer.allocate(received.remaining() + octets.length);
    received = joined.put(received).put(octets).flip();
    try {
      advance();
    } catch (SSLException e) {
      throw explained(e);
    }
  }

  private void advance() throws SSLException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> {
          if (!wrap(NOTHING)) {
            return;
          }
        }
        default -> {
          if (!received.hasRemaining() || !unwrap()) {
            return;
          }
        }
      }
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** One record in; false where there is not a whole one, or nothing more is taken. */
  private boolean unwrap() throws SSLException {
    ByteBuffer data = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    SSLEngineResult result = engine.unwrap(received, data);
    note(result);
    keep(data.flip());
    return result.getStatus() == SSLEngineResult.Status.OK;
  }

  private void keep(ByteBuffer data) {
    if (data.hasRemaining()) {
      ByteBuffer joined = ByteBuffer.allocate(plaintext.remaining() + data.remaining());
      plaintext = joined.put(plaintext).put(data).flip();
    }
  }

  /** One record out; false where none came. */
  private boolean wrap(ByteBuffer data) throws SSLException {
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(data, record);
    note(result);
    due.write(record.array(), 0, record.position());
    return result.getStatus() == SSLEngineResult.Status.OK || result.bytesProduced() > 0;
  }

  private void note(SSLEngineResult result) {
    if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
      established = true;
    }
  }

  @Override
  public void inputEnded() {
    try {
      engine.closeInbound();
    } catch (SSLException e) {
      throw explained(e);
    }
  }

  @Override
  public byte[] due() {
    try {
      while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && wrap(NOTHING)) {
        // until nothing more is due
      }
    } catch (SSLException e) {
      // the alert is in what came out
    }
    byte[] octets = due.toByteArray();
    due.reset();
    return octets;
  }

  @Override
  public boolean isEstablished() {
    return established;
  }

  @Override
  public boolean isReadClosed() {
    return engine.isInboundDone();
  }

  @Override
  public byte[] read(int limit) {
    byte[] data = new byte[Math.min(limit, plaintext.remaining())];
    plaintext.get(data);
    return data;
  }

  @Override
  public byte[] write(byte[] data) {
    ByteBuffer rest = ByteBuffer.wrap(data);
    try {
      while (rest.hasRemaining()) {
        wrap(rest);
      }
    } catch (SSLException e) {
      throw explained(e);
    }
    return due();
  }

  @Override
  public void closeWrite() {
    engine.closeOutbound();
  }

  @Override
  public void updateKeys() {
    throw new Refused("not yet: JSSE has no call that updates keys");
  }

  @Override
  public byte[] export(String label, byte @Nullable [] context, int length) {
    throw new Refused("not yet: keying material by JSSE");
  }

  @Override
  public @Nullable Bytes binding(ChannelBinding kind) {
    return Glassine.of(engine).channelBinding(kind);
  }

  @Override
  public ConnectionInfo info() {
    return Objects.requireNonNull(Glassine.of(engine).info());
  }
}
