package dev.glassine.core.registry;

import static dev.glassine.core.registry.MessagePlace.CERTIFICATE;
import static dev.glassine.core.registry.MessagePlace.CERTIFICATE_REQUEST;
import static dev.glassine.core.registry.MessagePlace.CLIENT_HELLO;
import static dev.glassine.core.registry.MessagePlace.ENCRYPTED_EXTENSIONS;
import static dev.glassine.core.registry.MessagePlace.HELLO_RETRY_REQUEST;
import static dev.glassine.core.registry.MessagePlace.NEW_SESSION_TICKET;
import static dev.glassine.core.registry.MessagePlace.SERVER_HELLO;
import static dev.glassine.core.registry.MessagePlace.SERVER_HELLO_1_2;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** One row per extension: where it may stand (RFC 9846 §4.3, table 1; RFC 5246 §7.4.1.4) and where it is written. */
public final class ExtensionType implements RegistryEntry {
  private static final Map<Integer, ExtensionType> ROWS = new LinkedHashMap<>();

  public static final ExtensionType SERVER_NAME = row(0, "server_name", "RFC 6066 §3", CLIENT_HELLO, ENCRYPTED_EXTENSIONS, CERTIFICATE_REQUEST, SERVER_HELLO_1_2);
  public static final ExtensionType MAX_FRAGMENT_LENGTH = row(1, "max_fragment_length", "RFC 6066 §4", CLIENT_HELLO, ENCRYPTED_EXTENSIONS, SERVER_HELLO_1_2);
  public static final ExtensionType STATUS_REQUEST =
      row(5, "status_request", "RFC 6066 §8", CLIENT_HELLO, CERTIFICATE_REQUEST, CERTIFICATE, SERVER_HELLO_1_2);

  /** Not defined for a ServerHello, where some TLS 1.2 servers send it all the same: read and ignored there. */
  public static final ExtensionType SUPPORTED_GROUPS =
      row(10, "supported_groups", "RFC 9846 §4.3.7", CLIENT_HELLO, ENCRYPTED_EXTENSIONS, SERVER_HELLO_1_2);

  public static final ExtensionType EC_POINT_FORMATS = row(11, "ec_point_formats", "RFC 8422 §5.1.2", CLIENT_HELLO, SERVER_HELLO_1_2);
  public static final ExtensionType SIGNATURE_ALGORITHMS = row(13, "signature_algorithms", "RFC 9846 §4.3.3", CLIENT_HELLO, CERTIFICATE_REQUEST);
  public static final ExtensionType APPLICATION_LAYER_PROTOCOL_NEGOTIATION =
      row(16, "application_layer_protocol_negotiation", "RFC 7301 §3.1", CLIENT_HELLO, ENCRYPTED_EXTENSIONS, SERVER_HELLO_1_2);
  public static final ExtensionType SIGNED_CERTIFICATE_TIMESTAMP =
      row(18, "signed_certificate_timestamp", "RFC 6962 §3.3.1", CLIENT_HELLO, CERTIFICATE_REQUEST, CERTIFICATE, SERVER_HELLO_1_2);
  public static final ExtensionType PADDING = row(21, "padding", "RFC 7685 §3", CLIENT_HELLO);
  public static final ExtensionType ENCRYPT_THEN_MAC = row(22, "encrypt_then_mac", "RFC 7366 §2", CLIENT_HELLO, SERVER_HELLO_1_2);
  public static final ExtensionType EXTENDED_MASTER_SECRET = row(23, "extended_master_secret", "RFC 7627 §5.1", CLIENT_HELLO, SERVER_HELLO_1_2);
  public static final ExtensionType RECORD_SIZE_LIMIT = row(28, "record_size_limit", "RFC 8449 §4", CLIENT_HELLO, ENCRYPTED_EXTENSIONS, SERVER_HELLO_1_2);
  public static final ExtensionType SESSION_TICKET = row(35, "session_ticket", "RFC 5077 §3.2", CLIENT_HELLO, SERVER_HELLO_1_2);
  public static final ExtensionType PRE_SHARED_KEY = row(41, "pre_shared_key", "RFC 9846 §4.3.11", CLIENT_HELLO, SERVER_HELLO);
  public static final ExtensionType EARLY_DATA = row(42, "early_data", "RFC 9846 §4.3.10", CLIENT_HELLO, ENCRYPTED_EXTENSIONS, NEW_SESSION_TICKET);
  public static final ExtensionType SUPPORTED_VERSIONS =
      row(43, "supported_versions", "RFC 9846 §4.3.1", CLIENT_HELLO, SERVER_HELLO, HELLO_RETRY_REQUEST);
  public static final ExtensionType COOKIE = row(44, "cookie", "RFC 9846 §4.3.2", CLIENT_HELLO, HELLO_RETRY_REQUEST);
  public static final ExtensionType PSK_KEY_EXCHANGE_MODES = row(45, "psk_key_exchange_modes", "RFC 9846 §4.3.9", CLIENT_HELLO);
  public static final ExtensionType CERTIFICATE_AUTHORITIES = row(47, "certificate_authorities", "RFC 9846 §4.3.4", CLIENT_HELLO, CERTIFICATE_REQUEST);
  public static final ExtensionType OID_FILTERS = row(48, "oid_filters", "RFC 9846 §4.3.5", CERTIFICATE_REQUEST);
  public static final ExtensionType POST_HANDSHAKE_AUTH = row(49, "post_handshake_auth", "RFC 9846 §4.3.6", CLIENT_HELLO);
  public static final ExtensionType SIGNATURE_ALGORITHMS_CERT = row(50, "signature_algorithms_cert", "RFC 9846 §4.3.3", CLIENT_HELLO, CERTIFICATE_REQUEST);
  public static final ExtensionType KEY_SHARE = row(51, "key_share", "RFC 9846 §4.3.8", CLIENT_HELLO, SERVER_HELLO, HELLO_RETRY_REQUEST);
  public static final ExtensionType RENEGOTIATION_INFO = row(0xFF01, "renegotiation_info", "RFC 5746 §3.2", CLIENT_HELLO, SERVER_HELLO_1_2);

  private final int code;
  private final String name;
  private final String reference;
  private final Set<MessagePlace> places;
  private final boolean known;

  private ExtensionType(int code, String name, String reference, Set<MessagePlace> places, boolean known) {
    this.code = code;
    this.name = name;
    this.reference = reference;
    this.places = places;
    this.known = known;
  }

  private static ExtensionType row(int code, String name, String reference, MessagePlace... places) {
    ExtensionType type = new ExtensionType(code, name, reference, Set.of(places), true);
    ROWS.put(code, type);
    return type;
  }

  /** The extension with this code, known or not; {@code code} is 0..0xFFFF. An unknown one may stand anywhere and is ignored. */
  public static ExtensionType of(int code) {
    ExtensionType row = ROWS.get(code);
    return row != null ? row : new ExtensionType(code, Grease.name(code), "", Set.of(MessagePlace.values()), false);
  }

  /** Every row. */
  public static Collection<ExtensionType> all() {
    return java.util.Collections.unmodifiableCollection(ROWS.values());
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean known() {
    return known;
  }

  /** Where it is specified. */
  public String reference() {
    return reference;
  }

  /** Whether it may stand in this message. */
  public boolean mayStandIn(MessagePlace place) {
    return places.contains(place);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExtensionType that && code == that.code;
  }

  @Override
  public int hashCode() {
    return code;
  }

  @Override
  public String toString() {
    return name;
  }
}
