package dev.glassine.core.engine;

import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;

/**
 * What a received alert probably means here: the peer says what went wrong on its side, seldom why.
 */
final class PeerAlerts {
  private PeerAlerts() {}

  static String explain(Alert alert, Side receiver, boolean established) {
    AlertDescription description = alert.description();
    if (description == null) {
      return "the " + receiver.peer() + " sent alert " + alert.code() + ", which has no name";
    }
    String said = "the " + receiver.peer() + " sent " + description.wireName();
    String meaning = meaning(description, receiver);
    return (meaning.isEmpty() ? said : said + ", which says: " + meaning)
        + (established ? "" : " (during the handshake)");
  }

  private static String meaning(AlertDescription description, Side receiver) {
    boolean client = receiver == Side.CLIENT;
    return switch (description) {
      case HANDSHAKE_FAILURE ->
          client
              ? "nothing acceptable in what this client offered (version, cipher suite, group, signature scheme), or a client certificate is required"
              : "the client accepts none of what this server chose";
      case PROTOCOL_VERSION -> "it speaks none of the protocol versions enabled here";
      case INSUFFICIENT_SECURITY -> "it demands stronger parameters than those enabled here";
      case UNKNOWN_CA ->
          "it does not trust the issuer of the certificate that this side presented; check the chain and the other side's trusted certificates";
      case BAD_CERTIFICATE, CERTIFICATE_UNKNOWN, UNSUPPORTED_CERTIFICATE ->
          "it did not accept the certificate that this side presented; its own log says why";
      case CERTIFICATE_EXPIRED ->
          "it holds the certificate that this side presented for expired; check both clocks";
      case CERTIFICATE_REVOKED -> "it holds the certificate that this side presented for revoked";
      case CERTIFICATE_REQUIRED -> "it requires a certificate and this side presented none";
      case ACCESS_DENIED -> "the certificate is valid, but its owner may not come in";
      case UNRECOGNIZED_NAME -> "it has nothing for the server name that was asked for";
      case NO_APPLICATION_PROTOCOL -> "it speaks none of the application protocols offered";
      case DECRYPT_ERROR ->
          "a signature or Finished did not verify over there: the two sides saw different handshakes, or hold different keys";
      case BAD_RECORD_MAC ->
          "a record did not authenticate over there: bytes were changed on the way, or the keys differ";
      case DECODE_ERROR, ILLEGAL_PARAMETER, UNEXPECTED_MESSAGE ->
          "it did not understand what this side sent; an old or faulty implementation, or a middlebox";
      case INTERNAL_ERROR -> "something broke over there; only its own log says what";
      case INAPPROPRIATE_FALLBACK ->
          "it speaks a newer version than the one that was fallen back to";
      default -> "";
    };
  }
}
