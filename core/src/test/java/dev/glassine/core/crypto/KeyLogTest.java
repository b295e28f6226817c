package dev.glassine.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.wire.Bytes;
import org.junit.jupiter.api.Test;

class KeyLogTest {
  @Test
  void writesLinesAsRfc9850Says() {
    String line =
        KeyLog.line(
            KeyLog.CLIENT_TRAFFIC_SECRET_0,
            Bytes.ofHex("0a".repeat(32)),
            Secret.wrap(new byte[] {(byte) 0xff, 0, 0x7f}));

    assertThat(line).isEqualTo("CLIENT_TRAFFIC_SECRET_0 " + "0a".repeat(32) + " ff007f");
  }
}
