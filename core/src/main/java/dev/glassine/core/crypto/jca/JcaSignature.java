package dev.glassine.core.crypto.jca;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.SignatureAlgorithm;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One signature scheme. Verifying and signing are chosen apart, as a client that only verifies
 * should not wait for the test of a private-key operation.
 */
final class JcaSignature implements SignatureAlgorithm, Chosen {
  private final SignatureScheme scheme;
  private final @Nullable PSSParameterSpec pss;
  private final List<String> names;
  private final TranslatedKeys<PrivateKey> translated = TranslatedKeys.ofPrivate();
  private final TranslatedKeys<PublicKey> translatedPublic = TranslatedKeys.ofPublic();
  private final Selection<Found> verifying;
  private final Selection<Found> signing;
  private final Selection<Found> repeatable;

  JcaSignature(SignatureScheme scheme, Candidates candidates) {
    this.scheme = scheme;
    this.pss = pss(scheme);
    this.names = names(scheme);
    String name = scheme.name();
    List<String> services = services(scheme, names);
    verifying =
        new Selection<>(
            name + ", verifying",
            services,
            candidates.of(verifying(scheme)),
            this::find,
            this::verifiesRight);
    signing =
        new Selection<>(
            name + ", signing",
            services,
            candidates.of(signing(scheme)),
            this::find,
            this::signsRight);
    repeatable =
        new Selection<>(
            name + ", signing",
            services,
            candidates.of(Family.REPEATABLE),
            this::find,
            this::signsRepeatably);
  }

  private static Family verifying(SignatureScheme scheme) {
    return scheme.kind() == SignatureScheme.Kind.ECDSA ? Family.ECDSA_VERIFYING : signing(scheme);
  }

  private static Family signing(SignatureScheme scheme) {
    return switch (scheme.kind()) {
      case RSA_PKCS1, RSA_PSS_RSAE -> Family.RSA_SIGNATURE;
      case RSA_PSS_PSS -> Family.RSA_PSS_KEY;
      case ECDSA -> Family.ECDSA_SIGNING;
      case EDDSA -> scheme.equals(SignatureScheme.ED25519) ? Family.ED25519 : Family.ED448;
      case DSA -> Family.DSA;
      case OTHER -> throw new IllegalArgumentException(scheme + " is known by name only");
    };
  }

  /** The JDK makes NONEwithRSA of a provider's cipher. */
  private static List<String> services(SignatureScheme scheme, List<String> names) {
    List<String> services = new ArrayList<>();
    names.forEach(jca -> services.add("Signature." + jca));
    if (scheme.isImplied() && scheme.kind() == SignatureScheme.Kind.RSA_PKCS1) {
      services.add("Cipher.RSA");
    }
    return services;
  }

  /** The JCA names, the standard one first; NONE where the input is a digest. */
  private static List<String> names(SignatureScheme scheme) {
    HashAlgorithm hash = scheme.hash();
    String digest = hash == null ? "NONE" : hash.standardName().replace("-", "");
    return switch (scheme.kind()) {
      case RSA_PKCS1 -> List.of(digest + "withRSA");
      case RSA_PSS_RSAE, RSA_PSS_PSS -> List.of("RSASSA-PSS", digest + "withRSA/PSS");
      case ECDSA -> List.of(digest + "withECDSA");
      case EDDSA ->
          scheme.equals(SignatureScheme.ED25519) ? List.of("Ed25519", "EdDSA") : List.of("Ed448");
      case DSA -> List.of(digest + "withDSA");
      case OTHER -> List.of();
    };
  }

