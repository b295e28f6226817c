package dev.glassine.core.handshake.tls12;

import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.MaxFragmentLength;
import dev.glassine.core.wire.ext.RecordSizeLimit;
import dev.glassine.core.wire.ext.StatusRequest;
import java.util.List;

/** What follows at once from the two hellos, for both sides alike. */
final class Hellos {
  private Hellos() {}

  /** Tells what was negotiated by extensions. */
  static void decide(
      Flight flight,
      Handshake handshake,
      List<String> clientProtocols,
      List<String> serverProtocols) {
    flight.decide(Decisions.extendedMainSecret(handshake.extendedMainSecret()));
    if (handshake.suite().cipher().kind() == BulkCipher.Kind.BLOCK) {
      flight.decide(Decisions.encryptThenMac(handshake.encryptThenMac()));
    }
    if (handshake.client().extensions().get(ApplicationProtocols.class) != null) {
      String why =
          handshake.protocol() == null
              ? "the server chose none"
              : "the server's choice among the client's protocols";
      flight.decide(
          Decisions.protocol(clientProtocols, serverProtocols, handshake.protocol(), why));
    }
    if (handshake.server().extensions().get(RecordSizeLimit.class) != null) {
      flight.decide(
          Decisions.recordSizes(
              handshake.protectedLimit(Side.CLIENT), handshake.protectedLimit(Side.SERVER)));
    }
    if (handshake.server().extensions().get(MaxFragmentLength.class) != null) {
      flight.decide(Decisions.fragments(handshake.fragmentLimit()));
    }
  }

  /** Tells what a full handshake adds. */
  static void decideFull(Flight flight, Handshake handshake) {
    String name = handshake.serverName();
    if (name != null) {
      boolean used = handshake.server().extensions().has(ExtensionType.SERVER_NAME);
      flight.decide(Decisions.serverName(name, used));
    }
    if (handshake.client().extensions().get(StatusRequest.class) != null
        && !handshake.promisesStatus()) {
      String why = "the client asked, the server has no OCSP response for this certificate";
      flight.decide(Decisions.stapled(false, why));
    }
  }

  /**
   * RFC 6066 §4: "the client and server MUST immediately begin fragmenting messages (including
   * handshake messages)".
   */
  static void limit(Flight flight, Handshake handshake) {
    int limit = handshake.fragmentLimit();
    if (limit < RecordHeader.MAX_PLAINTEXT) {
      flight.then(new Effect.LimitFragments(limit)).then(new Effect.LimitPeerFragments(limit));
    }
  }
}
