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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One row per extension (IANA "TLS ExtensionType Values"): where it may stand (RFC 9846 §4.3, table
 * 1; RFC 5246 §7.4.1.4) and where it is specified. Constants are the extensions that Glassine
 * reads; the others are known by name only.
 */
public final class ExtensionType implements RegistryEntry {
  private static final Map<Integer, ExtensionType> ROWS = new LinkedHashMap<>();

  /**
   * Types that we do not recognise are ignored where they ask for something, and refused by the
   * flows where they answer.
   */
  private static final Set<MessagePlace> EVERYWHERE = Set.of(MessagePlace.values());

  /**
   * Table 1 allows it in a CertificateRequest for RFC 9261's sake; a handshake ignores it there.
   */
  public static final ExtensionType SERVER_NAME =
      row(
          0,
          "server_name",
          "RFC 6066 §3",
          CLIENT_HELLO,
          ENCRYPTED_EXTENSIONS,
          CERTIFICATE_REQUEST,
          SERVER_HELLO_1_2);

  public static final ExtensionType MAX_FRAGMENT_LENGTH =
      row(
          1,
          "max_fragment_length",
          "RFC 6066 §4",
          CLIENT_HELLO,
          ENCRYPTED_EXTENSIONS,
          SERVER_HELLO_1_2);
  public static final ExtensionType STATUS_REQUEST =
      row(
          5,
          "status_request",
          "RFC 6066 §8",
          CLIENT_HELLO,
          CERTIFICATE_REQUEST,
          CERTIFICATE,
          SERVER_HELLO_1_2);

  /**
   * Not defined for a ServerHello, where some TLS 1.2 servers send it all the same: read and
   * ignored there.
   */
  public static final ExtensionType SUPPORTED_GROUPS =
      row(
          10,
          "supported_groups",
          "RFC 9846 §4.3.7",
          CLIENT_HELLO,
          ENCRYPTED_EXTENSIONS,
          SERVER_HELLO_1_2);

  public static final ExtensionType EC_POINT_FORMATS =
      row(11, "ec_point_formats", "RFC 8422 §5.1.2", CLIENT_HELLO, SERVER_HELLO_1_2);
  public static final ExtensionType SIGNATURE_ALGORITHMS =
      row(13, "signature_algorithms", "RFC 9846 §4.3.3", CLIENT_HELLO, CERTIFICATE_REQUEST);
  public static final ExtensionType APPLICATION_LAYER_PROTOCOL_NEGOTIATION =
      row(
          16,
          "application_layer_protocol_negotiation",
          "RFC 7301 §3.1",
          CLIENT_HELLO,
          ENCRYPTED_EXTENSIONS,
          SERVER_HELLO_1_2);
  public static final ExtensionType SIGNED_CERTIFICATE_TIMESTAMP =
      row(
          18,
          "signed_certificate_timestamp",
          "RFC 6962 §3.3.1",
          CLIENT_HELLO,
          CERTIFICATE_REQUEST,
          CERTIFICATE,
          SERVER_HELLO_1_2);
  public static final ExtensionType PADDING = row(21, "padding", "RFC 7685 §3", CLIENT_HELLO);
  public static final ExtensionType ENCRYPT_THEN_MAC =
      row(22, "encrypt_then_mac", "RFC 7366 §2", CLIENT_HELLO, SERVER_HELLO_1_2);
  public static final ExtensionType EXTENDED_MASTER_SECRET =
      row(23, "extended_master_secret", "RFC 7627 §5.1", CLIENT_HELLO, SERVER_HELLO_1_2);
  public static final ExtensionType RECORD_SIZE_LIMIT =
      row(
          28,
          "record_size_limit",
          "RFC 8449 §4",
          CLIENT_HELLO,
          ENCRYPTED_EXTENSIONS,
          SERVER_HELLO_1_2);
  public static final ExtensionType SESSION_TICKET =
      row(35, "session_ticket", "RFC 5077 §3.2", CLIENT_HELLO, SERVER_HELLO_1_2);
  public static final ExtensionType PRE_SHARED_KEY =
      row(41, "pre_shared_key", "RFC 9846 §4.3.11", CLIENT_HELLO, SERVER_HELLO);
  public static final ExtensionType EARLY_DATA =
      row(
          42,
          "early_data",
          "RFC 9846 §4.3.10",
          CLIENT_HELLO,
          ENCRYPTED_EXTENSIONS,
          NEW_SESSION_TICKET);
  public static final ExtensionType SUPPORTED_VERSIONS =
      row(
          43,
          "supported_versions",
          "RFC 9846 §4.3.1",
          CLIENT_HELLO,
          SERVER_HELLO,
          HELLO_RETRY_REQUEST);
  public static final ExtensionType COOKIE =
      row(44, "cookie", "RFC 9846 §4.3.2", CLIENT_HELLO, HELLO_RETRY_REQUEST);
  public static final ExtensionType PSK_KEY_EXCHANGE_MODES =
      row(45, "psk_key_exchange_modes", "RFC 9846 §4.3.9", CLIENT_HELLO);
  public static final ExtensionType CERTIFICATE_AUTHORITIES =
      row(47, "certificate_authorities", "RFC 9846 §4.3.4", CLIENT_HELLO, CERTIFICATE_REQUEST);
  public static final ExtensionType OID_FILTERS =
      row(48, "oid_filters", "RFC 9846 §4.3.5", CERTIFICATE_REQUEST);
  public static final ExtensionType POST_HANDSHAKE_AUTH =
      row(49, "post_handshake_auth", "RFC 9846 §4.3.6", CLIENT_HELLO);
  public static final ExtensionType SIGNATURE_ALGORITHMS_CERT =
      row(50, "signature_algorithms_cert", "RFC 9846 §4.3.3", CLIENT_HELLO, CERTIFICATE_REQUEST);
  public static final ExtensionType KEY_SHARE =
      row(51, "key_share", "RFC 9846 §4.3.8", CLIENT_HELLO, SERVER_HELLO, HELLO_RETRY_REQUEST);
  public static final ExtensionType RENEGOTIATION_INFO =
      row(0xFF01, "renegotiation_info", "RFC 5746 §3.2", CLIENT_HELLO, SERVER_HELLO_1_2);

