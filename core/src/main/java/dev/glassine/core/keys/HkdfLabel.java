package dev.glassine.core.keys;

/**
 * A label of HKDF-Expand-Label, with the octets before the context made once (RFC 9846 §7.1).
 *
 * <pre>
 * struct {
 *     uint16 length = Length;
 *     opaque label&lt;7..255&gt; = "tls13 " + Label;
 *     opaque context&lt;0..255&gt; = Context;
 * } HkdfLabel;
 * </pre>
 *
 * The constants are those of the key schedule; they say "master" for what the RFC now calls main.
 */
final class HkdfLabel {
  private static final String PREFIX = "tls13 ";

  /** Of IVs, keys, and the hashes of TLS 1.3's suites. */
  private static final int[] USUAL_LENGTHS = {12, 16, 32, 48};

  static final HkdfLabel EXTERNAL_BINDER = new HkdfLabel("ext binder");
  static final HkdfLabel RESUMPTION_BINDER = new HkdfLabel("res binder");
  static final HkdfLabel CLIENT_EARLY_TRAFFIC = new HkdfLabel("c e traffic");
  static final HkdfLabel EARLY_EXPORTER = new HkdfLabel("e exp master");
  static final HkdfLabel CLIENT_HANDSHAKE_TRAFFIC = new HkdfLabel("c hs traffic");
  static final HkdfLabel SERVER_HANDSHAKE_TRAFFIC = new HkdfLabel("s hs traffic");
  static final HkdfLabel CLIENT_APPLICATION_TRAFFIC = new HkdfLabel("c ap traffic");
  static final HkdfLabel SERVER_APPLICATION_TRAFFIC = new HkdfLabel("s ap traffic");
  static final HkdfLabel EXPORTER = new HkdfLabel("exp master");
  static final HkdfLabel RESUMPTION_MAIN = new HkdfLabel("res master");
  static final HkdfLabel RESUMPTION = new HkdfLabel("resumption");
  static final HkdfLabel DERIVED = new HkdfLabel("derived");
  static final HkdfLabel FINISHED = new HkdfLabel("finished");
  static final HkdfLabel TRAFFIC_UPDATE = new HkdfLabel("traffic upd");
  static final HkdfLabel KEY = new HkdfLabel("key");
  static final HkdfLabel IV = new HkdfLabel("iv");

  private final byte[] text;
  private final byte[][] withoutContext = new byte[USUAL_LENGTHS.length][];
  private final byte[][] withAHash = new byte[USUAL_LENGTHS.length][];

  /**
   * A label.
   *
   * @param label without {@code "tls13 "}, 1..249 octets of ASCII
   */
  HkdfLabel(String label) {
    int length = PREFIX.length() + label.length();
    if (label.isEmpty() || length > 255) {
      throw new IllegalArgumentException("a label is 1..249 octets, not " + label.length());
    }
    text = new byte[length];
    for (int i = 0; i < length; i++) {
      char letter = i < PREFIX.length() ? PREFIX.charAt(i) : label.charAt(i - PREFIX.length());
      text[i] = (byte) (letter < 128 ? letter : '?');
    }
    for (int i = 0; i < USUAL_LENGTHS.length; i++) {
      withoutContext[i] = make(USUAL_LENGTHS[i], 0);
      withAHash[i] = make(USUAL_LENGTHS[i], USUAL_LENGTHS[i]);
    }
  }

  /**
   * The struct up to the context itself; not to be changed.
   *
   * @param length of the output
   * @param contextLength 0..255
   */
  byte[] before(int length, int contextLength) {
    for (int i = 0; i < USUAL_LENGTHS.length; i++) {
      if (USUAL_LENGTHS[i] == length) {
        if (contextLength == 0) {
          return withoutContext[i];
        }
        if (contextLength == length) {
          return withAHash[i];
        }
      }
    }
    return make(length, contextLength);
  }

  private byte[] make(int length, int contextLength) {
    if (contextLength > 255) {
      throw new IllegalArgumentException("a context is 0..255 octets, not " + contextLength);
    }
    byte[] octets = new byte[4 + text.length];
    octets[0] = (byte) (length >>> 8);
    octets[1] = (byte) length;
    octets[2] = (byte) text.length;
    System.arraycopy(text, 0, octets, 3, text.length);
    octets[3 + text.length] = (byte) contextLength;
    return octets;
  }
}
