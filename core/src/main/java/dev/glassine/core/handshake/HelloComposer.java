package dev.glassine.core.handshake;

import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.handshake.tls13.Psk;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.Grease;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.EcPointFormats;
import dev.glassine.core.wire.ext.EncryptThenMac;
import dev.glassine.core.wire.ext.ExtendedMasterSecret;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.MaxFragmentLength;
import dev.glassine.core.wire.ext.OfferedKeyShares;
import dev.glassine.core.wire.ext.PskKeyExchangeModes;
import dev.glassine.core.wire.ext.RecordSizeLimit;
import dev.glassine.core.wire.ext.RenegotiationInfo;
import dev.glassine.core.wire.ext.ServerName;
import dev.glassine.core.wire.ext.SessionTicket;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import dev.glassine.core.wire.ext.StatusRequest;
import dev.glassine.core.wire.ext.SupportedGroups;
import dev.glassine.core.wire.ext.SupportedVersions;
import dev.glassine.core.wire.ext.UnknownExtension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Composes the first ClientHello from the configuration (RFC 9846 §4.2.2): one hello for every
 * version that is enabled. The second one, after a HelloRetryRequest, is made from the first by
 * {@link dev.glassine.core.handshake.tls13.HelloRetry}.
 */
final class HelloComposer {
  private static final int RANDOM_LENGTH = 32;
  private static final int SESSION_ID_LENGTH = 32;
  private static final Bytes NULL_COMPRESSION = Bytes.copyOf(new byte[] {0});

  private final ClientContext context;
  private final ClientConfig config;
  private final @Nullable SessionState session;
  private final List<ProtocolVersion> versions;

  private HelloComposer(ClientContext context, @Nullable SessionState session) {
    this.context = context;
    this.config = context.config();
    this.session = session;
    // SSL 2.0 has a hello of its own
    this.versions =
        Negotiation.those(config.versions(), version -> version.atLeast(ProtocolVersion.SSL_3_0));
  }

  /**
   * The hello with everything that is needed to understand its answer.
   *
   * @param session to resume, already found fit, or null
   */
  static ClientOffer compose(ClientContext context, @Nullable SessionState session) {
    return new HelloComposer(context, session).offer();
  }

  /**
   * A hello for everything before TLS 1.3, without what only extensions can say: as it goes into
   * SSL 2.0 format (RFC 5246 §E.2).
   *
   * @return null where nothing newer than SSL 2.0 is enabled, or nothing older than TLS 1.3
   */
  static @Nullable ClientHello withoutExtensions(ClientContext context) {
    HelloComposer composer = new HelloComposer(context, null);
    ProtocolVersion newest =
        composer.versions.stream()
            .filter(version -> !version.atLeast(ProtocolVersion.TLS_1_3))
            .findFirst()
            .orElse(null);
    if (newest == null) {
      return null;
    }
    List<CipherSuite> suites = new ArrayList<>();
    context.config().suites().stream()
        .filter(suite -> suite.code() <= 0xFFFF)
        .filter(suite -> composer.versions.stream().anyMatch(v -> speaks(suite, v)))
        .forEach(suites::add);
    composer.addSignals(suites, true);
    return new ClientHello(
        newest,
        composer.random(RANDOM_LENGTH),
        Bytes.EMPTY,
        suites,
        NULL_COMPRESSION,
        Extensions.NONE);
  }

  private static boolean speaks(CipherSuite suite, ProtocolVersion version) {
    return !version.atLeast(ProtocolVersion.TLS_1_3) && suite.usableIn(version);
  }

  private ClientOffer offer() {
    Bytes random = random(RANDOM_LENGTH);
    Bytes sessionId = sessionId();
    Map<NamedGroup, KeyExchange.Offer> shares =
        offers(ProtocolVersion.TLS_1_3) ? keyShares() : Map.of();
    ClientHello hello =
        new ClientHello(
            legacyVersion(),
            random,
            sessionId,
            suites(),
            compressionMethods(),
            new Extensions(knowsExtensions() ? extensions(shares) : List.of()));
    if (session != null && session.version().equals(ProtocolVersion.TLS_1_3)) {
      hello = Psk.offer(context, hello, session);
    }
    Bytes raw = HandshakeCodec.encode(hello);
    Transcript transcript = new Transcript(context.crypto());
    transcript.add(raw);
    return new ClientOffer(hello, raw, transcript, shares, session);
  }

