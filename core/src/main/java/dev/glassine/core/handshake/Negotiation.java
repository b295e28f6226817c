package dev.glassine.core.handshake;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.SignatureAlgorithm;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ext.SupportedVersions;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Pure functions from two offers to one choice (RFC 9846 §4.2.1). Each says why. */
public final class Negotiation {
  /** What a hello can offer by legacy_version alone, newest first. */
  private static final List<ProtocolVersion> BEFORE_TLS_1_3 =
      List.of(
          ProtocolVersion.TLS_1_2,
          ProtocolVersion.TLS_1_1,
          ProtocolVersion.TLS_1_0,
          ProtocolVersion.SSL_3_0);

  private Negotiation() {}

  /** Whose order of preference decides. */
  public enum Order {
    CLIENT,
    SERVER;

    /** As the server was configured. */
    public static Order of(ServerConfig config) {
      return config.followsClientPreference() ? CLIENT : SERVER;
    }
  }

  /**
   * What came of two offers.
   *
   * @param clientOffer in the client's order
   * @param serverOffer in the server's order
   * @param chosen null where nothing is common
   * @param why one plain clause
   * @param reference the RFC and section of the rule
   */
  public record Outcome<T>(
      List<T> clientOffer, List<T> serverOffer, @Nullable T chosen, String why, String reference) {
    /** Copies the lists. */
    public Outcome {
      clientOffer = List.copyOf(clientOffer);
      serverOffer = List.copyOf(serverOffer);
    }

    /** The choice; where there is none the handshake fails, with both offers as evidence. */
    public T orFail(Reason reason) {
      if (chosen == null) {
        throw TlsFailure.of(
            reason, "client offers " + clientOffer + ", server accepts " + serverOffer);
      }
      return chosen;
    }

    /** The same as an event for the trace. */
    public Decision decision(Decision.Topic topic) {
      return new Decision(
          topic,
          names(clientOffer),
          names(serverOffer),
          chosen == null ? null : chosen.toString(),
          why,
          reference);
    }
  }

  /** The names of registry rows, or other values, as they are printed. */
  public static List<String> names(List<?> values) {
    return Decision.names(values);
  }

  /** Those that are wanted, in their order; the list itself where that is all of it. */
  public static <T> List<T> those(List<T> list, Predicate<? super T> wanted) {
    List<T> kept = null;
    for (int i = 0; i < list.size(); i++) {
      T one = list.get(i);
      if (!wanted.test(one)) {
        kept = kept == null ? new ArrayList<>(list.subList(0, i)) : kept;
      } else if (kept != null) {
        kept.add(one);
      }
    }
    return List.copyOf(kept == null ? list : kept);
  }

  /**
   * What the client offers: supported_versions, or where that is absent everything up to
   * legacy_version, but never TLS 1.3.
   */
  public static List<ProtocolVersion> offeredVersions(ClientHello hello) {
    SupportedVersions offer = hello.extensions().get(SupportedVersions.class);
    if (offer != null) {
      return offer.versions();
    }
    for (int i = 0; i < BEFORE_TLS_1_3.size(); i++) {
      if (hello.legacyVersion().atLeast(BEFORE_TLS_1_3.get(i))) {
        return BEFORE_TLS_1_3.subList(i, BEFORE_TLS_1_3.size());
      }
    }
    return List.of();
  }

  /**
   * The newest version that both have.
   *
   * @param enabled newest first
   */
  public static Outcome<ProtocolVersion> version(ClientHello hello, List<ProtocolVersion> enabled) {
    List<ProtocolVersion> offered = offeredVersions(hello);
    // RFC 9846 §4.3.1: "If this extension is present in the ClientHello, servers MUST NOT use the
    // ClientHello.legacy_version value"
    boolean byExtension = hello.extensions().get(SupportedVersions.class) != null;
    ProtocolVersion chosen = firstCommon(enabled, offered);
    String why =
        byExtension
            ? "the newest in supported_versions that is enabled here"
            : "the newest up to legacy_version that is enabled here";
    return new Outcome<>(offered, enabled, chosen, why, "RFC 9846 §4.3.1");
  }

