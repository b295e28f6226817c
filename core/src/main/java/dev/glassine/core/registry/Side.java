package dev.glassine.core.registry;

/** The two ends of a connection. */
public enum Side {
  CLIENT,
  SERVER;

  /** The other end. */
  public Side peer() {
    return this == CLIENT ? SERVER : CLIENT;
  }

  @Override
  public String toString() {
    return this == CLIENT ? "client" : "server";
  }
}
