package dev.glassine.bench.sidebyside;

import java.util.List;

/** Who takes part: a stack, and the jars that its JVM has besides our own. */
enum Contestant {
  GLASSINE("Glassine", Role.STACK, "GLASSINE", "glassine-core-", "glassine-jsse-"),
  GLASSINE_JAVA(
      "Glassine with Bouncy Castle",
      Role.STACK,
      "GLASSINE",
      "glassine-core-",
      "glassine-jsse-",
      "bcprov-"),
  GLASSINE_NATIVE(
      "Glassine with Conscrypt",
      Role.STACK,
      "GLASSINE",
      "glassine-core-",
      "glassine-jsse-",
      "conscrypt-openjdk-uber-"),
  GLASSINE_CORRETTO(
      "Glassine with ACCP",
      Role.STACK,
      "GLASSINE",
      "glassine-core-",
      "glassine-jsse-",
      "AmazonCorrettoCryptoProvider-"),
  SUN("SunJSSE", Role.STACK, "SUN"),
  BOUNCY_CASTLE(
      "Bouncy Castle JSSE", Role.STACK, "BOUNCY_CASTLE", "bcprov-", "bctls-", "bcutil-", "bcpkix-"),
  CONSCRYPT("Conscrypt", Role.STACK, "CONSCRYPT", "conscrypt-openjdk-uber-"),
  NETTY("Netty tcnative", Role.STACK, "NETTY", "netty-"),
  OPENSSL("OpenSSL", Role.PROGRAM, "openssl"),
  RUSTLS("rustls", Role.PROGRAM, "rustls"),
  PRIMITIVES("the JDK's primitives alone", Role.LIMIT, "PRIMITIVES"),
  PRIMITIVES_JAVA(
      "Bouncy Castle's and the JDK's primitives alone",
      Role.LIMIT,
      "PRIMITIVES_BOUNCY_CASTLE",
      "bcprov-"),
  PRIMITIVES_NATIVE(
      "Conscrypt's primitives alone",
      Role.LIMIT,
      "PRIMITIVES_CONSCRYPT",
      "conscrypt-openjdk-uber-");

  /** What it is. */
  enum Role {
    /** A TLS stack in a JVM. */
    STACK,
    /** A TLS stack in a native program. */
    PROGRAM,
    /** Cryptography with no protocol, in a JVM: no contestant, but what no contestant can beat. */
    LIMIT
  }

  private final String title;
  private final Role role;
  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<String> jars;

  Contestant(String title, Role role, String word, String... jars) {
    this.title = title;
    this.role = role;
    this.word = word;
    this.jars = List.of(jars);
  }

  /** For people. */
  String title() {
    return title;
  }

  Role role() {
    return role;
  }

  /** What its JVM is told to run, or the native program's name. */
  String word() {
    return word;
  }

  /** Whether there is any sense in asking it. */
  boolean takesPartIn(Workload workload) {
    return switch (role) {
      case STACK, PROGRAM -> true;
      case LIMIT ->
          Primitives.know(workload)
              && (this == PRIMITIVES || workload instanceof Workload.Handshakes);
    };
  }

  /** Whether a jar of this file name is on its class path. */
  boolean has(String jar) {
    return jars.stream().anyMatch(jar::startsWith);
  }
}
