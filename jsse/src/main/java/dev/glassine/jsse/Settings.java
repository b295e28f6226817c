package dev.glassine.jsse;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmConstraints;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has set on an engine or a socket, and {@link SSLParameters} as the way to say most
 * of it. Names are checked when they are set. Mutable; its engine or socket guards it.
 */
final class Settings {
  private final Spoken spoken;
  private Spoken.Named protocolVersions;
  private List<CipherSuite> suites;
  private boolean suitesNamed;
  private ClientAuthentication clientAuthentication = ClientAuthentication.NONE;
  private boolean createsSessions = true;
  private boolean ownSuiteOrder = true;
  private boolean retransmissions = true;
  private int maximumPacketSize;
  private List<String> protocols = List.of();
  private @Nullable List<SNIServerName> serverNames;
  private @Nullable List<SNIMatcher> serverNameMatchers;
  private @Nullable String endpointIdentification;
  private @Nullable AlgorithmConstraints constraints;
  private String @Nullable [] groupNames;
  private String @Nullable [] schemeNames;
  private @Nullable List<NamedGroup> groups;
  private @Nullable List<SignatureScheme> schemes;

  /** The defaults of a context that enables {@code versions}. */
  Settings(Spoken spoken, List<ProtocolVersion> versions) {
    this.spoken = spoken;
    this.protocolVersions = new Spoken.Named(versions, false);
    this.suites = spoken.enabledFor(versions);
  }

  private Settings(Settings original) {
    spoken = original.spoken;
    protocolVersions = original.protocolVersions;
    suites = original.suites;
    suitesNamed = original.suitesNamed;
    clientAuthentication = original.clientAuthentication;
    createsSessions = original.createsSessions;
    ownSuiteOrder = original.ownSuiteOrder;
    retransmissions = original.retransmissions;
    maximumPacketSize = original.maximumPacketSize;
    protocols = original.protocols;
    serverNames = original.serverNames;
    serverNameMatchers = original.serverNameMatchers;
    endpointIdentification = original.endpointIdentification;
    constraints = original.constraints;
    groupNames = original.groupNames;
    schemeNames = original.schemeNames;
    groups = original.groups;
    schemes = original.schemes;
  }

  /** An independent copy. */
  Settings copy() {
    return new Settings(this);
  }

  /** All of it, for somebody to change and give back. */
  SSLParameters toParameters() {
    SSLParameters parameters = new SSLParameters(suiteNames(), protocolVersions.names());
    switch (clientAuthentication) {
      case NONE -> {}
      case REQUESTED -> parameters.setWantClientAuth(true);
      case REQUIRED -> parameters.setNeedClientAuth(true);
    }
    if (serverNames != null) {
      parameters.setServerNames(serverNames);
    }
    if (serverNameMatchers != null) {
      parameters.setSNIMatchers(serverNameMatchers);
    }
    parameters.setAlgorithmConstraints(constraints);
    parameters.setEndpointIdentificationAlgorithm(endpointIdentification);
    parameters.setUseCipherSuitesOrder(ownSuiteOrder);
    parameters.setEnableRetransmissions(retransmissions);
    parameters.setMaximumPacketSize(maximumPacketSize);
    parameters.setApplicationProtocols(protocols.toArray(String[]::new));
    parameters.setNamedGroups(groupNames);
    parameters.setSignatureSchemes(schemeNames);
    return parameters;
  }

  /**
   * Takes over what is set in {@code parameters}; where their documentation says that null changes
   * nothing, it does not.
   *
   * @throws IllegalArgumentException where a name is not supported; then nothing was taken over
   */
  void apply(SSLParameters parameters) {
    String[] suiteNames = parameters.getCipherSuites();
    String[] versionNames = parameters.getProtocols();
    List<CipherSuite> newSuites = suiteNames == null ? null : spoken.parseSuites(suiteNames);
    Spoken.Named newVersions = versionNames == null ? null : spoken.parse(versionNames);
    List<NamedGroup> newGroups = SchemeNames.groups(parameters.getNamedGroups());
    List<SignatureScheme> newSchemes = SchemeNames.schemes(parameters.getSignatureSchemes());
    List<String> newProtocols = checkedProtocols(parameters.getApplicationProtocols());
    if (newVersions != null) {
      setVersions(newVersions);
    }
    if (newSuites != null && !Arrays.equals(suiteNames, suiteNames())) {
      setSuites(newSuites);
    }
    groups = newGroups;
    groupNames = parameters.getNamedGroups();
    schemes = newSchemes;
    schemeNames = parameters.getSignatureSchemes();
    protocols = newProtocols;
    clientAuthentication =
        parameters.getNeedClientAuth()
            ? ClientAuthentication.REQUIRED
            : parameters.getWantClientAuth()
                ? ClientAuthentication.REQUESTED
                : ClientAuthentication.NONE;
    applyOptional(parameters);
    ownSuiteOrder = parameters.getUseCipherSuitesOrder();
    retransmissions = parameters.getEnableRetransmissions();
    maximumPacketSize = parameters.getMaximumPacketSize();
  }

