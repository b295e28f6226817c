package dev.glassine.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.registry.Side;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract for what speaks HTTP, and what becomes of it at the end of a connection. */
abstract class HttpContract extends DropInContract {
  private static final long SOME = 32L << 20;

  @Override
  protected Service counterpart(Setup setup) throws Exception {
    return new PlainHttpServer(setup);
  }

  @Override
  protected Client visitor(Setup setup) throws Exception {
    SSLContext tls = setup.jdk();
    return port -> new PlainHttpClient(setup, tls, port);
  }

  @Override
  protected Service serve(Setup setup, Witness witness) throws Exception {
    throw new UnsupportedOperationException("not a server");
  }

  @Override
  protected Client client(Setup setup, Witness witness) throws Exception {
    throw new UnsupportedOperationException("not a client");
  }

  /** The framework's client, which insists on HTTP/2. */
  protected Client http2Client(Setup setup, Witness witness) throws Exception {
    throw new UnsupportedOperationException("no HTTP/2");
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("roles")
  void goesOnInItsDirectionWhenTheOtherIsClosed(Role role) throws Exception {
    attempt(
        role,
        Ability.HALF_CLOSE,
        () -> {
          try (Ends ends = ends(role, Setup.server(), Setup.client());
              HttpDialogue dialogue = (HttpDialogue) ends.connect()) {
            String digest =
                dialogue instanceof PlainHttpClient visitor
                    ? visitor.downloadAfterHalfClose(SOME)
                    : dialogue.digest("/end/" + SOME);
            assertThat(digest).isEqualTo(Payload.digest(SOME));
            Side other = role == Role.CLIENT ? Side.SERVER : Side.CLIENT;
            assertThat(ends.witness().closed(other).clean())
                .as("closed with close_notify")
                .isTrue();
          }
        });
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("roles")
  void noticesThatAnAnswerWasCutOff(Role role) throws Exception {
    if (role == Role.SERVER) {
      findings().cannot(role, Ability.NOTICE_TRUNCATION, Findings.NO_QUESTION);
      return;
    }
    attempt(
        role,
        Ability.NOTICE_TRUNCATION,
        () -> {
          try (Ends ends = ends(role, Setup.server(), Setup.client());
              HttpDialogue dialogue = (HttpDialogue) ends.connect()) {
            assertThatThrownBy(() -> dialogue.digest("/cut/" + SOME)).isNotNull();
          }
        });
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("roles")
  void agreesOnHttp2(Role role) throws Exception {
    attempt(role, Ability.HTTP_2, () -> speakHttp2(role));
  }

  private void speakHttp2(Role role) throws Exception {
    Witness witness = new Witness();
    if (role == Role.CLIENT) {
      try (Service service = Http2Counterpart.serve(Setup.server());
          Client client = http2Client(Setup.client(), witness);
          HttpDialogue dialogue = (HttpDialogue) client.connect(service.port())) {
        Http2Counterpart.converse(dialogue);
      }
    } else {
      try (Service service = serve(Setup.server(), witness)) {
        Http2Counterpart.visit(service.port());
      }
    }
    assertThat(witness.completed().protocol()).isEqualTo("h2");
  }
}