  // RFC 9846 §4.2.2: "the legacy_version field MUST be set to 0x0303"; before TLS 1.3 the newest
  // that is enabled
  private ProtocolVersion legacyVersion() {
    ProtocolVersion newest = versions.getFirst();
    return newest.atLeast(ProtocolVersion.TLS_1_2) ? ProtocolVersion.TLS_1_2 : newest;
  }

  /** RFC 3749 §2: DEFLATE before null; a configuration has it only where TLS 1.3 is off. */
  private Bytes compressionMethods() {
    return config.legacy().allows(Danger.COMPRESSION)
        ? Bytes.copyOf(new byte[] {ClientHello.DEFLATE, 0})
        : NULL_COMPRESSION;
  }

  /** RFC 6101 §5.6.1.2: SSL 3.0 lets more follow, and defines nothing that does. */
  private boolean knowsExtensions() {
    return versions.getFirst().atLeast(ProtocolVersion.TLS_1_0);
  }

  private Bytes sessionId() {
    if (session != null && session.ticket() instanceof SessionState.Ticket.SessionId(Bytes id)) {
      return id;
    }
    // RFC 5077 §3.4: a session id beside a ticket lets the client tell from its echo that the
    // session resumes
    boolean besideTicket = session != null && !session.version().equals(ProtocolVersion.TLS_1_3);
    // RFC 9846 §4.2.2: "In compatibility mode (see Appendix E.4), this field MUST be non-empty"
    boolean compatible = offers(ProtocolVersion.TLS_1_3) && config.compatibilityMode();
    return besideTicket || compatible ? random(SESSION_ID_LENGTH) : Bytes.EMPTY;
  }

  private List<CipherSuite> suites() {
    List<CipherSuite> suites = new ArrayList<>();
    if (config.grease()) {
      suites.add(CipherSuite.of(grease()));
    }
    for (CipherSuite suite : config.suites()) {
      if (suite.code() <= 0xFFFF) {
        suites.add(suite);
      }
    }
    addSignals(suites, !knowsExtensions());
    return suites;
  }

  private void addSignals(List<CipherSuite> suites, boolean bareHello) {
    // RFC 7507 §4: "The client SHOULD put TLS_FALLBACK_SCSV after all cipher suites that it
    // actually intends to negotiate", and not at all where it means to resume a session
    if (config.signalsFallback() && session == null) {
      suites.add(CipherSuite.TLS_FALLBACK_SCSV);
    }
    if (bareHello) {
      // RFC 5746 §4.5: a client of SSL 3.0 says by this that it knows secure renegotiation
      suites.add(CipherSuite.TLS_EMPTY_RENEGOTIATION_INFO_SCSV);
    }
  }

  /** RFC 9846 §4.3.8: shares "MUST appear in the same order" as the groups. */
  private Map<NamedGroup, KeyExchange.Offer> keyShares() {
    Map<NamedGroup, KeyExchange.Offer> shares = new LinkedHashMap<>();
    List<NamedGroup> wanted = config.keyShares();
    for (NamedGroup group : config.groups()) {
      KeyExchange exchange = context.crypto().keyExchange(group);
      if (wanted.contains(group) && exchange != null) {
        shares.put(group, exchange.offer(context.random()));
      }
    }
    return shares;
  }

  private List<Extension> extensions(Map<NamedGroup, KeyExchange.Offer> shares) {
    List<Extension> list = new ArrayList<>();
    int firstGrease = grease();
    if (config.grease()) {
      list.add(new UnknownExtension(ExtensionType.of(firstGrease), Bytes.EMPTY));
    }
    forAllVersions(list);
    if (offersBefore13()) {
      forTls12(list);
    }
    if (offers(ProtocolVersion.TLS_1_3)) {
      forTls13(list, shares);
    }
    if (config.grease()) {
      list.add(
          new UnknownExtension(ExtensionType.of(greaseOtherThan(firstGrease)), NULL_COMPRESSION));
    }
    return list;
  }

