package dev.glassine.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.net.ssl.SNIHostName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which server name follows from the host that a program names. */
class PeerAddressTest {
  @Test
  void namesAHostOfSeveralLabels() {
    assertThat(new PeerAddress("www.example.test", 443).impliedServerName())
        .isEqualTo("www.example.test");
    assertThat(new PeerAddress("WWW.Example.Test.", 443).impliedServerName())
        .isEqualTo("www.example.test");
    assertThat(new PeerAddress("bücher.example.test", 443).impliedServerName())
        .isEqualTo("xn--bcher-kva.example.test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "192.0.2.1",
        "2001:db8::1",
        "[::1]",
        "no host.test",
        "under..dots"
      })
  void namesNothingElse(String host) {
    assertThat(new PeerAddress(host, 443).impliedServerName()).isNull();
  }

  @Test
  void namesNothingWhereNoHostWasGiven() {
    assertThat(PeerAddress.UNKNOWN.impliedServerName()).isNull();
    assertThat(PeerAddress.hostNameAmong(List.of())).isNull();
    assertThat(PeerAddress.hostNameAmong(List.of(new SNIHostName("a.test")))).isEqualTo("a.test");
  }
}
