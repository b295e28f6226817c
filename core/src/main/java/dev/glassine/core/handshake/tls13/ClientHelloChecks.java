package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.OfferedKeyShares;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.SupportedGroups;
import java.util.HashSet;
import java.util.Set;

/**
 * What a server checks in a ClientHello with which TLS 1.3 is negotiated, whatever it chooses (RFC
 * 9846 §4.2.2, §9.2).
 */
final class ClientHelloChecks {
  private static final int NULL_COMPRESSION = 0;

  private ClientHelloChecks() {}

  static void check(ClientHello hello) {
    // RFC 9846 §4.2.2: "A server which receives a legacy_version value not equal to 0x0303 MUST
    // abort the handshake with a "protocol_version" alert."
    if (!hello.legacyVersion().equals(ProtocolVersion.TLS_1_2)) {
      throw new TlsFailure.Misbehaved(
          Reason.BAD_LEGACY_VERSION, "ClientHello.legacy_version: " + hello.legacyVersion());
    }
    // RFC 9846 §4.2.2: "For every TLS 1.3 ClientHello, this list MUST contain exactly one byte, set
    // to zero"
    if (hello.legacyCompressionMethods().length() != 1
        || hello.legacyCompressionMethods().at(0) != NULL_COMPRESSION) {
      throw new TlsFailure.Misbehaved(
          Reason.UNOFFERED_COMPRESSION,
          "ClientHello.legacy_compression_methods: " + hello.legacyCompressionMethods());
    }
    mandatory(hello.extensions());
    keyShares(hello.extensions());
    preSharedKeys(hello.extensions());
  }

  private static void mandatory(Extensions extensions) {
    // RFC 9846 §9.2: "If not containing a "pre_shared_key" extension, it MUST contain both a
    // "signature_algorithms" extension and a "supported_groups" extension."
    if (!extensions.has(ExtensionType.PRE_SHARED_KEY)) {
      demand(extensions, ExtensionType.SIGNATURE_ALGORITHMS);
      demand(extensions, ExtensionType.SUPPORTED_GROUPS);
    }
    // RFC 9846 §9.2: "If containing a "supported_groups" extension, it MUST also contain a
    // "key_share" extension, and vice versa."
    if (extensions.has(ExtensionType.SUPPORTED_GROUPS)) {
      demand(extensions, ExtensionType.KEY_SHARE);
    }
    if (extensions.has(ExtensionType.KEY_SHARE)) {
      demand(extensions, ExtensionType.SUPPORTED_GROUPS);
    }
  }

  private static void demand(Extensions extensions, ExtensionType type) {
    if (!extensions.has(type)) {
      throw new TlsFailure.Misbehaved(Reason.MISSING_EXTENSION, type + " in ClientHello");
    }
  }

  private static void keyShares(Extensions extensions) {
    OfferedKeyShares shares = extensions.get(OfferedKeyShares.class);
    SupportedGroups groups = extensions.get(SupportedGroups.class);
    if (shares == null || groups == null) {
      return;
    }
    Set<NamedGroup> seen = new HashSet<>();
    for (KeyShareEntry share : shares.clientShares()) {
      // RFC 9846 §4.3.8: "Clients MUST NOT offer multiple KeyShareEntry values for the same group."
      if (!seen.add(share.group())) {
        throw new TlsFailure.Misbehaved(
            Reason.DUPLICATE_KEY_SHARE, "ClientHello.key_share: " + share.group() + " twice");
      }
      // RFC 9846 §4.3.8: "Clients MUST NOT offer any KeyShareEntry values for groups not listed in
      // the client's "supported_groups" extension."
      if (!groups.groups().contains(share.group())) {
        throw new TlsFailure.Misbehaved(
            Reason.KEY_SHARE_NOT_IN_GROUPS,
            "ClientHello.key_share: " + share.group() + ", supported_groups " + groups.groups());
      }
    }
  }

  private static void preSharedKeys(Extensions extensions) {
    OfferedPsks psks = extensions.get(OfferedPsks.class);
    if (psks == null) {
      return;
    }
    // RFC 9846 §4.3.11: "Servers MUST check that it is the last extension and otherwise fail the
    // handshake with an "illegal_parameter" alert."
    if (!(extensions.list().getLast() instanceof OfferedPsks)) {
      throw new TlsFailure.Misbehaved(
          Reason.PSK_NOT_LAST, "ClientHello: " + extensions.types().getLast() + " comes after it");
    }
    // RFC 9846 §4.3.9: "If clients offer "pre_shared_key" without a "psk_key_exchange_modes"
    // extension, servers MUST abort the handshake."
    if (!extensions.has(ExtensionType.PSK_KEY_EXCHANGE_MODES)) {
      throw new TlsFailure.Misbehaved(Reason.PSK_MODES_MISSING, "ClientHello");
    }
    // RFC 9846 §4.3.11: binders are "one for each value in the identities list and in the same
    // order"
    if (psks.identities().size() != psks.binders().size()) {
      throw new TlsFailure.Misbehaved(
          Reason.PSK_BINDER_COUNT,
          "ClientHello.pre_shared_key: "
              + psks.identities().size()
              + " identities, "
              + psks.binders().size()
              + " binders");
    }
  }
}
