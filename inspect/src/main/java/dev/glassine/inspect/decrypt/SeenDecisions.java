package dev.glassine.inspect.decrypt;

import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.Grease;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.RegistryEntry;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.RequestedGroup;
import dev.glassine.core.wire.ext.SelectedKeyShare;
import dev.glassine.core.wire.ext.SelectedPsk;
import dev.glassine.core.wire.ext.SupportedGroups;
import dev.glassine.core.wire.ext.SupportedVersions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was negotiated, as far as the wire shows it: the client's offer and the server's choice. Why
 * the server chose is its own affair.
 */
final class SeenDecisions {
  private static final List<String> UNKNOWN = List.of();
  private static final String SERVER_CHOSE = "the server chose it; its own list is not on the wire";

  private final TlsListener listener;
  private @Nullable ClientHello hello;

  SeenDecisions(TlsListener listener) {
    this.listener = listener;
  }

  void offer(ClientHello offered) {
    hello = offered;
  }

  void answer(ServerHello answer) {
    boolean tls13 = answer.selectedVersion().atLeast(ProtocolVersion.TLS_1_3);
    decided(
        Topic.VERSION,
        versions(),
        answer.selectedVersion().toString(),
        SERVER_CHOSE,
        tls13 ? "RFC 9846 §4.3.1" : "RFC 5246 §7.4.1.3");
    decided(
        Topic.CIPHER_SUITE,
        hello == null ? UNKNOWN : names(hello.cipherSuites()),
        answer.cipherSuite().toString(),
        SERVER_CHOSE,
        tls13 ? "RFC 9846 §4.2.3" : "RFC 5246 §7.4.1.3");
    SelectedKeyShare share = answer.extensions().get(SelectedKeyShare.class);
    if (share != null) {
      decided(
          Topic.GROUP,
          groups(),
          share.serverShare().group().toString(),
          "the server sent a share of it",
          "RFC 9846 §4.3.8");
    }
    if (answer.extensions().get(SelectedPsk.class) != null) {
      resumed();
    }
    protocol(answer.extensions());
  }

  void retry(HelloRetryRequest retry) {
    RequestedGroup group = retry.extensions().get(RequestedGroup.class);
    decided(
        Topic.HELLO_RETRY,
        groups(),
        group == null ? "a cookie" : group.selectedGroup().toString(),
        group == null ? "the server wants a cookie back" : "the client sent no share for it",
        "RFC 9846 §4.2.4");
  }

  /** TLS 1.2 and before: the group stands in ServerKeyExchange. */
  void group(NamedGroup group) {
    decided(
        Topic.GROUP,
        groups(),
        group.toString(),
        "the server sent parameters of it",
        "RFC 8422 §5.4");
  }

  void protocol(Extensions answers) {
    ApplicationProtocols chosen = answers.get(ApplicationProtocols.class);
    if (chosen != null) {
      ApplicationProtocols offered =
          hello == null ? null : hello.extensions().get(ApplicationProtocols.class);
      decided(
          Topic.APPLICATION_PROTOCOL,
          offered == null ? UNKNOWN : offered.names(),
          chosen.names().getFirst(),
          "the server chose it",
          "RFC 7301 §3.2");
    }
  }

  void resumed() {
    decided(
        Topic.RESUMPTION,
        UNKNOWN,
        "an earlier session",
        "the server took up what the client offered",
        "RFC 9846 §2.2, RFC 5246 §7.3");
  }

  private void decided(
      Topic topic, List<String> offer, String chosen, String why, String reference) {
    listener.on(new TlsEvent.Decided(new Decision(topic, offer, UNKNOWN, chosen, why, reference)));
  }

  private List<String> versions() {
    if (hello == null) {
      return UNKNOWN;
    }
    SupportedVersions offered = hello.extensions().get(SupportedVersions.class);
    return offered == null ? List.of(hello.legacyVersion().toString()) : names(offered.versions());
  }

  private List<String> groups() {
    SupportedGroups offered = hello == null ? null : hello.extensions().get(SupportedGroups.class);
    return offered == null ? UNKNOWN : names(offered.groups());
  }

  private static List<String> names(List<? extends RegistryEntry> entries) {
    return entries.stream()
        .filter(entry -> !Grease.is(entry.code()))
        .map(RegistryEntry::name)
        .toList();
  }
}
