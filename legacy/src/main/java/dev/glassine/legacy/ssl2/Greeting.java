package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Flow;
import dev.glassine.core.handshake.On;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.handshake.ServerOpening;
import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Step;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ProtocolMessage;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * How a server begins that is greeted in SSL 2.0 format (RFC 5246 §E.2): the hello may lead to
 * something newer, in which case it is put into the terms of TLS, or to SSL 2.0. Its format has no
 * room for extensions, and nobody protects its version (Wagner and Schneier, 1996); SSL 2.0 learns
 * only from the master key's padding that a client could have done better.
 *
 * <pre>
 *   Client                                              Server
 *
 *   CLIENT-HELLO                 --------&gt;
 *                                        the flow of TLS takes over, or that of SSL 2.0
 * </pre>
 */
record Greeting(Ssl2Protocol protocol, ServerContext context, ServerOpening opening)
    implements Flow {
  /** The first octets have shown the format. */
  record WaitClientHello() implements State {}

  Step begin() {
    return new Step(new WaitClientHello(), List.of(new Effect.SpeakSsl2(protocol)), this);
  }

  /** The record that was recognised has not arrived in full yet. */
  @Override
  public Step recognise(State state, ByteBuffer first) {
    return Step.to(state);
  }

  @Override
  public Step step(State state, ProtocolMessage message, Bytes raw) {
    return switch (new On(state, message)) {
      case On(WaitClientHello s, Ssl2ClientHello hello) -> handOver(hello, raw);
      case On(var s, var m) ->
          throw TlsFailure.Misbehaved.unexpected(s.stateName(), m.messageName());
    };
  }

  @Override
  public Step answer(State state, Answer answer) {
    throw new TlsFailure.Misuse("no question is pending in " + state.stateName());
  }

  private Step handOver(Ssl2ClientHello hello, Bytes raw) {
    boolean newer = hello.version().atLeast(ProtocolVersion.SSL_3_0);
    boolean ssl2Enabled = context.config().versions().contains(ProtocolVersion.SSL_2_0);
    boolean ssl2Offered = hello.cipherSpecs().stream().anyMatch(CipherKind::isOne);
    if (newer && (!(ssl2Enabled && ssl2Offered) || hasCommonVersion(hello))) {
      Effect toTls = new Effect.SpeakTls();
      Effect inItsTerms = new Effect.HandOn(HelloConversion.toTls(hello), raw);
      return new Step(opening.initialState(), List.of(toTls, inItsTerms), opening);
    }
    if (!ssl2Enabled) {
      throw new TlsFailure.Malformed(
          Reason.SSL2_HELLO_REFUSED,
          "it offers "
              + hello.version()
              + " only, and a hello that leads further is what is let in");
    }
    if (!hello.version().atLeast(ProtocolVersion.SSL_2_0)) {
      throw new TlsFailure.Incompatible(
          Reason.NO_COMMON_VERSION, "CLIENT-VERSION: " + hello.version());
    }
    return new ServerFlow(context).begin(hello);
  }

  private boolean hasCommonVersion(Ssl2ClientHello hello) {
    return context.config().versions().stream()
        .anyMatch(
            version ->
                version.atLeast(ProtocolVersion.SSL_3_0)
                    && !version.atLeast(ProtocolVersion.TLS_1_3)
                    && hello.version().atLeast(version));
  }
}