  /** RFC 9846 §4.3.3: one hash for digest and mask, and a salt as long as the digest. */
  private static @Nullable PSSParameterSpec pss(SignatureScheme scheme) {
    HashAlgorithm hash = scheme.hash();
    return switch (scheme.kind()) {
      case RSA_PSS_RSAE, RSA_PSS_PSS -> {
        String digest = Objects.requireNonNull(hash).standardName();
        yield new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), hash.length(), 1);
      }
      default -> null;
    };
  }

  private Found find(Provider provider) throws GeneralSecurityException {
    NoSuchAlgorithmException absent = new NoSuchAlgorithmException(scheme.name());
    for (String name : names) {
      try {
        Signature.getInstance(name, provider);
        return new Found(provider, name, pss);
      } catch (NoSuchAlgorithmException e) {
        absent = e;
      }
    }
    throw absent;
  }

  /** A scheme in a provider. */
  private record Found(Provider provider, String name, @Nullable PSSParameterSpec pss) {
    private Signature make() throws GeneralSecurityException {
      Signature signature = Signature.getInstance(name, provider);
      if (pss != null) {
        signature.setParameter(pss);
      }
      return signature;
    }

    byte[] sign(PrivateKey key, byte[] input, SecureRandom random) throws GeneralSecurityException {
      Signature signature = make();
      signature.initSign(key, random);
      signature.update(input);
      return signature.sign();
    }

    boolean verify(PublicKey key, byte[] input, byte[] octets) throws GeneralSecurityException {
      Signature signature = make();
      signature.initVerify(key);
      signature.update(input);
      return signature.verify(octets);
    }
  }

  private boolean verifiesRight(Found found) throws GeneralSecurityException {
    SignatureAnswer known = SignatureAnswer.of(scheme);
    byte[] message = SignatureAnswer.message(scheme);
    byte[] other = message.clone();
    other[0] ^= 1;
    return found.verify(known.publicKey(), message, known.signature())
        && !found.verify(known.publicKey(), other, known.signature());
  }

  private boolean signsRight(Found found) throws GeneralSecurityException {
    return signsRight(found, new SecureRandom()) != null;
  }

  private boolean signsRepeatably(Found found) throws GeneralSecurityException {
    byte[] first = signsRight(found, Randomness.repeatable(1));
    return first != null && Arrays.equals(first, signsRight(found, Randomness.repeatable(1)));
  }

  /** A signature that the provider chosen for verifying accepts, or null. */
  private byte @Nullable [] signsRight(Found found, SecureRandom random)
      throws GeneralSecurityException {
    SignatureAnswer known = SignatureAnswer.of(scheme);
    PrivateKey key = translated.in(found.provider, known.privateKey());
    byte[] message = SignatureAnswer.message(scheme);
    byte[] signature = found.sign(key, message, random);
    return verifying.get().verify(known.publicKey(), message, signature) ? signature : null;
  }

  @Override
  public SignatureScheme scheme() {
    return scheme;
  }

  @Override
  public boolean fits(PublicKey key, ProtocolVersion version) {
    return KeyFit.fits(scheme, key, version);
  }

  @Override
  public byte[] sign(PrivateKey key, byte[] input, SecureRandom random) {
    try {
      if (key.getFormat() != null) {
        Found found = (Randomness.isPlatform(random) ? signing : repeatable).get();
        try {
          return found.sign(translated.in(found.provider, key), input, random);
        } catch (InvalidKeyException foreign) {
          // its own provider may still take it
        }
      }
      return signByOwner(key, input, random);
    } catch (TlsFailure failure) {
      throw failure;
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new TlsFailure.Internal(
          Reason.SIGNER_FAILED, scheme + " with a key of type " + key.getAlgorithm(), e);
    }
  }

  /** A key that does not leave its token: the JVM asks each installed provider who takes it. */
  private byte[] signByOwner(PrivateKey key, byte[] input, SecureRandom random)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(names.getFirst());
    signature.initSign(key, random);
    if (pss != null) {
      signature.setParameter(pss);
    }
    signature.update(input);
    return signature.sign();
  }

  @Override
  public boolean verify(PublicKey key, byte[] input, byte[] signature) {
    if (scheme.kind() == SignatureScheme.Kind.ECDSA && !EcdsaEncoding.isDer(signature)) {
      return false;
    }
    Found found = verifying.get();
    try {
      return found.verify(translatedPublic.in(found.provider, key), input, signature);
    } catch (InvalidKeyException foreign) {
      return verifyByOwner(key, input, signature);
    } catch (GeneralSecurityException | RuntimeException malformed) {
      return false;
    }
  }

  private boolean verifyByOwner(PublicKey key, byte[] input, byte[] octets) {
    try {
      Signature signature = Signature.getInstance(names.getFirst());
      signature.initVerify(key);
      if (pss != null) {
        signature.setParameter(pss);
      }
      signature.update(input);
      return signature.verify(octets);
    } catch (GeneralSecurityException | RuntimeException malformed) {
      return false;
    }
  }

  @Override
  public boolean possible() {
    return verifying.possible();
  }

  @Override
  public List<Choice> choices() {
    return List.of(verifying.choice(), signing.choice());
  }
}
