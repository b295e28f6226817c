package dev.glassine.core.alert;

import static dev.glassine.core.alert.Reason.Kind.BAD_CERTIFICATE;
import static dev.glassine.core.alert.Reason.Kind.INCOMPATIBLE;
import static dev.glassine.core.alert.Reason.Kind.INTERNAL;
import static dev.glassine.core.alert.Reason.Kind.MALFORMED;
import static dev.glassine.core.alert.Reason.Kind.MISBEHAVED;
import static dev.glassine.core.alert.Reason.Kind.MISUSE;
import static dev.glassine.core.alert.Reason.Kind.PEER_ALERT;

import dev.glassine.core.registry.AlertDescription;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection failed: as specific as an alert or more so. Each constant is its kind, the alert
 * that the peer gets, the RFC section that demands it, one plain sentence, and what to do about it
 * (empty where the owner of this side can do nothing).
 */
public enum Reason {
  // Malformed: the bytes do not parse
  TRUNCATED_FIELD(
      MALFORMED,
      AlertDescription.DECODE_ERROR,
      "RFC 9846 §6.2",
      "a field ends before its declared length",
      ""),
  TRAILING_BYTES(
      MALFORMED,
      AlertDescription.DECODE_ERROR,
      "RFC 9846 §6.2",
      "bytes are left over after the last field",
      ""),
  LENGTH_OUT_OF_RANGE(
      MALFORMED,
      AlertDescription.DECODE_ERROR,
      "RFC 9846 §3.4",
      "a length is outside the bounds that the standard gives it",
      ""),
  BAD_FIELD_VALUE(
      MALFORMED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §6.2",
      "a field has a value that the standard does not allow",
      ""),
  DUPLICATE_EXTENSION(
      MALFORMED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.3",
      "an extension stands twice in one message",
      ""),
  UNKNOWN_HANDSHAKE_TYPE(
      MALFORMED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §4",
      "no such handshake message exists in this version",
      ""),
  MESSAGE_TOO_LONG(
      MALFORMED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4",
      "a handshake message is longer than this side accepts",
      "raise maxHandshakeMessage if certificate chains really are that long"),
  UNKNOWN_RECORD_TYPE(
      MALFORMED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §5",
      "no such record content type exists",
      ""),
  RECORD_TOO_LONG(
      MALFORMED,
      AlertDescription.RECORD_OVERFLOW,
      "RFC 9846 §5.1",
      "a record is longer than the protocol allows",
      ""),
  BAD_RECORD_VERSION(
      MALFORMED,
      AlertDescription.PROTOCOL_VERSION,
      "RFC 9846 §5.1",
      "the record header's version is not one of SSL 3.0 or TLS",
      ""),
  EMPTY_FRAGMENT(
      MALFORMED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §5.1",
      "a handshake, alert or change_cipher_spec record is empty",
      ""),
  BAD_ALERT_RECORD(
      MALFORMED,
      AlertDescription.DECODE_ERROR,
      "RFC 9846 §6",
      "an alert record is not exactly two octets",
      ""),
  NOT_TLS_HTTP(
      MALFORMED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9110 §4.2.2",
      "the peer speaks plain HTTP to a TLS port",
      "use an https:// address, or point the client at the plain HTTP port"),
  NOT_TLS_SSH(
      MALFORMED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 4253 §4.2",
      "the peer speaks SSH to a TLS port",
      "check the port number"),
  NOT_TLS(
      MALFORMED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §5.1",
      "the first bytes are not a TLS record",
      "check that the peer speaks TLS on this port, without a plain-text greeting first (STARTTLS)"),
  SSL2_HELLO_REFUSED(
      MALFORMED,
      AlertDescription.PROTOCOL_VERSION,
      "RFC 6176",
      "the client sent an SSL 2.0 hello, which is not enabled here",
      "upgrade the client, or add the legacy module and enable it for this context only"),

