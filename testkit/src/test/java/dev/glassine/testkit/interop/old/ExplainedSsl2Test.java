package dev.glassine.testkit.interop.old;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.LoopbackServer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a server of today says of clients of the nineties, real ones. */
class ExplainedSsl2Test {
  private static OldCase of(Predicate<OldCase> wanted) {
    return OldCases.sample().stream()
        .filter(each -> OldPeers.NASSL.leavesOut(each, Side.CLIENT) == null)
        .filter(wanted)
        .findFirst()
        .orElseThrow()
        .notResuming();
  }

  private static Explanation visited(OldCase by) throws Exception {
    OldPeersTest.require(OldPeers.NASSL);
    try (LoopbackServer server =
        new LoopbackServer(
            ServerConfig.builder().credential(OldPki.server(by.certificate())).build())) {
      assertThatThrownBy(() -> OldPeers.NASSL.visit(by, server.port(), 1000))
          .isInstanceOf(AssertionError.class);
      return ((TlsFailure) server.next().failure()).explanation();
    }
  }

  @Test
  void namesTheSsl2HelloOfAClientThatSpeaksNothingElse() throws Exception {
    Explanation why = visited(of(each -> each.version().equals(ProtocolVersion.SSL_2_0)));

    assertThat(why.what()).isEqualTo("the client sent an SSL 2.0 hello, which is not enabled here");
    assertThat(why.evidence().getFirst().hex()).contains("010002");
  }

  @Test
  void namesTheSsl2HelloOfAClientThatSpeaksSomethingNewerToo() throws Exception {
    Explanation why = visited(of(OldCase::ssl2Hello));

    assertThat(why.what()).isEqualTo("the client sent an SSL 2.0 hello, which is not enabled here");
    assertThat(why.causes().getFirst().onServer()).contains("acceptSsl2HelloWithoutExtensions");
  }
}
