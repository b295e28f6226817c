package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.Hmac;
import dev.glassine.core.registry.HashAlgorithm;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/**
 * HMAC as Macs that serve one key after another; where none is spare, a copy of one that is never
 * keyed: a look-up costs more than a MAC. Where the provider's cannot be copied, it is looked up
 * after all.
 */
final class JcaHmac implements Hmac, Chosen {
  private static final byte[] ZERO = {0};

  private final HashAlgorithm hash;
  private final Selection<Found> selection;

  JcaHmac(HashAlgorithm hash, Candidates candidates) {
    this.hash = hash;
    this.selection =
        new Selection<>(
            hash.hmacName(),
            List.of("Mac." + hash.hmacName()),
            candidates.of(Family.HMAC),
            this::find,
            this::isRight);
  }

  private Found find(Provider provider) throws GeneralSecurityException {
    Mac blank = Mac.getInstance(hash.hmacName(), provider);
    try {
      var _ = blank.clone();
      return new Found(blank, true);
    } catch (CloneNotSupportedException e) {
      return new Found(blank, false);
    }
  }

  /** The algorithm in a provider, with a few of its objects that nobody uses at the moment. */
  private static final class Found {
    private static final int PLACES = 16;

    /** How many a thread leaves at its place: keys of two secrets are in use at the same time. */
    private static final int AT_A_PLACE = 3;

    /** What a spare one is keyed with, so that it keeps nobody's secret. */
    private static final SecretKey NOBODYS = new KeyOctets(ZERO, "HMAC");

    private final Mac blank;
    private final boolean copies;
    private final AtomicReferenceArray<@Nullable Mac> spares =
        new AtomicReferenceArray<>(PLACES * AT_A_PLACE);

    Found(Mac blank, boolean copies) {
      this.blank = blank;
      this.copies = copies;
    }

    Mac take() throws GeneralSecurityException, CloneNotSupportedException {
      int place = place();
      for (int i = place; i < place + AT_A_PLACE; i++) {
        Mac spare = spares.getPlain(i) == null ? null : spares.getAndSet(i, null);
        if (spare != null) {
          return spare;
        }
      }
      return copies
          ? (Mac) blank.clone()
          : Mac.getInstance(blank.getAlgorithm(), blank.getProvider());
    }

    void giveBack(Mac mac) {
      try {
        mac.init(NOBODYS);
      } catch (InvalidKeyException e) {
        return; // then it is left to the collector, with its key
      }
      int place = place();
      for (int i = place; i < place + AT_A_PLACE; i++) {
        if (spares.getPlain(i) == null) {
          spares.set(i, mac);
          return;
        }
      }
    }

    private static int place() {
      return (int) (Thread.currentThread().threadId() % PLACES) * AT_A_PLACE;
    }
  }

  /** RFC 2202 and RFC 4231, test case 2, twice under one key. */
  private boolean isRight(Found found) {
    byte[] data = Hex.octets("7768617420646f2079612077616e7420666f72206e6f7468696e673f");
    byte[] first = new byte[hash.length()];
    byte[] second = new byte[hash.length()];
    try (Keyed keyed = keyed(found, new byte[] {'J', 'e', 'f', 'e'})) {
      keyed.update(data, 0, data.length);
      keyed.finish(first, 0);
      keyed.update(data, 0, data.length);
      keyed.finish(second, 0);
    }
    byte[] answer = Hex.octets(jefe(hash));
    return Arrays.equals(first, answer) && Arrays.equals(second, answer);
  }

  @Override
  public HashAlgorithm hash() {
    return hash;
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

  private static Keyed keyed(Found found, byte[] key) {
    try {
      Mac mac = found.take();
      // RFC 2104 §2 appends zeros to the key, so one zero is the empty key, which JCA refuses
      mac.init(new KeyOctets(key.length == 0 ? ZERO : key, "HMAC"));
      return new Running(found, mac);
    } catch (CloneNotSupportedException | GeneralSecurityException e) {
      throw CryptoFailure.provider("HMAC cannot be keyed", e);
    }
  }

  private static final class Running implements Keyed {
    private final Found found;
    private @Nullable Mac mac;

    Running(Found found, Mac mac) {
      this.found = found;
      this.mac = mac;
    }

    private Mac open() {
      Mac current = mac;
      if (current == null) {
        throw new IllegalStateException("the key was let go of");
      }
      return current;
    }

    @Override
    public void update(byte[] octets, int offset, int length) {
      open().update(octets, offset, length);
    }

    @Override
    public void finish(byte[] out, int offset) {
      try {
        open().doFinal(out, offset);
      } catch (ShortBufferException e) {
        throw new IllegalArgumentException("no room for the MAC at " + offset, e);
      }
    }

    @Override
    public void close() {
      if (mac != null) {
        found.giveBack(mac);
        mac = null;
      }
    }
  }

  private static String jefe(HashAlgorithm hash) {
    return switch (hash) {
      case MD5 -> "750c783e6ab0b503eaa86e310a5db738";
      case SHA1 -> "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";
      case SHA224 -> "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44";
      case SHA256 -> "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
      case SHA384 ->
          """
          af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e
          8e2240ca5e69e2c78b3239ecfab21649""";
      case SHA512 ->
          """
          164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554
          9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737""";
    };
  }
}
