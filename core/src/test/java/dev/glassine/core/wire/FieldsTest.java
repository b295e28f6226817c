package dev.glassine.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.CertificateMessage.CertificateEntry;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.EcPointFormats;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.MaxFragmentLength;
import dev.glassine.core.wire.ext.OfferedKeyShares;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.PskKeyExchangeModes;
import dev.glassine.core.wire.ext.ServerName;
import dev.glassine.core.wire.ext.StapledStatus;
import dev.glassine.core.wire.ext.StatusRequest;
import dev.glassine.core.wire.ext.SupportedVersions;
import dev.glassine.core.wire.ext.UnknownExtension;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a trace and a failure call the parts of a message. */
class FieldsTest {
  private static final ProtocolVersion TLS13 = ProtocolVersion.TLS_1_3;
  private static final ProtocolVersion TLS12 = ProtocolVersion.TLS_1_2;

  @Test
  void namesTheHeaderAndTheFixedFields() {
    assertThat(fields(hello(), TLS13))
        .contains(
            new Field("msg_type", 0, 1, "client_hello"),
            new Field("length", 1, 3, "49"),
            new Field("legacy_version", 4, 2, "TLS 1.2"),
            new Field("random", 6, 32, "00".repeat(32)),
            new Field("legacy_session_id", 39, 3, "010203"));
  }

  @Test
  void givesEveryElementOfAListItsIndex() {
    assertThat(fields(hello(), TLS13))
        .contains(
            new Field("cipher_suites[0]", 44, 2, "GREASE_0x1A1A"),
            new Field("cipher_suites[1]", 46, 2, "TLS_AES_128_GCM_SHA256"),
            new Field("cipher_suites[2]", 48, 2, "UNKNOWN_0x1234"),
            new Field("legacy_compression_methods[0]", 51, 1, "null(0)"),
            new Field("legacy_compression_methods[1]", 52, 1, "DEFLATE(1)"));
  }

  @Test
  void pathsLeadThroughExtensionsIntoTheirLists() {
    Bytes shares =
        hello(
            new SupportedVersions(List.of(TLS13, TLS12)),
            new OfferedKeyShares(
                List.of(
                    new KeyShareEntry(NamedGroup.of(0x0A0A), Bytes.ofHex("00")),
                    new KeyShareEntry(NamedGroup.X25519, Bytes.ofHex("aabb")))));

    assertThat(fields(shares, TLS13))
        .contains(
            new Field("extensions[0].extension_type", 55, 2, "supported_versions"),
            new Field("extensions[0].supported_versions.versions[0]", 60, 2, "TLS 1.3"),
            new Field("extensions[0].supported_versions.versions[1]", 62, 2, "TLS 1.2"),
            new Field("extensions[1].extension_type", 64, 2, "key_share"),
            new Field("extensions[1].key_share.client_shares[0].group", 70, 2, "GREASE_0x0A0A"),
            new Field("extensions[1].key_share.client_shares[1].group", 75, 2, "x25519"),
            new Field("extensions[1].key_share.client_shares[1].key_exchange", 79, 2, "aabb"));
  }

  @Test
  void showsTextAsTextAndNumbersByTheirNames() {
    Bytes raw =
        hello(
            new ServerName("example.com"),
            ApplicationProtocols.ofNames(List.of("h2", "http/1.1")),
            new EcPointFormats(Bytes.ofHex("0007")),
            PskKeyExchangeModes.of(1, 9),
            new MaxFragmentLength(2),
            StatusRequest.ANY);

    assertThat(values(raw, TLS13))
        .contains(
            "extensions[0].server_name.server_name_list[0].name_type = host_name(0)",
            "extensions[0].server_name.server_name_list[0].host_name = example.com",
            "extensions[1].application_layer_protocol_negotiation.protocol_name_list[0] = h2",
            "extensions[1].application_layer_protocol_negotiation.protocol_name_list[1] = http/1.1",
            "extensions[2].ec_point_formats.ec_point_format_list[0] = uncompressed(0)",
            "extensions[2].ec_point_formats.ec_point_format_list[1] = 7",
            "extensions[3].psk_key_exchange_modes.ke_modes[0] = psk_dhe_ke(1)",
            "extensions[3].psk_key_exchange_modes.ke_modes[1] = 9",
            "extensions[4].max_fragment_length.max_fragment_length = 2^10",
            "extensions[5].status_request.status_type = ocsp(1)");
  }

  @Test
  void letsNoTextDriveATerminal() {
    Bytes raw = hello(ApplicationProtocols.ofNames(List.of("\u001b[31m\u00e9\\")));

    assertThat(values(raw, TLS13))
        .contains(
            "extensions[0].application_layer_protocol_negotiation.protocol_name_list[0]"
                + " = \\x1b[31m\\xe9\\x5c");
  }

