package dev.glassine.core.wire.ext;

import static dev.glassine.core.registry.MessagePlace.CLIENT_HELLO;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.MessagePlace;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;

/**
 * Which record reads which extension in which message: one line per type, one case per shape. Where
 * a type may stand is {@link ExtensionType}'s to say and has been checked before.
 */
public final class ExtensionCodec {
  private ExtensionCodec() {}

  /**
   * Reads {@code extension_data} of one extension. GREASE, unknown types and those that are known
   * by name only keep their octets as {@link UnknownExtension}.
   *
   * @param place a message in which {@code type} may stand
   * @param data exactly the extension's octets; the caller checks that none are left over
   */
  public static Extension read(ExtensionType type, MessagePlace place, WireReader data) {
    return switch (type.code()) {
      case 0 -> offered(place) ? ServerName.readOffer(data) : ServerName.readAcknowledgement(data);
      case 1 -> MaxFragmentLength.read(data);
      case 5 -> statusRequest(place, data);
      case 10 -> SupportedGroups.read(data);
      case 11 -> EcPointFormats.read(data);
      case 13 -> SignatureAlgorithms.read(data);
      case 16 ->
          place == CLIENT_HELLO
              ? ApplicationProtocols.readOffer(data)
              : ApplicationProtocols.readSelection(data);
      case 18 ->
          offered(place)
              ? SignedCertificateTimestamps.readRequest(data)
              : SignedCertificateTimestamps.readList(data);
      case 21 -> Padding.read(data);
      case 22 -> EncryptThenMac.read(data);
      case 23 -> ExtendedMasterSecret.read(data);
      case 28 -> RecordSizeLimit.read(data);
      case 35 ->
          place == CLIENT_HELLO ? SessionTicket.readOffer(data) : SessionTicket.readPromise(data);
      case 41 -> place == CLIENT_HELLO ? OfferedPsks.read(data) : SelectedPsk.read(data);
      case 42 ->
          place == MessagePlace.NEW_SESSION_TICKET
              ? EarlyDataLimit.read(data)
              : EarlyData.read(data);
      case 43 -> place == CLIENT_HELLO ? SupportedVersions.read(data) : SupportedVersion.read(data);
      case 44 -> Cookie.read(data);
      case 45 -> PskKeyExchangeModes.read(data);
      case 47 -> CertificateAuthorities.read(data);
      case 48 -> OidFilters.read(data);
      case 49 -> PostHandshakeAuth.read(data);
      case 50 -> SignatureAlgorithmsCert.read(data);
      case 51 -> keyShare(place, data);
      case 0xFF01 -> RenegotiationInfo.read(data);
      default -> new UnknownExtension(type, data.rest("extension_data"));
    };
  }

  /** Whether the message asks (and an extension in another one answers). */
  private static boolean offered(MessagePlace place) {
    return place == CLIENT_HELLO || place == MessagePlace.CERTIFICATE_REQUEST;
  }

  private static Extension statusRequest(MessagePlace place, WireReader data) {
    return switch (place) {
      case CLIENT_HELLO -> StatusRequest.read(data);
      case CERTIFICATE -> StapledStatus.read(data);
      // RFC 9846 §4.5.1.1: "an empty "status_request" extension in its CertificateRequest message";
      // a body is read too, as RFC 6066 has it
      case CERTIFICATE_REQUEST ->
          data.hasRemaining() ? StatusRequest.read(data) : StatusRequestAcknowledged.read(data);
      default -> StatusRequestAcknowledged.read(data);
    };
  }

  private static Extension keyShare(MessagePlace place, WireReader data) {
    return switch (place) {
      case CLIENT_HELLO -> OfferedKeyShares.read(data);
      case HELLO_RETRY_REQUEST -> RequestedGroup.read(data);
      default -> SelectedKeyShare.read(data);
    };
  }
}
