package dev.glassine.core.wire.ext;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * application_layer_protocol_negotiation, ALPN (RFC 7301 §3.1).
 *
 * <pre>
 *   opaque ProtocolName&lt;1..2^8-1&gt;;
 *   struct {
 *       ProtocolName protocol_name_list&lt;2..2^16-1&gt;
 *   } ProtocolNameList;
 * </pre>
 *
 * @param protocols what the client offers, in its order of preference; exactly one where a server
 *     answers
 */
public record ApplicationProtocols(List<Bytes> protocols) implements Extension {
  /** Copies the list and refuses names that the wire cannot carry. */
  public ApplicationProtocols {
    protocols = List.copyOf(protocols);
    for (Bytes protocol : protocols) {
      if (protocol.isEmpty() || protocol.length() > 0xFF) {
        throw new IllegalArgumentException(
            "a protocol name has 1..255 octets, not " + protocol.length());
      }
    }
  }

  /** From names like {@code h2} and {@code http/1.1}, one ISO 8859-1 character an octet. */
  public static ApplicationProtocols ofNames(List<String> names) {
    return new ApplicationProtocols(
        names.stream()
            .map(name -> Bytes.wrap(name.getBytes(StandardCharsets.ISO_8859_1)))
            .toList());
  }

  /** The names, one ISO 8859-1 character an octet, so that GREASE survives. */
  public List<String> names() {
    return protocols.stream()
        .map(name -> new String(name.toArray(), StandardCharsets.ISO_8859_1))
        .toList();
  }

  static ApplicationProtocols readOffer(WireReader reader) {
    WireReader list = reader.vector16("protocol_name_list", 2, 0xFFFF);
    List<String> names = new ArrayList<>();
    while (list.nextElement()) {
      names.add(list.text8("", 1, 0xFF));
    }
    return ofNames(names);
  }

  static ApplicationProtocols readSelection(WireReader reader) {
    ApplicationProtocols selection = readOffer(reader);
    // RFC 7301 §3.1: "The "ProtocolNameList" MUST contain exactly one "ProtocolName"."
    if (selection.protocols.size() != 1) {
      throw reader.malformed(
          Reason.BAD_FIELD_VALUE,
          "protocol_name_list",
          selection.protocols.size() + " names where a server chooses one");
    }
    return selection;
  }

  @Override
  public void write(WireWriter writer) {
    writer.vector16(() -> protocols.forEach(writer::opaque8));
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION;
  }
}
