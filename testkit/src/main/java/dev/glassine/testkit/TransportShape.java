package dev.glassine.testkit;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** How octets arrive on the way between two engines, and in what kind of buffer. */
public enum TransportShape {
  /** Everything that is there, in a heap buffer. */
  COALESCED {
    @Override
    public IntUnaryOperator cuts() {
      return available -> available;
    }
  },
  /** One octet at a time. */
  ONE_BYTE {
    @Override
    public IntUnaryOperator cuts() {
      return available -> 1;
    }
  },
  /** Pieces of random length, the same in every run. */
  RANDOM_CUTS {
    @Override
    public IntUnaryOperator cuts() {
      SplittableRandom random = new SplittableRandom(42);
      return available -> 1 + random.nextInt(available);
    }
  },
  /** Everything, in a direct buffer. */
  DIRECT {
    @Override
    public IntUnaryOperator cuts() {
      return available -> available;
    }

    @Override
    public ByteBuffer buffer(byte[] octets) {
      return ByteBuffer.allocateDirect(octets.length).put(octets).flip();
    }
  },
  /** Everything, in a read-only buffer. */
  READ_ONLY {
    @Override
    public IntUnaryOperator cuts() {
      return available -> available;
    }

    @Override
    public ByteBuffer buffer(byte[] octets) {
      return ByteBuffer.wrap(octets).asReadOnlyBuffer();
    }
  },
  /** Everything, in the middle of a larger heap array. */
  OFFSET {
    @Override
    public IntUnaryOperator cuts() {
      return available -> available;
    }

    @Override
    public ByteBuffer buffer(byte[] octets) {
      byte[] larger = new byte[octets.length + 23];
      System.arraycopy(octets, 0, larger, 11, octets.length);
      return ByteBuffer.wrap(larger, 11, octets.length).slice();
    }
  };

  /** How many of the octets that are there arrive next: 1..available. */
  public abstract IntUnaryOperator cuts();

  /** The octets in the kind of buffer that this shape has. */
  public ByteBuffer buffer(byte[] octets) {
    return ByteBuffer.wrap(octets);
  }
}
