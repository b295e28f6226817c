package dev.glassine.ecosystem;

import java.util.Locale;

/** Which end of the connection a framework is; the other end is the JDK's provider. */
enum Role {
  CLIENT,
  SERVER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
