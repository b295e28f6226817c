package dev.glassine.inspect;

import dev.glassine.core.registry.Side;
import org.jspecify.annotations.Nullable;

/** From where a connection was watched. */
public enum Vantage {
  /** By the client's engine. */
  CLIENT,
  /** By the server's engine. */
  SERVER,
  /** By somebody between the two: a capture, or a relay. */
  WIRE;

  /** The vantage point of one side's engine. */
  public static Vantage of(Side side) {
    return side == Side.CLIENT ? CLIENT : SERVER;
  }

  /** The side that recorded it, or null for {@link #WIRE}. */
  public @Nullable Side side() {
    return switch (this) {
      case CLIENT -> Side.CLIENT;
      case SERVER -> Side.SERVER;
      case WIRE -> null;
    };
  }

  @Override
  public String toString() {
    return switch (this) {
      case CLIENT -> "client";
      case SERVER -> "server";
      case WIRE -> "wire";
    };
  }
}
