package dev.glassine.core.identity;

import dev.glassine.core.wire.Bytes;
import javax.security.auth.x500.X500Principal;

/** Distinguished names (RFC 4514) as people read them. */
final class DistinguishedNames {
  private DistinguishedNames() {}

  /** The name in a DER Name, or its octets where it is none. */
  static String text(Bytes name) {
    try {
      return text(new X500Principal(name.toArray()));
    } catch (IllegalArgumentException e) {
      return name.toString();
    }
  }

  /**
   * The name, or a word for the empty one; without control characters and cut after 200 characters,
   * because a peer can make it as long as it likes.
   */
  static String text(X500Principal name) {
    String text = name.getName().replaceAll("[\\p{Cc}\\p{Cf}]", "\uFFFD");
    if (text.isEmpty()) {
      return "(empty name)";
    }
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }
}
