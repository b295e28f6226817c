package dev.glassine.inspect;

/**
 * The nine steps by which textbooks tell the handshake in which client and server prove who they
 * are. Every version takes them; TLS 1.3 takes some together and in another order.
 */
public enum HandshakeStep {
  CLIENT_HELLO(
      "Client hello",
      "The client says what it can speak, and adds fresh random octets so that no handshake is like another."),
  SERVER_HELLO(
      "Server hello",
      "The server chooses from that, adds random octets of its own, shows its certificate and may ask for the client's."),
  VERIFY_SERVER(
      "The client verifies the server",
      "The certificate must lead to somebody whom the client trusts, be for the name it asked for, and the server must prove that it has its key."),
  KEY_EXCHANGE(
      "Key exchange",
      "Both sides come to the same secret, which nobody who listens can know, and make their keys of it."),
  CLIENT_CERTIFICATE(
      "The client's certificate",
      "Where the server asked for it, the client shows its certificate too, and signs the handshake with its key."),
  VERIFY_CLIENT(
      "The server verifies the client",
      "The server checks the client's certificate and signature, as the client did with its own."),
  CLIENT_FINISHED(
      "Client finished",
      "Under the new keys the client sends a MAC over everything said so far: had anybody changed a message, it would not fit."),
  SERVER_FINISHED(
      "Server finished",
      "The server sends such a MAC as well: now both know that they saw the same handshake."),
  EXCHANGE(
      "Encrypted data",
      "From here on both sides exchange data that only they can read, and that nobody can change unnoticed.");

  private final String title;
  private final String purpose;

  HandshakeStep(String title, String purpose) {
    this.title = title;
    this.purpose = purpose;
  }

  /** From 1 to 9. */
  @SuppressWarnings(
      "EnumOrdinal") // the constants stand in the textbook's order, which is their number
  public int number() {
    return ordinal() + 1;
  }

  /** A few words. */
  public String title() {
    return title;
  }

  /** What it is for, in one sentence; since SSL 3.0. */
  public String purpose() {
    return purpose;
  }

  /** What it is for in SSL 2.0, where no message says what was said before it. */
  String purposeInSsl2() {
    return switch (this) {
      case SERVER_HELLO ->
          "The server says which cipher kinds it accepts, adds random octets of its own, and shows its certificate.";
      case KEY_EXCHANGE ->
          "The client makes a master key and sends it under the server's RSA key; both make their keys of it.";
      case CLIENT_FINISHED ->
          "Under the new keys the client sends the server's random octets back: it has the master key. Nothing shows that the hellos arrived as they were sent.";
      case SERVER_FINISHED -> "The server names the session, so that both can take it up again.";
      case EXCHANGE ->
          "From here on both sides exchange data under these keys. No message says where it ends.";
      default -> purpose;
    };
  }
}
