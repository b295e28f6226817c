package dev.glassine.legacy.ssl2;

import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A CIPHER-KIND (SSL 2.0 §2.5, §C.4): what it makes of a master key. The lengths follow from the
 * cipher. Export kinds send all of the key but 40 bits in the clear, which is what DROWN needs.
 *
 * <pre>
 *   char CIPHER-KIND-0
 *   char CIPHER-KIND-1
 *   char CIPHER-KIND-2
 * </pre>
 *
 * @param suite its row in the registry
 */
record CipherKind(CipherSuite suite) {
  /** Octets on the wire. */
  static final int LENGTH = 3;

  private static final int MD5_LENGTH = 16;

  /** Whether this is one of SSL 2.0's, not a suite of something newer among them. */
  static boolean isOne(CipherSuite suite) {
    return suite.usableIn(ProtocolVersion.SSL_2_0);
  }

  /** The cipher of the records. */
  BulkCipher cipher() {
    return suite.cipher();
  }

  /** Octets of the master key, and of each key that is made of it. */
  int keyLength() {
    return cipher().keyLength();
  }

  /** Octets of the master key that the client sends in the clear: none, but in export kinds. */
  int clearLength() {
    return keyLength() - secretLength();
  }

  /** Octets of the master key that the client encrypts. */
  int secretLength() {
    return cipher().keyMaterialLength();
  }

  /** Octets of KEY-ARG-DATA: the first IV of both directions, or none. */
  int keyArgLength() {
    return cipher().ivLength();
  }

  /** How many digests KEY-MATERIAL takes for two keys. */
  int materials() {
    return (2 * keyLength() + MD5_LENGTH - 1) / MD5_LENGTH;
  }

  /** Reads a list of {@code length} octets, which is a multiple of three. */
  static List<CipherSuite> readAll(WireReader reader, int length) {
    WireReader list = reader.inner("CIPHER-SPECS-DATA", length);
    List<CipherSuite> kinds = new ArrayList<>(length / LENGTH);
    while (list.nextElement()) {
      kinds.add(read(list, ""));
    }
    return List.copyOf(kinds);
  }

  /** Reads one. */
  static CipherSuite read(WireReader reader, String name) {
    return CipherSuite.of(reader.u24(name, code -> CipherSuite.of(code).name()));
  }

  /** Writes a list without its length. */
  static void writeAll(WireWriter writer, List<CipherSuite> kinds) {
    kinds.forEach(kind -> writer.u24(kind.code()));
  }
}
