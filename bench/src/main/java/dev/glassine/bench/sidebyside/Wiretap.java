package dev.glassine.bench.sidebyside;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import javax.net.ssl.SSLException;

/**
 * Listens to the first handshakes of a workload and says whether they were what was asked for: a
 * stack that quietly resumes, or takes another group, would else win by doing less.
 */
final class Wiretap {
  private static final int RECORD_HEADER = 5;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int CERTIFICATE = 11;

  /**
   * Octets that a resuming TLS 1.3 server sends until its Finished at most; a certificate is more.
   */
  private static final int LONGEST_RESUMING_FLIGHT = 420;

  private static final int MLKEM768_CIPHERTEXT = 1088;

  private byte[] flight = new byte[0];
  private int afterwards;

  /** What the server sent before the client was done: {@code sent} from {@code start} on. */
  void server(ByteBuffer sent, int start) {
    int length = flight.length;
    flight = Arrays.copyOf(flight, length + sent.position() - start);
    sent.get(start, flight, length, sent.position() - start);
  }

  /** How many octets the server sent once the client was done, data not counted: tickets. */
  void afterwards(int octets) {
    afterwards += octets;
  }

  /** Throws where the handshake was another one than the scene's. */
  void check(Scene scene) throws SSLException {
    boolean tls13 = scene.version() == Scene.Version.TLS_1_3;
    boolean resumed = tls13 ? isShort(scene) : !showsCertificate();
    if ((tls13 || !resumed) && !has(share(scene))) {
      throw new SSLException("does not take " + scene.group().jsseName);
    }
    if (resumed != (scene.mode() == Scene.Mode.RESUMED)) {
      throw new SSLException(resumed ? "resumes by itself" : "does not resume" + because(tls13));
    }
  }

  /** TLS 1.3 resumes by tickets only. */
  private String because(boolean tls13) {
    return tls13 && afterwards == 0 ? ": its server gives no ticket" : "";
  }

  private boolean isShort(Scene scene) {
    int ciphertext = scene.group() == Scene.Group.X25519MLKEM768 ? MLKEM768_CIPHERTEXT : 0;
    return flight.length < LONGEST_RESUMING_FLIGHT + ciphertext;
  }

  /** TLS 1.2: the types of the messages before ChangeCipherSpec can be read. */
  private boolean showsCertificate() {
    byte[] messages = new byte[flight.length];
    int length = 0;
    int record = 0;
    while (record + RECORD_HEADER <= flight.length && flight[record] != CHANGE_CIPHER_SPEC) {
      int payload = number(flight, record + 3, 2);
      System.arraycopy(flight, record + RECORD_HEADER, messages, length, payload);
      length += payload;
      record += RECORD_HEADER + payload;
    }
    for (int at = 0; at + 4 <= length; at += 4 + number(messages, at + 1, 3)) {
      if (messages[at] == CERTIFICATE) {
        return true;
      }
    }
    return false;
  }

  private static int number(byte[] octets, int at, int size) {
    int number = 0;
    for (int i = 0; i < size; i++) {
      number = number << 8 | octets[at + i] & 0xFF;
    }
    return number;
  }

  /** The beginning of the server's key_share (TLS 1.3) or ServerKeyExchange (TLS 1.2), in hex. */
  private static String share(Scene scene) {
    return switch (scene.group()) {
      case X25519 -> scene.version() == Scene.Version.TLS_1_3 ? "00330024001d0020" : "03001d20";
      case X25519MLKEM768 -> "0033046411ec0460";
    };
  }

  private boolean has(String hex) {
    return HexFormat.of().formatHex(flight).contains(hex);
  }
}
