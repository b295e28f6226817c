package dev.glassine.testkit.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.EnginePair;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The known attacks on SSL 2.0, carried out: most of them succeed, and nothing can answer them. */
class Ssl2AttacksTest {
  private static final int[] EXPORT_RC4 = {2, 0, 0x80};

  /** Leaves one kind of 40 bits in the client's hello. */
  private static byte[] withExportOnly(byte[] hello) {
    int specs = (hello[3] & 0xFF) << 8 | (hello[4] & 0xFF);
    return Ssl2Wire.spliced(Ssl2Wire.spliced(hello, 9, specs, EXPORT_RC4), 3, 2, 0, 3);
  }

  /** Wagner and Schneier, 1996. */
  @Test
  void whoeverStandsInTheMiddleChoosesTheWeakestKindThatBothHave() {
    EnginePair pair = Ssl2Peers.pair(Ssl2Peers.client(), Ssl2Peers.server());
    pair.changeToServer(Ssl2Wire.inTheClear(Ssl2Wire.CLIENT_HELLO, Ssl2AttacksTest::withExportOnly))
        .establish();

    assertThat(pair.client().info().suite())
        .isEqualTo(CipherSuite.SSL_CK_RC4_128_EXPORT40_WITH_MD5);
  }

  @Test
  void nobodyIsTalkedIntoAnExportKindWhereThatDoorIsShut() {
    Legacy noExport =
        Legacy.builder().enableSsl2BrokenByDrown().enableBrokenSuitesOfTheNineties().build();
    EnginePair pair =
        Ssl2Peers.pair(Ssl2Peers.client().legacy(noExport), Ssl2Peers.server().legacy(noExport));
    pair.changeToServer(Ssl2Wire.inTheClear(Ssl2Wire.CLIENT_HELLO, Ssl2AttacksTest::withExportOnly))
        .run();

    assertThat(Objects.requireNonNull(pair.server().failure()).reason())
        .isEqualTo(Reason.NO_COMMON_SUITE);
  }

  /** The MAC covers data and padding as one, and the header, which parts them, not at all. */
  @Test
  void whereDataEndsAndPaddingBeginsIsAuthenticatedByNothing() {
    List<CipherSuite> kind = List.of(CipherSuite.SSL_CK_DES_192_EDE3_CBC_WITH_MD5);
    EnginePair pair =
        Ssl2Peers.pair(Ssl2Peers.client().suites(kind), Ssl2Peers.server().suites(kind))
            .establish();
    byte[] record = pair.client().conduit().write(ByteBuffer.wrap(new byte[] {'a', 'b', 'c'}));
    assertThat(record[2]).as("octets of padding").isEqualTo((byte) 5);
    record[2] = 2;
    pair.inject(Side.CLIENT, record);

    assertThat(pair.server().read()).containsExactly('a', 'b', 'c', 0, 0, 0);
  }

  /** There is no message for it, so what is cut off is never missed. */
  @Test
  void theRestOfAStreamIsCutOffUnnoticed() {
    EnginePair pair = Ssl2Peers.pair(Ssl2Peers.client(), Ssl2Peers.server()).establish();
    pair.send(Side.SERVER, new byte[] {1, 2, 3});
    pair.cut(Side.SERVER);

    assertThat(pair.client().read()).containsExactly(1, 2, 3);
    assertThat(pair.client().failure()).isNull();
  }
}