  SSL2_NOT_SPOKEN(
      MALFORMED,
      AlertDescription.PROTOCOL_VERSION,
      "RFC 6176 §2",
      "the server does not answer in SSL 2.0, and nothing newer is enabled here",
      "enable the version that the server has; few servers still speak SSL 2.0"),
  SSL2_RECORD_PADDING(
      MALFORMED,
      AlertDescription.DECODE_ERROR,
      "draft-hickman-netscape-ssl-00 §1.1",
      "a record's padding is not what its cipher needs",
      ""),

  // Misbehaved: parses, but breaks the protocol
  SSL2_ROLLBACK(
      MISBEHAVED,
      AlertDescription.INAPPROPRIATE_FALLBACK,
      "RFC 2246 §E.2",
      "the client can speak something newer than SSL 2.0, and so can this server: somebody has taken it out of the hello",
      "find out who changes the hello on the way; with an old middlebox, turn SSL 2.0 off here"),
  SSL2_MASTER_KEY_SHAPE(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "draft-hickman-netscape-ssl-00 §2.5",
      "the master key is not made up as its cipher kind says",
      ""),
  SSL2_WRONG_CHALLENGE(
      MISBEHAVED,
      AlertDescription.DECRYPT_ERROR,
      "draft-hickman-netscape-ssl-00 §2.6",
      "the server did not send this client's challenge back: it has not got the key of its certificate",
      ""),
  SSL2_WRONG_CONNECTION_ID(
      MISBEHAVED,
      AlertDescription.DECRYPT_ERROR,
      "draft-hickman-netscape-ssl-00 §2.5",
      "the client did not send this connection's id back",
      ""),
  UNEXPECTED_MESSAGE(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §4",
      "a message arrived that this state does not allow",
      ""),
  UNEXPECTED_APPLICATION_DATA(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §4.5.3",
      "application data arrived before the handshake was complete",
      ""),
  UNEXPECTED_CHANGE_CIPHER_SPEC(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §5",
      "change_cipher_spec arrived where none is due",
      ""),
  BAD_CHANGE_CIPHER_SPEC(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §5",
      "change_cipher_spec is not the single octet 1",
      ""),
  PLAINTEXT_AFTER_KEYS(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §5.2",
      "an unprotected record arrived where only protected ones are due",
      ""),
  MESSAGE_ACROSS_KEY_CHANGE(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §5.1",
      "a handshake message spans a change of keys",
      ""),
  MESSAGE_OUT_OF_TURN(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §4",
      "a handshake message began before the answer that it has to wait for",
      ""),
  INTERLEAVED_RECORD(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §5.1",
      "another record type stands between the records of one handshake message",
      ""),
  MISPLACED_EXTENSION(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.3",
      "an extension stands in a message that may not carry it",
      ""),
  UNSOLICITED_EXTENSION(
      MISBEHAVED,
      AlertDescription.UNSUPPORTED_EXTENSION,
      "RFC 9846 §4.3",
      "the peer answers an extension that was never offered",
      ""),
  UNOFFERED_VERSION(
      MISBEHAVED,
      AlertDescription.PROTOCOL_VERSION,
      "RFC 9846 §4.2.3",
      "the server chose a version that was never offered",
      "enable that version on this side if the peer has nothing newer"),
  BAD_SELECTED_VERSION(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.3.1",
      "supported_versions selects a version that was not offered, or one before TLS 1.3",
      ""),
  BAD_LEGACY_VERSION(
      MISBEHAVED,
      AlertDescription.PROTOCOL_VERSION,
      "RFC 9846 §4.2.2",
      "legacy_version of a TLS 1.3 hello is not 0x0303",
      "a middlebox may be rewriting the handshake"),
  UNOFFERED_SUITE(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.2.3",
      "the server chose a cipher suite that was never offered",
      ""),
  SUITE_NOT_FOR_VERSION(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.2.3",
      "the server chose a cipher suite that the version does not have",
      ""),
  UNOFFERED_GROUP(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.3.8",
      "the server chose a group that was never offered",
      ""),
  UNOFFERED_SIGNATURE_SCHEME(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.5.2",
      "the peer signed with a scheme that was never offered",
      ""),
  SIGNATURE_SCHEME_NOT_FOR_KEY(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.5.2",
      "the signature scheme does not fit the key in the certificate",
      ""),
  UNOFFERED_PROTOCOL(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 7301 §3.1",
      "the server chose an application protocol that was never offered",
      ""),
  UNOFFERED_COMPRESSION(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.2.3",
      "the peer chose or offers a compression method that is not allowed",
      ""),
  UNOFFERED_PSK(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.3.11",
      "the server selected a pre-shared key that was never offered",
      ""),
  SESSION_ID_NOT_ECHOED(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.2.3",
      "legacy_session_id_echo differs from what was sent",
      "a middlebox may be rewriting the handshake"),
  SECOND_HELLO_RETRY_REQUEST(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §4.2.4",
      "the server sent a second HelloRetryRequest",
      ""),
  USELESS_HELLO_RETRY_REQUEST(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.2.4",
      "the HelloRetryRequest would change nothing in the ClientHello",
      ""),
  HELLO_CHANGED_AFTER_RETRY(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.2.2",
      "the second ClientHello differs from the first where it must not",
      ""),
  COOKIE_MISMATCH(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.3.2",
      "the cookie is not the one that was sent",
      ""),
  SERVER_CHANGED_AFTER_RETRY(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.2.4",
      "the ServerHello contradicts the HelloRetryRequest before it",
      ""),
  MISSING_EXTENSION(
      MISBEHAVED,
      AlertDescription.MISSING_EXTENSION,
      "RFC 9846 §9.2",
      "a mandatory extension is missing",
      ""),
  BAD_KEY_SHARE(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.3.8",
      "a key share is not a valid public value of its group",
      ""),
  DUPLICATE_KEY_SHARE(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.3.8",
      "two key shares name the same group",
      ""),
  KEY_SHARE_NOT_IN_GROUPS(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.3.8",
      "a key share names a group that supported_groups lacks",
      ""),
  PSK_NOT_LAST(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.3.11",
      "pre_shared_key is not the last extension",
      ""),
  PSK_BINDER_COUNT(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.3.11",
      "identities and binders differ in number",
      ""),
  PSK_MODES_MISSING(
      MISBEHAVED,
      AlertDescription.MISSING_EXTENSION,
      "RFC 9846 §4.3.9",
      "pre_shared_key came without psk_key_exchange_modes",
      ""),
  BAD_PSK_BINDER(
      MISBEHAVED,
      AlertDescription.DECRYPT_ERROR,
      "RFC 9846 §4.3.11.2",
      "a PSK binder does not verify",
      "client and server hold different keys for this ticket"),
  PSK_HASH_MISMATCH(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.3.11",
      "the suite's hash differs from the pre-shared key's",
      ""),
  PSK_WITHOUT_KEY_SHARE(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.3.11",
      "the server selected a pre-shared key without a key share, a mode that was never offered",
      ""),
  BAD_SIGNATURE(
      MISBEHAVED,
      AlertDescription.DECRYPT_ERROR,
      "RFC 9846 §4.5.2",
      "the handshake signature does not verify",
      "the peer may not hold the private key of its certificate, or a middlebox changed the handshake"),
  BAD_FINISHED(
      MISBEHAVED,
      AlertDescription.DECRYPT_ERROR,
      "RFC 9846 §4.5.3",
      "the Finished message does not verify",
      "the two sides saw different handshakes: look for a middlebox"),
  BAD_RECORD_MAC(
      MISBEHAVED,
      AlertDescription.BAD_RECORD_MAC,
      "RFC 9846 §5.2",
      "a protected record does not authenticate",
      "bytes were changed on the way, or the two sides hold different keys"),
  NO_CONTENT_TYPE(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §5.4",
      "a protected record holds nothing but padding",
      ""),
  DOWNGRADE_DETECTED(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.2.3",
      "the server marked its random: somebody removed newer versions from the hello",
      "look for an intercepting middlebox"),
  INAPPROPRIATE_FALLBACK(
      MISBEHAVED,
      AlertDescription.INAPPROPRIATE_FALLBACK,
      "RFC 7507 §3",
      "the client fell back to an older version although a newer one works here",
      "look for a middlebox that breaks the newer version"),
  TOO_MANY_EMPTY_RECORDS(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §5.1",
      "too many empty records in a row",
      ""),
  TOO_MANY_WARNING_ALERTS(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §6",
      "too many warning alerts in a row",
      ""),
  TOO_MANY_KEY_UPDATES(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §4.7.3",
      "too many key updates without data between them",
      ""),
  TOO_MANY_TICKETS(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §4.7.1",
      "too many session tickets without data between them",
      ""),
  TOO_MANY_CHANGE_CIPHER_SPECS(
      MISBEHAVED,
      AlertDescription.UNEXPECTED_MESSAGE,
      "RFC 9846 §5",
      "too many change_cipher_spec records",
      ""),
  BAD_ALERT_LEVEL(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §6",
      "an alert's level is neither warning nor fatal, or does not fit its description",
      ""),
  RENEGOTIATION_ATTEMPT(
      MISBEHAVED,
      AlertDescription.NO_RENEGOTIATION,
      "RFC 5746 §4.4",
      "the peer tries to renegotiate, which is refused here",
      "open a new connection instead"),
  BAD_RENEGOTIATION_INFO(
      MISBEHAVED,
      AlertDescription.HANDSHAKE_FAILURE,
      "RFC 5746 §3.4",
      "renegotiation_info is not empty in a first handshake",
      "look for somebody splicing connections"),
  ANONYMOUS_SERVER_ASKS(
      MISBEHAVED,
      AlertDescription.HANDSHAKE_FAILURE,
      "RFC 5246 §7.4.4",
      "a server without a certificate asks for the client's",
      "look for somebody in the middle, or choose a suite with certificates"),
  DECOMPRESSION_FAILED(
      MISBEHAVED,
      AlertDescription.DECOMPRESSION_FAILURE,
      "RFC 5246 §7.2.2",
      "a compressed record does not decompress, or expands beyond what a record may hold",
      "switch compression off on either side"),
  EXTENDED_MAIN_SECRET_CHANGED(
      MISBEHAVED,
      AlertDescription.HANDSHAKE_FAILURE,
      "RFC 7627 §5.3",
      "a resumed session uses extended_master_secret differently from the original",
      ""),
  RESUMPTION_MISMATCH(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 5246 §7.4.1.3",
      "the server resumes a session with another version or cipher suite",
      ""),
  UNREQUESTED_CERTIFICATE_CONTEXT(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 9846 §4.5.1",
      "certificate_request_context is not the one that was sent",
      ""),
  EMPTY_SERVER_CERTIFICATE(
      MISBEHAVED,
      AlertDescription.DECODE_ERROR,
      "RFC 9846 §4.5.1.3",
      "the server sent an empty certificate list",
      "configure a certificate on the server"),
  TRUNCATED_STREAM(
      MISBEHAVED,
      null,
      "RFC 9846 §6.1",
      "the connection ended without close_notify: data may be missing",
      "do not trust the data's completeness; the peer crashed, timed out, or somebody cut the connection"),
  HANDSHAKE_CUT_OFF(
      MISBEHAVED,
      null,
      "RFC 9846 §6.1",
      "the peer closed the connection in the middle of the handshake, without an alert",
      "look at the other side's log; some servers do this instead of sending an alert"),
  BAD_MAX_FRAGMENT_LENGTH(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 6066 §4",
      "the peer answers another max_fragment_length than was asked for",
      ""),
  BAD_RECORD_SIZE_LIMIT(
      MISBEHAVED,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 8449 §4",
      "record_size_limit is below 64 or stands beside max_fragment_length",
      ""),
  WEAK_DH_PARAMETERS(
      MISBEHAVED,
      AlertDescription.INSUFFICIENT_SECURITY,
      "RFC 7919 §4",
      "the server's finite-field group is too small or is not sound",
      "configure ffdhe2048 or larger on the server, or prefer ECDHE"),

