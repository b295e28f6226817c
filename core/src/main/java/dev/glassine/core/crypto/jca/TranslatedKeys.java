package dev.glassine.core.crypto.jca;

import java.lang.ref.WeakReference;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Private keys as the chosen provider likes them. Handing it another provider's key makes it parse
 * and check the key for each signature, which takes as long as signing; so the last few
 * translations are kept, and forgotten when the slot is needed or the original key is gone and the
 * next key asks. Thread-safe.
 */
final class TranslatedKeys {
  private static final int SLOTS = 16;

  private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(SLOTS);

  private record Entry(WeakReference<PrivateKey> original, PrivateKey translated) {}

  /** {@code key} in the terms of {@code provider}, or {@code key} itself where that cannot be. */
  PrivateKey in(Provider provider, PrivateKey key) {
    if (provider.getClass().getModule() == Object.class.getModule()
        || !"PKCS#8".equals(key.getFormat())) {
      return key;
    }
    int slot = System.identityHashCode(key) % SLOTS;
    Entry entry = entries.get(slot);
    if (entry != null && entry.original.refersTo(key)) {
      return entry.translated;
    }
    PrivateKey translated = translate(provider, key);
    entries.set(slot, new Entry(new WeakReference<>(key), translated));
    return translated;
  }

  private static PrivateKey translate(Provider provider, PrivateKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      return key;
    }
    try {
      return KeyFactory.getInstance(key.getAlgorithm(), provider)
          .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | RuntimeException notThere) {
      return key;
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }
}
