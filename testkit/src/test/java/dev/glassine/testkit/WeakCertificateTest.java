package dev.glassine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ProtocolVersion;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Certificates of the nineties are loaded and used by whoever has them, and refused by whoever has
 * not let them in by name.
 */
class WeakCertificateTest {
  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"RSA_512_WITH_MD5", "RSA_1024_WITH_SHA1"})
  void aServerUsesItAndAClientRefusesItByDefault(KeyKind kind) {
    Authority authority = new Authority(kind);
    EnginePair pair =
        new EnginePair(client(Trust.of(authority.ca.certificate())), authority.server()).run();

    TlsFailure failure = pair.client().failure();
    assertThat(failure).isNotNull();
    assertThat(failure.reason()).isEqualTo(Reason.WEAK_CERTIFICATE);
    assertThat(failure.alert()).isEqualTo(AlertDescription.BAD_CERTIFICATE);
    assertThat(failure.getMessage()).contains("Trust.builder()");
    assertThat(pair.server().failure()).isInstanceOf(TlsFailure.PeerAlert.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"RSA_512_WITH_MD5", "RSA_1024_WITH_SHA1"})
  void aClientTakesItWhereItWasLetInByName(KeyKind kind) {
    Authority authority = new Authority(kind);
    EnginePair pair = new EnginePair(client(letIn(authority)), authority.server()).establish();

    assertThat(pair.client().info().peerCertificates().getFirst())
        .isEqualTo(authority.credential.certificate());
  }

  @Test
  void lettingItInForOneContextDoesNotForAnother() {
    Authority authority = new Authority(KeyKind.RSA_512_WITH_MD5);
    new EnginePair(client(letIn(authority)), authority.server()).establish();

    EnginePair other =
        new EnginePair(client(Trust.of(authority.ca.certificate())), authority.server()).run();

    assertThat(other.client().failure()).isInstanceOf(TlsFailure.BadCertificate.class);
  }

  private static ClientConfig client(Trust trust) {
    return Peers.client(ProtocolVersion.TLS_1_2).trust(trust).build();
  }

  private static Trust letIn(Authority authority) {
    return Trust.builder()
        .add(authority.ca.certificate())
        .allowMd5SignaturesBrokenByCollisions()
        .allowWeakSha1Signatures()
        .allowWeakRsaKeys(512)
        .build();
  }

  /** An authority with such a key, and a server of the same kind that it certified. */
  private static final class Authority {
    private final TestCa ca;
    private final Credential credential;

    private Authority(KeyKind kind) {
      ca = new TestCa("old CA", kind, new SecureRandom(), FixedClock.NOON);
      credential = ca.server(kind, "localhost");
    }

    private ServerConfig server() {
      return ServerConfig.builder()
          .versions(ProtocolVersion.TLS_1_2)
          .clock(Peers.CLOCK)
          .credential(credential)
          .build();
    }
  }
}
