package dev.glassine.testkit.conformance;

import dev.glassine.core.crypto.SignatureAlgorithm;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a side offers or accepts: versions, suites, groups and schemes by the flags, and where no
 * flag says anything what the runner takes for granted.
 */
final class Offer {
  private static final List<Integer> TLS13 = List.of(0x1301, 0x1302, 0x1303);

  private static final List<Integer> FORWARD_SECRET_AEAD =
      List.of(0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8);

  private static final List<Integer> CBC = List.of(0xC009, 0xC013, 0xC00A, 0xC014);

  private static final List<Integer> STATIC_RSA = List.of(0x009C, 0x009D, 0x002F, 0x0035);

  private static final List<Integer> CBC_SHA256 = List.of(0xC023, 0xC027);

  private static final List<Integer> TRIPLE_DES = List.of(0x000A);

  private static final List<Integer> GROUPS = List.of(0x11EC, 29, 23, 24);

  private static final List<Integer> VERIFIED =
      List.of(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601, 0x0201);

  private static final List<Integer> SIGNED =
      List.of(
          0x0807, 0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0603, 0x0806, 0x0601, 0x0203,
          0x0201);

  private final Settings settings;
  private final @Nullable Policy policy;

  Offer(Settings settings) {
    this.settings = settings;
    this.policy = Policy.of(settings);
  }

  /** Newest first. */
  List<ProtocolVersion> versions() {
    Map<ProtocolVersion, String> all = new TreeMap<>(java.util.Comparator.reverseOrder());
    all.put(ProtocolVersion.TLS_1_3, "no-tls13");
    all.put(ProtocolVersion.TLS_1_2, "no-tls12");
    all.put(ProtocolVersion.TLS_1_1, "no-tls11");
    all.put(ProtocolVersion.TLS_1_0, "no-tls1");
    int min =
        policy == null
            ? settings.number("min-version")
            : Math.max(settings.number("min-version"), policy.minVersion());
    int max = settings.has("max-version") ? settings.number("max-version") : 0xFFFF;
    return all.entrySet().stream()
        .filter(entry -> !settings.has(entry.getValue()))
        .map(Map.Entry::getKey)
        .filter(version -> version.code() >= min && version.code() <= max)
        .filter(version -> suites().stream().anyMatch(suite -> suite.usableIn(version)))
        .toList();
  }

  /** Groups in order of preference; those of TLS 1.2 and before come along. */
  List<NamedGroup> groups() {
    if (policy != null && !policy.groups().isEmpty()) {
      return groups(policy.groups());
    }
    return groups(settings.has("curves") ? settings.numbers("curves") : GROUPS);
  }

  /** Groups whose shares a client sends unasked. */
  List<NamedGroup> keyShares() {
    return groups(settings.numbers("key-shares"));
  }

  private static List<NamedGroup> groups(List<Integer> codes) {
    List<NamedGroup> groups = codes.stream().map(NamedGroup::of).toList();
    for (NamedGroup group : groups) {
      if (JcaCrypto.standard().keyExchange(group) == null) {
        throw new Refused("not yet: the group " + group);
      }
    }
    return groups;
  }

  /** Schemes that the peer's signatures may have. */
  List<SignatureScheme> verified() {
    if (policy != null && !policy.schemes().isEmpty()) {
      return schemes(policy.schemes());
    }
    return schemes(settings.has("verify-prefs") ? settings.numbers("verify-prefs") : VERIFIED);
  }

  /** Schemes that {@code credential} signs with, in order of preference. */
  static List<SignatureScheme> signed(Settings credential) {
    return schemes(credential.has("signing-prefs") ? credential.numbers("signing-prefs") : SIGNED);
  }

  /** Whatever there is and the policy admits; each credential says which of them it signs with. */
  List<SignatureScheme> signed() {
    if (policy != null && !policy.schemes().isEmpty()) {
      return schemes(policy.schemes());
    }
    return JcaCrypto.standard().signatures().stream().map(SignatureAlgorithm::scheme).toList();
  }

  private static List<SignatureScheme> schemes(List<Integer> codes) {
    List<SignatureScheme> schemes = codes.stream().map(SignatureScheme::of).toList();
    for (SignatureScheme scheme : schemes) {
      if (JcaCrypto.standard().signature(scheme) == null) {
        throw new Refused("not yet: the signature scheme " + scheme);
      }
    }
    return schemes;
  }

  /** Suites in order of preference, by the flag's list of names and sets. */
  List<CipherSuite> suites() {
    if (policy != null) {
      return policy.suites().stream().map(CipherSuite::of).toList();
    }
    Set<Integer> codes = new LinkedHashSet<>(TLS13);
    for (String part : settings.text("cipher", "ALL:CBC_SHA256").split(":")) {
      if (part.startsWith("!")) {
        codes.removeAll(set(part.substring(1)));
        codes.addAll(TLS13);
      } else {
        codes.addAll(set(part));
      }
    }
    return codes.stream().map(CipherSuite::of).toList();
  }

  private static List<Integer> set(String name) {
    return switch (name) {
      case "ALL" -> all();
      case "DEFAULT" -> all();
      case "CBC_SHA256" -> CBC_SHA256;
      case "3DES" -> TRIPLE_DES;
      case "AES" -> matching("_AES_");
      case "AES128" -> matching("_AES_128_");
      default -> List.of(named(name));
    };
  }

  private static List<Integer> all() {
    List<Integer> all = new ArrayList<>(FORWARD_SECRET_AEAD);
    all.addAll(CBC);
    all.addAll(STATIC_RSA);
    return all;
  }

  private static List<Integer> matching(String part) {
    return all().stream().filter(code -> CipherSuite.of(code).name().contains(part)).toList();
  }

  private static int named(String name) {
    if (name.startsWith("[")) {
      throw new Refused("not yet: suites of equal preference");
    }
    return IntStream.concat(
            all().stream().mapToInt(Integer::intValue),
            IntStream.concat(
                CBC_SHA256.stream().mapToInt(Integer::intValue),
                TRIPLE_DES.stream().mapToInt(Integer::intValue)))
        .filter(code -> CipherSuite.of(code).name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Refused("not yet: the suites " + name));
  }
}
