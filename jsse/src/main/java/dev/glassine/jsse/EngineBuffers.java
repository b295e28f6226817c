package dev.glassine.jsse;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;

/** Checks what programs hand to an engine, and spreads plaintext over several buffers. */
final class EngineBuffers {
  static final ByteBuffer[] NONE = new ByteBuffer[0];

  private EngineBuffers() {}

  static void checkSources(ByteBuffer[] sources, int offset, int length) {
    checkRange(sources, offset, length);
    for (int i = offset; i < offset + length; i++) {
      if (sources[i] == null) {
        throw new IllegalArgumentException("source buffer " + i + " is null");
      }
    }
  }

  static void checkTargets(ByteBuffer[] targets, int offset, int length) {
    checkRange(targets, offset, length);
    for (int i = offset; i < offset + length; i++) {
      if (targets[i] == null) {
        throw new IllegalArgumentException("destination buffer " + i + " is null");
      }
      if (targets[i].isReadOnly()) {
        throw new ReadOnlyBufferException();
      }
    }
  }

  static void checkTarget(ByteBuffer target) {
    if (target == null) {
      throw new IllegalArgumentException("the destination buffer is null");
    }
    if (target.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
  }

  private static void checkRange(ByteBuffer[] buffers, int offset, int length) {
    if (buffers == null) {
      throw new IllegalArgumentException("the array of buffers is null");
    }
    if (offset < 0 || length < 0 || offset > buffers.length - length) {
      throw new IndexOutOfBoundsException(
          "buffers " + offset + " to " + (offset + length) + " of " + buffers.length);
    }
  }

  /** Octets of room, up to {@code enough}. */
  static int room(ByteBuffer[] targets, int offset, int length, int enough) {
    int room = 0;
    for (int i = offset; i < offset + length && room < enough; i++) {
      room += Math.min(targets[i].remaining(), enough - room);
    }
    return room;
  }

  /** Moves all of {@code plaintext}, for which there is room, into the buffers in order. */
  static void scatter(ByteBuffer plaintext, ByteBuffer[] targets, int offset, int length) {
    for (int i = offset; i < offset + length && plaintext.hasRemaining(); i++) {
      int part = Math.min(plaintext.remaining(), targets[i].remaining());
      targets[i].put(targets[i].position(), plaintext, plaintext.position(), part);
      targets[i].position(targets[i].position() + part);
      plaintext.position(plaintext.position() + part);
    }
  }
}
