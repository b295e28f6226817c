package dev.glassine.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private static final KeyPair RSA_KEYS = Issuer.rsa(2048);
  private static final KeyPair P256_KEYS = Issuer.ec();
  private static final Issuer ROOT = Issuer.root("root");
  private static final Issuer OTHER_ROOT = Issuer.root("other root");

  private static final Credential RSA = server(RSA_KEYS, "www.example");
  private static final Credential P256 = server(P256_KEYS, "www.example");
  private static final Credential WILDCARD = server(P256_KEYS, "*.example.com");
  private static final Credential EXACT = server(P256_KEYS, "www.example.com", "192.0.2.1");

  private static final List<SignatureScheme> ALL =
      List.of(
          SignatureScheme.ED25519,
          SignatureScheme.ECDSA_SECP256R1_SHA256,
          SignatureScheme.RSA_PSS_RSAE_SHA256,
          SignatureScheme.RSA_PKCS1_SHA256);

  @Test
  void prefersAnExactNameToAWildcard() {
    assertThat(Credentials.of(RSA, WILDCARD, EXACT).choose(asking("WWW.example.com")))
        .satisfies(choice -> assertThat(choice.credential()).isSameAs(EXACT))
        .satisfies(choice -> assertThat(choice.why()).contains("it is for WWW.example.com"));
  }

  @Test
  void takesAWildcardBeforeTheFirst() {
    CredentialChoice choice = Credentials.of(RSA, WILDCARD).choose(asking("mail.example.com"));

    assertThat(choice.credential()).isSameAs(WILDCARD);
    assertThat(choice.why())
        .contains("its wildcard covers mail.example.com")
        .contains("skipped CN=www.example: it is not for mail.example.com");
  }

  @Test
  void takesTheFirstThatFitsForAnUnknownName() {
    CredentialChoice choice = Credentials.of(EXACT, WILDCARD).choose(asking("other.example"));

    assertThat(choice.credential()).isSameAs(EXACT);
    assertThat(choice.why()).contains("no certificate is for other.example");
  }

  @Test
  void refusesAnUnknownNameWhereAskedTo() {
    CredentialChoice choice =
        Credentials.of(EXACT, WILDCARD).refusingUnknownNames().choose(asking("other.example"));

    assertThat(choice.credential()).isNull();
    assertThat(choice.refusal()).isEqualTo(Reason.UNRECOGNIZED_NAME);
    assertThat(choice.why()).contains("other.example").contains("www.example.com, *.example.com");
  }

  @Test
  void servesAClientThatAsksForNoNameEvenWhereUnknownNamesAreRefused() {
    assertThat(Credentials.of(EXACT).refusingUnknownNames().choose(asking(null)).credential())
        .isSameAs(EXACT);
  }

  @Test
  void takesAnUnreadableNameForUnknown() {
    Credentials strict = Credentials.of(EXACT).refusingUnknownNames();

    assertThat(strict.choose(asking("no such..name")).refusal())
        .isEqualTo(Reason.UNRECOGNIZED_NAME);
    assertThat(Credentials.of(EXACT).choose(asking("no such..name")).credential()).isSameAs(EXACT);
  }

  @Test
  void doesNotFallBackToAnotherNameWhereTheRightOneDoesNotFit() {
    CredentialChoice choice =
        Credentials.of(RSA, EXACT)
            .choose(asking("www.example.com", List.of(SignatureScheme.RSA_PSS_RSAE_SHA256)));

    assertThat(choice.credential()).isNull();
    assertThat(choice.refusal()).isEqualTo(Reason.NO_COMMON_CERTIFICATE);
    assertThat(choice.why())
        .contains("CN=www.example: it is not for www.example.com")
        .contains(
            "CN=www.example.com: key is EC (secp256r1), client verifies only rsa_pss_rsae_sha256");
  }

  @Test
  void followsThePeersOrderOfSchemes() {
    Credentials both = Credentials.of(RSA, P256);

    assertThat(both.choose(asking(null, ALL)).credential()).isSameAs(P256);
    assertThat(both.choose(asking(null, ALL.reversed())).credential()).isSameAs(RSA);
  }

  @Test
  void keepsItsOwnOrderWhereThePeerDoesNotCare() {
    Credential second = server(Issuer.ec(), "www.example");

    assertThat(Credentials.of(P256, second).choose(asking(null)).credential()).isSameAs(P256);
    assertThat(Credentials.of(second, P256).choose(asking(null)).credential()).isSameAs(second);
  }

  @Test
  void bindsTheCurveInTls13ButNotInTls12() {
    Credentials p384 = Credentials.of(server(Issuer.ec("secp384r1"), "www.example"));
    List<SignatureScheme> p256Only = List.of(SignatureScheme.ECDSA_SECP256R1_SHA256);

    assertThat(p384.choose(asking(null, p256Only)).refusal())
        .isEqualTo(Reason.NO_COMMON_SIGNATURE_SCHEME);
    assertThat(p384.choose(tls12(p256Only, AuthenticationMethod.ECDSA)).credential()).isNotNull();
  }

  @Test
  void doesNotSignTls13WithPkcs1() {
    List<SignatureScheme> pkcs1Only = List.of(SignatureScheme.RSA_PKCS1_SHA256);

    assertThat(Credentials.of(RSA).choose(asking(null, pkcs1Only)).credential()).isNull();
    assertThat(Credentials.of(RSA).choose(tls12(pkcs1Only, AuthenticationMethod.RSA)).credential())
        .isSameAs(RSA);
  }

  @Test
  void takesTheKindOfKeyThatTheSuitesNeedInTls12() {
    Credentials both = Credentials.of(RSA, P256);

    assertThat(both.choose(tls12(ALL, AuthenticationMethod.RSA)).credential()).isSameAs(RSA);
    assertThat(both.choose(tls12(ALL, AuthenticationMethod.ECDSA)).credential()).isSameAs(P256);
    assertThat(both.choose(tls12(ALL, AuthenticationMethod.DSS)).why())
        .contains("client accepts only [DSS] authentication");
  }

  @Test
  void servesEcdsaSuitesWithAnEdwardsKey() {
    Credentials ed25519 = Credentials.of(server(Issuer.of("Ed25519"), "www.example"));

    assertThat(ed25519.choose(tls12(ALL, AuthenticationMethod.ECDSA)).credential()).isNotNull();
  }

  @Test
  void doesNotTakeAKeyTooShortForTheScheme() {
    Credential short1024 = server(Issuer.rsa(1024), "www.example");
    List<SignatureScheme> sha512 = List.of(SignatureScheme.RSA_PSS_RSAE_SHA512);

    // RFC 8017 §9.1.1: 64 + 64 + 2 octets do not fit 128
    assertThat(Credentials.of(short1024).choose(asking(null, sha512)).credential()).isNull();
    assertThat(Credentials.of(RSA).choose(asking(null, sha512)).credential()).isSameAs(RSA);
  }

  @Test
  void prefersAChainWhoseSignaturesThePeerVerifies() {
    Issuer rsaRoot = Issuer.of(Issuer.selfSigned("rsa root", RSA_KEYS).ca(-1));
    Credential rsaSigned = credential(rsaRoot.server(P256_KEYS, "www.example"), P256_KEYS, rsaRoot);
    CredentialRequest request =
        new CredentialRequest(
            Side.SERVER,
            ProtocolVersion.TLS_1_3,
            null,
            ALL,
            List.of(SignatureScheme.ECDSA_SECP256R1_SHA256),
            List.of(AuthenticationMethod.ANY),
            List.of());

    assertThat(Credentials.of(rsaSigned, P256).choose(request).credential()).isSameAs(P256);
    // RFC 9846 §4.5.1.2: where there is no such chain, another may be sent
    assertThat(Credentials.of(rsaSigned).choose(request))
        .satisfies(choice -> assertThat(choice.credential()).isSameAs(rsaSigned))
        .satisfies(choice -> assertThat(choice.why()).contains("the peer does not list"));
  }

  @Test
  void saysNothingOfSchemesThatNobodyNamesBeforeTls12() {
    CredentialRequest request =
        new CredentialRequest(
            Side.SERVER,
            ProtocolVersion.TLS_1_1,
            null,
            ALL,
            List.of(SignatureScheme.ED448),
            List.of(AuthenticationMethod.ANY),
            List.of());

    assertThat(Credentials.of(P256).choose(request).why())
        .endsWith("key EC (secp256r1)")
        .doesNotContain("signs", "does not list");
  }

  @Test
  void aServerOnlyPrefersTheIssuersThatAClientNames() {
    Credential fromOther = credential(OTHER_ROOT.server(P256_KEYS, "x"), P256_KEYS, OTHER_ROOT);
    CredentialRequest request =
        request(Side.SERVER, null, ALL, List.of(AuthenticationMethod.ANY), authority(OTHER_ROOT));

    assertThat(Credentials.of(P256, fromOther).choose(request).credential()).isSameAs(fromOther);
    assertThat(Credentials.of(P256).choose(request).credential()).isSameAs(P256);
  }

  @Test
  void aClientLeavesOutCertificatesFromIssuersThatTheServerDoesNotName() {
    CredentialRequest request =
        request(Side.CLIENT, null, ALL, List.of(AuthenticationMethod.ANY), authority(OTHER_ROOT));

    CredentialChoice choice = Credentials.of(P256).choose(request);

    assertThat(choice.credential()).isNull();
    assertThat(choice.refusal()).as("a client goes on without").isNull();
    assertThat(choice.why())
        .contains(
            "CN=www.example: issuer not among the 1 authorities that the server named: "
                + "CN=other root");
  }

  @Test
  void aClientFindsTheNamedIssuerAnywhereInItsChain() {
    Issuer intermediate = ROOT.below("intermediate");
    Credential credential =
        credential(intermediate.server(P256_KEYS, "client"), P256_KEYS, intermediate);
    CredentialRequest request =
        request(Side.CLIENT, null, ALL, List.of(AuthenticationMethod.ANY), authority(ROOT));

    assertThat(Credentials.of(credential).choose(request).credential()).isSameAs(credential);
  }

  @Test
  void comparesIssuersByMeaningNotByOctets() {
    // UTF8String, as the certificate has it, and PrintableString with other capitals
    Bytes spelledOtherwise =
        Bytes.wrap(
            Der.sequence(
                Der.value(
                    0x31,
                    Der.sequence(
                        Der.objectIdentifier("2.5.4.3"),
                        Der.value(0x13, new byte[] {'R', 'O', 'O', 'T'})))));

    assertThat(authority(ROOT)).doesNotContain(spelledOtherwise);
    assertThat(Credentials.of(P256).choose(fromClient(spelledOtherwise)).credential())
        .isSameAs(P256);
  }

  @Test
  void takesUnreadableAuthoritiesForNobodys() {
    CredentialChoice choice = Credentials.of(P256).choose(fromClient(Bytes.ofHex("00ff")));

    assertThat(choice.credential()).isNull();
    assertThat(choice.why()).contains("the 1 authorities that the server named: 00ff");
  }

  private static CredentialRequest fromClient(Bytes authority) {
    return request(Side.CLIENT, null, ALL, List.of(AuthenticationMethod.ANY), List.of(authority));
  }

  @Test
  void aClientDoesNotCareForTheServersName() {
    CredentialRequest request =
        request(
            Side.CLIENT, "elsewhere.example", ALL, List.of(AuthenticationMethod.ANY), List.of());

    assertThat(Credentials.of(P256).refusingUnknownNames().choose(request).credential())
        .isSameAs(P256);
  }

  @Test
  void explainsOnlySomeOfManySkipped() {
    List<Credential> many = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      many.add(server(P256_KEYS, "host" + i + ".example"));
    }

    assertThat(Credentials.of(many).choose(asking("host29.example")).why())
        .contains("CN=host7.example")
        .doesNotContain("CN=host8.example")
        .contains("and others");
  }

  @Test
  void refusesAKeyThatDoesNotBelongToItsCertificate() {
    Credential mixed = Credential.of(P256.chain(), Issuer.ec().getPrivate());

    assertThatThrownBy(() -> Credentials.of(RSA, mixed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CN=www.example")
        .hasMessageContaining("does not belong");
  }

  @Test
  void refusesToHaveNone() {
    assertThatThrownBy(Credentials::of).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void loadsCertificateAndKeyFromPem() {
    Credential credential =
        Credentials.fromPem(Fixtures.file("ec-chain.pem"), Fixtures.file("ec-sec1.key"));

    assertThat(credential.chain()).hasSize(2);
    assertThat(credential).hasToString("Credential(CN=ec.example)");
  }

  @Test
  void loadsCertificateAndKeyFromOneFile() {
    assertThat(
            Credentials.fromPem(
                    Fixtures.file("ec-key-and-chain.pem"), Fixtures.file("ec-key-and-chain.pem"))
                .chain())
        .hasSize(2);
  }

  @Test
  void namesBothFilesWhereTheyDoNotBelongTogether() {
    assertThatThrownBy(
            () -> Credentials.fromPem(Fixtures.file("ec.pem"), Fixtures.file("rsa-pkcs1.key")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rsa-pkcs1.key (RSA) does not belong to")
        .hasMessageContaining("ec.pem (CN=ec.example, key EC (secp256r1))");
  }

  @Test
  void tellsKeysOfOneKindApart() {
    assertThatThrownBy(
            () -> Credentials.fromPem(Fixtures.file("root.pem"), Fixtures.file("ec-pkcs8.key")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not belong");
  }

  @Test
  void saysThatTheChainIsInTheWrongOrder() {
    assertThatThrownBy(
            () ->
                Credentials.fromPem(
                    Fixtures.file("chain-in-wrong-order.pem"), Fixtures.file("ec-pkcs8.key")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it belongs to certificate 2 there: put that one first");
  }

  @Test
  void takesAnotherKeyWhereTheClientHasNotTheCurveOfTheFirst() {
    CredentialRequest request = tls12OnCurves(NamedGroup.SECP384R1);

    assertThat(Credentials.of(P256, RSA).choose(request))
        .satisfies(choice -> assertThat(choice.credential()).isSameAs(RSA))
        .satisfies(choice -> assertThat(choice.why()).contains("key is on secp256r1, client has"));
    assertThat(Credentials.of(P256).choose(request).refusal()).isEqualTo(Reason.NO_COMMON_GROUP);
  }

  @Test
  void leavesAnEd25519KeyOutOfVersionsThatHaveNoSignatureSchemes() {
    KeyPair keys = Issuer.of("Ed25519");
    Credential ed25519 = server(keys, "www.example");
    CredentialRequest old =
        new CredentialRequest(
            Side.SERVER,
            ProtocolVersion.TLS_1_1,
            null,
            List.of(),
            List.of(),
            List.of(AuthenticationMethod.ECDSA),
            List.of());

    assertThat(Credentials.of(ed25519, P256).choose(old).credential()).isSameAs(P256);
    assertThat(Credentials.of(ed25519).choose(old).refusal())
        .isEqualTo(Reason.NO_COMMON_SIGNATURE_SCHEME);
  }

  @Test
  void passesOverACredentialThatDoesNotSignWithWhatThePeerVerifies() {
    Credential pssOnly = RSA.withSigningSchemes(List.of(SignatureScheme.RSA_PSS_RSAE_SHA384));

    assertThat(Credentials.of(pssOnly, P256).choose(asking(null)).credential()).isSameAs(P256);
    assertThat(Credentials.of(pssOnly).choose(asking(null)).refusal())
        .isEqualTo(Reason.NO_COMMON_SIGNATURE_SCHEME);
  }

  @Test
  void presentsACredentialForNamedIssuersToNobodyElse() {
    Credential forNamed = P256.forNamedIssuersOnly();

    assertThat(Credentials.of(forNamed).choose(asking(null)).refusal())
        .isEqualTo(Reason.NO_CERTIFICATE_OF_NAMED_ISSUER);
    assertThat(
            Credentials.of(forNamed)
                .choose(
                    request(
                        Side.SERVER, null, ALL, List.of(AuthenticationMethod.ANY), authority(ROOT)))
                .credential())
        .isSameAs(forNamed);
  }

  @Test
  void inGivenOrderTheFirstThatFitsIsPresentedWhateverThePeerPrefers() {
    CredentialRequest request =
        request(
            Side.CLIENT,
            null,
            List.of(SignatureScheme.ECDSA_SECP256R1_SHA256, SignatureScheme.RSA_PSS_RSAE_SHA256),
            List.of(AuthenticationMethod.ANY),
            authority(OTHER_ROOT));

    assertThat(Credentials.of(RSA, P256).inGivenOrder().choose(request).credential()).isSameAs(RSA);
    assertThat(
            Credentials.of(RSA.forNamedIssuersOnly(), P256)
                .inGivenOrder()
                .choose(request)
                .credential())
        .isSameAs(P256);
  }

  @Test
  void aClientThatNeverGoesWithoutSaysWhatKeptEveryCertificateBack() {
    CredentialRequest request =
        request(Side.CLIENT, null, ALL, List.of(AuthenticationMethod.ANY), authority(OTHER_ROOT));

    assertThat(Credentials.of(P256).neverGoingWithout().choose(request).refusal())
        .isEqualTo(Reason.NO_CERTIFICATE_OF_NAMED_ISSUER);
    assertThat(Credentials.of(P256).choose(request).refusal()).isNull();
  }

  @Test
  void loadsPkcs12() {
    Credentials credentials =
        Credentials.fromPkcs12(Fixtures.file("ec.p12"), Fixtures.PASSWORD.toCharArray());

    assertThat(credentials.list()).hasSize(1);
    assertThat(credentials.list().getFirst().chain()).hasSize(2);
  }

  @Test
  void saysThatThePasswordOfPkcs12IsWrong() {
    assertThatThrownBy(
            () -> Credentials.fromPkcs12(Fixtures.file("ec.p12"), "barley".toCharArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ec.p12: the password is wrong");
  }

  @Test
  void saysThatAFileIsNoPkcs12() {
    assertThatThrownBy(
            () -> Credentials.fromPkcs12(Fixtures.file("ec.pem"), "barley".toCharArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ec.pem is no PKCS #12 file");
  }

  private static CredentialRequest asking(@Nullable String name) {
    return asking(name, ALL);
  }

  private static CredentialRequest asking(@Nullable String name, List<SignatureScheme> schemes) {
    return request(Side.SERVER, name, schemes, List.of(AuthenticationMethod.ANY), List.of());
  }

  private static CredentialRequest tls12(
      List<SignatureScheme> schemes, AuthenticationMethod method) {
    return new CredentialRequest(
        Side.SERVER, ProtocolVersion.TLS_1_2, null, schemes, List.of(), List.of(method), List.of());
  }

  private static CredentialRequest tls12OnCurves(NamedGroup... curves) {
    return new CredentialRequest(
        Side.SERVER,
        ProtocolVersion.TLS_1_2,
        null,
        ALL,
        List.of(),
        List.of(AuthenticationMethod.ECDSA, AuthenticationMethod.RSA),
        List.of(),
        List.of(curves));
  }

  private static CredentialRequest request(
      Side side,
      @Nullable String name,
      List<SignatureScheme> schemes,
      List<AuthenticationMethod> methods,
      List<Bytes> authorities) {
    return new CredentialRequest(
        side, ProtocolVersion.TLS_1_3, name, schemes, List.of(), methods, authorities);
  }

  private static List<Bytes> authority(Issuer issuer) {
    return Trust.of(issuer.certificate).authorities();
  }

  private static Credential server(KeyPair keys, String... names) {
    return credential(ROOT.server(keys, names), keys, ROOT);
  }

  private static Credential credential(Issuer.Draft draft, KeyPair keys, Issuer issuer) {
    return Credential.of(List.of(draft.issue(), issuer.certificate), keys.getPrivate());
  }
}
