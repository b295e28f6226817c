package dev.glassine.legacy.ssl2;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Epoch;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What both sides have once there is a master key.
 *
 * @param serverCertificate in DER, as the client signs it; null where nobody remembers it
 */
record Secured(Greetings hellos, KeyMaterial keys, @Nullable Bytes serverCertificate) {
  MasterKey master() {
    return keys.master();
  }

  CipherKind kind() {
    return master().kind();
  }

  /** What the certificate of a client signs. */
  Bytes signatureInput(RequestCertificate request) {
    return keys.signatureInput(request.challenge(), serverCertificate);
  }

  /**
   * From here on {@code side} reads and writes under these keys; both directions change at once.
   */
  List<Effect> install(Side side) {
    KeyedSealer sealer = keys.sealer(side, hellos.clearFrom(side));
    return List.of(
        log(),
        new Effect.InstallRead(
            Epoch.APPLICATION,
            kind().suite(),
            keys.opener(side.peer(), hellos.clearFrom(side.peer())),
            labels(hellos.resumed(), side.peer())),
        new Effect.InstallWrite(
            Epoch.APPLICATION, kind().suite(), sealer, labels(hellos.resumed(), side)),
        new Effect.LimitFragments(sealer.maxFragment()));
  }

  /** From the first input to {@code sender}'s key, by name. */
  static List<String> labels(boolean resumed, Side sender) {
    return List.of(resumed ? "session" : "master key", "key material", sender + "_write_key");
  }

  private Effect log() {
    Secret logged = master().joined();
    return new Effect.LogSecret(KeyLog.SSL2_MASTER_KEY, hellos.connectionId(), logged);
  }
}
