package dev.glassine.core.wire;

import dev.glassine.core.registry.AlertDescription;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9846 §6.
 *
 * <pre>
 *   struct {
 *       AlertLevel level;               // warning(1), fatal(2)
 *       AlertDescription description;
 *   } Alert;
 * </pre>
 *
 * @param level the octet as it stands
 * @param code the description octet as it stands, known or not
 */
public record Alert(int level, int code) implements ProtocolMessage {
  /** AlertLevel warning. */
  public static final int WARNING = 1;

  /** AlertLevel fatal. */
  public static final int FATAL = 2;

  /** A fatal alert. */
  public static Alert fatal(AlertDescription description) {
    return new Alert(FATAL, description.code());
  }

  /** A warning. */
  public static Alert warning(AlertDescription description) {
    return new Alert(WARNING, description.code());
  }

  /** What it says, or null for a number without a name. */
  public @Nullable AlertDescription description() {
    return AlertDescription.of(code);
  }

  @Override
  public String messageName() {
    return "Alert";
  }
}
