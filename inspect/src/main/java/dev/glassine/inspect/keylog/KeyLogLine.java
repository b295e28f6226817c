package dev.glassine.inspect.keylog;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.wire.Bytes;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of a key log, read. Neither a wrong line nor what is said about it shows a secret. */
sealed interface KeyLogLine {
  /** RSA key exchange: the premaster secret, by the first 8 octets of it encrypted. */
  String RSA = "RSA";

  /** The premaster secret of any other key exchange before TLS 1.3. */
  String PMS_CLIENT_RANDOM = "PMS_CLIENT_RANDOM";

  /** The main secret by session ID, as old programs write it. */
  String RSA_SESSION_ID = "RSA Session-ID";

  /** Octets of a ClientHello.random. */
  Lengths RANDOM_LENGTH = new Lengths(32, 32);

  /** Octets of a CONNECTION-ID of SSL 2.0. */
  Lengths CONNECTION_ID_LENGTH = new Lengths(16, 32);

  /** Octets of a master key of SSL 2.0, and of KEY-ARG-DATA behind it. */
  Lengths SSL2_MASTER_KEY_LENGTH = new Lengths(16, 32);

  /** Octets of a main secret before TLS 1.3. */
  int MAIN_SECRET_LENGTH = 48;

  /** Encrypted Client Hello: known, and of no use here. */
  String ECH = "ECH_";

  /** A secret and what it is found by. */
  record Usable(String label, Bytes id, Secret secret) implements KeyLogLine {}

  /** An empty line, a comment, or a label of other protocols. */
  record Ignored() implements KeyLogLine {}

  /** A line that says nothing usable, and why. */
  record Wrong(String why) implements KeyLogLine {}

  /** How long the secrets under a label are, in octets. */
  record Lengths(int least, int most) {
    boolean has(int length) {
      return length >= least && length <= most;
    }

    @Override
    public String toString() {
      return least == most ? Integer.toString(least) : least + ".." + most;
    }
  }

  /** A hash's output, from SHA-256 to SHA-512. */
  Lengths TRAFFIC_SECRET = new Lengths(32, 64);

  Map<String, Lengths> LABELS =
      Map.of(
          KeyLog.SSL2_MASTER_KEY,
          SSL2_MASTER_KEY_LENGTH,
          KeyLog.CLIENT_RANDOM,
          new Lengths(MAIN_SECRET_LENGTH, MAIN_SECRET_LENGTH),
          PMS_CLIENT_RANDOM,
          new Lengths(1, 2048),
          KeyLog.CLIENT_EARLY_TRAFFIC_SECRET,
          TRAFFIC_SECRET,
          KeyLog.EARLY_EXPORTER_SECRET,
          TRAFFIC_SECRET,
          KeyLog.CLIENT_HANDSHAKE_TRAFFIC_SECRET,
          TRAFFIC_SECRET,
          KeyLog.SERVER_HANDSHAKE_TRAFFIC_SECRET,
          TRAFFIC_SECRET,
          KeyLog.CLIENT_TRAFFIC_SECRET_0,
          TRAFFIC_SECRET,
          KeyLog.SERVER_TRAFFIC_SECRET_0,
          TRAFFIC_SECRET,
          KeyLog.EXPORTER_SECRET,
          TRAFFIC_SECRET);

  /** Reads a line without its end. */
  static KeyLogLine read(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return new Ignored();
    }
    String[] parts = text.split("[ \t]+", -1);
    if (parts[0].startsWith(ECH)) {
      return new Ignored();
    }
    if (parts[0].equals(RSA)) {
      return rsa(parts);
    }
    Lengths lengths = LABELS.get(parts[0]);
    if (lengths == null) {
      return new Wrong("no label of a key log stands at its start");
    }
    Lengths id = parts[0].equals(KeyLog.SSL2_MASTER_KEY) ? CONNECTION_ID_LENGTH : RANDOM_LENGTH;
    return parts.length == 3
        ? usable(parts[0], parts[1], id, parts[2], lengths)
        : new Wrong(parts[0] + " is followed by " + (parts.length - 1) + " words instead of two");
  }

  private static KeyLogLine rsa(String[] parts) {
    if (parts.length != 3) {
      return new Wrong("RSA is followed by " + (parts.length - 1) + " words instead of two");
    }
    Lengths main = new Lengths(MAIN_SECRET_LENGTH, MAIN_SECRET_LENGTH);
    if (parts[1].startsWith("Session-ID:") && parts[2].startsWith("Master-Key:")) {
      String id = parts[1].substring("Session-ID:".length());
      String secret = parts[2].substring("Master-Key:".length());
      return usable(RSA_SESSION_ID, id, new Lengths(1, 32), secret, main);
    }
    return usable(RSA, parts[1], new Lengths(8, 8), parts[2], main);
  }

  private static KeyLogLine usable(
      String label, String id, Lengths idLengths, String secret, Lengths lengths) {
    byte[] idOctets = hex(id);
    if (idOctets == null || !idLengths.has(idOctets.length)) {
      return new Wrong(
          label + ": what it is found by is not " + idLengths + " octets in hexadecimal digits");
    }
    byte[] octets = hex(secret);
    if (octets == null) {
      return new Wrong(label + ": its secret is not written in hexadecimal digits");
    }
    if (!lengths.has(octets.length)) {
      return new Wrong(
          label + ": its secret has " + octets.length + " octets instead of " + lengths);
    }
    return new Usable(label, Bytes.wrap(idOctets), Secret.wrap(octets));
  }

  private static byte @Nullable [] hex(String digits) {
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
