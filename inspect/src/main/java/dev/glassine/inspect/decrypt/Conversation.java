package dev.glassine.inspect.decrypt;

import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What two sides say to each other in one protocol, record by record, as a third follows it. */
interface Conversation {
  /** The server's first octets, as far as they have come. */
  void serverBegins(ByteBuffer first);

  /** The content type of the next record of {@code half}, which it shows or which is known. */
  int type(Half half, byte[] octets, int offset);

  /** The type of a record that stayed closed, where {@link #type} said {@code type}. */
  int typeOfUnopened(int type);

  /**
   * Whether the next record of {@code half} is protected.
   *
   * @param type as {@link #type} says
   * @param length octets behind its header
   */
  boolean isProtected(Half half, int type, int length);

  /** A protected record of {@code half} is to be opened, and no keys are known yet. */
  void lookForKeys(Half half);

  /** What was in a record of {@code half}. */
  void content(Half half, int type, byte[] octets, int offset, int length);

  /** Octets of {@code sender} that are no record. */
  void passedOver(Side sender, long count);

  /** Octets of {@code sender} are missing. */
  void gap(Side sender);

  /** By what a key log finds the connection's secrets, or null before it came. */
  @Nullable Bytes keyLogId();

  /** The same in words, for people: {@code client random 00ff...}. */
  @Nullable String nameInKeyLog();

  /** Nothing more comes. */
  void close();
}