  private void forAllVersions(List<Extension> list) {
    String serverName = context.destination().serverName();
    if (serverName != null) {
      list.add(new ServerName(serverName));
    }
    if (config.maxFragmentLength() != 0) {
      list.add(
          new MaxFragmentLength(Integer.numberOfTrailingZeros(config.maxFragmentLength()) - 8));
    } else if (config.recordSizeLimit() != 1 << 14) {
      list.add(new RecordSizeLimit(config.recordSizeLimit()));
    }
    if (config.requestsStapledStatus()) {
      list.add(StatusRequest.ANY);
    }
    List<NamedGroup> groups = groups();
    if (!groups.isEmpty()) {
      list.add(new SupportedGroups(groups));
    }
    // RFC 5246 §7.4.1.4.1: "Clients MUST NOT offer it if they are offering TLS versions prior to
    // 1.2"
    if (versions.getFirst().atLeast(ProtocolVersion.TLS_1_2)) {
      list.add(new SignatureAlgorithms(signatureSchemes()));
    }
    if (!config.protocols().isEmpty()) {
      list.add(ApplicationProtocols.ofNames(config.protocols()));
    }
  }

  private void forTls12(List<Extension> list) {
    list.add(EcPointFormats.UNCOMPRESSED);
    if (config.encryptThenMac() && offersCbc()) {
      list.add(new EncryptThenMac());
    }
    list.add(new ExtendedMasterSecret());
    if (session != null
        && !session.version().equals(ProtocolVersion.TLS_1_3)
        && session.ticket() instanceof SessionState.Ticket.Sealed(Bytes ticket, var received)) {
      list.add(new SessionTicket(ticket));
    } else if (wantsTickets()) {
      list.add(SessionTicket.EMPTY);
    }
    list.add(RenegotiationInfo.EMPTY);
  }

  private boolean offersCbc() {
    for (CipherSuite suite : config.suites()) {
      if (suite.cipher().kind() == BulkCipher.Kind.BLOCK) {
        return true;
      }
    }
    return false;
  }

  private void forTls13(List<Extension> list, Map<NamedGroup, KeyExchange.Offer> shares) {
    List<ProtocolVersion> offered = new ArrayList<>(versions);
    List<KeyShareEntry> entries = new ArrayList<>();
    if (config.grease()) {
      offered.addFirst(ProtocolVersion.of(grease()));
      entries.add(new KeyShareEntry(greaseGroup(list), NULL_COMPRESSION));
    }
    shares.forEach((group, offer) -> entries.add(new KeyShareEntry(group, offer.share())));
    list.add(new SupportedVersions(offered));
    if (wantsTickets() || session != null) {
      list.add(PskKeyExchangeModes.of(PskKeyExchangeModes.PSK_DHE_KE));
    }
    list.add(new OfferedKeyShares(entries));
  }

  /**
   * RFC 9846 §4.3.9: the modes also say whether tickets are of use; without a place to keep them
   * they are not.
   */
  private boolean wantsTickets() {
    return config.tickets()
        && config.sessions() != null
        && context.destination().sessionKey() != null;
  }

  private List<NamedGroup> groups() {
    List<NamedGroup> groups = new ArrayList<>();
    if (config.grease()) {
      groups.add(NamedGroup.of(grease()));
    }
    for (NamedGroup group : config.groups()) {
      if (isUsable(group)) {
        groups.add(group);
      }
    }
    return groups;
  }

  private boolean isUsable(NamedGroup group) {
    for (ProtocolVersion version : versions) {
      if (group.usableIn(version)) {
        return true;
      }
    }
    return false;
  }

  /** RFC 8701 §3.1: a key share of a reserved group stands for the one in supported_groups. */
  private static NamedGroup greaseGroup(List<Extension> list) {
    return list.stream()
        .filter(SupportedGroups.class::isInstance)
        .map(extension -> ((SupportedGroups) extension).groups().getFirst())
        .findFirst()
        .orElseThrow();
  }

  private List<SignatureScheme> signatureSchemes() {
    List<SignatureScheme> schemes = new ArrayList<>(config.signatureSchemes());
    if (config.grease()) {
      schemes.add(SignatureScheme.of(grease()));
    }
    return schemes;
  }

  private boolean offers(ProtocolVersion version) {
    return versions.contains(version);
  }

  private boolean offersBefore13() {
    return !versions.getLast().atLeast(ProtocolVersion.TLS_1_3);
  }

  private Bytes random(int length) {
    byte[] octets = new byte[length];
    context.random().nextBytes(octets);
    return Bytes.wrap(octets);
  }

  private int grease() {
    return config.grease() ? Grease.VALUES.get(context.random().nextInt(Grease.VALUES.size())) : 0;
  }

  private int greaseOtherThan(int taken) {
    int value = grease();
    return value == taken
        ? Grease.VALUES.get((Grease.VALUES.indexOf(taken) + 1) % Grease.VALUES.size())
        : value;
  }
}
