package dev.glassine.core.handshake;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Epoch;
import dev.glassine.core.engine.Question;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.HandshakeMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a step down in the order of the wire: each message is encoded once, and hashed into the
 * transcript, when it is sent.
 */
public final class Flight {
  private final Transcript transcript;
  private final List<Effect> effects = new ArrayList<>();

  /** A flight whose messages go into {@code transcript}. */
  public Flight(Transcript transcript) {
    this.transcript = transcript;
  }

  /** Sends a message and hashes it. */
  public Flight send(HandshakeMessage message) {
    effects.add(new Effect.Send(message, transcript.addEncoded(message)));
    return this;
  }

  /** Sends a message that is no part of the transcript (post-handshake messages). */
  public Flight sendUnhashed(HandshakeMessage message) {
    effects.add(new Effect.Send(message, transcript.encode(message)));
    return this;
  }

  /** Sends change_cipher_spec. */
  public Flight changeCipherSpec() {
    return then(new Effect.SendChangeCipherSpec());
  }

  /** Sends a warning. */
  public Flight warn(AlertDescription description) {
    return then(new Effect.SendWarning(description));
  }

  /** Reads with these keys from here on. */
  public Flight installRead(Epoch epoch, CipherSuite suite, RecordOpener opener, String... labels) {
    return then(new Effect.InstallRead(epoch, suite, opener, List.of(labels)));
  }

  /** Writes with these keys from here on. */
  public Flight installWrite(
      Epoch epoch, CipherSuite suite, RecordSealer sealer, String... labels) {
    return then(new Effect.InstallWrite(epoch, suite, sealer, List.of(labels)));
  }

  /** The version is decided. */
  public Flight useVersion(ProtocolVersion version) {
    return then(new Effect.UseVersion(version));
  }

  /** Something was decided. */
  public Flight decide(Decision decision) {
    return then(new Effect.Decide(decision));
  }

  /** A secret for the key log. */
  public Flight log(String label, Bytes clientRandom, Secret secret) {
    return then(new Effect.LogSecret(label, clientRandom, secret));
  }

  /** Any other effect. */
  public Flight then(Effect effect) {
    effects.add(effect);
    return this;
  }

  /** The step that waits in {@code waiting} for the answer to {@code question}. */
  public Step ask(Question question, State waiting) {
    effects.add(new Effect.Ask(question));
    return new Step(waiting, effects, null);
  }

  /** The step to {@code next}. */
  public Step to(State next) {
    return new Step(next, effects, null);
  }

  /** The step with which {@code flow} takes over, in {@code next}. */
  public Step handOver(Flow flow, State next) {
    return new Step(next, effects, flow);
  }

  /** This flight's effects, then those of {@code step}, which says where to go. */
  public Step followedBy(Step step) {
    effects.addAll(step.effects());
    return new Step(step.next(), effects, step.handOver());
  }
}
