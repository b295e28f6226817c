package dev.glassine.jsse;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import java.security.AlgorithmConstraints;
import java.util.List;
import javax.net.ssl.SNIMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a configuration of the engine follows from: two connections of one context with
 * equal keys share a configuration. Immutable.
 *
 * @param groups null for the defaults
 * @param schemes null for the defaults
 * @param authorities DER names to send with a request for a client's certificate
 * @param chooserSet whether the application chooses the application protocol
 * @param sessionSeconds how long sessions last; 0 for as long as the protocol allows
 * @param legacy what is let in although it is broken
 */
record ConfigKey(
    Side side,
    List<ProtocolVersion> versions,
    List<CipherSuite> suites,
    @Nullable List<NamedGroup> groups,
    @Nullable List<SignatureScheme> schemes,
    List<String> protocols,
    ClientAuthentication clientAuthentication,
    List<Bytes> authorities,
    boolean createsSessions,
    boolean ownSuiteOrder,
    boolean chooserSet,
    int maximumPacketSize,
    String endpointIdentification,
    @Nullable AlgorithmConstraints constraints,
    List<SNIMatcher> serverNameMatchers,
    int sessionSeconds,
    Legacy legacy) {

  static ConfigKey of(
      Side side,
      Settings settings,
      List<Bytes> authorities,
      boolean chooserSet,
      int sessionSeconds) {
    boolean server = side == Side.SERVER;
    return new ConfigKey(
        side,
        settings.versions(),
        settings.suites(),
        settings.groups(),
        settings.schemes(),
        settings.protocols(),
        server ? settings.clientAuthentication() : ClientAuthentication.NONE,
        authorities,
        settings.createsSessions(),
        settings.ownSuiteOrder(),
        chooserSet,
        settings.maximumPacketSize(),
        settings.endpointIdentification(),
        settings.constraints(),
        server ? settings.serverNameMatchers() : List.of(),
        sessionSeconds,
        settings.legacy(side));
  }

  /**
   * What a session is good for: it is resumed only where the peer would be judged by the same trust
   * and where client authentication, name checks and constraints are the same too (CVE-2025-23419).
   *
   * @param scope whose judgement of peers it carries; a server that asks for no certificate judges
   *     nobody
   * @param serial tells constraints and matchers apart, which cannot say what they are
   */
  Bytes policy(Bytes scope, long serial) {
    String text =
        "client authentication "
            + clientAuthentication
            + ", endpoint identification "
            + endpointIdentification;
    if (side == Side.CLIENT || clientAuthentication != ClientAuthentication.NONE) {
      text += ", trust " + scope.hex();
    }
    boolean opaque = constraints != null || !serverNameMatchers.isEmpty();
    return Bytes.ofString(opaque ? text + ", constraints " + serial : text);
  }
}
