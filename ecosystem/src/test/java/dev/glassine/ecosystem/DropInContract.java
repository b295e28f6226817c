package dev.glassine.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.glassine.core.registry.ProtocolVersion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every framework must do over Glassine, in each of its roles; the other end is over the JDK's
 * provider. A subclass says how a framework connects and serves. Where it says that the framework
 * cannot do something, that must still be so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ExtendWith(EcosystemPage.class)
abstract class DropInContract {
  static final long MUCH = 256L << 20;
  private static final int MANY = 2_000;
  private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

  private final Findings findings = new Findings();

  /** Whom the findings are about. */
  protected abstract Framework framework();

  /** The framework's server, over {@link Setup#glassine}. */
  protected abstract Service serve(Setup setup, Witness witness) throws Exception;

  /** The framework's client, over {@link Setup#glassine}. */
  protected abstract Client client(Setup setup, Witness witness) throws Exception;

  /** A server over {@link Setup#jdk}, for the framework's client. */
  protected abstract Service counterpart(Setup setup) throws Exception;

  /** A client over {@link Setup#jdk}, for the framework's server. */
  protected abstract Client visitor(Setup setup) throws Exception;

  final Findings findings() {
    return findings;
  }

  Stream<Role> roles() {
    return framework().roles().stream();
  }

  /** Both ends, the framework's in this role. */
  final Ends ends(Role role, Setup server, Setup client) throws Exception {
    Witness witness = new Witness();
    boolean serves = role == Role.SERVER;
    Service service = serves ? serve(server, witness) : counterpart(server);
    return new Ends(service, witness, serves ? visitor(client) : client(client, witness));
  }

  /** A service, and a client of it that may connect several times. */
  record Ends(Service service, Witness witness, Client client) implements AutoCloseable {
    Dialogue connect() throws Exception {
      return client.connect(service.port());
    }

    @Override
    public void close() throws Exception {
      try (service) {
        client.close();
      }
    }
  }

  interface Attempt {
    void run() throws Exception;
  }

