package dev.glassine.core.wire;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.HandshakeType;

/**
 * RFC 9846 §4.7.3.
 *
 * <pre>
 *   enum { update_not_requested(0), update_requested(1), (255) } KeyUpdateRequest;
 *   struct {
 *       KeyUpdateRequest request_update;
 *   } KeyUpdate;
 * </pre>
 *
 * @param updateRequested whether the receiver must update its own keys too
 */
public record KeyUpdate(boolean updateRequested) implements HandshakeMessage {

  static KeyUpdate read(WireReader reader) {
    int request =
        reader.u8(
            "request_update",
            value ->
                value == 0
                    ? "update_not_requested"
                    : value == 1 ? "update_requested" : Integer.toString(value));
    if (request > 1) {
      throw reader.malformed(
          Reason.BAD_FIELD_VALUE, "request_update", request + " is neither 0 nor 1");
    }
    return new KeyUpdate(request == 1);
  }

  @Override
  public void write(WireWriter writer) {
    writer.u8(updateRequested ? 1 : 0);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.KEY_UPDATE;
  }
}
