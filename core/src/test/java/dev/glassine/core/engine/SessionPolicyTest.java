package dev.glassine.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.identity.ChainJudge;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.wire.Bytes;
import org.junit.jupiter.api.Test;

/** Which configurations may resume each other's sessions (CVE-2025-23419). */
class SessionPolicyTest {
  @Test
  void isTheSameWhereTheTrustIs() {
    assertThat(policy(Trust.system())).isEqualTo(policy(Trust.builder().addSystem().build()));
  }

  @Test
  void differsBetweenTrustsAndFromTrustInAnyone() {
    assertThat(policy(Trust.system()))
        .isNotEqualTo(policy(Trust.acceptAnyoneInsecurely()))
        .isNotEqualTo(policy(Trust.builder().addSystem().requireStapledStatus().build()));
  }

  @Test
  void staysWithTheConfigurationWhereAJudgeCannotTell() {
    ChainJudge own = presented -> new ChainVerdict.Accepted(presented.certificates());
    ClientConfig config = ClientConfig.builder().trust(own).build();

    assertThat(config.policy()).isEqualTo(config.policy()).isNotEqualTo(policy(own));
  }

  @Test
  void isWhatTheOwnerSays() {
    Bytes digest = Bytes.ofHex("0102");

    assertThat(ClientConfig.builder().trust(Trust.system()).policy(digest).build().policy())
        .isEqualTo(digest);
  }

  private static Bytes policy(ChainJudge judge) {
    return ClientConfig.builder().trust(judge).build().policy();
  }
}
