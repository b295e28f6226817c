package dev.glassine.jsse;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateRequest;
import dev.glassine.core.wire.CertificateRequest12;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.NewSessionTicket;
import dev.glassine.core.wire.NewSessionTicket12;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.ServerName;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;
import org.jspecify.annotations.Nullable;

/**
 * Hears what a handshake says, for the session that JSSE shows meanwhile and for those that are
 * remembered; and turns clients away whose server name no {@link SNIMatcher} wants. Written by the
 * engine's owner, read by anyone.
 */
final class HandshakeWatch implements TlsListener {
  private final Side side;
  private final List<SNIMatcher> matchers;
  private final @Nullable TlsListener listener;
  private List<Bytes> tickets = List.of();
  private volatile @Nullable ProtocolVersion version;
  private volatile @Nullable CipherSuite suite;
  private volatile @Nullable String protocol;
  private volatile List<SignatureScheme> peerSchemes = List.of();
  private volatile List<SNIServerName> serverNames = List.of();

  /**
   * For one connection.
   *
   * @param side ours
   * @param matchers a server's; empty to take every name
   * @param listener who hears everything first, or null
   */
  HandshakeWatch(Side side, List<SNIMatcher> matchers, @Nullable TlsListener listener) {
    this.side = side;
    this.matchers = matchers;
    this.listener = listener;
  }

  /** The negotiated version, or null. */
  @Nullable ProtocolVersion version() {
    return version;
  }

  /** The negotiated suite, or null. */
  @Nullable CipherSuite suite() {
    return suite;
  }

  /** The negotiated application protocol, or null. */
  @Nullable String protocol() {
    return protocol;
  }

  /** What the peer verifies; empty until it has said so. */
  List<SignatureScheme> peerSchemes() {
    return peerSchemes;
  }

  /** What the client asked for. */
  List<SNIServerName> serverNames() {
    return serverNames;
  }

  /** The tickets that came or went since the last call; for the engine's owner. */
  List<Bytes> takeTickets() {
    if (tickets.isEmpty()) {
      return List.of();
    }
    List<Bytes> taken = tickets;
    tickets = List.of();
    return taken;
  }

  @Override
  public boolean wantsRecords() {
    return listener != null && listener.wantsRecords();
  }

  @Override
  public void on(TlsEvent event) {
    if (listener != null) {
      listener.on(event);
    }
    switch (event) {
      case TlsEvent.Message message -> message(message.sender(), message.message());
      case TlsEvent.Decided(Decision decision) -> decided(decision);
      default -> {
        // alerts, keys and records are no affair of JSSE's
      }
    }
  }

  private void message(Side sender, HandshakeMessage message) {
    switch (message) {
      case ClientHello hello -> clientHello(sender, hello);
      case ServerHello hello -> {
        version = hello.selectedVersion();
        suite = hello.cipherSuite();
      }
      case CertificateRequest request when sender != side -> peerSchemes(request.extensions());
      case CertificateRequest12 request when sender != side ->
          peerSchemes = request.supportedSignatureAlgorithms();
      case NewSessionTicket ticket -> ticket(ticket.ticket());
      case NewSessionTicket12 ticket -> ticket(ticket.ticket());
      default -> {
        // says nothing that a session shows
      }
    }
  }

  private void ticket(Bytes ticket) {
    if (tickets.isEmpty()) {
      tickets = new ArrayList<>(2);
    }
    tickets.add(ticket);
  }

  private void clientHello(Side sender, ClientHello hello) {
    ServerName name = hello.extensions().get(ServerName.class);
    String hostName = name == null ? null : name.hostName();
    serverNames = hostName == null ? List.of() : List.of(sniName(hostName));
    if (sender != side) {
      peerSchemes(hello.extensions());
      match(hostName);
    }
  }

  private void peerSchemes(Extensions extensions) {
    SignatureAlgorithms schemes = extensions.get(SignatureAlgorithms.class);
    peerSchemes = schemes == null ? List.of() : schemes.schemes();
  }

  /** Matchers are asked only about clients that name somebody. */
  private void match(@Nullable String hostName) {
    if (hostName == null || matchers.isEmpty()) {
      return;
    }
    boolean asked = false;
    for (SNIMatcher matcher : matchers) {
      if (matcher.getType() == StandardConstants.SNI_HOST_NAME) {
        asked = true;
        if (serverNames.stream().anyMatch(matcher::matches)) {
          return;
        }
      }
    }
    if (asked) {
      throw new TlsFailure.Incompatible(
          Reason.UNRECOGNIZED_NAME,
          "client asks for " + hostName + ", which no SNIMatcher of this server takes");
    }
  }

  private void decided(Decision decision) {
    String chosen = decision.chosen();
    if (chosen == null) {
      return;
    }
    switch (decision.topic()) {
      case VERSION -> version = ProtocolVersion.named(chosen).orElse(version);
      case CIPHER_SUITE -> {
        suite = CipherSuite.named(chosen).orElse(suite);
      }
      case APPLICATION_PROTOCOL -> protocol = chosen;
      default -> {
        // not shown in a session
      }
    }
  }

  /** A name that JSSE's own type would refuse is shown by its octets. */
  private static SNIServerName sniName(String hostName) {
    try {
      return new SNIHostName(hostName);
    } catch (IllegalArgumentException e) {
      return new OddName(hostName.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static final class OddName extends SNIServerName {
    OddName(byte[] encoded) {
      super(StandardConstants.SNI_HOST_NAME, encoded);
    }
  }
}