  // Incompatible: both keep the rules, nothing in common
  NO_COMMON_VERSION(
      INCOMPATIBLE,
      AlertDescription.PROTOCOL_VERSION,
      "RFC 9846 §4.2.2",
      "no protocol version in common",
      "enable a version that the other side has"),
  NO_COMMON_SUITE(
      INCOMPATIBLE,
      AlertDescription.HANDSHAKE_FAILURE,
      "RFC 9846 §4.2.1",
      "no cipher suite in common",
      "enable a suite that the other side offers; check that the certificate's key type fits the suites"),
  NO_COMMON_GROUP(
      INCOMPATIBLE,
      AlertDescription.HANDSHAKE_FAILURE,
      "RFC 9846 §4.2.1",
      "no group in common",
      "enable a group that the other side offers"),
  NO_COMMON_SIGNATURE_SCHEME(
      INCOMPATIBLE,
      AlertDescription.HANDSHAKE_FAILURE,
      "RFC 9846 §4.5.2",
      "no signature scheme in common that fits the certificate's key",
      "use a certificate with another key type, or enable a scheme that the other side offers"),
  NO_COMMON_PROTOCOL(
      INCOMPATIBLE,
      AlertDescription.NO_APPLICATION_PROTOCOL,
      "RFC 7301 §3.2",
      "no application protocol (ALPN) in common",
      "configure a protocol that the other side offers"),
  NO_COMMON_CERTIFICATE(
      INCOMPATIBLE,
      AlertDescription.HANDSHAKE_FAILURE,
      "RFC 9846 §4.5.1.2",
      "no certificate here fits what the client accepts",
      "configure a certificate of a key type that the client's signature_algorithms has"),
  NO_CERTIFICATE_OF_NAMED_ISSUER(
      INCOMPATIBLE,
      AlertDescription.HANDSHAKE_FAILURE,
      "RFC 9846 §4.3.4",
      "no certificate here is from an issuer that the peer names",
      "configure a certificate from one of the issuers that the peer names"),
  UNRECOGNIZED_NAME(
      INCOMPATIBLE,
      AlertDescription.UNRECOGNIZED_NAME,
      "RFC 6066 §3",
      "no certificate here is for the name that the client asked for",
      "add a certificate for that name, or a default certificate"),
  NO_SECURE_RENEGOTIATION(
      INCOMPATIBLE,
      AlertDescription.HANDSHAKE_FAILURE,
      "RFC 5746 §4.1",
      "the peer does not know secure renegotiation",
      "upgrade the peer, or allow it by the call that names the danger"),
  NO_EXTENDED_MAIN_SECRET(
      INCOMPATIBLE,
      AlertDescription.HANDSHAKE_FAILURE,
      "RFC 7627 §5.2",
      "the peer does not offer extended_master_secret, which is required here",
      "upgrade the peer, or relax extendedMainSecret for this context"),
  NO_PSK_MODE(
      INCOMPATIBLE,
      AlertDescription.HANDSHAKE_FAILURE,
      "RFC 9846 §4.3.9",
      "no pre-shared-key exchange mode in common",
      ""),
  UNSUPPORTED_CERTIFICATE_TYPE(
      INCOMPATIBLE,
      AlertDescription.UNSUPPORTED_CERTIFICATE,
      "RFC 5246 §7.4.4",
      "the peer's certificate has a key of a kind that cannot be used",
      "use an RSA, ECDSA, Ed25519 or Ed448 key"),
  NO_NULL_COMPRESSION(
      INCOMPATIBLE,
      AlertDescription.ILLEGAL_PARAMETER,
      "RFC 5246 §7.4.1.2",
      "the peer's hello lacks the null compression method",
      ""),
  NEW_SESSION_REFUSED(
      INCOMPATIBLE,
      AlertDescription.HANDSHAKE_FAILURE,
      "RFC 9846 §2.2",
      "this side may only resume sessions, and there was none to resume",
      "allow new sessions on this side, or connect once with them allowed"),

