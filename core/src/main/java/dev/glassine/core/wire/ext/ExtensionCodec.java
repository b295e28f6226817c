package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.MessagePlace;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;

/** Which record reads which extension in which message. */
public final class ExtensionCodec {
  private ExtensionCodec() {}

  /** Reads {@code extension_data} of one extension; unknown types keep their octets. */
  public static Extension read(ExtensionType type, MessagePlace place, WireReader data) {
    return new UnknownExtension(type, data.rest("extension_data"));
  }
}
