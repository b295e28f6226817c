package dev.glassine.core.wire;

import java.util.List;

/**
 * A message of SSL 2.0 (draft-hickman-netscape-ssl-00). Module {@code dev.glassine.legacy} has
 * them; here stands what a trace shows of one.
 */
public interface Ssl2Message extends ProtocolMessage {
  /** Writes the whole message, from the octet that says which it is. */
  void write(WireWriter writer);

  /** What it says, in a line. */
  String summary();

  /** The section that defines it. */
  String reference();

  /**
   * Each field with its octet range, read anew.
   *
   * @param raw this message as it stood in its record
   */
  List<Field> fields(Bytes raw);
}
