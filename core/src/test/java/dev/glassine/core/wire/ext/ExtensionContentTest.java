package dev.glassine.core.wire.ext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.MessagePlace;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The content of each extension: what its RFC allows, octet by octet. */
class ExtensionContentTest {
  private static final MessagePlace CH = MessagePlace.CLIENT_HELLO;
  private static final MessagePlace EE = MessagePlace.ENCRYPTED_EXTENSIONS;
  private static final MessagePlace SH = MessagePlace.SERVER_HELLO;
  private static final MessagePlace S2 = MessagePlace.SERVER_HELLO_1_2;
  private static final MessagePlace HRR = MessagePlace.HELLO_RETRY_REQUEST;
  private static final MessagePlace CR = MessagePlace.CERTIFICATE_REQUEST;
  private static final MessagePlace CT = MessagePlace.CERTIFICATE;
  private static final MessagePlace NST = MessagePlace.NEW_SESSION_TICKET;

  /** type, place, extension_data, and the reason why it is refused. */
  @ParameterizedTest(name = "{0} in {1}: {2} is {3}")
  @CsvSource({
    "server_name, CLIENT_HELLO, '', TRUNCATED_FIELD",
    "server_name, CLIENT_HELLO, 0000, LENGTH_OUT_OF_RANGE",
    "server_name, CLIENT_HELLO, 0003000000, LENGTH_OUT_OF_RANGE",
    "server_name, CLIENT_HELLO, 000401000161, BAD_FIELD_VALUE",
    "server_name, CLIENT_HELLO, 000400000100, BAD_FIELD_VALUE",
    "server_name, CLIENT_HELLO, 000600000361002e, BAD_FIELD_VALUE",
    "server_name, CLIENT_HELLO, 000500000261e9, BAD_FIELD_VALUE",
    "server_name, CLIENT_HELLO, 000400000120, BAD_FIELD_VALUE",
    "server_name, CLIENT_HELLO, 00080000016100000162, BAD_FIELD_VALUE",
    "server_name, CLIENT_HELLO, 000500000161, TRUNCATED_FIELD",
    "server_name, CLIENT_HELLO, 000300000161, TRUNCATED_FIELD",
    "server_name, ENCRYPTED_EXTENSIONS, 00, TRAILING_BYTES",
    "server_name, SERVER_HELLO_1_2, 000400000161, TRAILING_BYTES",
    "max_fragment_length, CLIENT_HELLO, '', TRUNCATED_FIELD",
    "max_fragment_length, CLIENT_HELLO, 00, BAD_FIELD_VALUE",
    "max_fragment_length, CLIENT_HELLO, 05, BAD_FIELD_VALUE",
    "max_fragment_length, ENCRYPTED_EXTENSIONS, ff, BAD_FIELD_VALUE",
    "status_request, CLIENT_HELLO, '', TRUNCATED_FIELD",
    "status_request, CLIENT_HELLO, 01, TRUNCATED_FIELD",
    "status_request, CLIENT_HELLO, 0100000001, TRUNCATED_FIELD",
    "status_request, CLIENT_HELLO, 01000200000000, LENGTH_OUT_OF_RANGE",
    "status_request, SERVER_HELLO_1_2, 0100000000, TRAILING_BYTES",
    "status_request, CERTIFICATE, '', TRUNCATED_FIELD",
    "status_request, CERTIFICATE, 02000001aa, BAD_FIELD_VALUE",
    "status_request, CERTIFICATE, 01000000, LENGTH_OUT_OF_RANGE",
    "supported_groups, CLIENT_HELLO, 0000, LENGTH_OUT_OF_RANGE",
    "supported_groups, CLIENT_HELLO, 0003001d00, LENGTH_OUT_OF_RANGE",
    "supported_groups, CLIENT_HELLO, 0004001d, TRUNCATED_FIELD",
    "ec_point_formats, CLIENT_HELLO, 00, LENGTH_OUT_OF_RANGE",
    "ec_point_formats, CLIENT_HELLO, 0200, TRUNCATED_FIELD",
    "signature_algorithms, CLIENT_HELLO, 0000, LENGTH_OUT_OF_RANGE",
    "signature_algorithms, CERTIFICATE_REQUEST, 000108, LENGTH_OUT_OF_RANGE",
    "signature_algorithms_cert, CLIENT_HELLO, 0000, LENGTH_OUT_OF_RANGE",
    "application_layer_protocol_negotiation, CLIENT_HELLO, 0000, LENGTH_OUT_OF_RANGE",
    "application_layer_protocol_negotiation, CLIENT_HELLO, 000100, LENGTH_OUT_OF_RANGE",
    "application_layer_protocol_negotiation, CLIENT_HELLO, 00020000, LENGTH_OUT_OF_RANGE",
    "application_layer_protocol_negotiation, CLIENT_HELLO, 0003026832ff, TRAILING_BYTES",
    "application_layer_protocol_negotiation, CLIENT_HELLO, 000402683201, TRUNCATED_FIELD",
    "application_layer_protocol_negotiation, ENCRYPTED_EXTENSIONS, 000401610162, BAD_FIELD_VALUE",
    "application_layer_protocol_negotiation, SERVER_HELLO_1_2, 000401610162, BAD_FIELD_VALUE",
    "signed_certificate_timestamp, CLIENT_HELLO, 0000, TRAILING_BYTES",
    "signed_certificate_timestamp, CERTIFICATE_REQUEST, 00, TRAILING_BYTES",
    "signed_certificate_timestamp, CERTIFICATE, '', TRUNCATED_FIELD",
    "signed_certificate_timestamp, CERTIFICATE, 0000, LENGTH_OUT_OF_RANGE",
    "signed_certificate_timestamp, SERVER_HELLO_1_2, 00020000, LENGTH_OUT_OF_RANGE",
    "padding, CLIENT_HELLO, 01, BAD_FIELD_VALUE",
    "padding, CLIENT_HELLO, 0000000001, BAD_FIELD_VALUE",
    "encrypt_then_mac, CLIENT_HELLO, 00, TRAILING_BYTES",
    "encrypt_then_mac, SERVER_HELLO_1_2, 00, TRAILING_BYTES",
    "extended_master_secret, CLIENT_HELLO, 00, TRAILING_BYTES",
    "extended_master_secret, SERVER_HELLO_1_2, 0000, TRAILING_BYTES",
    "record_size_limit, CLIENT_HELLO, 003f, BAD_RECORD_SIZE_LIMIT",
    "record_size_limit, ENCRYPTED_EXTENSIONS, 0000, BAD_RECORD_SIZE_LIMIT",
    "record_size_limit, CLIENT_HELLO, 40, TRUNCATED_FIELD",
    "session_ticket, SERVER_HELLO_1_2, 00, TRAILING_BYTES",
    "pre_shared_key, CLIENT_HELLO, 00000000, LENGTH_OUT_OF_RANGE",
    "pre_shared_key, CLIENT_HELLO, 0006000000000000, LENGTH_OUT_OF_RANGE",
    "pre_shared_key, CLIENT_HELLO, 000700000000000000, LENGTH_OUT_OF_RANGE",
    "pre_shared_key, CLIENT_HELLO, 00070001aa00000000, TRUNCATED_FIELD",
    "pre_shared_key, CLIENT_HELLO, 00070001aa000000000020, TRUNCATED_FIELD",
    "pre_shared_key, CLIENT_HELLO, 00070001aa00000000000100, LENGTH_OUT_OF_RANGE",
    "pre_shared_key, SERVER_HELLO, 00, TRUNCATED_FIELD",
    "early_data, CLIENT_HELLO, 00, TRAILING_BYTES",
    "early_data, ENCRYPTED_EXTENSIONS, 00000000, TRAILING_BYTES",
    "early_data, NEW_SESSION_TICKET, '', TRUNCATED_FIELD",
    "early_data, NEW_SESSION_TICKET, 000000, TRUNCATED_FIELD",
    "supported_versions, CLIENT_HELLO, 00, LENGTH_OUT_OF_RANGE",
    "supported_versions, CLIENT_HELLO, 0103, LENGTH_OUT_OF_RANGE",
    "supported_versions, CLIENT_HELLO, 03030403, LENGTH_OUT_OF_RANGE",
    "supported_versions, SERVER_HELLO, 020304, TRAILING_BYTES",
    "cookie, HELLO_RETRY_REQUEST, 0000, LENGTH_OUT_OF_RANGE",
    "cookie, CLIENT_HELLO, '', TRUNCATED_FIELD",
    "psk_key_exchange_modes, CLIENT_HELLO, 00, LENGTH_OUT_OF_RANGE",
    "certificate_authorities, CLIENT_HELLO, 0000, LENGTH_OUT_OF_RANGE",
    "certificate_authorities, CERTIFICATE_REQUEST, 00020000, LENGTH_OUT_OF_RANGE",
    "certificate_authorities, CERTIFICATE_REQUEST, 00050001aa0000, LENGTH_OUT_OF_RANGE",
    "oid_filters, CERTIFICATE_REQUEST, '', TRUNCATED_FIELD",
    "oid_filters, CERTIFICATE_REQUEST, 0003000000, LENGTH_OUT_OF_RANGE",
    "oid_filters, CERTIFICATE_REQUEST, 000201aa, TRUNCATED_FIELD",
    "post_handshake_auth, CLIENT_HELLO, 00, TRAILING_BYTES",
    "key_share, CLIENT_HELLO, '', TRUNCATED_FIELD",
    "key_share, CLIENT_HELLO, 0004001d0000, LENGTH_OUT_OF_RANGE",
    "key_share, CLIENT_HELLO, 0005001d0002aa, TRUNCATED_FIELD",
    "key_share, SERVER_HELLO, 001d0000, LENGTH_OUT_OF_RANGE",
    "key_share, SERVER_HELLO, 001d0001aabb, TRAILING_BYTES",
    "key_share, SERVER_HELLO, 001d, TRUNCATED_FIELD",
    "key_share, HELLO_RETRY_REQUEST, 001d0001aa, TRAILING_BYTES",
    "renegotiation_info, CLIENT_HELLO, '', TRUNCATED_FIELD",
    "renegotiation_info, SERVER_HELLO_1_2, 01, TRUNCATED_FIELD",
  })
  void refuses(String name, MessagePlace place, String hex, Reason reason) {
    TlsFailure failure =
        Objects.requireNonNull(
            catchThrowableOfType(TlsFailure.class, () -> read(type(name), place, hex)));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.alert())
        .isIn(AlertDescription.DECODE_ERROR, AlertDescription.ILLEGAL_PARAMETER);
  }

  @Test
  void readsTheHostNameAsText() {
    assertThat(read(ExtensionType.SERVER_NAME, CH, "000800000561622e6e6c"))
        .isEqualTo(new ServerName("ab.nl"));
    assertThat(read(ExtensionType.SERVER_NAME, EE, "")).isEqualTo(new ServerName(null));
  }

  @Test
  void readsThePlaintextLengthFromItsCode() {
    assertThat(new MaxFragmentLength(1).octets()).isEqualTo(512);
    assertThat(new MaxFragmentLength(4).octets()).isEqualTo(4096);
  }

  @Test
  void readsSessionTicketsWithoutALengthOfTheirOwn() {
    assertThat(read(ExtensionType.SESSION_TICKET, CH, "aabb"))
        .isEqualTo(new SessionTicket(Bytes.ofHex("aabb")));
    assertThat(read(ExtensionType.SESSION_TICKET, S2, "")).isEqualTo(SessionTicket.EMPTY);
  }

  @Test
  void readsTheSmallestRecordSizeLimit() {
    assertThat(read(ExtensionType.RECORD_SIZE_LIMIT, CH, "0040"))
        .isEqualTo(new RecordSizeLimit(64));
  }

  @Test
  void readsAnEmptyListOfShares() {
    assertThat(read(ExtensionType.KEY_SHARE, CH, "0000"))
        .isEqualTo(new OfferedKeyShares(List.of()));
  }

  @Test
  void readsKeyShareByItsMessage() {
    assertThat(read(ExtensionType.KEY_SHARE, SH, "001d0001aa"))
        .isEqualTo(new SelectedKeyShare(new KeyShareEntry(NamedGroup.X25519, Bytes.ofHex("aa"))));
    assertThat(read(ExtensionType.KEY_SHARE, HRR, "0017"))
        .isEqualTo(new RequestedGroup(NamedGroup.SECP256R1));
  }

  @Test
  void readsEarlyDataByItsMessage() {
    assertThat(read(ExtensionType.EARLY_DATA, NST, "ffffffff"))
        .isEqualTo(new EarlyDataLimit(0xFFFFFFFFL));
    assertThat(read(ExtensionType.EARLY_DATA, EE, "")).isEqualTo(new EarlyData());
  }

  @Test
  void readsStatusRequestByItsMessage() {
    assertThat(read(ExtensionType.STATUS_REQUEST, CH, "0100000000")).isEqualTo(StatusRequest.ANY);
    assertThat(read(ExtensionType.STATUS_REQUEST, S2, ""))
        .isEqualTo(new StatusRequestAcknowledged());
    assertThat(read(ExtensionType.STATUS_REQUEST, CR, ""))
        .isEqualTo(new StatusRequestAcknowledged());
    assertThat(read(ExtensionType.STATUS_REQUEST, CR, "0100000000")).isEqualTo(StatusRequest.ANY);
    assertThat(read(ExtensionType.STATUS_REQUEST, CT, "01000001aa"))
        .isEqualTo(new StapledStatus(Bytes.ofHex("aa")));
  }

  @Test
  void ignoresAStatusRequestOfAnotherTypeButKeepsIt() {
    Extension other = read(ExtensionType.STATUS_REQUEST, CH, "02aabb");

    assertThat(other)
        .isEqualTo(new UnknownExtension(ExtensionType.STATUS_REQUEST, Bytes.ofHex("02aabb")));
    WireWriter writer = new WireWriter();
    other.write(writer);
    assertThat(writer.toBytes()).isEqualTo(Bytes.ofHex("02aabb"));
  }

  @Test
  void keepsGreaseInProtocolNames() {
    ApplicationProtocols offer =
        (ApplicationProtocols)
            read(ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION, CH, "0006028a8a026832");

    assertThat(offer.names()).containsExactly("\u008a\u008a", "h2");
    assertThat(ApplicationProtocols.ofNames(offer.names())).isEqualTo(offer);
  }

  @Test
  void knowsTheModesThatAreListed() {
    PskKeyExchangeModes modes =
        (PskKeyExchangeModes) read(ExtensionType.PSK_KEY_EXCHANGE_MODES, CH, "020b01");

    assertThat(modes.has(PskKeyExchangeModes.PSK_DHE_KE)).isTrue();
    assertThat(modes.has(PskKeyExchangeModes.PSK_KE)).isFalse();
    assertThat(PskKeyExchangeModes.of(11, 1)).isEqualTo(modes);
  }

  @Test
  void knowsTheFormatsThatAreListed() {
    assertThat(new EcPointFormats(Bytes.ofHex("0102")).has(0)).isFalse();
    assertThat(EcPointFormats.UNCOMPRESSED.has(0)).isTrue();
  }

  @Test
  void measuresBindersWithTheirLengths() {
    OfferedPsks psks =
        new OfferedPsks(List.of(), List.of(Bytes.wrap(new byte[32]), Bytes.wrap(new byte[48])));

    assertThat(psks.bindersLength()).isEqualTo(2 + 33 + 49);
  }

  @Test
  void refusesToMakeWhatTheWireCannotCarry() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ServerName(""));
    assertThatIllegalArgumentException().isThrownBy(() -> new ServerName("bücher.example"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ServerName("a\0b"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ServerName("a".repeat(65533)));
    assertThatIllegalArgumentException().isThrownBy(() -> new MaxFragmentLength(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new MaxFragmentLength(5));
    assertThatIllegalArgumentException().isThrownBy(() -> new RecordSizeLimit(63));
    assertThatIllegalArgumentException().isThrownBy(() -> new RecordSizeLimit(65536));
    assertThatIllegalArgumentException().isThrownBy(() -> new Padding(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApplicationProtocols.ofNames(List.of("")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApplicationProtocols.ofNames(List.of("x".repeat(256))));
  }

  private static ExtensionType type(String name) {
    return ExtensionType.all().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Extension read(ExtensionType type, MessagePlace place, String hex) {
    WireReader data = Bytes.ofHex(hex).reader();
    Extension extension = ExtensionCodec.read(type, place, data);
    data.end();
    return extension;
  }
}
