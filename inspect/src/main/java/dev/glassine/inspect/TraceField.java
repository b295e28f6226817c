package dev.glassine.inspect;

/**
 * One field of a message.
 *
 * @param path the RFC's names from the outside in: {@code
 *     extensions[3].key_share.client_shares[0].group}
 * @param offset its first octet, counted from the message's header
 * @param length its octets, without a length that stands before it
 * @param value as a person reads it: a registry name, a number, text, hexadecimal digits
 * @param meaning what the field is for, in one sentence; may be empty
 * @param reference the RFC and section that define it; may be empty
 */
public record TraceField(
    String path, int offset, int length, String value, String meaning, String reference) {
  /** The last name of the path: {@code group}. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
