package dev.glassine.core.handshake;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.handshake.tls12.VersionRules;
import dev.glassine.core.handshake.tls13.ServerFlow;
import dev.glassine.core.record.FirstBytes;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ProtocolMessage;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How every server begins: the ClientHello says what the client can, this server takes the newest
 * version that both have, and that version's flow takes over.
 */
public final class ServerOpening implements Flow {
  private static final CipherSuite TLS_FALLBACK_SCSV = CipherSuite.of(0x5600);

  private final ServerContext context;

  /** For one connection. */
  public ServerOpening(ServerContext context) {
    this.context = context;
  }

  /** Nothing has arrived. */
  public record WaitClientHello() implements State {}

  /** Where a server begins. */
  public State initialState() {
    return new WaitClientHello();
  }

  @Override
  public Step step(State state, ProtocolMessage message, Bytes raw) {
    return switch (new On(state, message)) {
      case On(WaitClientHello s, ClientHello hello) -> handOver(hello, raw);
      case On(var s, var unexpected) ->
          throw TlsFailure.Misbehaved.unexpected(s.stateName(), unexpected.messageName());
    };
  }

  /**
   * RFC 5246 §E.2: a hello in SSL 2.0 format may stand here, where the configuration lets it in.
   */
  @Override
  public @Nullable Step recognise(State state, ByteBuffer first) {
    boolean letIn =
        context.config().legacy().allows(Danger.SSL_2_0_HELLO)
            || context.config().versions().contains(ProtocolVersion.SSL_2_0);
    return letIn && FirstBytes.isSsl2Hello(first)
        ? LegacyModule.find().ssl2().greeted(context, this)
        : null;
  }

  @Override
  public Step answer(State state, Answer answer) {
    throw new TlsFailure.Misuse("no question is pending in " + state.stateName());
  }

  private Step handOver(ClientHello hello, Bytes raw) {
    Negotiation.Outcome<ProtocolVersion> outcome = Negotiation.version(hello, negotiable());
    ProtocolVersion version = outcome.orFail(Reason.NO_COMMON_VERSION);
    refuseFallback(hello, version);
    Flight flight =
        new Flight(new Transcript(context.crypto()))
            .decide(outcome.decision(Decision.Topic.VERSION))
            .useVersion(version);
    if (version.equals(ProtocolVersion.TLS_1_3)) {
      return flight.followedBy(ServerFlow.begin(context, hello, raw));
    }
    return flight.followedBy(
        dev.glassine.core.handshake.tls12.ServerFlow.begin(
            VersionRules.of(version, context.config()), context, hello, raw));
  }

  /** SSL 2.0 has a hello of its own. */
  private List<ProtocolVersion> negotiable() {
    return Negotiation.those(
        context.config().versions(), version -> version.atLeast(ProtocolVersion.SSL_3_0));
  }

  /**
   * RFC 7507 §3: if TLS_FALLBACK_SCSV is offered "and the highest protocol version supported by the
   * server is higher than the version indicated in ClientHello.client_version, the server MUST
   * respond with a fatal inappropriate_fallback alert"; a client that offers TLS 1.3 in its
   * extension has not fallen back.
   */
  private void refuseFallback(ClientHello hello, ProtocolVersion version) {
    ProtocolVersion newest = context.config().versions().getFirst();
    if (hello.cipherSuites().contains(TLS_FALLBACK_SCSV) && !version.atLeast(newest)) {
      throw new TlsFailure.Misbehaved(
          Reason.INAPPROPRIATE_FALLBACK,
          "client offers " + Negotiation.offeredVersions(hello) + ", this server has " + newest);
    }
  }
}
