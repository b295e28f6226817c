package dev.glassine.core.keys;

import dev.glassine.core.crypto.Secret;
import java.util.Arrays;

/**
 * The key block of SSL 3.0 to TLS 1.2, cut up (RFC 5246 §6.3). Secrets and arrays that a suite does
 * not need are empty. The arrays are not to be changed.
 */
public record KeyBlock(
    Secret clientMac,
    Secret serverMac,
    Secret clientKey,
    Secret serverKey,
    byte[] clientIv,
    byte[] serverIv)
    implements AutoCloseable {

  /** Octets that {@link #split} needs. */
  public static int length(int macLength, int keyLength, int ivLength) {
    return 2 * (macLength + keyLength + ivLength);
  }

  /**
   * Cuts {@code block} in the order of RFC 5246 §6.3 and wipes it; the lengths are those of one
   * side, in octets.
   */
  public static KeyBlock split(Secret block, int macLength, int keyLength, int ivLength) {
    if (block.length() < length(macLength, keyLength, ivLength)) {
      throw new IllegalArgumentException(
          "the key block has "
              + block.length()
              + " octets of "
              + length(macLength, keyLength, ivLength));
    }
    try (block) {
      byte[] octets = block.reveal(Secret.Access.PRIMITIVE);
      int keys = 2 * macLength;
      int ivs = keys + 2 * keyLength;
      return new KeyBlock(
          Secret.wrap(Arrays.copyOfRange(octets, 0, macLength)),
          Secret.wrap(Arrays.copyOfRange(octets, macLength, keys)),
          Secret.wrap(Arrays.copyOfRange(octets, keys, keys + keyLength)),
          Secret.wrap(Arrays.copyOfRange(octets, keys + keyLength, ivs)),
          Arrays.copyOfRange(octets, ivs, ivs + ivLength),
          Arrays.copyOfRange(octets, ivs + ivLength, ivs + 2 * ivLength));
    }
  }

  /** Wipes everything. */
  @Override
  public void close() {
    clientMac.close();
    serverMac.close();
    clientKey.close();
    serverKey.close();
    Arrays.fill(clientIv, (byte) 0);
    Arrays.fill(serverIv, (byte) 0);
  }

  @Override
  public String toString() {
    return "KeyBlock(MAC keys of "
        + clientMac.length()
        + ", keys of "
        + clientKey.length()
        + ", IVs of "
        + clientIv.length
        + " octets)";
  }
}
