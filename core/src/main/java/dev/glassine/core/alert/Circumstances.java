package dev.glassine.core.alert;

import dev.glassine.core.registry.Side;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection stood when it failed: what an {@link Explanation} needs beside the reason.
 *
 * @param side which side this is: the one that noticed, or got the alert
 * @param stage how far the handshake was
 * @param freshKeys whether no record had been opened yet under the keys then current
 * @param ownCertificate why this side presented no certificate, or null where it did or was not
 *     asked
 * @param evidence the octets at hand, in hexadecimal digits; may be empty
 */
public record Circumstances(
    Side side, Stage stage, boolean freshKeys, @Nullable String ownCertificate, String evidence) {
  /** How far a handshake was. */
  public enum Stage {
    /** Nothing has been agreed on. */
    HELLO,
    /** The version is agreed on; the handshake is not complete. */
    HANDSHAKE,
    /** The handshake is complete on this side. */
    ESTABLISHED
  }
}