  /** Runs what shows an ability, and notes the finding. */
  final void attempt(Role role, Ability ability, Attempt attempt) throws Exception {
    String obstacle = framework().obstacle(role, ability);
    if (obstacle == null) {
      attempt.run();
      findings.can(role, ability);
    } else if (!obstacle.equals(Findings.NO_QUESTION)) {
      assertThat(catchThrowable(attempt::run))
          .as("%s as %s can do this after all, though: %s", framework().name(), role, obstacle)
          .isNotNull();
      findings.cannot(role, ability, obstacle);
    } else {
      findings.cannot(role, ability, obstacle);
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("roles")
  void talks(Role role) throws Exception {
    attempt(
        role,
        Ability.TALK,
        () -> {
          for (String version : VERSIONS) {
            try (Ends ends = ends(role, Setup.server(), Setup.client().only(version));
                Dialogue dialogue = ends.connect()) {
              assertThat(dialogue.greet()).isEqualTo("hello stranger");
              assertThat(dialogue.echo("and back")).isEqualTo("and back");
              assertThat(ends.witness().completed().version())
                  .isEqualTo(
                      version.equals("TLSv1.3")
                          ? ProtocolVersion.TLS_1_3
                          : ProtocolVersion.TLS_1_2);
            }
          }
        });
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("roles")
  void knowsTheClientByItsCertificate(Role role) throws Exception {
    attempt(
        role,
        Ability.MUTUAL_TLS,
        () -> {
          for (String version : VERSIONS) {
            try (Ends ends =
                    ends(
                        role,
                        Setup.server().needingClient(),
                        Setup.client().as(Pki.CLIENT).only(version));
                Dialogue dialogue = ends.connect()) {
              assertThat(dialogue.greet()).isEqualTo("hello CN=somebody");
              assertThat(ends.witness().completed().clientSignature()).isNotNull();
            }
          }
        });
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("roles")
  void refusesAStrangerAndSaysWhy(Role role) throws Exception {
    attempt(
        role,
        Ability.REFUSE_STRANGERS,
        () -> {
          for (String version : VERSIONS) {
            if (role == Role.CLIENT) {
              refusesTheServer(version);
            } else {
              refusesTheClient(version);
            }
          }
        });
  }

  private void refusesTheServer(String version) throws Exception {
    Setup client = Setup.client().trusting(Pki.STRANGERS).only(version);
    try (Ends ends = ends(Role.CLIENT, Setup.server(), client)) {
      assertThatThrownBy(() -> greet(ends))
          .satisfies(
              thrown ->
                  assertThat(Words.of(thrown))
                      .contains("does not lead to a trusted certificate")
                      .contains("CN=Glassine ecosystem CA"));
      assertThat(ends.witness().failed()).hasMessageContaining("trusted certificate");
    }
  }

  private void refusesTheClient(String version) throws Exception {
    Setup server = Setup.server().needingClient();
    try (Ends ends = ends(Role.SERVER, server, Setup.client().only(version))) {
      assertThatThrownBy(() -> greet(ends)).isNotNull();
      assertThat(ends.witness().failed()).hasMessageContaining("certificate");
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("roles")
  void checksThatTheCertificateIsForTheHost(Role role) throws Exception {
    if (role == Role.SERVER) {
      findings.cannot(role, Ability.CHECK_THE_NAME, "–");
      return;
    }
    attempt(
        role,
        Ability.CHECK_THE_NAME,
        () -> {
          try (Ends ends = ends(role, Setup.server().as(Pki.ELSEWHERE), Setup.client())) {
            assertThatThrownBy(() -> greet(ends))
                .satisfies(thrown -> assertThat(Words.of(thrown)).containsPattern(otherName()));
          }
        });
  }

  /**
   * What the refusal of a certificate for another host says; some frameworks check it themselves.
   */
  protected String otherName() {
    return "(?s)(localhost.*elsewhere.example.test|elsewhere.example.test.*localhost)";
  }

  private static void greet(Ends ends) throws Exception {
    try (Dialogue dialogue = ends.connect()) {
      dialogue.greet();
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("roles")
  void resumesASession(Role role) throws Exception {
    attempt(
        role,
        Ability.RESUME,
        () -> {
          for (String version : VERSIONS) {
            Setup client = Setup.client().as(Pki.CLIENT).only(version);
            Setup server = Setup.server().needingClient();
            try (Ends ends = ends(role, server, client)) {
              resumes(ends);
            }
          }
        });
  }

  private static void resumes(Ends ends) throws Exception {
    boolean resumed = false;
    for (int i = 0; i < 3; i++) {
      try (Dialogue dialogue = ends.connect()) {
        assertThat(dialogue.greet()).isEqualTo("hello CN=somebody");
        resumed = ends.witness().completed().resumed();
      }
    }
    assertThat(resumed).as("the third connection is a resumed one").isTrue();
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("roles")
  void sendsMuch(Role role) throws Exception {
    attempt(
        role,
        Ability.SEND_MUCH,
        () -> {
          try (Ends ends = ends(role, Setup.server(), Setup.client());
              Dialogue dialogue = ends.connect()) {
            String digest = role == Role.CLIENT ? dialogue.upload(MUCH) : dialogue.download(MUCH);
            assertThat(digest).isEqualTo(Payload.digest(MUCH));
          }
        });
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("roles")
  void receivesMuch(Role role) throws Exception {
    attempt(
        role,
        Ability.RECEIVE_MUCH,
        () -> {
          try (Ends ends = ends(role, Setup.server(), Setup.client());
              Dialogue dialogue = ends.connect()) {
            String digest = role == Role.SERVER ? dialogue.upload(MUCH) : dialogue.download(MUCH);
            assertThat(digest).isEqualTo(Payload.digest(MUCH));
          }
        });
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("roles")
  void exchangesManySmallMessagesOnOneConnection(Role role) throws Exception {
    attempt(
        role,
        Ability.MANY_SMALL,
        () -> {
          try (Ends ends = ends(role, Setup.server(), Setup.client());
              Dialogue dialogue = ends.connect()) {
            for (int i = 0; i < MANY; i++) {
              assertThat(dialogue.echo("message " + i)).isEqualTo("message " + i);
            }
            assertThat(ends.witness().handshakes()).as("handshakes").isEqualTo(1);
          }
        });
  }
}
