package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * ec_point_formats (RFC 8422 §5.1.2), for TLS 1.2 and before.
 *
 * <pre>
 *   enum {
 *       uncompressed(0), deprecated(1..2), reserved(248..255)
 *   } ECPointFormat;
 *   struct {
 *       ECPointFormat ec_point_format_list&lt;1..2^8-1&gt;
 *   } ECPointFormatList;
 * </pre>
 *
 * @param formats one octet a format; 0 is uncompressed
 */
public record EcPointFormats(Bytes formats) implements Extension {
  /** The one format that is left. */
  public static final EcPointFormats UNCOMPRESSED =
      new EcPointFormats(Bytes.copyOf(new byte[] {0}));

  /** Whether the sender reads points of this format. */
  public boolean has(int format) {
    return formats.has(format);
  }

  static EcPointFormats read(WireReader reader) {
    return new EcPointFormats(
        reader.octets8("ec_point_format_list", 1, 0xFF, EcPointFormats::formatName));
  }

  @Override
  public void write(WireWriter writer) {
    writer.opaque8(formats);
  }

  private static String formatName(int format) {
    return switch (format) {
      case 0 -> "uncompressed(0)";
      case 1 -> "ansiX962_compressed_prime(1)";
      case 2 -> "ansiX962_compressed_char2(2)";
      default -> Integer.toString(format);
    };
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.EC_POINT_FORMATS;
  }
}
