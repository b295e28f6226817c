package dev.glassine.core.handshake.tls12;

import static dev.glassine.core.handshake.tls12.Given12.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Given;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage12;
import dev.glassine.core.wire.CertificateRequest12;
import dev.glassine.core.wire.CertificateStatus;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.ChangeCipherSpec;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ClientKeyExchange;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.HelloRequest;
import dev.glassine.core.wire.NewSessionTicket12;
import dev.glassine.core.wire.ProtocolMessage;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ServerHelloDone;
import dev.glassine.core.wire.ServerKeyExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every message in every state: what is not due is refused, wherever it comes. */
class SequenceTest {
  private static final List<ProtocolMessage> FROM_SERVERS =
      List.of(
          new CertificateMessage12(TestCertificate.P256.credential().encodedChain()),
          new CertificateStatus(Bytes.ofHex("0a")),
          new ServerKeyExchange(Bytes.ofHex("00")),
          new CertificateRequest12(
              Bytes.ofHex("40"), List.of(SignatureScheme.ECDSA_SECP256R1_SHA256), List.of()),
          new ServerHelloDone(),
          new NewSessionTicket12(1, Bytes.ofHex("00")),
          new ChangeCipherSpec(),
          new Finished(Bytes.ofHex("00".repeat(12))));

  private static final List<ProtocolMessage> FROM_CLIENTS =
      List.of(
          new CertificateMessage12(List.of()),
          new ClientKeyExchange(Bytes.ofHex("00")),
          new CertificateVerify(SignatureScheme.ECDSA_SECP256R1_SHA256, Bytes.ofHex("00")),
          new ChangeCipherSpec(),
          new Finished(Bytes.ofHex("00".repeat(12))));

  @Test
  void aClientRefusesWhatIsNotDue() {
    everythingElseIsRefused(Side.SERVER, FROM_SERVERS, 8);
  }

  @Test
  void aServerRefusesWhatIsNotDue() {
    everythingElseIsRefused(Side.CLIENT, FROM_CLIENTS, 5);
  }

  /**
   * Walks through the handshake with all the trimmings; before each message every other kind is
   * tried in its place.
   */
  private static void everythingElseIsRefused(
      Side sender, List<ProtocolMessage> all, int messages) {
    List<Class<?>> seen = new ArrayList<>();
    Talk walk = everything();
    for (ProtocolMessage due = next(walk, sender); due != null; due = next(walk, sender)) {
      for (ProtocolMessage other : all) {
        if (!other.getClass().equals(due.getClass()) && !mayBeLeftOut(due, other)) {
          refused(sender, seen.size(), other);
        }
      }
      seen.add(due.getClass());
      walk.end(sender.peer()).receive(due);
    }
    assertThat(seen).hasSize(messages);
    assertThat(walk.end(sender.peer()).isComplete()).isTrue();
    all.forEach(extra -> refused(sender, messages, extra));
  }

  /** The same walk again up to message {@code index}, then {@code other}. */
  private static void refused(Side sender, int index, ProtocolMessage other) {
    Talk talk = everything();
    for (int i = 0; i < index; i++) {
      talk.end(sender.peer()).receive(Objects.requireNonNull(next(talk, sender)));
    }
    next(talk, sender);
    Talk.End receiver = talk.end(sender.peer());
    String state = receiver.state().stateName();
    TlsFailure failure = catchThrowableOfType(TlsFailure.class, () -> receiver.receive(other));
    assertThat(failure).as(other.messageName() + " in " + state).isNotNull();
    assertThat(failure.reason())
        .as(other.messageName() + " in " + state)
        .isEqualTo(
            other instanceof ChangeCipherSpec
                ? Reason.UNEXPECTED_CHANGE_CIPHER_SPEC
                : Reason.UNEXPECTED_MESSAGE);
    assertThat(failure.alert()).isEqualTo(AlertDescription.UNEXPECTED_MESSAGE);
  }

  /** The next message of this side after its hello, taken; null where nothing is left. */
  private static @Nullable ProtocolMessage next(Talk talk, Side sender) {
    return talk.takeNext(sender, m -> !(m instanceof ClientHello || m instanceof ServerHello));
  }

  private static boolean mayBeLeftOut(ProtocolMessage due, ProtocolMessage other) {
    return (due instanceof CertificateStatus && other instanceof ServerKeyExchange)
        || (due instanceof ServerKeyExchange && other instanceof CertificateStatus)
        || (due instanceof CertificateRequest12 && other instanceof ServerHelloDone);
  }

  /** A handshake with stapled status, client authentication and a ticket. */
  private static Talk everything() {
    return Talk.between(
        Given12.client(Given12.ECDHE_ECDSA)
            .sessions(new Given.Memory())
            .credentials(request -> CredentialChoice.of(TestCertificate.P256.credential(), "")),
        Given12.server(TestCertificate.P256)
            .tickets(new Given.NamedTickets())
            .clientAuthentication(ClientAuthentication.REQUIRED)
            .credentials(
                request ->
                    CredentialChoice.of(
                        TestCertificate.P256.credential().withOcspResponse(Bytes.ofHex("0a")),
                        "")));
  }

  @Test
  void aServerRefusesASecondHelloInTheHandshake() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256));
    ClientHello hello = talk.upTo(Side.CLIENT, ClientHello.class);
    talk.server().receive(hello);

    failure(Reason.UNEXPECTED_MESSAGE, () -> talk.server().receive(hello));
  }

  @Test
  void aClientRefusesASecondHello() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256));
    ServerHello hello = talk.upTo(Side.SERVER, ServerHello.class);
    talk.client().receive(hello);

    failure(Reason.UNEXPECTED_MESSAGE, () -> talk.client().receive(hello));
  }

  @Test
  void aClientIgnoresHelloRequestsDuringTheHandshake() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256));
    talk.client().receive(talk.upTo(Side.SERVER, ServerHello.class));

    talk.client().receive(new HelloRequest());
    talk.run();

    assertThat(talk.client().isComplete()).isTrue();
    assertThat(talk.client().effects(Effect.SendWarning.class)).isEmpty();
  }

  @Test
  void aClientDeclinesToRenegotiate() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256))
            .run();

    talk.client().receive(new HelloRequest());

    assertThat(talk.client().effects(Effect.SendWarning.class))
        .containsExactly(new Effect.SendWarning(AlertDescription.NO_RENEGOTIATION));
    assertThat(talk.client().state()).isInstanceOf(ClientStates.Connected.class);
  }

  @Test
  void aServerDeclinesToRenegotiateOnceAndThenGivesUp() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256))
            .run();
    ClientHello hello = talk.client().sent(ClientHello.class).getFirst();

    talk.server().receive(hello);
    assertThat(talk.server().effects(Effect.SendWarning.class))
        .containsExactly(new Effect.SendWarning(AlertDescription.NO_RENEGOTIATION));

    TlsFailure failure = failure(Reason.RENEGOTIATION_ATTEMPT, () -> talk.server().receive(hello));
    assertThat(failure.alert()).isEqualTo(AlertDescription.NO_RENEGOTIATION);
  }

  @Test
  void keysAreNotUpdatedInTls12() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256))
            .run();

    failure(Reason.API_MISUSE, () -> talk.client().flow().updateKeys(talk.client().state(), true));
  }
}
