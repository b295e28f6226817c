package dev.glassine.inspect;

import static java.util.Map.entry;

import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Field;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What each field is for, in one sentence, and where it is defined: the part of the trace that a
 * reader who does not know the protocol needs. Keyed by the RFC's name; where a name stands for
 * different things, by extension and name.
 */
final class FieldMeanings {
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          entry("msg_type", "which handshake message this is"),
          entry("length", "octets that follow this header"),
          entry(
              "legacy_version",
              "what a hello said before TLS 1.3; now frozen at TLS 1.2, so that old middleboxes let it pass"),
          entry(
              "random",
              "fresh octets, so that no two handshakes are alike and none can be replayed"),
          entry(
              "legacy_session_id",
              "names a session to resume in TLS 1.2 and before; TLS 1.3 sends noise here, to look familiar to middleboxes"),
          entry("legacy_session_id_echo", "the client's session id, sent back unchanged"),
          entry("cipher_suites", "a suite that the client can speak, in its order of preference"),
          entry("cipher_suite", "the suite that the server chose from the client's list"),
          entry(
              "legacy_compression_methods",
              "must be null since TLS 1.3: compressing secrets beside attackers' text leaks them (CRIME)"),
          entry("legacy_compression_method", "always null in TLS 1.3"),
          entry("extension_type", "which extension this is"),
          entry("extension_data", "an extension that Glassine does not read"),
          entry("host_name", "the server that the client wants to talk to; it stands in the clear"),
          entry("name_type", "0 for a host name, the only kind there is"),
          entry("supported_groups", "a group that the client can agree on a secret in"),
          entry("group", "the group that this key share belongs to"),
          entry("selected_group", "the group that the server wants a key share for"),
          entry(
              "key_exchange",
              "the public half of a fresh key pair; the secret half never leaves its owner"),
          entry(
              "signature_algorithms",
              "a signature scheme that the sender can verify in the handshake"),
          entry(
              "signature_algorithms_cert",
              "a signature scheme that the sender can verify in certificates"),
          entry("supported_versions", "a version that the client speaks, its favourite first"),
          entry(
              "selected_version",
              "the version that this connection speaks; only TLS 1.3 says it here"),
          entry(
              "psk_key_exchange_modes",
              "whether a resumed session agrees on a new secret too: 1 says yes"),
          entry(
              "identity", "a ticket: the server's own memory of a session, which only it can read"),
          entry(
              "obfuscated_ticket_age",
              "how old the ticket is, plus a secret number, so that nobody can follow a client by it"),
          entry(
              "binders",
              "a MAC that proves that the sender knows the ticket's key and sent this very hello"),
          entry(
              "selected_identity", "which of the client's tickets the server took, counted from 0"),
          entry(
              "application_layer_protocol_negotiation",
              "an application protocol, HTTP/2 for example, for inside the connection"),
          entry("extended_master_secret", "binds the main secret to this very handshake"),
          entry(
              "encrypt_then_mac",
              "asks for the MAC around the ciphertext, which padding oracles cannot pass"),
          entry("status_type", "1 asks for an OCSP response"),
          entry(
              "response",
              "what the certificate authority says of this certificate today, signed by it"),
          entry("request_extensions", "more about the wish for an OCSP response; empty as a rule"),
          entry("responder_id_list", "an OCSP responder that the client trusts; empty as a rule"),
          entry(
              "ec_point_formats",
              "how points of curves are written; uncompressed is all that is left"),
          entry("record_size_limit", "the longest record that the sender wants to receive"),
          entry(
              "max_fragment_length",
              "the longest record that the client wants to receive, as a code"),
          entry(
              "cookie",
              "what the server wants to see again in the second hello, instead of keeping state"),
          entry(
              "renegotiated_connection",
              "empty in a first handshake; proves that nobody spliced two"),
          entry("sct_list", "proof that the certificate stands in public logs"),
          entry("padding", "zeros, because some servers choke on hellos of certain lengths"),
          entry(
              "certificate_request_context",
              "ties the answer to the request; empty in the handshake"),
          entry("certificate_list", "a certificate; the sender's own first, then each issuer"),
          entry("cert_data", "a certificate in DER; the sender's own first, then each issuer"),
          entry("authorities", "an authority whose certificates the sender accepts"),
          entry("certificate_authorities", "an authority whose certificates the sender accepts"),
          entry("certificate_types", "a kind of key that the server accepts from clients"),
          entry("supported_signature_algorithms", "a signature scheme that the server can verify"),
          entry("algorithm", "the scheme that the signature was made by"),
          entry(
              "signature",
              "made by the private key of the sender's certificate: the proof that the sender is its owner"),
          entry("params", "the server's key share, and its signature over it and both randoms"),
          entry(
              "exchange_keys",
              "the client's key share, or the secret itself under the server's RSA key"),
          entry(
              "verify_data",
              "a MAC over the whole handshake: both sides saw the same messages, or the connection ends"),
          entry("ticket_lifetime", "seconds that the ticket may be used for"),
          entry("ticket_lifetime_hint", "seconds that the ticket may be used for"),
          entry("ticket_age_add", "the number that hides the ticket's age"),
          entry("ticket_nonce", "makes each ticket's key another"),
          entry("ticket", "the session, sealed by a key that only the server has"),
          entry("session_ticket", "a ticket to resume with, or empty to ask for one"),
          entry(
              "max_early_data_size",
              "octets that a client may send before the server has answered"),
          entry("request_update", "1 asks the other side for new keys too"),
          entry("curve_type", "3 says that the curve is named"),
          entry("namedcurve", "the curve of this key share"),
          entry("public", "the server's share: a point of the curve"),
          entry("ecdh_Yc", "the client's share: a point of the curve"),
          entry("explicit_curve", "a curve spelled out, which nobody uses any more"),
          entry("dh_p", "the prime that both sides calculate by"),
          entry("dh_g", "the number whose powers both sides exchange"),
          entry("dh_Ys", "the server's share: a power of dh_g"),
          entry("dh_Yc", "the client's share: a power of dh_g"),
          entry(
              "encrypted_pre_master_secret",
              "48 octets under the server's RSA key: the secret itself"));

  private FieldMeanings() {}

  static List<TraceField> of(TlsEvent.Message message, List<Field> fields) {
    String reference = MessageSummary.reference(message.message(), message.version());
    return fields.stream().map(field -> explained(field, reference)).toList();
  }

  private static TraceField explained(Field field, String messageReference) {
    String[] names = field.path().replaceAll("\\[\\d+]", "").split("\\.", -1);
    ExtensionType extension = extension(names);
    String name = names[names.length - 1];
    return new TraceField(
        field.path(),
        field.offset(),
        field.length(),
        field.value(),
        meaning(name, extension),
        extension == null ? messageReference : extension.reference());
  }

  private static String meaning(String name, @Nullable ExtensionType extension) {
    String known = MEANINGS.get(name);
    if (known != null) {
      return known;
    }
    String byExtension = extension == null ? null : MEANINGS.get(extension.name());
    return byExtension == null ? "" : byExtension;
  }

  private static @Nullable ExtensionType extension(String[] names) {
    ExtensionType found = null;
    for (String name : names) {
      found = EXTENSIONS.getOrDefault(name, found);
    }
    return found;
  }

  private static final Map<String, ExtensionType> EXTENSIONS =
      ExtensionType.all().stream()
          .filter(type -> !type.reference().isEmpty())
          .collect(Collectors.toUnmodifiableMap(ExtensionType::name, type -> type, (a, b) -> a));
}
