package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CbcCipher;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Hash;
import dev.glassine.core.crypto.Hmac;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.SignatureAlgorithm;
import dev.glassine.core.crypto.StreamCipher;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.SignatureScheme;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Makes {@link CryptoProvider}s from JCA providers.
 *
 * <p>The standard one chooses for each algorithm on its own: native code where its jar is on the
 * class path (Amazon Corretto Crypto Provider, Conscrypt), then Bouncy Castle where it is faster
 * than the JDK or the only one, then the JDK. None of them is installed in the JVM. A choice is
 * made at the first use, once it answers a known-answer test; one that fails is passed over, and
 * {@link #choices} says so.
 *
 * <p>Loading takes its time, once: about 0.3 seconds for native code, up to 0.8 for Bouncy Castle.
 * A program that makes a single connection is better off with {@link #jdkOnly}.
 *
 * <p>Java 25 before 25.0.2 is refused: it encrypts some AES-GCM records wrongly (JDK-8371864).
 */
public final class JcaCrypto {
  private JcaCrypto() {}

  /** Made when the class is first asked for its field, once for the JVM. */
  private static final class Standard {
    static final CryptoProvider INSTANCE = byTable(EnumSet.allOf(Source.class));
  }

  private static final class Jdk {
    static final CryptoProvider INSTANCE = byTable(EnumSet.of(Source.JDK, Source.INSTALLED));
  }

  /**
   * The best of what is present.
   *
   * @throws IllegalStateException on a Java version whose AES-GCM is faulty
   */
  public static CryptoProvider standard() {
    FaultyRuntime.refuse(Runtime.version());
    return Standard.INSTANCE;
  }

  /**
   * What the JDK has, and the providers that are installed in it; optional jars are left alone.
   *
   * @throws IllegalStateException on a Java version whose AES-GCM is faulty
   */
  public static CryptoProvider jdkOnly() {
    FaultyRuntime.refuse(Runtime.version());
    return Jdk.INSTANCE;
  }

  /**
   * These providers and no others, each algorithm from the first that has it. What none has is left
   * out; hashes and HMAC must be there.
   *
   * @throws IllegalStateException on a Java version whose AES-GCM is faulty
   */
  public static CryptoProvider of(Provider... providers) {
    FaultyRuntime.refuse(Runtime.version());
    List<String> names = Arrays.stream(providers).map(Provider::getName).toList();
    return make(String.join(", ", names), Candidates.given(List.of(providers)));
  }

  /**
   * What {@link #standard} chose, algorithm by algorithm; makes the choices that are still open.
   */
  public static List<Choice> choices() {
    return choices(standard());
  }

  /** What {@code crypto} chose; empty for parts that were not made here. */
  public static List<Choice> choices(CryptoProvider crypto) {
    List<Object> parts = new ArrayList<>();
    parts.addAll(crypto.hashes());
    parts.addAll(crypto.hmacs());
    parts.addAll(crypto.aeads());
    parts.addAll(crypto.cbcCiphers());
    parts.addAll(crypto.streamCiphers());
    parts.addAll(crypto.keyExchanges());
    parts.add(crypto.finiteField());
    parts.addAll(crypto.signatures());
    parts.add(crypto.rsaTransport());
    List<Choice> choices = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof Chosen chosen) {
        chosen.choices().stream().filter(choice -> !choices.contains(choice)).forEach(choices::add);
      }
    }
    return choices;
  }

  private static CryptoProvider byTable(Set<Source> sources) {
    List<Source> present = sources.stream().filter(Source::present).toList();
    List<String> names = present.stream().map(Source::toString).toList();
    return make(String.join(", ", names), Candidates.byTable(present));
  }

  private static CryptoProvider make(String name, Candidates candidates) {
    JcaFiniteField field = new JcaFiniteField(candidates);
    List<Hash> hashes = new ArrayList<>();
    List<Hmac> hmacs = new ArrayList<>();
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      addIfPossible(hashes, new JcaHash(algorithm, candidates));
      addIfPossible(hmacs, new JcaHmac(algorithm, candidates));
    }
    List<Aead> aeads = new ArrayList<>();
    List<CbcCipher> cbcCiphers = new ArrayList<>();
    List<StreamCipher> streamCiphers = new ArrayList<>();
    for (BulkCipher cipher : BulkCipher.values()) {
      switch (cipher) {
        case AES_128_GCM,
            AES_256_GCM,
            CHACHA20_POLY1305,
            AES_128_CCM,
            AES_256_CCM,
            AES_128_CCM_8,
            AES_256_CCM_8 ->
            addIfPossible(aeads, new JcaAead(cipher, candidates));
        case AES_128_CBC,
            AES_256_CBC,
            TRIPLE_DES_EDE_CBC,
            DES_CBC,
            DES40_CBC,
            RC2_CBC_40,
            RC2_CBC_56,
            RC2_CBC_128,
            IDEA_CBC ->
            addIfPossible(cbcCiphers, new JcaCbc(cipher, candidates));
        case RC4_40, RC4_56, RC4_64, RC4_128 ->
            addIfPossible(streamCiphers, new JcaStream(cipher, candidates));
        case NULL, OTHER -> {}
      }
    }
    List<SignatureAlgorithm> signatures = new ArrayList<>();
    for (SignatureScheme scheme : SignatureScheme.all()) {
      if (scheme.kind() != SignatureScheme.Kind.OTHER) {
        addIfPossible(signatures, new JcaSignature(scheme, candidates));
      }
    }
    return new CryptoProvider(
        name,
        hashes,
        hmacs,
        aeads,
        cbcCiphers,
        streamCiphers,
        keyExchanges(candidates, field),
        field,
        signatures,
        new JcaRsaTransport(candidates));
  }

  private static List<KeyExchange> keyExchanges(Candidates candidates, JcaFiniteField field) {
    MontgomeryExchange x25519 = new MontgomeryExchange(NamedGroup.X25519, candidates);
    CurveExchange p256 = new CurveExchange(NamedGroup.SECP256R1, candidates);
    CurveExchange p384 = new CurveExchange(NamedGroup.SECP384R1, candidates);
    List<KeyExchange> exchanges = new ArrayList<>();
    addIfPossible(
        exchanges,
        hybrid(NamedGroup.X25519_MLKEM768, x25519, MlKem.ParameterSet.ML_KEM_768, candidates));
    addIfPossible(exchanges, x25519);
    addIfPossible(exchanges, p256);
    addIfPossible(exchanges, p384);
    addIfPossible(exchanges, new CurveExchange(NamedGroup.SECP521R1, candidates));
    addIfPossible(exchanges, new MontgomeryExchange(NamedGroup.X448, candidates));
    addIfPossible(
        exchanges,
        hybrid(NamedGroup.SECP256R1_MLKEM768, p256, MlKem.ParameterSet.ML_KEM_768, candidates));
    addIfPossible(
        exchanges,
        hybrid(NamedGroup.SECP384R1_MLKEM1024, p384, MlKem.ParameterSet.ML_KEM_1024, candidates));
    if (field.possible()) {
      exchanges.add(new FiniteFieldExchange(NamedGroup.FFDHE2048, field));
      exchanges.add(new FiniteFieldExchange(NamedGroup.FFDHE3072, field));
      exchanges.add(new FiniteFieldExchange(NamedGroup.FFDHE4096, field));
    }
    return exchanges;
  }

  private static HybridExchange hybrid(
      NamedGroup group, KeyExchange curve, MlKem.ParameterSet set, Candidates candidates) {
    return new HybridExchange(group, curve, new MlKem(group, set, candidates));
  }

  private static <T> void addIfPossible(List<? super T> list, T part) {
    if (part instanceof Chosen chosen && chosen.possible()) {
      list.add(part);
    }
  }
}
