package dev.glassine.testkit.conformance;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.ChannelBinding;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** By the engine itself. */
final class EngineStack implements Stack {
  private final TlsConduit conduit;
  private final BiConsumer<TlsEngine, Question> answering;

  /**
   * Around an engine.
   *
   * @param answering answers the engine's questions
   */
  EngineStack(TlsEngine engine, BiConsumer<TlsEngine, Question> answering) {
    this.conduit = new TlsConduit(engine);
    this.answering = answering;
  }

  private TlsEngine engine() {
    return conduit.engine();
  }

  @Override
  public void receive(byte[] octets) {
    conduit.feed(ByteBuffer.wrap(octets));
    for (Question question = engine().question();
        question != null;
        question = engine().question()) {
      answering.accept(engine(), question);
      conduit.resume();
    }
  }

  @Override
  public void inputEnded() {
    conduit.inputEnded();
  }

  @Override
  public byte[] due() {
    return conduit.drain();
  }

  @Override
  public boolean isEstablished() {
    return engine().isEstablished();
  }

  @Override
  public boolean isReadClosed() {
    return engine().isReadClosed();
  }

  @Override
  public byte[] read(int limit) {
    byte[] data = new byte[Math.min(limit, conduit.readable())];
    conduit.read(ByteBuffer.wrap(data));
    return data;
  }

  @Override
  public byte[] write(byte[] data) {
    return conduit.write(ByteBuffer.wrap(data));
  }

  @Override
  public void closeWrite() {
    engine().closeWrite();
  }

  @Override
  public void updateKeys() {
    engine().updateKeys(false);
  }

  @Override
  public byte[] export(String label, byte @Nullable [] context, int length) {
    try (Secret material = engine().export(label, context, length)) {
      return material.reveal(Secret.Access.PRIMITIVE).clone();
    }
  }

  @Override
  public @Nullable Bytes binding(ChannelBinding kind) {
    return engine().channelBinding(kind);
  }

  @Override
  public ConnectionInfo info() {
    return Objects.requireNonNull(engine().info());
  }
}
