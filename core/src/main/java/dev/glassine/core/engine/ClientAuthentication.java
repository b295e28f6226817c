package dev.glassine.core.engine;

/** Whether a server asks for the client's certificate. */
public enum ClientAuthentication {
  /** It does not ask. */
  NONE,
  /** It asks and goes on without one. */
  REQUESTED,
  /** It asks and gives up without one. */
  REQUIRED
}
