package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.cli.BrokenPath.Fate;
import dev.glassine.core.registry.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Boxes between a client and a real server that break the handshake: what {@code connect} says of
 * it, and that the first remedy helps where it is the client's.
 */
class MiddleboxTest {
  private static final int MTU = 1280;
  private static final int HANDSHAKE = 22;
  private static final int APPLICATION_DATA = 23;

  @TempDir Path folder;
  private PeerProcesses peers;

  @BeforeEach
  void begin() throws Exception {
    peers = new PeerProcesses(folder);
  }

  @AfterEach
  void end() throws Exception {
    peers.close();
  }

  /** A path on which the second record of a server of TLS 1.2 is changed. */
  private int serversSecondRecord(Consumer<byte[]> change) throws Exception {
    return peers.path(
        peers.openssl("-tls1_2").port(),
        (sender, number, octets) -> {
          if (sender == Side.SERVER && number == 1) {
            change.accept(octets);
          }
          return Fate.PASSES;
        });
  }

  private static boolean isHello(Side sender, int number) {
    return sender == Side.CLIENT && number == 0;
  }

  @Test
  void resetsAHelloThatIsSplitOverTwoPackets() throws Exception {
    int port =
        peers.path(
            peers.openssl().port(),
            (sender, number, octets) ->
                isHello(sender, number) && octets.length > MTU ? Fate.IS_RESET : Fate.PASSES);

    Said result = peers.connect(port);

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.words())
        .contains(
            "✘ the connection was reset as soon as the client sent its first message, which is longer than one packet",
            "1. a firewall or middlebox cannot read a hello that is split over two packets",
            "on the client: offer classical groups only (--groups x25519, groups)");
    Said remedied = peers.connect(port, "--groups", "x25519", "--json");
    assertThat(remedied.code()).as(remedied.words()).isZero();
  }

  @Test
  void resetsAHelloWithAVersionThatItDoesNotKnow() throws Exception {
    int port =
        peers.path(
            peers.openssl().port(),
            (sender, number, octets) ->
                isHello(sender, number) && HelloOctets.extension(octets, 43) >= 0
                    ? Fate.IS_RESET
                    : Fate.PASSES);

    Said result = peers.connect(port, "--groups", "x25519");

    assertThat(result.words())
        .contains(
            "✘ the connection was reset as soon as the client sent its first message: waited for the server's ServerHello",
            "1. a firewall or middlebox refuses the hello: by the server name in it, or a version or an extension that it does not know",
            "offer TLS 1.2 only (versions) and compare");
    Said remedied = peers.connect(port, "--tls", "1.2", "--json");
    assertThat(remedied.code()).as(remedied.words()).isZero();
  }

  @Test
  void resetsWhatComesAfterTheServersHello() throws Exception {
    int port =
        peers.path(
            peers.openssl("-tls1_3").port(),
            (sender, number, octets) ->
                sender == Side.SERVER && octets[0] == APPLICATION_DATA
                    ? Fate.IS_RESET
                    : Fate.PASSES);

    Said result = peers.connect(port);

    assertThat(result.words())
        .contains(
            "✘ the connection was reset in the middle of the handshake: waited for the server's EncryptedExtensions, after its ServerHello",
            "2. a firewall or middlebox does not let the handshake through");
  }

  @Test
  void takesTheNewVersionOutOfTheHello() throws Exception {
    int port =
        peers.path(
            peers.openssl().port(),
            (sender, number, octets) -> {
              if (isHello(sender, number)) {
                HelloOctets.rename(octets, 43, 0xFA43);
              }
              return Fate.PASSES;
            });

    Said result = peers.connect(port);

    assertThat(result.words())
        .contains(
            "✘ the server marked its random: somebody removed newer versions from the hello",
            "1. a middlebox");
  }

  @Test
  void changesTheTypeOfARecord() throws Exception {
    int port = serversSecondRecord(octets -> octets[0] = APPLICATION_DATA);

    Said result = peers.connect(port);

    assertThat(result.words())
        .contains(
            "✘ application data arrived before the handshake was complete",
            "2. a middlebox changes the records: where what was read begins as a handshake message does");
  }

  @Test
  void changesTheTypeOfARecordToOneThatDoesNotExist() throws Exception {
    int port = serversSecondRecord(octets -> octets[0] = 99);

    Said result = peers.connect(port);

    assertThat(result.words())
        .contains(
            "✘ no such record content type exists: record type 99",
            "1. a middlebox changes the records");
  }

  @Test
  void changesTheVersionOfARecord() throws Exception {
    int port = serversSecondRecord(octets -> octets[1] = 7);

    Said result = peers.connect(port);

    assertThat(result.words())
        .contains(
            "✘ the record header's version is not one of SSL 3.0 or TLS: legacy_record_version 0x0703",
            "1. a middlebox changes the records");
  }

  @Test
  void changesAnOctetOfTheServersCertificate() throws Exception {
    int port =
        peers.path(
            peers.openssl("-tls1_2").port(),
            (sender, number, octets) -> {
              if (sender == Side.SERVER && octets[0] == HANDSHAKE && octets[5] == 11) {
                octets[octets.length - 1] ^= 1;
              }
              return Fate.PASSES;
            });

    Said result = peers.connect(port);

    assertThat(result.words())
        .contains(
            "✘ the chain does not lead to a trusted certificate: the signature on CN=localhost is not by the key of CN=Glassine development CA",
            "a proxy in between opens TLS and shows certificates of its own");
  }

  @Test
  void endsTheConnectionInItsOwnName() throws Exception {
    int port =
        peers.path(
            peers.openssl("-tls1_3").port(),
            (sender, number, octets) -> {
              if (sender == Side.SERVER && number == 0) {
                throw new IOException("the box does not like what it sees, and hangs up");
              }
              return Fate.PASSES;
            });

    Said result = peers.connect(port);

    assertThat(result.words())
        .contains(
            "✘ the server closed the connection right after the client's hello, without an alert",
            "2. a middlebox or firewall does not let this hello through: it is longer than one packet");
  }
}