  /**
   * The first common suite of this version.
   *
   * @param resumedHash the hash of the session to resume, whose suites come first (RFC 9846
   *     §4.3.11), or null
   */
  public static Outcome<CipherSuite> suite(
      List<CipherSuite> offered,
      List<CipherSuite> enabled,
      ProtocolVersion version,
      Order order,
      @Nullable HashAlgorithm resumedHash) {
    List<CipherSuite> own = those(enabled, suite -> suite.usableIn(version));
    List<CipherSuite> common = common(offered, own, order);
    CipherSuite first = common.isEmpty() ? null : common.getFirst();
    CipherSuite chosen = first;
    String why =
        "first in the "
            + (order == Order.CLIENT ? "client's" : "server's")
            + " order that both have";
    if (resumedHash != null && first != null && first.hash() != resumedHash) {
      CipherSuite ofSession =
          common.stream().filter(suite -> suite.hash() == resumedHash).findFirst().orElse(null);
      if (ofSession != null) {
        chosen = ofSession;
        why = "first that both have with " + resumedHash + ", the hash of the session to resume";
      }
    }
    return new Outcome<>(offered, own, chosen, why, "RFC 9846 §4.2.1");
  }

  /**
   * The group to agree on a secret in.
   *
   * <p>The first common group is best. Where the client sent no share for it but did for another
   * common group, that one saves a round trip and is taken, with one exception: a hybrid with a
   * post-quantum part is worth the round trip, unless the share is for a hybrid too.
   *
   * @param shares groups that the client sent key shares for; empty in TLS 1.2
   */
  public static Outcome<NamedGroup> group(
      List<NamedGroup> offered,
      List<NamedGroup> shares,
      List<NamedGroup> enabled,
      ProtocolVersion version,
      Order order) {
    List<NamedGroup> own = those(enabled, group -> group.usableIn(version));
    List<NamedGroup> common = common(offered, own, order);
    if (common.isEmpty()) {
      return new Outcome<>(offered, own, null, "nothing in common", "RFC 9846 §4.2.1");
    }
    NamedGroup best = common.getFirst();
    NamedGroup shared = firstCommon(common, shares);
    if (shared == null || shared.equals(best)) {
      String why =
          "first in the "
              + (order == Order.CLIENT ? "client's" : "server's")
              + " order that both have";
      return new Outcome<>(offered, own, best, why, "RFC 9846 §4.2.1");
    }
    if (best.kind() == NamedGroup.Kind.HYBRID && shared.kind() != NamedGroup.Kind.HYBRID) {
      return new Outcome<>(
          offered,
          own,
          best,
          "post-quantum: worth a round trip, although the client sent a share for " + shared,
          "RFC 9846 §4.3.8");
    }
    return new Outcome<>(
        offered,
        own,
        shared,
        "the client sent a share for it, which saves the round trip that " + best + " would cost",
        "RFC 9846 §4.3.8");
  }

  /**
   * The scheme to sign a handshake with: the first of ours that the peer verifies and that fits the
   * key.
   *
   * @param verified what the peer verifies
   * @param own what we sign with, in our order
   */
  public static Outcome<SignatureScheme> signatureScheme(
      Side signer,
      List<SignatureScheme> verified,
      List<SignatureScheme> own,
      PublicKey key,
      ProtocolVersion version,
      CryptoProvider crypto) {
    List<SignatureScheme> fitting = those(own, scheme -> fits(scheme, key, version, crypto));
    SignatureScheme chosen = firstCommon(fitting, verified);
    String why =
        "first of ours that the peer verifies and that fits a key of " + key.getAlgorithm();
    return signer == Side.SERVER
        ? new Outcome<>(verified, fitting, chosen, why, "RFC 9846 §4.5.2")
        : new Outcome<>(fitting, verified, chosen, why, "RFC 9846 §4.5.2");
  }

  private static boolean fits(
      SignatureScheme scheme, PublicKey key, ProtocolVersion version, CryptoProvider crypto) {
    SignatureAlgorithm algorithm = crypto.signature(scheme);
    return algorithm != null && scheme.signsHandshakeIn(version) && algorithm.fits(key, version);
  }

  private static <T> List<T> common(List<T> client, List<T> server, Order order) {
    return order == Order.CLIENT
        ? those(client, server::contains)
        : those(server, client::contains);
  }

  private static <T> @Nullable T firstCommon(List<T> preferring, List<T> others) {
    for (int i = 0; i < preferring.size(); i++) {
      T candidate = preferring.get(i);
      if (others.contains(candidate)) {
        return candidate;
      }
    }
    return null;
  }
}
