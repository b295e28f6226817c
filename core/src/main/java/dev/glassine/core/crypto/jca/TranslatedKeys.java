package dev.glassine.core.crypto.jca;

import java.lang.ref.WeakReference;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keys of one kind as the chosen provider likes them. Handing it another provider's key makes it
 * parse and check the key for each signature, which takes as long as signing; so the last few
 * translations are kept, and forgotten when the slot is needed or the original key is gone and the
 * next key asks. Thread-safe.
 *
 * @param <K> {@link PrivateKey} or {@link PublicKey}
 */
final class TranslatedKeys<K extends Key> {
  private static final int SLOTS = 16;

  private final String format;
  private final Translator<K> translator;
  private final AtomicReferenceArray<@Nullable Entry<K>> entries =
      new AtomicReferenceArray<>(SLOTS);

  private interface Translator<K> {
    K translate(KeyFactory factory, byte[] encoded) throws GeneralSecurityException;
  }

  private record Entry<K>(WeakReference<K> original, K translated) {}

  private TranslatedKeys(String format, Translator<K> translator) {
    this.format = format;
    this.translator = translator;
  }

  static TranslatedKeys<PrivateKey> ofPrivate() {
    return new TranslatedKeys<>(
        "PKCS#8", (factory, encoded) -> factory.generatePrivate(new PKCS8EncodedKeySpec(encoded)));
  }

  static TranslatedKeys<PublicKey> ofPublic() {
    return new TranslatedKeys<>(
        "X.509", (factory, encoded) -> factory.generatePublic(new X509EncodedKeySpec(encoded)));
  }

  /** {@code key} in the terms of {@code provider}, or {@code key} itself where that cannot be. */
  K in(Provider provider, K key) {
    if (provider.getClass().getModule() == Object.class.getModule()
        || !format.equals(key.getFormat())) {
      return key;
    }
    int slot = System.identityHashCode(key) % SLOTS;
    Entry<K> entry = entries.get(slot);
    if (entry != null && entry.original.refersTo(key)) {
      return entry.translated;
    }
    K translated = translate(provider, key);
    entries.set(slot, new Entry<>(new WeakReference<>(key), translated));
    return translated;
  }

  private K translate(Provider provider, K key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      return key;
    }
    try {
      return translator.translate(KeyFactory.getInstance(key.getAlgorithm(), provider), encoded);
    } catch (GeneralSecurityException | RuntimeException notThere) {
      return key;
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }
}
