package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.StreamCipher;
import dev.glassine.core.registry.BulkCipher;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** RC4, broken (RFC 7465): only the legacy module asks for it. */
final class JcaStream implements StreamCipher, Chosen {
  private final BulkCipher cipher;
  private final Selection<Provider> selection;

  JcaStream(BulkCipher cipher, Candidates candidates) {
    this.cipher = cipher;
    this.selection =
        new Selection<>(
            cipher.name(),
            List.of("Cipher.RC4"),
            candidates.of(Family.STREAM),
            this::find,
            this::isRight);
  }

  private Provider find(Provider provider) throws GeneralSecurityException {
    Cipher.getInstance("RC4", provider);
    return provider;
  }

  /** RFC 6229 §2, the 128-bit key 0102...10, octets 0..15 and 16..31, in two calls. */
  private boolean isRight(Provider found) {
    byte[] stream = new byte[32];
    Keyed keyed = keyed(found, JcaAead.counting(16, 1));
    keyed.process(stream, 0, 5, stream, 0);
    keyed.process(stream, 5, 27, stream, 5);
    return Arrays.equals(
        stream, Hex.octets("9ac7cc9a609d1ef7b2932899cde41b975248c4959014126a6e8a84f11d1a9e1c"));
  }

  @Override
  public BulkCipher cipher() {
    return cipher;
  }

  @Override
  public Keyed key(byte[] key) {
    return keyed(selection.get(), key);
  }

  @Override
  public boolean possible() {
    return selection.possible();
  }

  @Override
  public List<Choice> choices() {
    return List.of(selection.choice());
  }

  private static Keyed keyed(Provider provider, byte[] key) {
    try {
      Cipher jca = Cipher.getInstance("RC4", provider);
      jca.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "RC4"));
      return (in, inOffset, length, out, outOffset) ->
          process(jca, in, inOffset, length, out, outOffset);
    } catch (GeneralSecurityException e) {
      throw CryptoFailure.provider("RC4 cannot be keyed", e);
    }
  }

  private static void process(
      Cipher jca, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    try {
      jca.update(in, inOffset, length, out, outOffset);
    } catch (GeneralSecurityException e) {
      throw CryptoFailure.provider("RC4 fails", e);
    }
  }
}
