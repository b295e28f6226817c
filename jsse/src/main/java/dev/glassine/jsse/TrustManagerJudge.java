package dev.glassine.jsse;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.identity.ChainJudge;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.HostName;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.Side;
import java.security.AlgorithmConstraints;
import java.security.CryptoPrimitive;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges a chain through a JSSE trust manager, on behalf of one connection. An {@link
 * X509ExtendedTrustManager} checks names and constraints itself, since it sees the connection; for
 * a plain one that is done here. One thread at a time.
 */
final class TrustManagerJudge implements ChainJudge {
  private static final Set<CryptoPrimitive> SIGNATURE =
      Collections.unmodifiableSet(EnumSet.of(CryptoPrimitive.SIGNATURE));

  private final X509TrustManager manager;
  private final Endpoint endpoint;
  private final Settings settings;
  private final HandshakeWatch watch;
  private final @Nullable String peerHost;

  TrustManagerJudge(
      X509TrustManager manager,
      Endpoint endpoint,
      Settings settings,
      HandshakeWatch watch,
      @Nullable String peerHost) {
    this.manager = manager;
    this.endpoint = endpoint;
    this.settings = settings;
    this.watch = watch;
    this.peerHost = peerHost;
  }

  @Override
  public ChainVerdict judge(PresentedChain presented) {
    if (manager instanceof GlassineTrustManager ours) {
      ChainVerdict.Refused constrained = constrained(presented);
      return constrained != null ? constrained : judgeOurselves(ours, presented);
    }
    X509Certificate[] chain = presented.certificates().toArray(X509Certificate[]::new);
    try {
      if (presented.presenter() == Side.SERVER) {
        String authType = KeyTypes.serverAuthentication(watch.version(), watch.suite());
        endpoint.checkServer(manager, chain, authType);
      } else {
        endpoint.checkClient(manager, chain, KeyTypes.clientAuthentication(chain[0]));
      }
    } catch (CertificateException e) {
      return CertificateRefusal.by(manager, e, presented.certificates());
    }
    if (manager instanceof X509ExtendedTrustManager) {
      return new ChainVerdict.Accepted(presented.certificates());
    }
    ChainVerdict.Refused refused = constrained(presented);
    refused = refused != null ? refused : misnamed(presented);
    return refused != null ? refused : new ChainVerdict.Accepted(presented.certificates());
  }

  /**
   * Each name that the connection is known by may be the certificate's; the first error is told.
   */
  private ChainVerdict judgeOurselves(GlassineTrustManager ours, PresentedChain presented) {
    if (!checksName(presented)) {
      return ours.trust().judge(presented);
    }
    Set<String> names = names();
    if (names.isEmpty()) {
      return nameless();
    }
    ChainVerdict first = null;
    for (String name : names) {
      ChainVerdict verdict = ours.trust().judge(expecting(presented, name));
      if (!(verdict instanceof ChainVerdict.Refused refused)
          || refused.reason() != Reason.WRONG_HOST) {
        return verdict;
      }
      first = first == null ? verdict : first;
    }
    return first == null ? nameless() : first;
  }

  private static PresentedChain expecting(PresentedChain presented, String name) {
    return new PresentedChain(
        presented.presenter(),
        presented.certificates(),
        name,
        presented.ocspResponse(),
        presented.now());
  }

  /** What {@link javax.net.ssl.SSLParameters#setAlgorithmConstraints} has against a chain. */
  private ChainVerdict.@Nullable Refused constrained(PresentedChain presented) {
    AlgorithmConstraints constraints = settings.constraints();
    if (constraints == null) {
      return null;
    }
    for (X509Certificate certificate : presented.certificates()) {
      if (!constraints.permits(SIGNATURE, certificate.getSigAlgName(), null)
          || !constraints.permits(SIGNATURE, certificate.getPublicKey())) {
        return new ChainVerdict.Refused(
            Reason.WEAK_CERTIFICATE,
            certificate.getSubjectX500Principal().getName()
                + ": the algorithm constraints set here refuse its key or its "
                + certificate.getSigAlgName()
                + " signature",
            null);
      }
    }
    return null;
  }

  private ChainVerdict.@Nullable Refused misnamed(PresentedChain presented) {
    if (!checksName(presented)) {
      return null;
    }
    String detail = "";
    for (String name : names()) {
      try {
        HostName.Match match = HostName.of(name).match(presented.certificates().getFirst());
        if (match.accepted()) {
          return null;
        }
        detail = detail.isEmpty() ? "expected " + name + ", " + match.describe() : detail;
      } catch (IllegalArgumentException e) {
        detail = detail.isEmpty() ? String.valueOf(e.getMessage()) : detail;
      }
    }
    return detail.isEmpty()
        ? nameless()
        : new ChainVerdict.Refused(Reason.WRONG_HOST, detail, null);
  }

  private static ChainVerdict.Refused nameless() {
    return new ChainVerdict.Refused(
        Reason.WRONG_HOST,
        "endpoint identification is on, but this connection was made without a host name: create"
            + " the engine or socket with one, or set server names",
        null);
  }

  /**
   * Whether the name in a server's certificate is checked.
   *
   * @throws TlsFailure where the algorithm's name means nothing here
   */
  private boolean checksName(PresentedChain presented) {
    String algorithm = settings.endpointIdentification();
    if (algorithm.isEmpty() || presented.presenter() == Side.CLIENT) {
      return false;
    }
    if (algorithm.equalsIgnoreCase("HTTPS") || algorithm.equalsIgnoreCase("LDAPS")) {
      return true;
    }
    throw new TlsFailure.Internal(
        Reason.RESOLVER_FAILED,
        "unknown endpoint identification algorithm \""
            + algorithm
            + "\"; known are HTTPS and LDAPS",
        null);
  }

  /** The name that was asked for, then the one that the connection was made with. */
  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    List<SNIServerName> asked = watch.serverNames();
    for (SNIServerName name : asked) {
      if (name instanceof SNIHostName host) {
        names.add(host.getAsciiName());
      }
    }
    if (peerHost != null && !peerHost.isEmpty()) {
      names.add(peerHost);
    }
    return names;
  }
}
