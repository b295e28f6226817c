package dev.glassine.legacy.ssl2;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * SSL 2.0 §2.5: the client's choice of cipher, and the master key under the server's RSA key. This
 * is the message that DROWN (CVE-2016-0800) sends by the thousand.
 *
 * <pre>
 *   char MSG-CLIENT-MASTER-KEY
 *   char CIPHER-KIND[3]
 *   char CLEAR-KEY-LENGTH-MSB
 *   char CLEAR-KEY-LENGTH-LSB
 *   char ENCRYPTED-KEY-LENGTH-MSB
 *   char ENCRYPTED-KEY-LENGTH-LSB
 *   char KEY-ARG-LENGTH-MSB
 *   char KEY-ARG-LENGTH-LSB
 *   char CLEAR-KEY-DATA[MSB&lt;&lt;8|LSB]
 *   char ENCRYPTED-KEY-DATA[MSB&lt;&lt;8|LSB]
 *   char KEY-ARG-DATA[MSB&lt;&lt;8|LSB]
 * </pre>
 *
 * @param cipherKind the client's choice among the server's
 * @param clearKey the first octets of the master key in export kinds, else empty
 * @param encryptedKey the other octets, as long as the modulus
 * @param keyArg the first IV of block ciphers, else empty
 */
record ClientMasterKey(CipherSuite cipherKind, Bytes clearKey, Bytes encryptedKey, Bytes keyArg)
    implements Message {

  static ClientMasterKey read(WireReader reader) {
    CipherSuite cipherKind = CipherKind.read(reader, "CIPHER-KIND");
    int clearKey = reader.u16("CLEAR-KEY-LENGTH");
    int encryptedKey = reader.u16("ENCRYPTED-KEY-LENGTH");
    int keyArg = reader.u16("KEY-ARG-LENGTH");
    return new ClientMasterKey(
        cipherKind,
        reader.fixed("CLEAR-KEY-DATA", clearKey),
        reader.fixed("ENCRYPTED-KEY-DATA", encryptedKey),
        reader.fixed("KEY-ARG-DATA", keyArg));
  }

  @Override
  public void writeBody(WireWriter writer) {
    writer.u24(cipherKind.code());
    writer.u16(clearKey.length());
    writer.u16(encryptedKey.length());
    writer.u16(keyArg.length());
    writer.fixed(clearKey);
    writer.fixed(encryptedKey);
    writer.fixed(keyArg);
  }

  @Override
  public MessageType type() {
    return MessageType.CLIENT_MASTER_KEY;
  }

  @Override
  public String summary() {
    return cipherKind.name()
        + (clearKey.isEmpty()
            ? ", the master key encrypted"
            : ", " + clearKey.length() + " octets of the master key in the clear");
  }
}