  static {
    for (NameTable.Row row :
        NameTable.parse(
            """
            # RFC 6066 §5
            0002 client_certificate_url
            # RFC 6066 §6
            0003 trusted_ca_keys
            # RFC 6066 §7
            0004 truncated_hmac
            # RFC 4681
            0006 user_mapping
            # RFC 5878
            0007 client_authz
            0008 server_authz
            # RFC 6091 §3.1
            0009 cert_type
            # RFC 5054 §2.8.1
            000C srp
            # RFC 5764
            000E use_srtp
            # RFC 6520 §2
            000F heartbeat
            # RFC 6961
            0011 status_request_v2
            # RFC 7250
            0013 client_certificate_type
            0014 server_certificate_type
            # RFC 8472
            0018 token_binding
            # RFC 7924
            0019 cached_info
            # draft-ietf-tls-lts
            001A tls_lts
            # RFC 8879 §3
            001B compress_certificate
            # RFC 8492
            001D pwd_protect
            001E pwd_clear
            001F password_salt
            # RFC 8672
            0020 ticket_pinning
            # RFC 8773
            0021 tls_cert_with_extern_psk
            # RFC 9345 §4
            0022 delegated_credential
            # ETSI TS 103 523-2
            0024 TLMSP
            0025 TLMSP_proxying
            0026 TLMSP_delegate
            # RFC 8870
            0027 supported_ekt_ciphers
            # RFC 9162
            0034 transparency_info
            # RFC 9146
            0035 connection_id_deprecated
            0036 connection_id
            # RFC 8844
            0037 external_id_hash
            0038 external_session_id
            # RFC 9001 §8.2
            0039 quic_transport_parameters
            # RFC 9149
            003A ticket_request
            # RFC 9102
            003B dnssec_chain
            # draft-pismenny-tls-dtls-plaintext-sequence-number
            003C sequence_number_encryption_algorithms
            # RFC 9853
            003D rrc
            # draft-ietf-tls-tlsflags
            003E tls_flags
            # draft-agl-tls-nextprotoneg
            3374 next_protocol_negotiation
            # draft-vvv-tls-alps
            4469 application_settings_old
            44CD application_settings
            # draft-balfanz-tls-channelid
            7550 channel_id
            # RFC 9849 §5.1
            FD00 ech_outer_extensions
            # RFC 9849 §5
            FE0D encrypted_client_hello
            # RFC 9001 §8.2
            FFA5 quic_transport_parameters_draft
            """)) {
      ROWS.put(
          row.code(),
          new ExtensionType(
              row.code(), row.name(), row.reference(), EVERYWHERE, Knowledge.NAME_ONLY));
    }
  }

  /** How much Glassine knows of an extension. */
  private enum Knowledge {
    READ,
    NAME_ONLY,
    NOTHING
  }

  private final int code;
  private final String name;
  private final String reference;
  private final Set<MessagePlace> places;
  private final Knowledge knowledge;

  private ExtensionType(
      int code, String name, String reference, Set<MessagePlace> places, Knowledge knowledge) {
    this.code = code;
    this.name = name;
    this.reference = reference;
    this.places = places;
    this.knowledge = knowledge;
  }

  private static ExtensionType row(
      int code, String name, String reference, MessagePlace... places) {
    ExtensionType type = new ExtensionType(code, name, reference, Set.of(places), Knowledge.READ);
    ROWS.put(code, type);
    return type;
  }

  /**
   * The extension with this code, known or not; {@code code} is 0..0xFFFF. One that is not read may
   * stand anywhere.
   */
  public static ExtensionType of(int code) {
    ExtensionType row = ROWS.get(code);
    return row != null
        ? row
        : new ExtensionType(code, Grease.name(code), "", EVERYWHERE, Knowledge.NOTHING);
  }

  /** Every row. */
  public static Collection<ExtensionType> all() {
    return Collections.unmodifiableCollection(ROWS.values());
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
    return knowledge != Knowledge.NOTHING;
  }

  /**
   * Whether its content is read and acted on. Where it is not (GREASE, unknown numbers, and those
   * that are known by name only), the octets are kept as they are, and the type counts as one that
   * we do not recognise (RFC 9846 §4.3).
   */
  public boolean isRead() {
    return knowledge == Knowledge.READ;
  }

  /** Where it is specified; empty for unknown numbers. */
  public String reference() {
    return reference;
  }

  /** Whether it may stand in this message; true in all for a type that is not read. */
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
