package dev.glassine.core.handshake.tls13;

import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a CertificateVerify of TLS 1.3 signs (RFC 9846 §4.5.2): 64 spaces, the signer's context
 * string, a zero, the transcript hash.
 */
final class SignedContent {
  private static final int PAD = 64;
  private static final byte[] BY_CLIENT = context(Side.CLIENT);
  private static final byte[] BY_SERVER = context(Side.SERVER);

  private SignedContent() {}

  static Bytes of(Side signer, byte[] transcriptHash) {
    byte[] context = signer == Side.CLIENT ? BY_CLIENT : BY_SERVER;
    byte[] content = new byte[PAD + context.length + 1 + transcriptHash.length];
    Arrays.fill(content, 0, PAD, (byte) ' ');
    System.arraycopy(context, 0, content, PAD, context.length);
    System.arraycopy(transcriptHash, 0, content, PAD + context.length + 1, transcriptHash.length);
    return Bytes.wrap(content);
  }

  private static byte[] context(Side signer) {
    return ("TLS 1.3, " + signer + " CertificateVerify").getBytes(StandardCharsets.US_ASCII);
  }
}
