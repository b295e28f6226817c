package dev.glassine.core.engine;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.SignatureAlgorithm;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.identity.ChainJudge;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChooser;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.SessionStore;
import dev.glassine.core.wire.Bytes;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What both kinds of configuration have in common. Immutable and thread-safe: one configuration
 * serves any number of connections. Lists are in order of preference and hold only what the {@link
 * CryptoProvider} can do.
 */
public abstract sealed class TlsConfig permits ClientConfig, ServerConfig {
  private final CryptoProvider crypto;
  private final Legacy legacy;
  private final List<ProtocolVersion> versions;
  private final List<CipherSuite> suites;
  private final List<NamedGroup> groups;
  private final List<SignatureScheme> signatureSchemes;
  private final List<SignatureScheme> signingSchemes;
  private final List<String> protocols;
  private final @Nullable CredentialChooser credentials;
  private final @Nullable ChainJudge trust;
  private final Bytes policy;
  private final @Nullable SessionStore sessions;
  private final InstantSource clock;
  private final SecureRandom random;
  private final RecordPadding padding;
  private final int recordSizeLimit;
  private final int maxSentRecord;
  private final int maxHandshakeMessage;
  private final ExtendedMainSecret extendedMainSecret;
  private final boolean encryptThenMac;
  private final boolean allowPeersWithoutSecureRenegotiation;
  private final @Nullable KeyLog keyLog;
  private final @Nullable Supplier<? extends @Nullable TlsListener> listeners;
  private final Set<Class<? extends Question>> answeredLater;

  TlsConfig(Builder<?> builder) {
    crypto = builder.crypto != null ? builder.crypto : JcaCrypto.standard();
    legacy = builder.legacy;
    versions = enabledVersions(builder);
    groups = builder.groups.stream().filter(group -> crypto.keyExchange(group) != null).toList();
    signatureSchemes =
        wantedSchemes(builder).stream().filter(scheme -> crypto.signature(scheme) != null).toList();
    signingSchemes =
        builder.signingSchemes == null
            ? signatureSchemes
            : builder.signingSchemes.stream()
                .filter(scheme -> crypto.signature(scheme) != null)
                .toList();
    suites =
        SuiteRules.of(crypto, legacy, versions, builder.cbc, builder.staticRsa)
            .enabled(builder.suites);
    protocols = List.copyOf(builder.protocols);
    credentials = builder.credentials;
    trust = builder.trust;
    sessions = builder.sessions;
    clock = builder.clock;
    random = builder.random != null ? builder.random : new SecureRandom();
    policy = policy(builder.policy, builder.trust);
    padding = builder.padding;
    recordSizeLimit = builder.recordSizeLimit;
    maxSentRecord = builder.maxSentRecord;
    maxHandshakeMessage = builder.maxHandshakeMessage;
    extendedMainSecret = builder.extendedMainSecret;
    encryptThenMac = builder.encryptThenMac;
    allowPeersWithoutSecureRenegotiation = builder.allowPeersWithoutSecureRenegotiation;
    keyLog = builder.keyLog;
    listeners = builder.listeners;
    answeredLater = Set.copyOf(builder.answeredLater);
    contradictions();
  }

  private static List<SignatureScheme> wantedSchemes(Builder<?> builder) {
    if (builder.signatureSchemes != null) {
      return builder.signatureSchemes;
    }
    List<SignatureScheme> wanted = new ArrayList<>(Defaults.SIGNATURE_SCHEMES);
    if (builder.legacy.allows(Danger.DSS)) {
      wanted.add(SignatureScheme.DSA_SHA256);
      wanted.add(SignatureScheme.DSA_SHA1);
    }
    return wanted;
  }

  private static List<ProtocolVersion> enabledVersions(Builder<?> builder) {
    List<ProtocolVersion> wanted = new ArrayList<>();
    if (builder.versions != null) {
      wanted.addAll(builder.versions);
    } else {
      wanted.addAll(Defaults.VERSIONS);
      wanted.addAll(builder.legacy.versions());
    }
    return wanted.stream().sorted(Comparator.reverseOrder()).distinct().toList();
  }

