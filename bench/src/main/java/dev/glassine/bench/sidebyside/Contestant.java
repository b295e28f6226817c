package dev.glassine.bench.sidebyside;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who takes part: a stack, and the jars that its JVM has besides our own. */
enum Contestant {
  GLASSINE("Glassine", Stacks.GLASSINE, "glassine-core-", "glassine-jsse-"),
  GLASSINE_JAVA(
      "Glassine with Bouncy Castle",
      Stacks.GLASSINE,
      "glassine-core-",
      "glassine-jsse-",
      "bcprov-"),
  GLASSINE_NATIVE(
      "Glassine with Conscrypt",
      Stacks.GLASSINE,
      "glassine-core-",
      "glassine-jsse-",
      "conscrypt-openjdk-uber-"),
  GLASSINE_CORRETTO(
      "Glassine with ACCP",
      Stacks.GLASSINE,
      "glassine-core-",
      "glassine-jsse-",
      "AmazonCorrettoCryptoProvider-"),
  SUN("SunJSSE", Stacks.SUN),
  BOUNCY_CASTLE(
      "Bouncy Castle JSSE", Stacks.BOUNCY_CASTLE, "bcprov-", "bctls-", "bcutil-", "bcpkix-"),
  CONSCRYPT("Conscrypt", Stacks.CONSCRYPT, "conscrypt-openjdk-uber-"),
  NETTY("Netty tcnative", Stacks.NETTY, "netty-"),
  OPENSSL("OpenSSL", "openssl"),
  RUSTLS("rustls", "rustls");

  private final String title;
  private final @Nullable Stacks stack;
  private final @Nullable String program;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<String> jars;

  Contestant(String title, Stacks stack, String... jars) {
    this.title = title;
    this.stack = stack;
    this.program = null;
    this.jars = List.of(jars);
  }

  Contestant(String title, String program) {
    this.title = title;
    this.stack = null;
    this.program = program;
    this.jars = List.of();
  }

  /** For people. */
  String title() {
    return title;
  }

  /** What its JVM runs; null for a native program. */
  @Nullable Stacks stack() {
    return stack;
  }

  /** The native program's name; null for a JVM. */
  @Nullable String program() {
    return program;
  }

  /** Whether a jar of this file name is on its class path. */
  boolean has(String jar) {
    return jars.stream().anyMatch(jar::startsWith);
  }
}
