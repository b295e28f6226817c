package dev.glassine.core.handshake.tls13;

import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.handshake.Negotiation;
import dev.glassine.core.handshake.tls13.ServerChoice.Chosen;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.MaxFragmentLength;
import dev.glassine.core.wire.ext.RecordSizeLimit;
import dev.glassine.core.wire.ext.ServerName;
import dev.glassine.core.wire.ext.SupportedGroups;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server says in EncryptedExtensions (RFC 9846 §4.4.1), and what follows for records.
 *
 * @param extensions each an answer to one of the ClientHello
 * @param limits on records of both sides
 */
record ServerParameters(Extensions extensions, RecordLimits limits) {
  /** The answers to the hello in {@code chosen}. */
  static ServerParameters of(ServerConfig config, Chosen chosen, @Nullable String protocol) {
    Extensions offers = chosen.received().hello().extensions();
    List<Extension> answers = new ArrayList<>();
    ServerName name = offers.get(ServerName.class);
    // RFC 6066 §3: a server that uses the name "SHALL include an extension of type "server_name"";
    // when resuming it "MUST NOT"
    if (name != null && chosen.resumed() == null) {
      answers.add(ServerName.ACKNOWLEDGED);
    }
    List<NamedGroup> groups =
        Negotiation.those(config.groups(), group -> group.usableIn(ProtocolVersion.TLS_1_3));
    // RFC 9846 §4.3.7: a server that prefers a group without a share "SHOULD send
    // "supported_groups" to update the client's view"
    if (!chosen.share().group().equals(groups.getFirst())
        && offers.get(SupportedGroups.class) != null) {
      answers.add(new SupportedGroups(groups));
    }
    if (protocol != null) {
      answers.add(ApplicationProtocols.ofNames(List.of(protocol)));
    }
    return limited(config, offers, answers);
  }

  private static ServerParameters limited(
      ServerConfig config, Extensions offers, List<Extension> answers) {
    RecordSizeLimit limit = offers.get(RecordSizeLimit.class);
    if (limit != null) {
      // RFC 8449 §4: "This value ... includes the content type"; ours is the protocol's where the
      // configuration says nothing
      int own =
          config.recordSizeLimit() == 1 << 14 ? RecordLimits.PROTOCOL : config.recordSizeLimit();
      answers.add(new RecordSizeLimit(own));
      return new ServerParameters(
          new Extensions(answers),
          new RecordLimits(Math.min(limit.limit(), RecordLimits.PROTOCOL), own));
    }
    // RFC 8449 §5: a server that receives record_size_limit "MUST ignore a "max_fragment_length"
    // that appears in the ClientHello"
    MaxFragmentLength length = offers.get(MaxFragmentLength.class);
    if (length != null) {
      answers.add(length);
      return new ServerParameters(
          new Extensions(answers), new RecordLimits(length.octets() + 1, length.octets() + 1));
    }
    return new ServerParameters(new Extensions(answers), RecordLimits.NONE);
  }

  /** Puts the limits into force, before the first message that they hold for. */
  void announce(Flight flight) {
    if (!limits.equals(RecordLimits.NONE)) {
      flight
          .then(new Effect.LimitFragments(limits.write() - 1))
          .then(new Effect.LimitPeerFragments(limits.read() - 1))
          .decide(Decisions.recordSize(limits));
    }
  }
}
