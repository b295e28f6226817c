package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.handshake.tls13.ClientStates.Hellos;
import dev.glassine.core.handshake.tls13.ClientStates.Parameters;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.MaxFragmentLength;
import dev.glassine.core.wire.ext.RecordSizeLimit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client makes of EncryptedExtensions (RFC 9846 §4.4.1). */
final class ParameterChecks {
  private ParameterChecks() {}

  static Parameters read(Flight flight, Hellos hellos, Extensions answers) {
    Extensions offers = hellos.offer().hello().extensions();
    // Forbidden extensions were refused while parsing, from the registry's table
    ServerHelloChecks.solicited(answers, offers.types(), "EncryptedExtensions", Set.of());
    if (offers.has(ExtensionType.SERVER_NAME)) {
      flight.decide(Decisions.serverName(answers.has(ExtensionType.SERVER_NAME)));
    }
    String protocol =
        protocol(
            flight,
            offers.get(ApplicationProtocols.class),
            answers.get(ApplicationProtocols.class));
    RecordLimits limits = limits(offers, answers);
    if (!limits.equals(RecordLimits.NONE)) {
      flight
          .then(new Effect.LimitFragments(limits.write() - 1))
          .then(new Effect.LimitPeerFragments(limits.read() - 1))
          .decide(Decisions.recordSize(limits));
    }
    return new Parameters(hellos, protocol, limits);
  }

  private static @Nullable String protocol(
      Flight flight, @Nullable ApplicationProtocols offer, @Nullable ApplicationProtocols answer) {
    if (offer == null) {
      return null;
    }
    String chosen = answer == null ? null : answer.names().getFirst();
    // RFC 7301 §3.1: the server "will select a protocol from the list" that the client offers
    if (chosen != null && !offer.names().contains(chosen)) {
      throw new TlsFailure.Misbehaved(
          Reason.UNOFFERED_PROTOCOL,
          "EncryptedExtensions: " + chosen + ", offered " + offer.names());
    }
    String why = chosen == null ? "the server has no application protocols" : "the server chose it";
    flight.decide(Decisions.protocol(offer.names(), List.of(), chosen, why));
    return chosen;
  }

  /** What both sides say about the size of records. */
  static RecordLimits limits(Extensions offers, Extensions answers) {
    RecordSizeLimit limit = answers.get(RecordSizeLimit.class);
    MaxFragmentLength length = answers.get(MaxFragmentLength.class);
    // RFC 8449 §5: "A client MUST treat receipt of both "max_fragment_length" and
    // "record_size_limit" as a fatal error"
    if (limit != null && length != null) {
      throw new TlsFailure.Misbehaved(
          Reason.BAD_RECORD_SIZE_LIMIT, "EncryptedExtensions has max_fragment_length too");
    }
    RecordSizeLimit ownLimit = offers.get(RecordSizeLimit.class);
    if (limit != null && ownLimit != null) {
      return new RecordLimits(
          Math.min(limit.limit(), RecordLimits.PROTOCOL),
          Math.min(ownLimit.limit(), RecordLimits.PROTOCOL));
    }
    MaxFragmentLength ownLength = offers.get(MaxFragmentLength.class);
    if (length != null && ownLength != null) {
      // RFC 6066 §4: a length other than the one requested "MUST abort the handshake with an
      // "illegal_parameter" alert"
      if (length.code() != ownLength.code()) {
        throw new TlsFailure.Misbehaved(
            Reason.BAD_MAX_FRAGMENT_LENGTH,
            "EncryptedExtensions: " + length.octets() + ", asked for " + ownLength.octets());
      }
      return new RecordLimits(length.octets() + 1, length.octets() + 1);
    }
    return RecordLimits.NONE;
  }
}
