package dev.glassine.core.handshake.tls12;

import static dev.glassine.core.handshake.tls12.Given12.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.FiniteField;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage12;
import dev.glassine.core.wire.CertificateStatus;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ServerKeyExchange;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client refuses between ServerHello and ServerHelloDone. */
class ServerFlightTest {
  @Test
  void refusesEmptyCertificate() {
    certificateRefused(Reason.EMPTY_SERVER_CERTIFICATE, Given12.ECDHE_RSA, List.of());
  }

  @Test
  void refusesCertificateThatIsNone() {
    certificateRefused(
        Reason.CERTIFICATE_UNPARSEABLE, Given12.ECDHE_RSA, List.of(Bytes.ofHex("3000")));
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "ED25519", "DSA", "X25519"})
  void refusesKeyOfAnotherKindThanTheSuites(TestCertificate other) {
    TlsFailure failure =
        certificateRefused(Reason.UNSUPPORTED_CERTIFICATE_TYPE, Given12.ECDHE_RSA, encoded(other));

    assertThat(failure.detail()).contains("a key of kind RSA");
  }

  @Test
  void refusesPssKeyForEncryption() {
    certificateRefused(
        Reason.UNSUPPORTED_CERTIFICATE_TYPE, Given12.STATIC_RSA, encoded(TestCertificate.RSA_PSS));
  }

  @Test
  void refusesKeyThatMayNotSign() {
    certificateRefused(
        Reason.WRONG_USAGE, Given12.ECDHE_RSA, encoded(TestCertificate.RSA_ENCRYPTION_ONLY));
  }

  @Test
  void refusesKeyThatMayNotEncrypt() {
    certificateRefused(
        Reason.WRONG_USAGE, Given12.STATIC_RSA, encoded(TestCertificate.RSA_SIGNING_ONLY));
  }

  @Test
  void refusesCertificateOnACurveThatItDidNotOffer() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_ECDSA)
                    .groups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1)),
                Given12.server(TestCertificate.P256))
            .changing(
                Side.SERVER,
                CertificateMessage12.class,
                m -> new CertificateMessage12(encoded(TestCertificate.P384)));

    failure(Reason.UNOFFERED_GROUP, talk::run);
  }

  @Test
  void refusesChainThatItsJudgeRefuses() {
    Talk talk =
        Talk.between(
            Given12.client(Given12.ECDHE_RSA)
                .trust(
                    presented ->
                        new ChainVerdict.Refused(Reason.UNKNOWN_ISSUER, "never heard of", null)),
            Given12.server(TestCertificate.RSA));

    TlsFailure failure = failure(Reason.UNKNOWN_ISSUER, talk::run);

    assertThat(failure.detail()).isEqualTo("never heard of");
    assertThat(talk.client().sent()).containsExactly("ClientHello");
  }

  @Test
  void refusesCurveThatIsNotNamed() {
    keyExchangeRefused(Reason.BAD_FIELD_VALUE, Given12.ECDHE_RSA, changed(0, 1));
  }

  @Test
  void refusesCurveThatItDidNotOffer() {
    TlsFailure failure =
        keyExchangeRefused(Reason.UNOFFERED_GROUP, Given12.ECDHE_RSA, changed(2, 0x16));

    assertThat(failure.alert()).isEqualTo(AlertDescription.ILLEGAL_PARAMETER);
  }

  @Test
  void refusesFiniteFieldInPlaceOfACurve() {
    keyExchangeRefused(
        Reason.UNOFFERED_GROUP,
        Given12.ECDHE_RSA,
        body ->
            new WireWriter().u8(3).u16(0x0100).fixed(body.slice(3, body.length() - 3)).toBytes());
  }

  @Test
  void refusesSignatureOverOtherParameters() {
    TlsFailure failure =
        keyExchangeRefused(Reason.BAD_SIGNATURE, Given12.ECDHE_RSA, body -> flipped(body, 4));

    assertThat(failure.alert()).isEqualTo(AlertDescription.DECRYPT_ERROR);
  }

  @Test
  void refusesSignatureOfAnotherHandshake() {
    Talk other =
        Talk.between(Given12.client(Given12.ECDHE_RSA), Given12.server(TestCertificate.RSA));
    Bytes body = other.upTo(Side.SERVER, ServerKeyExchange.class).body();

    keyExchangeRefused(Reason.BAD_SIGNATURE, Given12.ECDHE_RSA, replaced -> body);
  }

  @Test
  void refusesSchemeThatItDidNotOffer() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_RSA)
                    .signatureSchemes(List.of(SignatureScheme.RSA_PSS_RSAE_SHA256)),
                Given12.server(TestCertificate.RSA))
            .changing(
                Side.SERVER,
                ServerKeyExchange.class,
                m -> new ServerKeyExchange(scheme(m.body(), SignatureScheme.RSA_PKCS1_SHA256)));

    failure(Reason.UNOFFERED_SIGNATURE_SCHEME, talk::run);
  }

  @Test
  void refusesSchemeForAnotherKey() {
    keyExchangeRefused(
        Reason.SIGNATURE_SCHEME_NOT_FOR_KEY,
        Given12.ECDHE_RSA,
        body -> scheme(body, SignatureScheme.ED25519));
  }

  @Test
  void refusesTrailingOctets() {
    keyExchangeRefused(
        Reason.TRAILING_BYTES,
        Given12.ECDHE_RSA,
        body -> new WireWriter().fixed(body).u8(0).toBytes());
  }

  @Test
  void refusesPointThatIsNotOnTheCurve() {
    Bytes point = Bytes.ofHex("04" + "01".repeat(64));
    Talk talk =
        Talk.between(
            Given12.client(Given12.ECDHE_RSA).groups(List.of(NamedGroup.SECP256R1)),
            Given12.server(TestCertificate.RSA)
                .crypto(Given12.cryptoWhoseShareIs(NamedGroup.SECP256R1, point)));

    failure(Reason.BAD_KEY_SHARE, talk::run);
  }

  @Test
  void refusesSmallPrime() {
    weak(prime(1024), BigInteger.TWO, "1024 bits");
  }

  @Test
  void refusesHugePrime() {
    weak(BigInteger.ONE.shiftLeft(8999).add(BigInteger.ONE), BigInteger.TWO, "9000 bits");
  }

  @Test
  void refusesGeneratorOne() {
    weak(prime(2048), BigInteger.ONE, "dh_g");
  }

  @Test
  void refusesGeneratorThatIsThePrimeLessOne() {
    weak(prime(2048), prime(2048).subtract(BigInteger.ONE), "dh_g");
  }

  @Test
  void refusesPrimeThatIsNone() {
    weak(prime(2048).subtract(BigInteger.valueOf(4)), BigInteger.TWO, "not a prime");
  }

  @Test
  void takesAServersOwnSoundPrime() {
    FiniteField.Parameters own = new FiniteField.Parameters(prime(2048), BigInteger.valueOf(5));
    KeyAgreement agreement = Tls12Rules.TLS_1_2.keyAgreement(Given12.DHE_RSA.keyExchange());
    Talk talk = Talk.between(Given12.client(), Given12.server(TestCertificate.RSA));

    KeyAgreement.ClientHalf half =
        agreement.readParameters(
            new ClientContext(Given12.client().build(), Given12.DESTINATION),
            talk.client().sent(ClientHello.class).getFirst(),
            parameters(own).reader());

    assertThat(half.group()).isNull();
    assertThat(half.decision()).isNotNull();
    assertThat(half.decision().chosen()).isEqualTo("a finite field of 2048 bits");
    assertThat(half.reply().premaster().length()).isGreaterThan(250);
  }

  @Test
  void takesStapledStatus() {
    Bytes response = Bytes.ofHex("0a0b0c");
    Talk talk = Talk.between(Given12.client(Given12.ECDHE_RSA), stapling(response)).run();

    assertThat(talk.server().sent()).containsSequence("Certificate", "CertificateStatus");
    assertThat(talk.client().info().ocspResponse()).isEqualTo(response);
    assertThat(talk.client().decision(Topic.STAPLED_STATUS).chosen()).isEqualTo("ocsp");
  }

  @Test
  void takesStapledStatusWithStaticRsa() {
    Bytes response = Bytes.ofHex("0a0b0c");
    Talk talk = Talk.between(Given12.client(Given12.STATIC_RSA), stapling(response)).run();

    assertThat(talk.client().info().ocspResponse()).isEqualTo(response);
  }

  @Test
  void doesNotStapleWhereNobodyAsked() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_RSA).withoutStapledStatus(),
                stapling(Bytes.ofHex("0a")))
            .run();

    assertThat(talk.server().sent()).doesNotContain("CertificateStatus");
    assertThat(talk.client().info().ocspResponse()).isNull();
  }

  @Test
  void takesServerThatLeavesThePromisedStatusOut() {
    Talk talk = Talk.between(Given12.client(Given12.ECDHE_RSA), stapling(Bytes.ofHex("0a")));
    talk.upTo(Side.SERVER, CertificateStatus.class);
    assertThat(talk.client().state()).isInstanceOf(ClientStates.WaitCertificateStatus.class);

    ServerKeyExchange next = talk.upTo(Side.SERVER, ServerKeyExchange.class);
    talk.client().receive(next);

    assertThat(talk.client().state()).isInstanceOf(ClientStates.WaitCertificateRequest.class);
  }

  @Test
  void refusesStatusThatWasNotPromised() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_RSA), Given12.server(TestCertificate.RSA))
            .changing(
                Side.SERVER,
                ServerKeyExchange.class,
                m -> new CertificateStatus(Bytes.ofHex("0a")));

    failure(Reason.UNEXPECTED_MESSAGE, talk::run);
  }

  private static ServerConfig.Builder stapling(Bytes response) {
    return Given12.server(TestCertificate.RSA)
        .credentials(
            request ->
                CredentialChoice.of(
                    TestCertificate.RSA.credential().withOcspResponse(response), "stapled"));
  }

  private static List<Bytes> encoded(TestCertificate certificate) {
    return certificate.credential().encodedChain();
  }

  private static TlsFailure certificateRefused(
      Reason reason, CipherSuite suite, List<Bytes> certificates) {
    Talk talk =
        Talk.between(Given12.client(suite), Given12.server(TestCertificate.RSA))
            .changing(
                Side.SERVER,
                CertificateMessage12.class,
                m -> new CertificateMessage12(certificates));
    return failure(reason, talk::run);
  }

  private static TlsFailure keyExchangeRefused(
      Reason reason, CipherSuite suite, UnaryOperator<Bytes> change) {
    Talk talk =
        Talk.between(Given12.client(suite), Given12.server(TestCertificate.RSA))
            .changing(
                Side.SERVER,
                ServerKeyExchange.class,
                m -> new ServerKeyExchange(change.apply(m.body())));
    return failure(reason, talk::run);
  }

  private static void weak(BigInteger prime, BigInteger generator, String detail) {
    Bytes parameters = parameters(new FiniteField.Parameters(prime, generator));
    TlsFailure failure =
        keyExchangeRefused(
            Reason.WEAK_DH_PARAMETERS, Given12.DHE_RSA, body -> signedAgain(parameters).body());
    assertThat(failure.detail()).contains(detail);
    assertThat(failure.alert()).isEqualTo(AlertDescription.INSUFFICIENT_SECURITY);
  }

  /** A prime of this length that is no group of RFC 7919; found once. */
  private static BigInteger prime(int bits) {
    // Deterministic: the first prime above 2^(bits-1) + 2^(bits-2)
    return BigInteger.ONE
        .shiftLeft(bits - 1)
        .add(BigInteger.ONE.shiftLeft(bits - 2))
        .nextProbablePrime();
  }

  private static Bytes parameters(FiniteField.Parameters parameters) {
    Bytes value = Bytes.ofHex("07");
    return new WireWriter()
        .opaque16(Bytes.wrap(parameters.prime().toByteArray()))
        .opaque16(Bytes.wrap(parameters.generator().toByteArray()))
        .opaque16(value)
        .toBytes();
  }

  /** These parameters and some signature. */
  private static ServerKeyExchange signedAgain(Bytes parameters) {
    return new ServerKeyExchange(
        new WireWriter()
            .fixed(parameters)
            .code16(SignatureScheme.RSA_PSS_RSAE_SHA256)
            .opaque16(Bytes.ofHex("00".repeat(256)))
            .toBytes());
  }

  private static UnaryOperator<Bytes> changed(int at, int value) {
    return body -> {
      byte[] octets = body.toArray();
      octets[at] = (byte) value;
      return Bytes.wrap(octets);
    };
  }

  private static Bytes flipped(Bytes body, int at) {
    byte[] octets = body.toArray();
    octets[at] ^= 1;
    return Bytes.wrap(octets);
  }

  /** The same ECDHE parameters and signature under the name of another scheme. */
  private static Bytes scheme(Bytes body, SignatureScheme scheme) {
    WireReader reader = body.reader();
    Bytes curve = reader.fixed("curve", 3);
    Bytes point = reader.opaque8("public", 1, 0xFF);
    reader.u16("algorithm");
    Bytes signature = reader.opaque16("signature", 0, 0xFFFF);
    return new WireWriter()
        .fixed(curve)
        .opaque8(point)
        .code16(scheme)
        .opaque16(signature)
        .toBytes();
  }
}