  // BadCertificate: the peer's identity was not accepted
  CERTIFICATE_UNPARSEABLE(
      BAD_CERTIFICATE,
      AlertDescription.BAD_CERTIFICATE,
      "RFC 5280 §4.1",
      "a certificate cannot be parsed",
      ""),
  UNKNOWN_ISSUER(
      BAD_CERTIFICATE,
      AlertDescription.UNKNOWN_CA,
      "RFC 5280 §6.1",
      "the chain does not lead to a trusted certificate",
      "add the issuer to the trusted certificates of this side, or have the peer send its intermediate certificates"),
  SELF_SIGNED(
      BAD_CERTIFICATE,
      AlertDescription.UNKNOWN_CA,
      "RFC 5280 §6.1",
      "the certificate is self-signed and not trusted here",
      "add exactly this certificate to the trusted ones, if it is the right one"),
  CERTIFICATE_EXPIRED(
      BAD_CERTIFICATE,
      AlertDescription.CERTIFICATE_EXPIRED,
      "RFC 5280 §4.1.2.5",
      "a certificate has expired",
      "renew it; or check this machine's clock"),
  CERTIFICATE_NOT_YET_VALID(
      BAD_CERTIFICATE,
      AlertDescription.CERTIFICATE_EXPIRED,
      "RFC 5280 §4.1.2.5",
      "a certificate is not valid yet",
      "check this machine's clock"),
  WRONG_HOST(
      BAD_CERTIFICATE,
      AlertDescription.BAD_CERTIFICATE,
      "RFC 9525 §6",
      "the certificate is for other names",
      "connect by one of the names in the certificate, or issue one with this name as subjectAltName"),
  WRONG_USAGE(
      BAD_CERTIFICATE,
      AlertDescription.UNSUPPORTED_CERTIFICATE,
      "RFC 5280 §4.2.1.12",
      "the certificate is not meant for this use",
      "issue it with the right extendedKeyUsage (serverAuth or clientAuth) and keyUsage"),
  WEAK_CERTIFICATE(
      BAD_CERTIFICATE,
      AlertDescription.BAD_CERTIFICATE,
      "RFC 9155",
      "a certificate has a key or signature that is too weak",
      "issue it with RSA of 2048 bits or more, or ECDSA, and SHA-256 or better; for an old peer that cannot have another, Trust.builder() can let it in by name, for that peer only"),
  CERTIFICATE_REVOKED(
      BAD_CERTIFICATE,
      AlertDescription.CERTIFICATE_REVOKED,
      "RFC 5280 §6.3",
      "a certificate is revoked",
      "replace it"),
  BAD_OCSP_RESPONSE(
      BAD_CERTIFICATE,
      AlertDescription.BAD_CERTIFICATE_STATUS_RESPONSE,
      "RFC 6960 §4.2",
      "the stapled OCSP response does not verify",
      "refresh the staple on the server"),
  MISSING_OCSP_RESPONSE(
      BAD_CERTIFICATE,
      AlertDescription.BAD_CERTIFICATE_STATUS_RESPONSE,
      "RFC 7633 §4",
      "the certificate demands a stapled OCSP response and there is none",
      "turn on OCSP stapling on the server"),
  CHAIN_REFUSED(
      BAD_CERTIFICATE,
      AlertDescription.CERTIFICATE_UNKNOWN,
      "RFC 5280 §6.1",
      "the certificate chain does not validate",
      ""),
  CERTIFICATE_REQUIRED(
      BAD_CERTIFICATE,
      AlertDescription.CERTIFICATE_REQUIRED,
      "RFC 9846 §4.5.1.3",
      "a client certificate is required and the client sent none",
      "configure a certificate and key on the client, from a CA that this server names"),
  NO_CLIENT_CERTIFICATE(
      BAD_CERTIFICATE,
      AlertDescription.HANDSHAKE_FAILURE,
      "RFC 5246 §7.4.6",
      "a client certificate is required and the client sent none",
      "configure a certificate and key on the client, from a CA that this server names"),

