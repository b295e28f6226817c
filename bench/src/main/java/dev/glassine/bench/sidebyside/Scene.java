package dev.glassine.bench.sidebyside;

import java.util.Locale;

/**
 * How two ends meet: all that a handshake is set to. Its text is what workers are told, so programs
 * in other languages read the same words.
 */
record Scene(Version version, Key key, Group group, Mode mode, Authentication authentication) {
  /** The protocol's version. */
  enum Version {
    TLS_1_3("1.3", "TLSv1.3"),
    TLS_1_2("1.2", "TLSv1.2");

    final String word;
    final String jsseName;

    Version(String word, String jsseName) {
      this.word = word;
      this.jsseName = jsseName;
    }
  }

  /** What the certificates' keys are. */
  enum Key {
    ECDSA,
    RSA
  }

  /** The group of the key exchange. */
  enum Group {
    X25519("x25519"),
    X25519MLKEM768("X25519MLKEM768");

    final String jsseName;

    Group(String jsseName) {
      this.jsseName = jsseName;
    }

    /** With the curve of the certificates, which TLS 1.2 wants to see among the groups. */
    String[] jsseNames() {
      return new String[] {jsseName, "secp256r1"};
    }
  }

  /** What the two know of each other. */
  enum Mode {
    /** Nothing: the client checks a certificate that an authority issued. */
    FULL,
    /** A session of before. */
    RESUMED,
    /** The client trusts the server's very certificate, so there is no path to check. */
    ANCHORED
  }

  /** Who shows a certificate. */
  enum Authentication {
    SERVER,
    MUTUAL
  }

  /** The commonest: TLS 1.3, ECDSA with P-256, X25519, the server shows its certificate. */
  static final Scene USUAL =
      new Scene(Version.TLS_1_3, Key.ECDSA, Group.X25519, Mode.FULL, Authentication.SERVER);

  Scene with(Version other) {
    return new Scene(other, key, group, mode, authentication);
  }

  Scene with(Key other) {
    return new Scene(version, other, group, mode, authentication);
  }

  Scene with(Group other) {
    return new Scene(version, key, other, mode, authentication);
  }

  Scene with(Mode other) {
    return new Scene(version, key, group, other, authentication);
  }

  Scene with(Authentication other) {
    return new Scene(version, key, group, mode, other);
  }

  /** Reads what {@link #toString} writes, from {@code words[from]} on. */
  static Scene of(String[] words, int from) {
    return new Scene(
        words[from].equals("1.3") ? Version.TLS_1_3 : Version.TLS_1_2,
        Key.valueOf(words[from + 1].toUpperCase(Locale.ROOT)),
        Group.valueOf(words[from + 2].toUpperCase(Locale.ROOT)),
        Mode.valueOf(words[from + 3].toUpperCase(Locale.ROOT)),
        Authentication.valueOf(words[from + 4].toUpperCase(Locale.ROOT)));
  }

  @Override
  public String toString() {
    return String.join(" ", version.word, word(key), word(group), word(mode), word(authentication));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
