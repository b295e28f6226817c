package dev.glassine.core.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstBytesTest {
  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(("__" + text).getBytes(ISO_8859_1)).position(2);
  }

  private static TlsFailure fromClient(String text) {
    return Objects.requireNonNull(FirstBytes.fromClient(bytes(text)), text);
  }

  private static TlsFailure fromServer(String text) {
    return Objects.requireNonNull(FirstBytes.fromServer(bytes(text)), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "POST /a",
        "HEAD /",
        "PUT /x ",
        "DELETE /x",
        "OPTIONS *",
        "CONNECT a:443",
        "TRACE /",
        "PATCH /",
        "PRI * HTTP/2.0"
      })
  void namesPlainHttpFromAClient(String text) {
    TlsFailure failure = fromClient(text + "\r\nHost: a\r\n");
    assertThat(failure.reason()).isEqualTo(Reason.NOT_TLS_HTTP);
    assertThat(failure.detail()).contains("\"" + text).doesNotContain("Host");
    assertThat(Objects.requireNonNull(FirstBytes.fromClient(bytes(text.substring(0, 5)))).reason())
        .isEqualTo(Reason.NOT_TLS_HTTP);
  }

  @ParameterizedTest
  @CsvSource({
    "SSH-2.0-OpenSSH_9, NOT_TLS_SSH, greets",
    "EHLO mail, NOT_TLS, SMTP",
    "PROXY TCP4, NOT_TLS, PROXY",
    "hello there, NOT_TLS, hello there",
    "GETTY, NOT_TLS, GETTY"
  })
  void namesWhatElseAClientMaySpeak(String text, Reason reason, String detail) {
    assertThat(fromClient(text).reason()).isEqualTo(reason);
    assertThat(fromClient(text).detail()).contains(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 400 Bad Request, NOT_TLS_HTTP, HTTP/1.1 400",
    "<html><body>, NOT_TLS_HTTP, <html>",
    "SSH-2.0-x, NOT_TLS_SSH, SSH-2.0",
    "220 mail.example ESMTP, NOT_TLS, STARTTLS",
    "+OK ready, NOT_TLS, STLS",
    "* OK IMAP4rev1, NOT_TLS, STARTTLS",
    "AMQP0091, NOT_TLS, AMQP"
  })
  void namesWhatAServerMaySpeak(String text, Reason reason, String detail) {
    assertThat(fromServer(text).reason()).isEqualTo(reason);
    assertThat(fromServer(text).detail()).contains(detail);
  }

  @Test
  void recognisesSsl2HelloFromClientsOnly() {
    ByteBuffer hello = ByteBuffer.wrap(new byte[] {(byte) 0x80, 46, 1, 0, 2, 0, 21});
    assertThat(FirstBytes.isSsl2Hello(hello)).isTrue();
    assertThat(Objects.requireNonNull(FirstBytes.fromClient(hello)).reason())
        .isEqualTo(Reason.SSL2_HELLO_REFUSED);
    assertThat(Objects.requireNonNull(FirstBytes.fromClient(hello)).detail()).contains("0x0002");
    assertThat(Objects.requireNonNull(FirstBytes.fromServer(hello)).reason())
        .isEqualTo(Reason.NOT_TLS);
    assertThat(FirstBytes.isSsl2Hello(hello.limit(2))).isFalse();
    assertThat(FirstBytes.isSsl2Hello(ByteBuffer.wrap(new byte[] {(byte) 0x80, 46, 4, 0, 2})))
        .isFalse();
    assertThat(FirstBytes.isSsl2Hello(ByteBuffer.wrap(new byte[] {22, 3, 1}))).isFalse();
  }

  @Test
  void saysNothingWhereTlsMayBegin() {
    assertThat(FirstBytes.fromClient(bytes(""))).isNull();
    for (char type = 20; type <= 24; type++) {
      assertThat(FirstBytes.fromClient(bytes(type + ""))).isNull();
      assertThat(FirstBytes.fromClient(bytes(type + "\3\1\0\5"))).isNull();
      assertThat(FirstBytes.fromServer(bytes(type + "\3\3\0\5"))).isNull();
    }
  }

  @Test
  void waitsWhileTooFewOctetsTell() {
    for (String start : new String[] {"G", "GE", "GET", "X", "XYZ", "\u0080", "\u0080@"}) {
      assertThat(FirstBytes.fromClient(bytes(start))).as(start).isNull();
    }
    assertThat(fromClient("GET ").reason()).isEqualTo(Reason.NOT_TLS_HTTP);
    assertThat(fromClient("SSH-").reason()).isEqualTo(Reason.NOT_TLS_SSH);
    assertThat(fromServer("220").reason()).isEqualTo(Reason.NOT_TLS);
  }

  @Test
  void decidesOnFiveOctetsWhateverTheyAre() {
    for (int first = 0; first < 256; first++) {
      if (first < 20 || first > 24) {
        byte[] octets = {(byte) first, 3, 1, 0, 5};
        assertThat(FirstBytes.fromClient(ByteBuffer.wrap(octets)))
            .as("first octet %d", first)
            .isNotNull();
        assertThat(FirstBytes.fromServer(ByteBuffer.wrap(octets)))
            .as("first octet %d", first)
            .isNotNull();
      }
    }
  }

  @Test
  void quotesNoControlSequencesAndNotMuch() {
    String detail = fromClient("ab\u001b[31m\u0007\u00ff" + "x".repeat(500)).detail();
    assertThat(detail).contains("\"ab.[31m..x").hasSizeLessThan(80).matches("[ -~]*");
  }

  @Test
  void leavesThePositionAlone() {
    ByteBuffer buffer = bytes("GET / HTTP/1.1").asReadOnlyBuffer();
    FirstBytes.fromClient(buffer);
    FirstBytes.fromServer(buffer);
    assertThat(buffer.position()).isEqualTo(2);
  }
}
