package dev.glassine.core.engine;

import dev.glassine.core.registry.ContentType;

/**
 * How much padding a TLS 1.3 record gets, to hide the length of what it carries (RFC 9846 §5.4).
 * Asked once for each record; the record layer cuts the answer to what still fits the record. TLS
 * 1.2 has no such padding and never asks.
 *
 * <p>Implementations are thread-safe, quick, and give the same answer to the same question: room is
 * reserved by asking beforehand.
 */
@FunctionalInterface
public interface RecordPadding {
  /** No padding: the default. */
  RecordPadding NONE = (type, length) -> 0;

  /**
   * Octets of padding, 0 or more.
   *
   * @param type what the record carries
   * @param length octets of content, 0..2^14
   */
  int padding(ContentType type, int length);

  /**
   * Pads the content to the next multiple of {@code block} octets; an empty fragment to one block.
   *
   * @param block 1..2^14
   * @throws IllegalArgumentException for a block outside that range
   */
  static RecordPadding toMultipleOf(int block) {
    if (block < 1 || block > 1 << 14) {
      throw new IllegalArgumentException("block " + block + " is not within 1..16384");
    }
    return (type, length) -> length == 0 ? block : (block - length % block) % block;
  }
}
