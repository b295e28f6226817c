package dev.glassine.core.wire;

/**
 * The one-octet message of content type 20 (RFC 5246 §7.1; RFC 9846 §5 for compatibility's sake).
 */
public record ChangeCipherSpec() implements ProtocolMessage {
  @Override
  public String messageName() {
    return "ChangeCipherSpec";
  }
}
