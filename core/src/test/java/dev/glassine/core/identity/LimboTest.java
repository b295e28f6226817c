package dev.glassine.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of x509-limbo; see the README beside them. */
class LimboTest {
  private static final Map<String, String> EXCLUSIONS = exclusions();

  /** One case; {@code time} is null where the suite means now. */
  record Case(
      String id,
      String expected,
      @Nullable String name,
      @Nullable Instant time,
      int maxChainLength,
      Bytes peer,
      List<Bytes> trusted,
      List<Bytes> untrusted) {
    /** {@code SUCCESS} or {@code FAILURE} and why. */
    String judged() {
      try {
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(CertificateParser.shared().parse(peer));
        chain.addAll(CertificateParser.shared().parse(untrusted));
        Trust trust =
            Trust.builder()
                .add(CertificateParser.shared().parse(trusted))
                .maxChainLength(maxChainLength)
                .build();
        ChainVerdict verdict =
            trust.judge(new PresentedChain(Side.SERVER, chain, name, null, now()));
        return switch (verdict) {
          case ChainVerdict.Accepted accepted -> "SUCCESS";
          case ChainVerdict.Refused(var reason, var detail, var cause) ->
              "FAILURE " + reason + ": " + detail;
        };
      } catch (TlsFailure.BadCertificate e) {
        return "FAILURE " + e.reason() + ": " + e.detail();
      }
    }

    Instant now() {
      return time == null ? Issuer.NOON : time;
    }

    /** The paths that names allow; none where a certificate does not even parse. */
    List<CandidatePath> paths() {
      try {
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(CertificateParser.shared().parse(peer));
        chain.addAll(CertificateParser.shared().parse(untrusted));
        Anchors anchors = new Anchors(CertificateParser.shared().parse(trusted));
        return PathFinder.find(anchors, chain, maxChainLength);
      } catch (TlsFailure.BadCertificate e) {
        return List.of();
      }
    }

    @Override
    public String toString() {
      return id;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void judgesAsExpectedOrAsListed(Case limbo) {
    String judged = limbo.judged();

    if (EXCLUSIONS.containsKey(limbo.id())) {
      assertThat(judged).as("no longer an exclusion").doesNotStartWith(limbo.expected());
    } else {
      assertThat(judged).startsWith(limbo.expected());
    }
  }

  @Test
  void everyExclusionIsACaseAndHasAReason() {
    assertThat(cases().stream().map(Case::id)).containsAll(new TreeSet<>(EXCLUSIONS.keySet()));
    assertThat(EXCLUSIONS.values()).noneMatch(String::isBlank);
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String block : resource("limbo.txt").strip().split("\n\n", -1)) {
      Map<String, List<String>> fields = new LinkedHashMap<>();
      for (String line : block.strip().split("\n", -1)) {
        String[] parts = line.split(" ", 2);
        fields.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(parts[1]);
      }
      String time = first(fields, "time");
      String depth = first(fields, "depth");
      cases.add(
          new Case(
              Objects.requireNonNull(first(fields, "case")),
              Objects.requireNonNull(first(fields, "expect")),
              first(fields, "name"),
              time == null ? null : Instant.parse(time),
              depth == null ? 10 : Math.min(100, Integer.parseInt(depth) + 1),
              der(fields.get("peer")).getFirst(),
              der(fields.get("trusted")),
              der(fields.get("untrusted"))));
    }
    return cases;
  }

  private static @Nullable String first(Map<String, List<String>> fields, String name) {
    List<String> values = fields.get(name);
    return values == null ? null : values.getFirst();
  }

  private static List<Bytes> der(@Nullable List<String> base64) {
    return base64 == null
        ? List.of()
        : base64.stream().map(text -> Bytes.wrap(Base64.getDecoder().decode(text))).toList();
  }

  private static Map<String, String> exclusions() {
    Map<String, String> exclusions = new LinkedHashMap<>();
    for (String line : resource("exclusions.txt").split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(" - ", 2);
        exclusions.put(parts[0].strip(), parts[1].strip());
      }
    }
    return exclusions;
  }

  private static String resource(String name) {
    try (InputStream in = LimboTest.class.getResourceAsStream("limbo/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
