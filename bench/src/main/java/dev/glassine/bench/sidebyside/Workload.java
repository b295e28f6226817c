package dev.glassine.bench.sidebyside;

import dev.glassine.bench.sidebyside.Scene.Version;

/** What a worker can be asked to do over and over; its text is the command's. */
sealed interface Workload {
  /**
   * Handshakes, one after another, each until both ends have all that the other sent.
   *
   * @param threads how many do so at once
   */
  record Handshakes(Scene scene, int threads) implements Workload {
    @Override
    public String toString() {
      return "handshake " + scene + " " + threads;
    }
  }

  /**
   * Data in one direction over one connection: written in pieces of {@code size} octets, each
   * sealed and opened.
   *
   * @param direct whether the buffers are direct ones
   */
  record Transfer(Version version, Bulk cipher, int size, boolean direct) implements Workload {
    @Override
    public String toString() {
      return "transfer "
          + version.word
          + " "
          + cipher.word
          + " "
          + size
          + " "
          + (direct ? "direct" : "heap");
    }
  }

  /** The cipher that data travels under. */
  enum Bulk {
    AES_128_GCM("aes128gcm", "TLS_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
    CHACHA20_POLY1305(
        "chacha20poly1305",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

    final String word;
    private final String suite13;
    private final String suite12;

    Bulk(String word, String suite13, String suite12) {
      this.word = word;
      this.suite13 = suite13;
      this.suite12 = suite12;
    }

    /** The suite with this cipher; in TLS 1.2 it names the certificate's key too. */
    String suite(Scene scene) {
      return switch (scene.version()) {
        case TLS_1_3 -> suite13;
        case TLS_1_2 -> suite12(scene.key());
      };
    }

    private String suite12(Scene.Key key) {
      return key == Scene.Key.ECDSA ? suite12 : suite12.replace("_ECDSA_", "_RSA_");
    }

    /**
     * The suite, and one for the other version: some stacks do not start with none for TLS 1.2, and
     * BoringSSL's users look there for the kind of key to present, in TLS 1.3 too.
     */
    String[] suites(Scene scene) {
      return scene.version() == Version.TLS_1_3
          ? new String[] {suite13, suite12(scene.key())}
          : new String[] {suite(scene)};
    }

    static Bulk of(String word) {
      return word.equals(AES_128_GCM.word) ? AES_128_GCM : CHACHA20_POLY1305;
    }
  }

  /** Reads what {@code toString} writes, from {@code words[from]} on. */
  static Workload of(String[] words, int from) {
    return switch (words[from]) {
      case "handshake" ->
          new Handshakes(Scene.of(words, from + 1), Integer.parseInt(words[from + 6]));
      case "transfer" ->
          new Transfer(
              words[from + 1].equals("1.3") ? Version.TLS_1_3 : Version.TLS_1_2,
              Bulk.of(words[from + 2]),
              Integer.parseInt(words[from + 3]),
              words[from + 4].equals("direct"));
      default -> throw new IllegalArgumentException("no workload is called " + words[from]);
    };
  }
}
