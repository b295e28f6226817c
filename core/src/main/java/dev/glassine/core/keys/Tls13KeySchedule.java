package dev.glassine.core.keys;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Hmac;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.wire.Bytes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The key schedule of TLS 1.3 (RFC 9846 §7.1), a type for each stage, so that nothing can be
 * derived too early or twice in a wrong order:
 *
 * <pre>
 *             0
 *             |
 *   PSK --> HKDF-Extract = Early Secret                                      {@link Early}
 *             +--> "ext binder" | "res binder"  = binder_key                   binder, externalBinder
 *             +--> "c e traffic"    = client_early_traffic_secret              clientEarlyTraffic
 *             +--> "e exp master"   = early_exporter_secret                    earlyExporter
 *             v
 *          "derived"
 *             |
 * (EC)DHE --> HKDF-Extract = Handshake Secret                                {@link Handshake}
 *             +--> "c hs traffic"   = client_handshake_traffic_secret          clientTraffic
 *             +--> "s hs traffic"   = server_handshake_traffic_secret          serverTraffic
 *             v
 *          "derived"
 *             |
 *     0 --> HKDF-Extract = Main Secret                                       {@link Main}
 *             +--> "c ap traffic"   = client_application_traffic_secret_0      clientTraffic
 *             +--> "s ap traffic"   = server_application_traffic_secret_0      serverTraffic
 *             +--> "exp master"     = exporter_secret                          exporter
 *             +--> "res master"     = resumption_secret                        resumption
 * </pre>
 *
 * <p>Going to the next stage wipes the former, as the RFC recommends; using it again throws {@link
 * IllegalStateException}. The labels say "master" for what the RFC now calls main. Transcript
 * hashes ({@code th}) are Transcript-Hash of the messages that the diagram of the RFC names. Stages
 * belong to one owner thread; the derived secrets belong to the caller.
 */
public final class Tls13KeySchedule {
  private static final byte[] NO_CONTEXT = {};

  private Tls13KeySchedule() {}

  /**
   * The first stage.
   *
   * @param hash the suite's, or the pre-shared key's
   * @param psk null for none; is not wiped
   */
  public static Early early(CryptoProvider crypto, HashAlgorithm hash, @Nullable Secret psk) {
    return psk == null ? new Early(crypto, hash) : new Early(Stage.first(crypto, hash, psk));
  }

  /**
   * The verify_data of a Finished message, or a binder (RFC 9846 §4.5.3).
   *
   * @param trafficSecret the sender's handshake traffic secret; for post-handshake authentication
   *     its application traffic secret
   */
  public static byte[] finished(
      CryptoProvider crypto, HashAlgorithm hash, Secret trafficSecret, byte[] th) {
    Hmac hmac = crypto.hmac(hash);
    try (Secret finishedKey =
            new Hkdf(hmac)
                .expandLabel(trafficSecret, HkdfLabel.FINISHED, NO_CONTEXT, hash.length());
        Hmac.Keyed keyed = hmac.key(finishedKey.reveal(Secret.Access.PRIMITIVE))) {
      keyed.update(th, 0, th.length);
      byte[] verifyData = new byte[hash.length()];
      keyed.finish(verifyData, 0);
      return verifyData;
    }
  }

  /**
   * application_traffic_secret_N+1 from application_traffic_secret_N (RFC 9846 §7.2), which the
   * caller then closes.
   */
  public static Secret next(CryptoProvider crypto, HashAlgorithm hash, Secret trafficSecret) {
    return new Hkdf(crypto.hmac(hash))
        .expandLabel(trafficSecret, HkdfLabel.TRAFFIC_UPDATE, NO_CONTEXT, hash.length());
  }

  /** The pre-shared key of one ticket (RFC 9846 §4.7.1). */
  public static Secret resumptionPsk(
      CryptoProvider crypto, HashAlgorithm hash, Secret resumption, Bytes ticketNonce) {
    return new Hkdf(crypto.hmac(hash))
        .expandLabel(resumption, HkdfLabel.RESUMPTION, ticketNonce.toArray(), hash.length());
  }

