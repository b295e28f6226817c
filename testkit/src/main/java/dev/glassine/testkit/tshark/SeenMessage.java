package dev.glassine.testkit.tshark;

import dev.glassine.core.registry.Side;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A handshake message as one line of text that two observers must agree on: its sender, its type,
 * its length, and those fields for which both have a word, as hexadecimal digits.
 */
public final class SeenMessage {
  /** The RFC's field names, and the word that is used here. */
  private static final Map<String, String> RFC =
      Map.ofEntries(
          Map.entry("legacy_version", "version"),
          Map.entry("client_version", "version"),
          Map.entry("server_version", "version"),
          Map.entry("random", "random"),
          Map.entry("legacy_session_id", "session"),
          Map.entry("legacy_session_id_echo", "session"),
          Map.entry("cipher_suites", "suite"),
          Map.entry("cipher_suite", "suite"),
          Map.entry("legacy_compression_methods", "compression"),
          Map.entry("legacy_compression_method", "compression"),
          Map.entry("extension_type", "extension"),
          Map.entry("named_group_list", "group"),
          Map.entry("supported_signature_algorithms", "scheme"),
          Map.entry("algorithm", "scheme"),
          Map.entry("group", "share"),
          Map.entry("selected_group", "share"),
          Map.entry("versions", "supported version"),
          Map.entry("selected_version", "supported version"),
          Map.entry("host_name", "name"),
          Map.entry("protocol_name_list", "protocol"),
          Map.entry("cert_data", "certificate"),
          Map.entry("certificate_list", "certificate"),
          Map.entry("ticket_lifetime", "lifetime"),
          Map.entry("ticket_lifetime_hint", "lifetime"));

  /** tshark's names. */
  private static final Map<String, String> TSHARK =
      Map.ofEntries(
          Map.entry("tls.handshake.version", "version"),
          Map.entry("tls.handshake.random", "random"),
          Map.entry("tls.handshake.session_id", "session"),
          Map.entry("tls.handshake.ciphersuite", "suite"),
          Map.entry("tls.handshake.comp_method", "compression"),
          Map.entry("tls.handshake.extension.type", "extension"),
          Map.entry("tls.handshake.extensions_supported_group", "group"),
          Map.entry("tls.handshake.sig_hash_alg", "scheme"),
          Map.entry("tls.handshake.extensions_key_share_group", "share"),
          Map.entry("tls.handshake.extensions_key_share_selected_group", "share"),
          Map.entry("tls.handshake.extensions.supported_version", "supported version"),
          Map.entry("tls.handshake.extensions_server_name", "name"),
          Map.entry("tls.handshake.extensions_alpn_str", "protocol"),
          Map.entry("tls.handshake.certificate", "certificate"),
          Map.entry("tls.handshake.session_ticket_lifetime_hint", "lifetime"));

  private final Side sender;
  private final int type;
  private final int length;
  private final Map<String, List<String>> fields = new TreeMap<>();

  /**
   * A message without fields yet.
   *
   * @param length of its body
   */
  public SeenMessage(Side sender, int type, int length) {
    this.sender = sender;
    this.type = type;
    this.length = length;
  }

  /**
   * A field by its path in the RFC's names; left out where there is no word for it.
   *
   * @param message the whole message
   */
  public void field(String path, byte[] message, int offset, int octets) {
    String name = path.substring(path.lastIndexOf('.') + 1).replaceFirst("\\[\\d+]$", "");
    String word = RFC.get(name);
    if (word != null && octets > 0) {
      add(word, HexFormat.of().formatHex(message, offset, offset + octets));
    }
  }

  /** A field by tshark's name; left out where there is no word for it. */
  void fieldOfTshark(String name, String hex) {
    String word = TSHARK.get(name);
    if (word != null && !hex.isEmpty()) {
      add(word, hex);
    }
  }

  private void add(String word, String hex) {
    fields
        .computeIfAbsent(word, key -> new ArrayList<>())
        .add(hex.length() > 64 ? brief(hex) : hex);
  }

  /** A certificate's octets as a line can hold them: how many, and a hash. */
  private static String brief(String hex) {
    return String.format(Locale.ROOT, "%d octets #%08x", hex.length() / 2, hex.hashCode());
  }

  /** The line. */
  public String line() {
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "%s: message %d, %d octets", sender, type, length));
    fields.forEach((word, values) -> line.append("; ").append(word).append(' ').append(values));
    return line.toString();
  }

  /** The line of a change_cipher_spec. */
  public static String changeCipherSpec(Side sender) {
    return sender + ": change_cipher_spec";
  }

  /** The line of an alert. */
  public static String alert(Side sender, int level, int description) {
    return sender + ": alert " + level + " " + description;
  }
}
