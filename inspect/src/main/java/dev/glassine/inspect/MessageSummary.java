package dev.glassine.inspect;

import dev.glassine.core.registry.Grease;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.RegistryEntry;
import dev.glassine.core.wire.CertificateMessage;
import dev.glassine.core.wire.CertificateMessage12;
import dev.glassine.core.wire.CertificateRequest;
import dev.glassine.core.wire.CertificateRequest12;
import dev.glassine.core.wire.CertificateStatus;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ClientKeyExchange;
import dev.glassine.core.wire.EncryptedExtensions;
import dev.glassine.core.wire.EndOfEarlyData;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.HelloRequest;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.KeyUpdate;
import dev.glassine.core.wire.NewSessionTicket;
import dev.glassine.core.wire.NewSessionTicket12;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ServerHelloDone;
import dev.glassine.core.wire.ServerKeyExchange;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.OfferedKeyShares;
import dev.glassine.core.wire.ext.RequestedGroup;
import dev.glassine.core.wire.ext.SelectedKeyShare;
import dev.glassine.core.wire.ext.SelectedPsk;
import dev.glassine.core.wire.ext.ServerName;
import dev.glassine.core.wire.ext.SupportedVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a message says, in a few words, and where it is defined. */
final class MessageSummary {
  /** Of a certificate message without any. */
  static final String NO_CERTIFICATE = "none";

  private MessageSummary() {}

  static String of(HandshakeMessage message) {
    return switch (message) {
      case ClientHello hello -> clientHello(hello);
      case ServerHello hello -> serverHello(hello);
      case HelloRetryRequest retry -> "asks for another key share" + group(retry.extensions());
      case EncryptedExtensions(Extensions extensions) ->
          extensions.list().isEmpty() ? "nothing to add" : names(extensions.types());
      case CertificateMessage certificate -> certificates(certificate.certificateList().size());
      case CertificateMessage12 certificate -> certificates(certificate.certificateList().size());
      case CertificateStatus status ->
          "stapled OCSP response, " + status.ocspResponse().length() + " octets";
      case CertificateRequest request -> "asks the client for a certificate";
      case CertificateRequest12 request -> "asks the client for a certificate";
      case ServerKeyExchange exchange -> "key share and its signature";
      case ServerHelloDone done -> "the server's turn ends";
      case ClientKeyExchange exchange -> "key share or encrypted premaster secret";
      case CertificateVerify verify ->
          verify.algorithm() == null ? "signature" : "signature, " + verify.algorithm();
      case Finished finished -> "MAC over the whole handshake";
      case NewSessionTicket ticket -> "for resumption within " + ticket.ticketLifetime() + " s";
      case NewSessionTicket12 ticket ->
          "for resumption within " + ticket.ticketLifetimeHint() + " s";
      case KeyUpdate update ->
          update.updateRequested() ? "new keys, and asks for the other side's" : "new keys";
      case EndOfEarlyData end -> "early data ends";
      case HelloRequest request -> "asks for a new handshake";
    };
  }

  static String reference(HandshakeMessage message, ProtocolVersion version) {
    boolean tls13 = version.atLeast(ProtocolVersion.TLS_1_3);
    return switch (message) {
      case ClientHello hello -> "RFC 9846 §4.2.2";
      case ServerHello hello -> "RFC 9846 §4.2.3";
      case HelloRetryRequest retry -> "RFC 9846 §4.2.4";
      case EncryptedExtensions extensions -> "RFC 9846 §4.4.1";
      case CertificateMessage certificate -> "RFC 9846 §4.5.1";
      case CertificateMessage12 certificate -> "RFC 5246 §7.4.2";
      case CertificateStatus status -> "RFC 6066 §8";
      case CertificateRequest request -> "RFC 9846 §4.4.2";
      case CertificateRequest12 request -> "RFC 5246 §7.4.4";
      case ServerKeyExchange exchange -> "RFC 5246 §7.4.3";
      case ServerHelloDone done -> "RFC 5246 §7.4.5";
      case ClientKeyExchange exchange -> "RFC 5246 §7.4.7";
      case CertificateVerify verify -> tls13 ? "RFC 9846 §4.5.2" : "RFC 5246 §7.4.8";
      case Finished finished -> tls13 ? "RFC 9846 §4.5.3" : "RFC 5246 §7.4.9";
      case NewSessionTicket ticket -> "RFC 9846 §4.7.1";
      case NewSessionTicket12 ticket -> "RFC 5077 §3.3";
      case KeyUpdate update -> "RFC 9846 §4.7.3";
      case EndOfEarlyData end -> "RFC 9846 §4.6";
      case HelloRequest request -> "RFC 5246 §7.4.1.1";
    };
  }

  private static String clientHello(ClientHello hello) {
    List<String> parts = new ArrayList<>();
    SupportedVersions versions = hello.extensions().get(SupportedVersions.class);
    parts.add(
        versions == null
            ? hello.legacyVersion().name() + " and before"
            : names(versions.versions()));
    long suites = hello.cipherSuites().stream().filter(suite -> !Grease.is(suite.code())).count();
    parts.add(suites + (suites == 1 ? " suite" : " suites"));
    OfferedKeyShares shares = hello.extensions().get(OfferedKeyShares.class);
    if (shares != null) {
      parts.add(
          "shares " + names(shares.clientShares().stream().map(entry -> entry.group()).toList()));
    }
    ServerName name = hello.extensions().get(ServerName.class);
    if (name != null && name.hostName() != null) {
      parts.add("for " + Text.printable(name.hostName()));
    }
    ApplicationProtocols protocols = hello.extensions().get(ApplicationProtocols.class);
    if (protocols != null) {
      parts.add("ALPN " + Text.printable(String.join(", ", protocols.names())));
    }
    return String.join(" · ", parts);
  }

  private static String serverHello(ServerHello hello) {
    List<String> parts = new ArrayList<>();
    parts.add(hello.selectedVersion().name());
    parts.add(hello.cipherSuite().name());
    SelectedKeyShare share = hello.extensions().get(SelectedKeyShare.class);
    if (share != null) {
      parts.add("share " + share.serverShare().group());
    }
    if (hello.extensions().get(SelectedPsk.class) != null) {
      parts.add("resumes a session");
    }
    return String.join(" · ", parts);
  }

  private static String group(Extensions extensions) {
    RequestedGroup group = extensions.get(RequestedGroup.class);
    return group == null ? "" : ": " + group.selectedGroup();
  }

  private static String certificates(int count) {
    return count == 0
        ? NO_CERTIFICATE
        : count == 1 ? "1 certificate" : "chain of " + count + " certificates";
  }

  private static String names(List<? extends RegistryEntry> entries) {
    return entries.stream()
        .filter(entry -> !Grease.is(entry.code()))
        .map(RegistryEntry::name)
        .collect(Collectors.joining(", "));
  }
}
