package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * psk_key_exchange_modes (RFC 9846 §4.3.9).
 *
 * <pre>
 *   enum { psk_ke(0), psk_dhe_ke(1), (255) } PskKeyExchangeMode;
 *   struct {
 *       PskKeyExchangeMode ke_modes&lt;1..255&gt;;
 *   } PskKeyExchangeModes;
 * </pre>
 *
 * @param modes one octet a mode, known or not
 */
public record PskKeyExchangeModes(Bytes modes) implements Extension {
  /** PSK only: no forward secrecy. */
  public static final int PSK_KE = 0;

  /** PSK with (EC)DHE. */
  public static final int PSK_DHE_KE = 1;

  /** These modes in this order. */
  public static PskKeyExchangeModes of(int... modes) {
    WireWriter octets = new WireWriter();
    for (int mode : modes) {
      octets.u8(mode);
    }
    return new PskKeyExchangeModes(octets.toBytes());
  }

  /** Whether the client can use this mode. */
  public boolean has(int mode) {
    return modes.has(mode);
  }

  static PskKeyExchangeModes read(WireReader reader) {
    return new PskKeyExchangeModes(
        reader.octets8("ke_modes", 1, 0xFF, PskKeyExchangeModes::modeName));
  }

  @Override
  public void write(WireWriter writer) {
    writer.opaque8(modes);
  }

  private static String modeName(int mode) {
    return switch (mode) {
      case PSK_KE -> "psk_ke(0)";
      case PSK_DHE_KE -> "psk_dhe_ke(1)";
      default -> Integer.toString(mode);
    };
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.PSK_KEY_EXCHANGE_MODES;
  }
}