  private void applyOptional(SSLParameters parameters) {
    List<SNIServerName> names = parameters.getServerNames();
    if (names != null) {
      serverNames = List.copyOf(names);
    }
    if (parameters.getSNIMatchers() != null) {
      serverNameMatchers = List.copyOf(parameters.getSNIMatchers());
    }
    if (parameters.getAlgorithmConstraints() != null) {
      constraints = parameters.getAlgorithmConstraints();
    }
    if (parameters.getEndpointIdentificationAlgorithm() != null) {
      endpointIdentification = parameters.getEndpointIdentificationAlgorithm();
    }
  }

  /** RFC 7301 §3.1: 1..255 octets; JSSE makes an octet of each character. */
  private static List<String> checkedProtocols(String[] names) {
    for (String name : names) {
      int length = name == null ? 0 : name.getBytes(StandardCharsets.ISO_8859_1).length;
      if (length < 1 || length > 255) {
        throw new IllegalArgumentException(
            "an application protocol's name has 1..255 octets (RFC 7301 §3.1): \"" + name + "\"");
      }
    }
    return List.of(names);
  }

  /** What can be set here. */
  Spoken spoken() {
    return spoken;
  }

  List<ProtocolVersion> versions() {
    return protocolVersions.versions();
  }

  /** The names of the versions, and of what is set with them. */
  String[] versionNames() {
    return protocolVersions.names();
  }

  void setVersions(String[] names) {
    setVersions(spoken.parse(names));
  }

  /** Suites that nobody named follow the versions. */
  private void setVersions(Spoken.Named enabled) {
    protocolVersions = enabled;
    if (!suitesNamed) {
      suites = spoken.enabledFor(enabled.versions());
    }
  }

  /** What a connection of this side lets in that is broken. */
  Legacy legacy(Side side) {
    return spoken.legacy(side, protocolVersions);
  }

  List<CipherSuite> suites() {
    return suites;
  }

  String[] suiteNames() {
    return SuiteNames.of(suites);
  }

  void setSuites(String[] names) {
    setSuites(spoken.parseSuites(names));
  }

  private void setSuites(List<CipherSuite> enabled) {
    suites = enabled;
    suitesNamed = true;
  }

  ClientAuthentication clientAuthentication() {
    return clientAuthentication;
  }

  void setClientAuthentication(ClientAuthentication mode) {
    clientAuthentication = mode;
  }

  /** Whether a handshake may end in a new session; else it must resume one. */
  boolean createsSessions() {
    return createsSessions;
  }

  void setCreatesSessions(boolean enabled) {
    createsSessions = enabled;
  }

  /** Whether a server's own order of suites decides. */
  boolean ownSuiteOrder() {
    return ownSuiteOrder;
  }

  /** Octets of the largest packet to send; 0 for what the protocol allows. */
  int maximumPacketSize() {
    return maximumPacketSize;
  }

  List<String> protocols() {
    return protocols;
  }

  /** Null where nobody has set any: then the peer's host name is taken. */
  @Nullable List<SNIServerName> serverNames() {
    return serverNames;
  }

  List<SNIMatcher> serverNameMatchers() {
    return serverNameMatchers == null ? List.of() : serverNameMatchers;
  }

  /** "HTTPS", "LDAPS", or empty for no check of names. */
  String endpointIdentification() {
    return endpointIdentification == null ? "" : endpointIdentification;
  }

  @Nullable AlgorithmConstraints constraints() {
    return constraints;
  }

  @Nullable List<NamedGroup> groups() {
    return groups;
  }

  @Nullable List<SignatureScheme> schemes() {
    return schemes;
  }
}
