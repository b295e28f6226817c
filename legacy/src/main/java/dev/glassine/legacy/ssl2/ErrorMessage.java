package dev.glassine.legacy.ssl2;

import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * SSL 2.0 §2.7, in the clear until there are keys. There are four errors and no other way to say
 * why a connection ends, nor that it ends well.
 *
 * <pre>
 *   char MSG-ERROR
 *   char ERROR-CODE-MSB
 *   char ERROR-CODE-LSB
 * </pre>
 *
 * @param code known or not
 */
record ErrorMessage(int code) implements Message {
  static ErrorMessage of(ErrorCode code) {
    return new ErrorMessage(code.code());
  }

  static ErrorMessage read(WireReader reader) {
    return new ErrorMessage(reader.u16("ERROR-CODE"));
  }

  @Override
  public void writeBody(WireWriter writer) {
    writer.u16(code);
  }

  /** Which error, or null for one that the draft does not have. */
  @Nullable ErrorCode error() {
    return ErrorCode.of(code);
  }

  @Override
  public MessageType type() {
    return MessageType.ERROR;
  }

  @Override
  public String summary() {
    ErrorCode known = error();
    return known == null ? "error " + code + ", which has no name" : known.wireName();
  }
}
