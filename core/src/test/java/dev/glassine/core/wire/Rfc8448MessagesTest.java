package dev.glassine.core.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.ext.EarlyDataLimit;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.RequestedGroup;
import dev.glassine.core.wire.ext.ServerName;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The handshake messages of RFC 8448, as they were sent. */
class Rfc8448MessagesTest {
  record Sent(String section, String name, Bytes raw) {
    @Override
    public String toString() {
      return "§" + section + " " + name;
    }

    HandshakeMessage read() {
      return HandshakeCodec.decode(raw, ProtocolVersion.TLS_1_3);
    }
  }

  static List<Sent> messages() throws IOException {
    List<Sent> messages = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(
            Rfc8448MessagesTest.class.getResourceAsStream("rfc8448-messages.txt"))) {
      for (String line : new String(in.readAllBytes(), US_ASCII).lines().toList()) {
        if (!line.startsWith("#")) {
          String[] words = line.split(" ", -1);
          messages.add(new Sent(words[0], words[1], Bytes.ofHex(words[2])));
        }
      }
    }
    assertThat(messages).hasSize(40);
    return messages;
  }

  @ParameterizedTest
  @MethodSource("messages")
  void writesTheMessageOctetForOctet(Sent sent) {
    HandshakeMessage message = sent.read();

    assertThat(HandshakeCodec.encode(message)).isEqualTo(sent.raw());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void namesTheMessage(Sent sent) {
    // Section 5's first ServerHello is a HelloRetryRequest.
    String name = sent.read().messageName();

    assertThat(name.equals("HelloRetryRequest") ? "ServerHello" : name).isEqualTo(sent.name());
  }

  @Test
  void understandsTheFirstHello() throws IOException {
    ClientHello hello = (ClientHello) messages().getFirst().read();

    assertThat(hello.cipherSuites())
        .containsExactly(
            CipherSuite.TLS_AES_128_GCM_SHA256,
            CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
            CipherSuite.TLS_AES_256_GCM_SHA384);
    assertThat(hello.extensions().get(ServerName.class)).isEqualTo(new ServerName("server"));
    assertThat(hello.extensions().types()).doesNotHaveDuplicates().hasSize(9);
  }

  @Test
  void understandsTheRetry() throws IOException {
    HelloRetryRequest retry =
        messages().stream()
            .map(Sent::read)
            .filter(HelloRetryRequest.class::isInstance)
            .map(HelloRetryRequest.class::cast)
            .findFirst()
            .orElseThrow();

    assertThat(retry.extensions().get(RequestedGroup.class))
        .isEqualTo(new RequestedGroup(NamedGroup.SECP256R1));
  }

  @Test
  void measuresTheBindersOfTheResumedHello() throws IOException {
    Sent sent = messages().stream().filter(m -> m.section().equals("4")).findFirst().orElseThrow();
    OfferedPsks psks =
        Objects.requireNonNull(((ClientHello) sent.read()).extensions().get(OfferedPsks.class));

    // RFC 8448 §4: the prefix that is hashed has 477 of 512 octets.
    assertThat(sent.raw().length() - psks.bindersLength()).isEqualTo(477);
    assertThat(psks.identities()).hasSize(1);
    assertThat(psks.withBinders(List.of(Bytes.wrap(new byte[48]))).bindersLength()).isEqualTo(51);
  }

  @Test
  void understandsTicketAndSignature() throws IOException {
    List<HandshakeMessage> all = messages().stream().map(Sent::read).toList();

    assertThat(all)
        .filteredOn(NewSessionTicket.class::isInstance)
        .map(NewSessionTicket.class::cast)
        .singleElement()
        .satisfies(
            ticket -> {
              assertThat(ticket.ticketLifetime()).isEqualTo(30);
              assertThat(ticket.extensions().get(EarlyDataLimit.class))
                  .isEqualTo(new EarlyDataLimit(1024));
            });
    assertThat(all)
        .filteredOn(CertificateVerify.class::isInstance)
        .map(message -> ((CertificateVerify) message).algorithm())
        .containsOnly(SignatureScheme.RSA_PSS_RSAE_SHA256, SignatureScheme.ECDSA_SECP256R1_SHA256);
  }
}
