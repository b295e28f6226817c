package dev.glassine.jsse;

import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.RegistryEntry;
import dev.glassine.core.registry.SignatureScheme;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Signature schemes and groups by name: those of IANA in parameters, those of JCA towards key and
 * trust managers.
 */
final class SchemeNames {
  private SchemeNames() {}

  /**
   * The groups of these names; {@link javax.net.ssl.SSLParameters#setNamedGroups} wants names that
   * a provider does not know passed over.
   *
   * @param names null for the defaults, and so is the result
   * @throws IllegalArgumentException where none of the names is known
   */
  static @Nullable List<NamedGroup> groups(String @Nullable [] names) {
    return known(names, NamedGroup::named, NamedGroup.all(), "named group");
  }

  /** The same of signature schemes. */
  static @Nullable List<SignatureScheme> schemes(String @Nullable [] names) {
    return known(names, SignatureScheme::named, SignatureScheme.all(), "signature scheme");
  }

  private static <T extends RegistryEntry> @Nullable List<T> known(
      String @Nullable [] names,
      Function<String, Optional<T>> lookup,
      Collection<T> all,
      String what) {
    if (names == null) {
      return null;
    }
    Set<T> found = new LinkedHashSet<>();
    for (String name : names) {
      lookup.apply(name).ifPresent(found::add);
    }
    if (names.length > 0 && found.isEmpty()) {
      List<String> knownNames = all.stream().map(RegistryEntry::name).toList();
      throw new IllegalArgumentException(
          "no known "
              + what
              + " among "
              + Arrays.toString(names)
              + NearestName.hint(names[0], knownNames));
    }
    return List.copyOf(found);
  }

  /**
   * The JCA names of schemes, as {@code ExtendedSSLSession} gives them and the JDK's managers
   * compare them with certificates.
   */
  static String[] algorithms(List<SignatureScheme> schemes) {
    return schemes.stream()
        .map(SchemeNames::algorithm)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toArray(String[]::new);
  }

  /** The JCA name, or empty for a scheme that is known by name only. */
  static String algorithm(SignatureScheme scheme) {
    return switch (scheme.kind()) {
      case RSA_PKCS1 -> hash(scheme) + "withRSA";
      case ECDSA -> hash(scheme) + "withECDSA";
      case DSA -> hash(scheme) + "withDSA";
      case RSA_PSS_RSAE, RSA_PSS_PSS -> "RSASSA-PSS";
      case EDDSA -> scheme.equals(SignatureScheme.ED25519) ? "Ed25519" : "Ed448";
      case OTHER -> "";
    };
  }

  private static String hash(SignatureScheme scheme) {
    HashAlgorithm hash = scheme.hash();
    return hash == null ? "NONE" : hash.name();
  }
}