  @Test
  void namesPskIdentitiesAndBinders() {
    OfferedPsks psks =
        new OfferedPsks(
            List.of(new OfferedPsks.PskIdentity(Bytes.ofHex("0102"), 0xFFFFFFFFL)),
            List.of(Bytes.wrap(new byte[33])));

    assertThat(values(hello(psks), TLS13))
        .contains(
            "extensions[0].pre_shared_key.identities[0].identity = 0102",
            "extensions[0].pre_shared_key.identities[0].obfuscated_ticket_age = 4294967295",
            "extensions[0].pre_shared_key.binders[0] = " + "00".repeat(32) + "… (33 octets)");
  }

  @Test
  void keepsTheOctetsOfUnknownExtensionsUnderTheirNumber() {
    Bytes raw = hello(new UnknownExtension(ExtensionType.of(0x4242), Bytes.ofHex("dead")));

    assertThat(values(raw, TLS13)).contains("extensions[0].UNKNOWN_0x4242.extension_data = dead");
  }

  @Test
  void namesEachCertificateWithItsExtensions() {
    CertificateMessage message =
        new CertificateMessage(
            Bytes.EMPTY,
            List.of(
                new CertificateEntry(Bytes.ofHex("30"), Extensions.NONE),
                new CertificateEntry(
                    Bytes.ofHex("31"), Extensions.of(new StapledStatus(Bytes.ofHex("05"))))));

    assertThat(values(HandshakeCodec.encode(message), TLS13))
        .contains(
            "certificate_list[0].cert_data = 30",
            "certificate_list[1].cert_data = 31",
            "certificate_list[1].extensions[0].extension_type = status_request",
            "certificate_list[1].extensions[0].status_request.response = 05");
  }

  @Test
  void namesTheCertificatesOfTls12() {
    CertificateMessage12 message =
        new CertificateMessage12(List.of(Bytes.ofHex("30"), Bytes.ofHex("31")));

    assertThat(fields(HandshakeCodec.encode(message), TLS12))
        .contains(
            new Field("certificate_list[0]", 10, 1, "30"),
            new Field("certificate_list[1]", 14, 1, "31"));
  }

  @Test
  void namesWhatTls12AsksOfAClient() {
    CertificateRequest12 message =
        new CertificateRequest12(
            Bytes.ofHex("0140"),
            List.of(SignatureScheme.RSA_PKCS1_SHA256),
            List.of(Bytes.ofHex("3000")));

    assertThat(values(HandshakeCodec.encode(message), TLS12))
        .contains(
            "certificate_types[0] = rsa_sign(1)",
            "certificate_types[1] = ecdsa_sign(64)",
            "supported_signature_algorithms[0] = rsa_pkcs1_sha256",
            "certificate_authorities[0] = 3000");
  }

  @Test
  void saysWhatAKeyUpdateAsksFor() {
    assertThat(values(HandshakeCodec.encode(new KeyUpdate(true)), TLS13))
        .contains("msg_type = key_update", "request_update = update_requested");
  }

  @Test
  void aFailureNamesThePathOfTheField() {
    Bytes raw = hello(new UnknownExtension(ExtensionType.KEY_SHARE, Bytes.ofHex("0004001d0000")));
    TlsFailure failure = failure(raw);

    assertThat(failure.detail())
        .isEqualTo(
            "extensions[0].key_share.client_shares[0].key_exchange: length 0 is outside 1..65535");
  }

  @Test
  void aFailureNamesTheElementThatIsCutOff() {
    Bytes raw =
        hello(new UnknownExtension(ExtensionType.KEY_SHARE, Bytes.ofHex("0008001d000100001700")));

    assertThat(failure(raw).detail())
        .startsWith("extensions[0].key_share.client_shares[1].key_exchange: ");
  }

  @Test
  void aFailureNamesTheListWithAnOddLength() {
    Bytes raw =
        hello(new UnknownExtension(ExtensionType.SUPPORTED_GROUPS, Bytes.ofHex("0003001d00")));

    assertThat(failure(raw).detail())
        .isEqualTo(
            "extensions[0].supported_groups.named_group_list:"
                + " 3 octets is not a whole number of codes");
  }

  private static Bytes hello(Extension... extensions) {
    return HandshakeCodec.encode(
        new ClientHello(
            TLS12,
            Bytes.wrap(new byte[32]),
            Bytes.ofHex("010203"),
            List.of(
                CipherSuite.of(0x1A1A), CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.of(0x1234)),
            Bytes.ofHex("0001"),
            Extensions.of(extensions)));
  }

  private static List<Field> fields(Bytes raw, ProtocolVersion version) {
    return HandshakeCodec.fields(raw, version);
  }

  private static List<String> values(Bytes raw, ProtocolVersion version) {
    return fields(raw, version).stream().map(f -> f.path() + " = " + f.value()).toList();
  }

  private static TlsFailure failure(Bytes raw) {
    return Objects.requireNonNull(
        catchThrowableOfType(TlsFailure.class, () -> HandshakeCodec.decode(raw, TLS13)));
  }
}
