package dev.glassine.core.wire.ext;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * server_name (RFC 6066 §3).
 *
 * <pre>
 *   struct {
 *       NameType name_type;              // host_name(0)
 *       select (name_type) {
 *           case host_name: HostName;
 *       } name;
 *   } ServerName;
 *   opaque HostName&lt;1..2^16-1&gt;;
 *   struct {
 *       ServerName server_name_list&lt;1..2^16-1&gt;
 *   } ServerNameList;
 * </pre>
 *
 * A server that used the name answers with empty {@code extension_data}. In a CertificateRequest
 * (RFC 9261 §4) the list stands as in a ClientHello.
 *
 * @param hostName the DNS name in printable US-ASCII, as the client wrote it; null is the server's
 *     empty acknowledgement
 */
public record ServerName(@Nullable String hostName) implements Extension {
  /** The server used the name. */
  public static final ServerName ACKNOWLEDGED = new ServerName(null);

  private static final int HOST_NAME = 0;

  /** Refuses names that the wire cannot carry. */
  public ServerName {
    if (hostName != null
        && (hostName.isEmpty() || hostName.length() > 0xFFFF - 3 || !isPrintableAscii(hostName))) {
      throw new IllegalArgumentException(
          "a host name on the wire is 1..65532 printable US-ASCII characters; use the A-labels of an internationalised name");
    }
  }

  static ServerName readOffer(WireReader reader) {
    WireReader list = reader.vector16("server_name_list", 1, 0xFFFF);
    String hostName = null;
    while (list.nextElement()) {
      int nameType =
          list.u8("name_type", type -> type == HOST_NAME ? "host_name(0)" : Integer.toString(type));
      if (nameType != HOST_NAME) {
        throw list.malformed(
            Reason.BAD_FIELD_VALUE, "name_type", nameType + " is not host_name(0)");
      }
      // RFC 6066 §3: "The ServerNameList MUST NOT contain more than one name of the same
      // name_type."
      if (hostName != null) {
        throw list.malformed(Reason.BAD_FIELD_VALUE, "name_type", "a second host_name");
      }
      hostName = list.text16("host_name", 1, 0xFFFF);
      // RFC 6066 §3: "the hostname is represented as a byte string using ASCII encoding"
      if (!isPrintableAscii(hostName)) {
        throw list.malformed(
            Reason.BAD_FIELD_VALUE, "host_name", "not a name in printable US-ASCII");
      }
    }
    return new ServerName(hostName);
  }

  static ServerName readAcknowledgement(WireReader reader) {
    return ACKNOWLEDGED;
  }

  @Override
  public void write(WireWriter writer) {
    if (hostName != null) {
      Bytes name = Bytes.ofString(hostName);
      writer.vector16(() -> writer.u8(HOST_NAME).opaque16(name));
    }
  }

  private static boolean isPrintableAscii(String name) {
    return name.chars().allMatch(c -> c > 0x20 && c < 0x7F);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.SERVER_NAME;
  }
}