  // PeerAlert: the peer gave up
  PEER_ALERT_RECEIVED(
      PEER_ALERT, null, "RFC 9846 §6.2", "the peer ended the connection with an alert", ""),

  SSL2_ERROR_RECEIVED(
      PEER_ALERT,
      null,
      "draft-hickman-netscape-ssl-00 §2.3",
      "the peer ended the connection with an error of SSL 2.0",
      ""),

  // Misuse and Internal
  API_MISUSE(
      MISUSE, null, "", "the engine was used in a way that its documentation does not allow", ""),
  SIGNER_FAILED(
      INTERNAL,
      AlertDescription.INTERNAL_ERROR,
      "RFC 9846 §6.2",
      "the private key could not sign",
      "check the key, its provider and its rights"),
  CRYPTO_FAILED(
      INTERNAL,
      AlertDescription.INTERNAL_ERROR,
      "RFC 9846 §6.2",
      "a cryptographic provider failed",
      ""),
  KEY_LIMIT_REACHED(
      INTERNAL,
      AlertDescription.INTERNAL_ERROR,
      "RFC 9846 §5.5",
      "these keys have protected as many records as they may",
      "open a new connection"),
  RESOLVER_FAILED(
      INTERNAL,
      AlertDescription.INTERNAL_ERROR,
      "RFC 9846 §6.2",
      "the application failed to answer a question of the handshake",
      "see the cause: it was thrown by the part of the configuration that is named here"),
  CALLBACK_FAILED(
      INTERNAL,
      AlertDescription.INTERNAL_ERROR,
      "RFC 9846 §6.2",
      "a callback of the application threw an exception",
      "see the cause: it was thrown by the listener, log, store, ticket keys or padding that is named here"),
  INTERNAL_ERROR(
      INTERNAL,
      AlertDescription.INTERNAL_ERROR,
      "RFC 9846 §6.2",
      "an internal error; please report it",
      "");

  /** The seven ways to fail; each is a subclass of {@link TlsFailure}. */
  public enum Kind {
    MALFORMED,
    MISBEHAVED,
    INCOMPATIBLE,
    BAD_CERTIFICATE,
    PEER_ALERT,
    MISUSE,
    INTERNAL
  }

  private final Kind kind;
  private final @Nullable AlertDescription alert;
  private final String reference;
  private final String sentence;
  private final String advice;

  Reason(
      Kind kind,
      @Nullable AlertDescription alert,
      String reference,
      String sentence,
      String advice) {
    this.kind = kind;
    this.alert = alert;
    this.reference = reference;
    this.sentence = sentence;
    this.advice = advice;
  }

  /** Which way to fail this is. */
  public Kind kind() {
    return kind;
  }

  /** The fatal alert that the peer gets, or null for none. */
  public @Nullable AlertDescription alert() {
    return alert;
  }

  /** The RFC and section that demand it; empty where no standard does. */
  public String reference() {
    return reference;
  }

  /** What happened, as one plain clause without a full stop. */
  public String sentence() {
    return sentence;
  }

  /** What to change; empty where this side can do nothing. */
  public String advice() {
    return advice;
  }
}
