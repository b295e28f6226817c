package dev.glassine.legacy.ssl2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each side sends back to show that it has the master key, from a peer that has it. */
class EchoTest {
  private static final Legacy DOORS =
      Legacy.builder().enableSsl2BrokenByDrown().enableRc4BrokenByItsBiases().build();
  private static final Bytes CHALLENGE = Bytes.ofHex("c0".repeat(16));
  private static final Bytes CONNECTION_ID = Bytes.ofHex("1d".repeat(16));
  private static final CipherKind KIND = new CipherKind(CipherSuite.SSL_CK_RC4_128_WITH_MD5);

  private final MasterKey master =
      new MasterKey(KIND, Secret.wrap(new byte[KIND.keyLength()]), Bytes.EMPTY);
  private final Greetings hellos =
      new Greetings(
          HelloConversion.ssl2Only(List.of(KIND.suite()), null, CHALLENGE),
          Ssl2ServerHello.hit(CONNECTION_ID));
  private final Secured secured =
      new Secured(hellos, hellos.keys(JcaCrypto.jdkOnly(), master), null);
  private final SessionState session =
      new SessionState(
          ProtocolVersion.SSL_2_0,
          KIND.suite(),
          master.joined(),
          false,
          null,
          null,
          List.of(),
          Bytes.EMPTY,
          Instant.EPOCH,
          Duration.ofSeconds(100),
          new SessionState.Ticket.None(),
          0);

  private final ClientFlow client =
      new ClientFlow(
          new Ssl2Protocol(),
          new ClientContext(
              ClientConfig.builder()
                  .crypto(JcaCrypto.jdkOnly())
                  .legacy(DOORS)
                  .versions(ProtocolVersion.SSL_2_0)
                  .trust(presented -> new ChainVerdict.Accepted(presented.certificates()))
                  .build(),
              Destination.unnamed()));
  private final ServerFlow server =
      new ServerFlow(
          new ServerContext(
              ServerConfig.builder()
                  .crypto(JcaCrypto.jdkOnly())
                  .legacy(DOORS)
                  .versions(ProtocolVersion.SSL_2_0)
                  .credentials(
                      request -> CredentialChoice.none(Reason.NO_COMMON_CERTIFICATE, "none"))
                  .build()));

  private static TlsFailure failure(Runnable step) {
    return catchThrowableOfType(TlsFailure.class, step::run);
  }

  private void verify(Bytes challenge) {
    client.step(
        new ClientStates.WaitServerVerify(secured, new ClientStates.Server.Known(session)),
        new ServerVerify(challenge),
        Bytes.EMPTY);
  }

  private void finish(Bytes connectionId) {
    server.step(
        new ServerStates.WaitClientFinished(secured, new ServerStates.Ours(null, session)),
        new ClientFinished(connectionId),
        Bytes.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "c0", "c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c1", "1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d"})
  void trustsNoServerThatSendsAnotherChallengeBack(String challenge) {
    assertThat(failure(() -> verify(Bytes.ofHex(challenge))).reason())
        .isEqualTo(Reason.SSL2_WRONG_CHALLENGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1d", "1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1e", "c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0"})
  void takesNoClientThatSendsAnotherConnectionIdBack(String connectionId) {
    assertThat(failure(() -> finish(Bytes.ofHex(connectionId))).reason())
        .isEqualTo(Reason.SSL2_WRONG_CONNECTION_ID);
  }

  @Test
  void isAskedForACertificateOnce() {
    dev.glassine.core.handshake.State state =
        client
            .step(
                new ClientStates.WaitServerVerify(secured, new ClientStates.Server.Known(session)),
                new ServerVerify(CHALLENGE),
                Bytes.EMPTY)
            .next();
    RequestCertificate unknownWay = new RequestCertificate(9, CHALLENGE);
    dev.glassine.core.handshake.State answered = client.step(state, unknownWay, Bytes.EMPTY).next();

    assertThat(failure(() -> client.step(answered, unknownWay, Bytes.EMPTY)).reason())
        .isEqualTo(Reason.UNEXPECTED_MESSAGE);
  }

  @Test
  void goesOnWithWhatWasSent() {
    verify(CHALLENGE);
    finish(CONNECTION_ID);
  }
}