  /** Early Secret: binders and 0-RTT. */
  public static final class Early implements AutoCloseable {
    /**
     * What Derive-Secret(Early Secret, "derived", "") is where there is no PSK: nothing but zeros
     * goes into it, so it is the same for everybody and no secret.
     */
    private static final Map<HashAlgorithm, byte[]> DERIVED_WITHOUT_PSK = new ConcurrentHashMap<>();

    private final CryptoProvider crypto;
    private final HashAlgorithm hash;
    private @Nullable Stage made;
    private boolean over;

    private Early(Stage stage) {
      this(stage.crypto, stage.hash);
      made = stage;
    }

    private Early(CryptoProvider crypto, HashAlgorithm hash) {
      this.crypto = crypto;
      this.hash = hash;
    }

    /** Without a PSK it is made when something is derived from it, which is rare. */
    private Stage stage() {
      if (made == null) {
        checkOpen();
        made = Stage.first(crypto, hash, Secret.zeros(hash.length()));
      }
      return made;
    }

    /**
     * The binder of a resumption PSK (RFC 9846 §4.3.11.2).
     *
     * @param truncatedTranscriptHash over the ClientHello up to and without the list of binders,
     *     and what came before it
     */
    public byte[] binder(byte[] truncatedTranscriptHash) {
      return binder(HkdfLabel.RESUMPTION_BINDER, truncatedTranscriptHash);
    }

    /** The binder of a PSK that was provisioned outside of TLS (RFC 9846 §4.3.11.2). */
    public byte[] externalBinder(byte[] truncatedTranscriptHash) {
      return binder(HkdfLabel.EXTERNAL_BINDER, truncatedTranscriptHash);
    }

    private byte[] binder(HkdfLabel label, byte[] truncatedTranscriptHash) {
      try (Secret binderKey = stage().derive(label, crypto.hash(hash).ofNothing())) {
        return finished(crypto, hash, binderKey, truncatedTranscriptHash);
      }
    }

    /** client_early_traffic_secret; {@code th} over the ClientHello. */
    public Secret clientEarlyTraffic(byte[] th) {
      return stage().derive(HkdfLabel.CLIENT_EARLY_TRAFFIC, th);
    }

    /** early_exporter_secret; {@code th} over the ClientHello. */
    public Secret earlyExporter(byte[] th) {
      return stage().derive(HkdfLabel.EARLY_EXPORTER, th);
    }

    /**
     * The next stage; {@code sharedSecret} of (EC)DHE or a KEM is not wiped, and null in psk_ke
     * mode.
     */
    public Handshake handshake(@Nullable Secret sharedSecret) {
      if (made != null) {
        return new Handshake(made.next(sharedSecret));
      }
      checkOpen();
      over = true;
      return new Handshake(Stage.after(derivedWithoutPsk(), crypto, hash, sharedSecret));
    }

    private void checkOpen() {
      if (over) {
        throw Stage.isOver();
      }
    }

    private Secret derivedWithoutPsk() {
      byte[] derived = DERIVED_WITHOUT_PSK.get(hash);
      if (derived == null) {
        try (Stage first = Stage.first(crypto, hash, Secret.zeros(hash.length()))) {
          derived = first.derived().reveal(Secret.Access.PRIMITIVE);
        }
        DERIVED_WITHOUT_PSK.put(hash, derived);
      }
      return Secret.wrap(derived);
    }

    /** Wipes this stage without going on: a PSK that was not selected. */
    @Override
    public void close() {
      over = true;
      if (made != null) {
        made.close();
      }
    }
  }

  /** Handshake Secret: everything after the ServerHello. */
  public static final class Handshake implements AutoCloseable {
    private final Stage stage;

    private Handshake(Stage stage) {
      this.stage = stage;
    }

    /** client_handshake_traffic_secret; {@code th} over ClientHello...ServerHello. */
    public Secret clientTraffic(byte[] th) {
      return stage.derive(HkdfLabel.CLIENT_HANDSHAKE_TRAFFIC, th);
    }

