package dev.glassine.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.registry.Side;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract for what speaks HTTP, and what becomes of it at the end of a connection. */
abstract class HttpContract extends DropInContract {
  private static final long SOME = 8L << 20;

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

  /** Both ends are over Glassine here: the JDK's client against servers, and its like. */
  @ParameterizedTest(name = "as {0}")
  @MethodSource("roles")
  void agreesOnHttp2(Role role) throws Exception {
    attempt(role, Ability.HTTP_2, () -> speakHttp2(role));
  }

  /** By default, a server is asked by the JDK's client over the JDK's provider. */
  protected void speakHttp2(Role role) throws Exception {
    Witness witness = new Witness();
    try (Service service = serve(Setup.server(), witness);
        HttpClient client =
            HttpClient.newBuilder()
                .sslContext(Setup.client().jdk())
                .version(HttpClient.Version.HTTP_2)
                .build()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("https://localhost:" + service.port() + "/octets/" + SOME))
              .build();
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      try (Payload.Digest digest = new Payload.Digest()) {
        digest.write(response.body());
        assertThat(digest).hasToString(Payload.digest(SOME));
      }
      assertThat(witness.completed().protocol()).isEqualTo("h2");
    }
  }
}