  private void contradictions() {
    for (ProtocolVersion version : versions) {
      if (!legacy.allows(version)) {
        throw new IllegalArgumentException(
            version + " is broken: legacy(...) lets it in, by the call for " + Danger.of(version));
      }
      if (suites.stream().noneMatch(suite -> suite.usableIn(version))) {
        throw new IllegalArgumentException(
            version + " is enabled but none of its cipher suites is: " + suites);
      }
    }
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("no protocol version is enabled");
    }
    if (versions.contains(ProtocolVersion.TLS_1_3) && groups.isEmpty()) {
      throw new IllegalArgumentException("TLS 1.3 is enabled but no group is");
    }
    if (signatureSchemes.isEmpty()) {
      throw new IllegalArgumentException("no signature scheme is enabled");
    }
    for (String protocol : protocols) {
      int length = protocol.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1).length;
      if (length < 1 || length > 255) {
        throw new IllegalArgumentException(
            "an application protocol's name has 1..255 octets (RFC 7301 §3.1): \""
                + protocol
                + "\"");
      }
    }
  }

  /**
   * CVE-2025-23419: a session must not carry a peer from one trust to another through a shared
   * store or shared ticket keys. A judge that cannot tell its policy shares sessions with nobody.
   */
  private static Bytes policy(@Nullable Bytes given, @Nullable ChainJudge trust) {
    if (given != null) {
      return given;
    }
    if (trust == null) {
      return Bytes.EMPTY;
    }
    Bytes digest = trust.policyDigest();
    if (digest != null) {
      return digest;
    }
    byte[] own = new byte[16];
    new SecureRandom().nextBytes(own);
    return Bytes.wrap(own);
  }

  /** Where primitives come from. */
  public CryptoProvider crypto() {
    return crypto;
  }

  /** What is let in although it is broken. */
  public Legacy legacy() {
    return legacy;
  }

  /** Enabled versions, newest first. */
  public List<ProtocolVersion> versions() {
    return versions;
  }

  /** Enabled suites, of all enabled versions. */
  public List<CipherSuite> suites() {
    return suites;
  }

  /** Enabled groups. */
  public List<NamedGroup> groups() {
    return groups;
  }

  /** Schemes that the peer's signatures may have. */
  public List<SignatureScheme> signatureSchemes() {
    return signatureSchemes;
  }

  /** Schemes that this side signs with; the same unless the configuration says otherwise. */
  public List<SignatureScheme> signingSchemes() {
    return signingSchemes;
  }

  /** Application protocols (ALPN); empty to leave the extension out. */
  public List<String> protocols() {
    return protocols;
  }

  /** Who chooses our certificate, or null for none. */
  public @Nullable CredentialChooser credentials() {
    return credentials;
  }

  /** Who judges the peer's certificate, or null where none is asked for. */
  public @Nullable ChainJudge trust() {
    return trust;
  }

  /**
   * A digest over whom this context trusts and what it asks of clients: sessions are resumed only
   * where it is equal.
   */
  public Bytes policy() {
    return policy;
  }

  /** Where sessions are remembered, or null for nowhere. */
  public @Nullable SessionStore sessions() {
    return sessions;
  }

  /** What time it is. */
  public InstantSource clock() {
    return clock;
  }

  /** Where all randomness comes from. */
  public SecureRandom random() {
    return random;
  }

  /** How TLS 1.3 records are padded. */
  public RecordPadding padding() {
    return padding;
  }

  /**
   * Octets of plaintext that this side is willing to receive in a record, 64..2^14; 2^14 leaves
   * record_size_limit out (RFC 8449).
   */
  public int recordSizeLimit() {
    return recordSizeLimit;
  }

  /**
   * Octets that a record of this side has at most, header included; 0 for what the protocol allows.
   */
  public int maxSentRecord() {
    return maxSentRecord;
  }

  /** Octets that a handshake message may have at most. */
  public int maxHandshakeMessage() {
    return maxHandshakeMessage;
  }

  /** How much TLS 1.2 insists on extended_master_secret. */
  public ExtendedMainSecret extendedMainSecret() {
    return extendedMainSecret;
  }

  /** Whether CBC suites use encrypt-then-MAC where both can (RFC 7366). */
  public boolean encryptThenMac() {
    return encryptThenMac;
  }

  /** Whether TLS 1.2 peers that do not know RFC 5746 are served. */
  public boolean allowsPeersWithoutSecureRenegotiation() {
    return allowPeersWithoutSecureRenegotiation;
  }

  /** Who gets the secrets, or null for nobody. */
  public @Nullable KeyLog keyLog() {
    return keyLog;
  }

  /** A listener for a connection that begins, or null where none was asked for. */
  @Nullable TlsListener newListener() {
    if (listeners == null) {
      return null;
    }
    try {
      return listeners.get();
    } catch (RuntimeException e) {
      throw TlsFailure.ofCallback("the supplier of listeners", e);
    }
  }

  /**
   * Whether the owner of the engine answers this kind of question, through {@link
   * TlsEngine#answer}.
   */
  public boolean answersLater(Question question) {
    return answeredLater.contains(question.getClass());
  }

  /**
   * Answers a question from this configuration: chooses, judges, signs, looks up. May block as long
   * as the parts that were configured do, so an owner who answers later calls it on a thread where
   * that is fine.
   *
   * @throws dev.glassine.core.alert.TlsFailure where a part fails
   */
  public Answer answer(Question question) {
    return Answering.answer(this, question);
  }

  /** What builders have in common; {@code B} is the builder itself. Not thread-safe. */
  public abstract static sealed class Builder<B extends Builder<B>>
      permits ClientConfig.Builder, ServerConfig.Builder {
    private @Nullable CryptoProvider crypto;
    private Legacy legacy = Legacy.NONE;
    private @Nullable List<ProtocolVersion> versions;
    private @Nullable List<CipherSuite> suites;
    private List<NamedGroup> groups = Defaults.GROUPS;
    private @Nullable List<SignatureScheme> signatureSchemes;
    private @Nullable List<SignatureScheme> signingSchemes;
    private List<String> protocols = List.of();
    private @Nullable CredentialChooser credentials;
    private @Nullable ChainJudge trust;
    private @Nullable Bytes policy;
    private @Nullable SessionStore sessions;
    private InstantSource clock = InstantSource.system();
    private @Nullable SecureRandom random;
    private RecordPadding padding = RecordPadding.NONE;
    private int recordSizeLimit = 1 << 14;
    private int maxSentRecord;
    private int maxHandshakeMessage = Defaults.MAX_HANDSHAKE_MESSAGE;
    private ExtendedMainSecret extendedMainSecret = ExtendedMainSecret.WHERE_BOTH_CAN;
    private boolean encryptThenMac = true;
    private boolean allowPeersWithoutSecureRenegotiation;
    private boolean cbc;
    private boolean staticRsa;
    private @Nullable KeyLog keyLog;
    private @Nullable Supplier<? extends @Nullable TlsListener> listeners;
    private final Set<Class<? extends Question>> answeredLater = new LinkedHashSet<>();

    Builder() {}

    abstract B self();

    boolean hasTrust() {
      return trust != null;
    }

    boolean hasCredentials() {
      return credentials != null;
    }

    /** Where primitives come from; by default {@link JcaCrypto#standard()}. */
    public B crypto(CryptoProvider provider) {
      crypto = provider;
      return self();
    }

    /**
     * Lets in what is broken, for peers that have nothing better; by default nothing.
     *
     * @see Legacy
     */
    public B legacy(Legacy allowed) {
      legacy = allowed;
      return self();
    }

    /**
     * Enabled versions in any order; by default TLS 1.3, TLS 1.2, and what {@link #legacy} lets in.
     */
    public B versions(ProtocolVersion... enabled) {
      versions = List.of(enabled);
      return self();
    }

    /**
     * Enabled cipher suites of all versions in order of preference; those that the provider lacks
     * are left out.
     */
    public B suites(List<CipherSuite> enabled) {
      suites = List.copyOf(enabled);
      return self();
    }

    /** Enabled groups in order of preference; those that the provider lacks are left out. */
    public B groups(List<NamedGroup> enabled) {
      groups = List.copyOf(enabled);
      return self();
    }

    /**
     * Enabled signature schemes in order of preference, to verify and to sign with; those that the
     * provider lacks are left out.
     */
    public B signatureSchemes(List<SignatureScheme> enabled) {
      signatureSchemes = List.copyOf(enabled);
      return self();
    }

    /**
     * Schemes that this side signs with in order of preference, where they are not those that it
     * verifies; those that the provider lacks are left out.
     *
     * @see Credential#withSigningSchemes
     */
    public B signingSchemes(List<SignatureScheme> enabled) {
      signingSchemes = List.copyOf(enabled);
      return self();
    }

    /**
     * Application protocols in order of preference (RFC 7301), for example {@code h2} and {@code
     * http/1.1}.
     */
    public B protocols(String... names) {
      protocols = List.of(names);
      return self();
    }

    /** The certificate to present. */
    public B credential(Credential credential) {
      return credentials(Credentials.of(credential));
    }

    /** Who chooses the certificate to present. */
    public B credentials(CredentialChooser chooser) {
      credentials = chooser;
      return self();
    }

    /** Who judges the peer's certificate. */
    public B trust(ChainJudge judge) {
      trust = judge;
      return self();
    }

    /**
     * A digest over whom this context trusts and what it asks of peers, at most 255 octets:
     * sessions are resumed only where it is equal. Without one, {@link ChainJudge#policyDigest()}
     * is it; and where a judge of one's own has none, sessions stay with this configuration.
     */
    public B policy(Bytes digest) {
      policy = digest;
      return self();
    }

    /** Where sessions are remembered. */
    public B sessions(SessionStore store) {
      sessions = store;
      return self();
    }

    /** What time it is; by default the system's clock. */
    public B clock(InstantSource source) {
      clock = source;
      return self();
    }

    /**
     * Where all randomness comes from; by default the system's. A seeded one makes a handshake
     * repeatable: for tests only.
     */
    public B random(SecureRandom source) {
      random = source;
      return self();
    }

    /** How TLS 1.3 records are padded; by default not at all. */
    public B padding(RecordPadding policy) {
      padding = policy;
      return self();
    }

    /**
     * Octets of plaintext that this side is willing to receive in a record, 64..2^14 (RFC 8449).
     */
    public B recordSizeLimit(int octets) {
      if (octets < 64 || octets > 1 << 14) {
        throw new IllegalArgumentException("recordSizeLimit is 64..16384, not " + octets);
      }
      recordSizeLimit = octets;
      return self();
    }

    /**
     * Octets that a record of this side has at most, header included, at least 256. Over a slow
     * path the first of several small records can be read sooner than one large one.
     */
    public B maxSentRecord(int octets) {
      if (octets < 256) {
        throw new IllegalArgumentException("maxSentRecord is 256 or more, not " + octets);
      }
      maxSentRecord = octets;
      return self();
    }

    /** Octets that a handshake message may have at most, 1 KiB..16 MiB - 1; by default 128 KiB. */
    public B maxHandshakeMessage(int octets) {
      if (octets < 1024 || octets > 0xFFFFFF) {
        throw new IllegalArgumentException("maxHandshakeMessage is 1024..16777215, not " + octets);
      }
      maxHandshakeMessage = octets;
      return self();
    }

    /** How much TLS 1.2 insists on extended_master_secret. */
    public B extendedMainSecret(ExtendedMainSecret insistence) {
      extendedMainSecret = insistence;
      return self();
    }

    /**
     * Leaves encrypt_then_mac out, for peers that get it wrong; CBC suites then rely on the
     * constant-time check alone.
     */
    public B withoutEncryptThenMac() {
      encryptThenMac = false;
      return self();
    }

    /**
     * Serves TLS 1.2 peers that do not know RFC 5746: open to the prefix-injection attack of 2009
     * (CVE-2009-3555) on the peer's side.
     */
    public B allowPeersWithoutSecureRenegotiation() {
      allowPeersWithoutSecureRenegotiation = true;
      return self();
    }

    /**
     * Adds the CBC suites of TLS 1.2: MAC-then-encrypt is Lucky 13's ground, so only for peers that
     * have nothing else.
     */
    public B allowCbcSuites() {
      cbc = true;
      return self();
    }

    /**
     * Adds suites with static RSA key exchange: no forward secrecy, Bleichenbacher's target, so
     * only for peers that have nothing else.
     */
    public B allowStaticRsaWithoutForwardSecrecy() {
      staticRsa = true;
      return self();
    }

    /**
     * Hands the secrets of every connection to {@code log}: whoever reads it can read the traffic.
     * For debugging only.
     */
    public B logSecretsForDebugging(KeyLog log) {
      keyLog = log;
      return self();
    }

    /**
     * Asked for a listener by each connection that begins with this configuration: what a program
     * that counts, logs or records all its connections wants. It hears before the one that was
     * given to the engine. The supplier is thread-safe, and answers null where it wants to hear
     * nothing of that connection; a listener serves one connection.
     */
    public B listeners(Supplier<? extends @Nullable TlsListener> maker) {
      listeners = maker;
      return self();
    }

    /** Leaves this kind of question to the owner of the engine, who answers when it can. */
    public B answerLater(Class<? extends Question> kind) {
      answeredLater.add(kind);
      return self();
    }
  }

  /** The algorithm of an enabled scheme. */
  SignatureAlgorithm algorithm(SignatureScheme scheme) {
    SignatureAlgorithm algorithm = crypto.signature(scheme);
    if (algorithm == null) {
      throw new IllegalArgumentException(crypto.name() + " has no " + scheme);
    }
    return algorithm;
  }
}
