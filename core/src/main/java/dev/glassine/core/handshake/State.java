package dev.glassine.core.handshake;

/**
 * Where a handshake stands, with exactly the data that this point needs: a record for each point,
 * named after what it waits for.
 */
public interface State {
  /** For people: {@code WaitServerHello}. */
  default String stateName() {
    return getClass().getSimpleName();
  }
}
