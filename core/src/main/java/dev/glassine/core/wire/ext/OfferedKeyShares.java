package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * key_share in a ClientHello (RFC 9846 §4.3.8).
 *
 * <pre>
 *   struct {
 *       KeyShareEntry client_shares&lt;0..2^16-1&gt;;
 *   } KeyShareClientHello;
 * </pre>
 *
 * <p>Reading checks the bounds. Two shares of one group, and groups that supported_groups lacks,
 * are for the server's flow to refuse.
 *
 * @param clientShares in the client's order of preference; empty asks for a HelloRetryRequest
 */
public record OfferedKeyShares(List<KeyShareEntry> clientShares) implements Extension {
  /** Copies the list. */
  public OfferedKeyShares {
    clientShares = List.copyOf(clientShares);
  }

  static OfferedKeyShares read(WireReader reader) {
    WireReader list = reader.vector16("client_shares", 0, 0xFFFF);
    List<KeyShareEntry> shares = new ArrayList<>();
    while (list.nextElement()) {
      shares.add(KeyShareEntry.read(list));
    }
    return new OfferedKeyShares(shares);
  }

  @Override
  public void write(WireWriter writer) {
    writer.vector16(
        () -> {
          for (KeyShareEntry share : clientShares) {
            share.write(writer);
          }
        });
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.KEY_SHARE;
  }
}