    /** server_handshake_traffic_secret; {@code th} over ClientHello...ServerHello. */
    public Secret serverTraffic(byte[] th) {
      return stage.derive(HkdfLabel.SERVER_HANDSHAKE_TRAFFIC, th);
    }

    /** The next stage. */
    public Main main() {
      return new Main(stage.next(null));
    }

    /** Wipes this stage without going on. */
    @Override
    public void close() {
      stage.close();
    }
  }

  /** Main Secret (once "master secret"): application data, exporters, resumption. */
  public static final class Main implements AutoCloseable {
    private final Stage stage;

    private Main(Stage stage) {
      this.stage = stage;
    }

    /** client_application_traffic_secret_0; {@code th} over ClientHello...server Finished. */
    public Secret clientTraffic(byte[] th) {
      return stage.derive(HkdfLabel.CLIENT_APPLICATION_TRAFFIC, th);
    }

    /** server_application_traffic_secret_0; {@code th} over ClientHello...server Finished. */
    public Secret serverTraffic(byte[] th) {
      return stage.derive(HkdfLabel.SERVER_APPLICATION_TRAFFIC, th);
    }

    /** exporter_secret; {@code th} over ClientHello...server Finished. */
    public Secret exporter(byte[] th) {
      return stage.derive(HkdfLabel.EXPORTER, th);
    }

    /** resumption_secret; {@code th} over ClientHello...client Finished. */
    public Secret resumption(byte[] th) {
      return stage.derive(HkdfLabel.RESUMPTION_MAIN, th);
    }

    /** Wipes the Main Secret: call it when everything has been derived. */
    @Override
    public void close() {
      stage.close();
    }
  }

  /** What all three stages are: a secret, HMAC under it, and the two ways on. */
  private static final class Stage implements AutoCloseable {
    private final CryptoProvider crypto;
    private final HashAlgorithm hash;
    private final Hkdf hkdf;
    private final Secret secret;
    private Hmac.@Nullable Keyed keyed;

    Stage(CryptoProvider crypto, HashAlgorithm hash, Hkdf hkdf, Secret secret) {
      this.crypto = crypto;
      this.hash = hash;
      this.hkdf = hkdf;
      this.secret = secret;
      this.keyed = hkdf.key(secret);
    }

    static Stage first(CryptoProvider crypto, HashAlgorithm hash, Secret psk) {
      Hkdf hkdf = new Hkdf(crypto.hmac(hash));
      return new Stage(crypto, hash, hkdf, hkdf.extract(Secret.zeros(hash.length()), psk));
    }

    /** The stage that {@code derived} of the one before it leads to. */
    static Stage after(
        Secret derived, CryptoProvider crypto, HashAlgorithm hash, @Nullable Secret input) {
      Hkdf hkdf = new Hkdf(crypto.hmac(hash));
      Secret material = input == null ? Secret.zeros(hash.length()) : input;
      return new Stage(crypto, hash, hkdf, hkdf.extract(derived, material));
    }

    /** Derive-Secret(., label, Messages), with the messages already hashed. */
    Secret derive(HkdfLabel label, byte[] transcriptHash) {
      if (keyed == null) {
        throw isOver();
      }
      if (transcriptHash.length != hash.length()) {
        throw new IllegalArgumentException(
            "a transcript hash of "
                + hash
                + " is "
                + hash.length()
                + " octets, not "
                + transcriptHash.length);
      }
      return hkdf.expandLabel(keyed, label, transcriptHash, hash.length());
    }

    static IllegalStateException isOver() {
      return new IllegalStateException("this stage of the key schedule is over");
    }

    Stage next(@Nullable Secret input) {
      try (Secret derived = derived()) {
        return after(derived, crypto, hash, input);
      } finally {
        close();
      }
    }

    Secret derived() {
      return derive(HkdfLabel.DERIVED, crypto.hash(hash).ofNothing());
    }

    @Override
    public void close() {
      secret.close();
      if (keyed != null) {
        keyed.close();
        keyed = null;
      }
    }
  }
}
