package dev.glassine.core.identity;

import static dev.glassine.core.identity.Issuer.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.Side;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrustTest {
  private static final String HOST = "www.example";
  private static final Issuer ROOT = Issuer.root("root");
  private static final Issuer MIDDLE = ROOT.below("middle");
  private static final Trust TRUST = Trust.of(ROOT.certificate);

  // Accepted

  @Test
  void acceptsACertificateFromAnAnchor() {
    X509Certificate leaf = ROOT.server(HOST).issue();

    assertAccepted(TRUST, leaf).containsExactly(leaf, ROOT.certificate);
  }

  @Test
  void acceptsAChainThroughAnIntermediate() {
    X509Certificate leaf = MIDDLE.server(HOST).issue();

    assertAccepted(TRUST, leaf, MIDDLE.certificate)
        .containsExactly(leaf, MIDDLE.certificate, ROOT.certificate);
  }

  @Test
  void acceptsAChainInAnyOrderWithStrangersAndDoublesInIt() {
    Issuer deep = MIDDLE.below("deep");
    X509Certificate leaf = deep.server(HOST).issue();
    X509Certificate stranger = Issuer.root("stranger").certificate;

    assertAccepted(
            TRUST,
            leaf,
            stranger,
            ROOT.certificate,
            MIDDLE.certificate,
            deep.certificate,
            MIDDLE.certificate,
            leaf)
        .containsExactly(leaf, deep.certificate, MIDDLE.certificate, ROOT.certificate);
  }

  @Test
  void acceptsATrustedIntermediateWithoutItsRoot() {
    X509Certificate leaf = MIDDLE.server(HOST).issue();

    assertAccepted(Trust.of(MIDDLE.certificate), leaf, MIDDLE.certificate)
        .containsExactly(leaf, MIDDLE.certificate);
  }

  @Test
  void acceptsACertificateThatIsItselfTrusted() {
    X509Certificate selfSigned = Issuer.selfSigned(HOST, Issuer.ec()).names(HOST).issue();

    assertAccepted(Trust.of(selfSigned), selfSigned).containsExactly(selfSigned);
  }

  @Test
  void acceptsAnyExtendedKeyUsageOrNone() {
    assertAccepted(TRUST, ROOT.server(HOST).usage(KeyPurposeId.anyExtendedKeyUsage).issue());
    assertAccepted(TRUST, ROOT.server(HOST).usage().issue());
  }

  @Test
  void acceptsAClientsCertificateWithoutAnyName() {
    X509Certificate leaf =
        ROOT.intermediate("somebody").usage(KeyPurposeId.id_kp_clientAuth).issue();

    assertThat(TRUST.judge(presented(Side.CLIENT, null, leaf)))
        .isInstanceOf(ChainVerdict.Accepted.class);
  }

  @Test
  void triesTheOtherIntermediateOfTheSameNameAndKey() {
    KeyPair keys = Issuer.ec();
    X509Certificate expired =
        new Issuer.Draft("root", "twin", ROOT.keys, keys)
            .ca(-1)
            .valid(NOON.minus(Duration.ofDays(9)), NOON.minus(Duration.ofDays(1)))
            .issue();
    X509Certificate current = new Issuer.Draft("root", "twin", ROOT.keys, keys).ca(-1).issue();
    X509Certificate leaf = new Issuer.Draft("twin", HOST, keys, Issuer.ec()).names(HOST).issue();

    assertAccepted(TRUST, leaf, expired, current).containsExactly(leaf, current, ROOT.certificate);
  }

  @Test
  void triesTheOtherIssuerOfTheSameName() {
    Issuer impostor = Issuer.root("root");
    X509Certificate leaf = ROOT.server(HOST).withoutKeyIdentifiers().issue();

    assertAccepted(Trust.of(impostor.certificate, ROOT.certificate), leaf)
        .containsExactly(leaf, ROOT.certificate);
  }

  @Test
  void acceptsARootThatWasMadeForVersion1() {
    // RFC 5280 §6.1.1 (d): an anchor is a name and a key
    KeyPair keys = Issuer.ec();
    X509Certificate root = versionOne("old root", keys);
    X509Certificate leaf =
        new Issuer.Draft("old root", HOST, keys, Issuer.ec()).names(HOST).issue();

    assertThat(root.getVersion()).isEqualTo(1);
    assertAccepted(Trust.of(root), leaf);
  }

  // Time

  @Test
  void refusesAnExpiredCertificate() {
    X509Certificate leaf =
        ROOT.server(HOST).valid(NOON.minusSeconds(9), NOON.minusSeconds(1)).issue();

    assertThat(refused(TRUST, leaf))
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.CERTIFICATE_EXPIRED))
        .satisfies(
            refused ->
                assertThat(refused.detail())
                    .isEqualTo(
                        "CN=www.example expired at 2026-06-01T11:59:59Z; it is "
                            + "2026-06-01T12:00:00Z"));
  }

  @Test
  void acceptsACertificateInItsFirstAndLastSecond() {
    assertAccepted(TRUST, ROOT.server(HOST).valid(NOON, NOON.plusSeconds(1)).issue());
    assertAccepted(TRUST, ROOT.server(HOST).valid(NOON.minusSeconds(1), NOON).issue());
  }

  @Test
  void refusesACertificateThatIsNotYetValid() {
    X509Certificate leaf =
        ROOT.server(HOST).valid(NOON.plusSeconds(1), NOON.plusSeconds(9)).issue();

    assertRefused(TRUST, Reason.CERTIFICATE_NOT_YET_VALID, "2026-06-01T12:00:01Z", leaf);
  }

  @Test
  void refusesAnExpiredIntermediate() {
    Issuer expired =
        Issuer.of(
            ROOT.intermediate("stale").ca(-1).valid(NOON.minusSeconds(9), NOON.minusSeconds(1)));

    assertRefused(
        TRUST,
        Reason.CERTIFICATE_EXPIRED,
        "CN=stale expired",
        expired.server(HOST).issue(),
        expired.certificate);
  }

  @Test
  void refusesAnExpiredAnchor() {
    KeyPair keys = Issuer.ec();
    X509Certificate anchor =
        Issuer.selfSigned("old", keys)
            .ca(-1)
            .valid(NOON.minusSeconds(9), NOON.minusSeconds(1))
            .issue();
    X509Certificate leaf = new Issuer.Draft("old", HOST, keys, Issuer.ec()).names(HOST).issue();

    assertRefused(
        Trust.of(anchor), Reason.CERTIFICATE_EXPIRED, "the trusted certificate CN=old", leaf);
  }

  @Test
  void refusesAnExpiredCertificateThatIsItselfTrusted() {
    X509Certificate selfSigned =
        Issuer.selfSigned(HOST, Issuer.ec())
            .names(HOST)
            .valid(NOON.minusSeconds(9), NOON.minusSeconds(1))
            .issue();

    assertRefused(Trust.of(selfSigned), Reason.CERTIFICATE_EXPIRED, "CN=www.example", selfSigned);
  }

  // Issuers

  @Test
  void namesTheMissingRoot() {
    Issuer other = Issuer.root("C=ZZ,O=Elsewhere,CN=Somebody Else");

    assertRefused(
        TRUST,
        Reason.UNKNOWN_ISSUER,
        "no trusted certificate for \"CN=Somebody Else,O=Elsewhere,C=ZZ\"; "
            + "the peer sent one certificate, without issuers",
        other.server(HOST).issue());
  }

  @Test
  void namesTheMissingIntermediate() {
    assertRefused(TRUST, Reason.UNKNOWN_ISSUER, "\"CN=middle\"", MIDDLE.server(HOST).issue());
  }

  @Test
  void namesTheUntrustedRootThatWasPresented() {
    Issuer other = Issuer.root("other");

    assertRefused(
        TRUST,
        Reason.UNKNOWN_ISSUER,
        "\"CN=other\"; the peer sent 2 certificates",
        other.server(HOST).issue(),
        other.certificate);
  }

  @Test
  void refusesASelfSignedCertificate() {
    X509Certificate selfSigned = Issuer.selfSigned(HOST, Issuer.ec()).names(HOST).issue();

    assertRefused(TRUST, Reason.SELF_SIGNED, "CN=www.example", selfSigned);
  }

  @Test
  void suspectsARemadeIssuerWhereOnlyItsNameIsTrusted() {
    Issuer remade = Issuer.root("root");

    assertRefused(
        TRUST, Reason.UNKNOWN_ISSUER, "made anew with the same name", remade.server(HOST).issue());
  }

  @Test
  void refusesAChainWithAForgedLink() {
    Issuer impostor = Issuer.root("middle");
    X509Certificate leaf = impostor.server(HOST).issue();

    assertRefused(
        TRUST,
        Reason.CHAIN_REFUSED,
        "the signature on CN=www.example is not by the key of CN=middle",
        leaf,
        MIDDLE.certificate);
  }

  @Test
  void refusesACertificateWhoseOctetsWereChanged() throws Exception {
    byte[] der = ROOT.server(HOST).issue().getEncoded();
    der[der.length - 1] ^= 1;

    assertThat(refused(TRUST, CertificateParser.decode(der)).reason())
        .isEqualTo(Reason.UNKNOWN_ISSUER);
  }

  @Test
  void refusesAnIssuerThatIsNoCa() {
    Issuer noCa = Issuer.of(ROOT.server("not-a-ca.example"));
    X509Certificate leaf = noCa.intermediate(HOST).names(HOST).issue();
    X509Certificate underName =
        new Issuer.Draft("not-a-ca.example", HOST, noCa.keys, Issuer.ec()).names(HOST).issue();

    assertRefused(TRUST, Reason.CHAIN_REFUSED, "CN=not-a-ca.example", underName, noCa.certificate);
    assertThat(leaf.getIssuerX500Principal()).isEqualTo(underName.getIssuerX500Principal());
  }

  @Test
  void refusesAnIssuerWhoseKeyUsageDoesNotAllowIt() {
    Issuer wrong =
        Issuer.of(
            ROOT.intermediate("wrong usage")
                .with(Extension.basicConstraints, true, new BasicConstraints(true))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)));

    assertRefused(
        TRUST, Reason.WRONG_USAGE, "CN=wrong usage", wrong.server(HOST).issue(), wrong.certificate);
  }

  @Test
  void refusesAnAnchorThatIsNoCaAsAnIssuer() {
    KeyPair keys = Issuer.ec();
    X509Certificate pinned =
        Issuer.selfSigned("pinned", keys)
            .with(Extension.basicConstraints, true, new BasicConstraints(false))
            .issue();
    X509Certificate leaf = new Issuer.Draft("pinned", HOST, keys, Issuer.ec()).names(HOST).issue();

    assertRefused(Trust.of(pinned), Reason.CHAIN_REFUSED, "not as an issuer", leaf);
  }

  @Test
  void refusesAnAnchorThatMayNotSignCertificates() {
    KeyPair keys = Issuer.ec();
    X509Certificate anchor =
        Issuer.selfSigned("anchor", keys)
            .with(Extension.basicConstraints, true, new BasicConstraints(true))
            .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign))
            .issue();
    X509Certificate leaf = new Issuer.Draft("anchor", HOST, keys, Issuer.ec()).names(HOST).issue();

    assertRefused(Trust.of(anchor), Reason.CHAIN_REFUSED, "does not allow keyCertSign", leaf);
  }

  @Test
  void refusesALongerPathThanAnIntermediateAllows() {
    Issuer tight = Issuer.of(ROOT.intermediate("tight").ca(0));
    Issuer below = tight.below("below");

    assertRefused(
        TRUST,
        Reason.CHAIN_REFUSED,
        "CN=below: basic constraints check failed: pathLenConstraint violated",
        below.server(HOST).issue(),
        below.certificate,
        tight.certificate);
  }

  @Test
  void refusesALongerPathThanTheAnchorAllows() {
    KeyPair keys = Issuer.ec();
    X509Certificate anchor = Issuer.selfSigned("tight", keys).ca(0).issue();
    Issuer below = Issuer.of(new Issuer.Draft("tight", "below", keys, Issuer.ec()).ca(-1));

    assertAccepted(
        Trust.of(anchor), new Issuer.Draft("tight", HOST, keys, Issuer.ec()).names(HOST).issue());
    assertRefused(
        Trust.of(anchor),
        Reason.CHAIN_REFUSED,
        "path length allows 0 intermediate certificates, there are 1",
        below.server(HOST).issue(),
        below.certificate);
  }

  @Test
  void refusesNamesThatAnIntermediateMayNotIssueFor() {
    Issuer constrained =
        Issuer.of(
            ROOT.intermediate("constrained")
                .ca(-1)
                .with(Extension.nameConstraints, true, permitted("example.com")));

    assertRefused(
        TRUST,
        Reason.CHAIN_REFUSED,
        "CN=www.example",
        constrained.server(HOST).issue(),
        constrained.certificate);
  }

  @Test
  void refusesNamesThatTheAnchorMayNotIssueFor() {
    KeyPair keys = Issuer.ec();
    X509Certificate anchor =
        Issuer.selfSigned("constrained", keys)
            .ca(-1)
            .with(Extension.nameConstraints, true, permitted("example.com"))
            .issue();
    Issuer.Draft wrong = new Issuer.Draft("constrained", HOST, keys, Issuer.ec()).names(HOST);
    X509Certificate right =
        new Issuer.Draft("constrained", "www", keys, Issuer.ec()).names("www.example.com").issue();

    assertRefused(Trust.of(anchor), Reason.CHAIN_REFUSED, "CN=www.example", wrong.issue());
    assertThat(Trust.of(anchor).judge(presented(Side.SERVER, "www.example.com", right)))
        .isInstanceOf(ChainVerdict.Accepted.class);
  }

  @Test
  void refusesAConstrainedIntermediateAsAnAnchorRatherThanForgetTheConstraints() {
    Issuer constrained =
        Issuer.of(
            ROOT.intermediate("constrained")
                .ca(-1)
                .with(Extension.nameConstraints, true, permitted("www.example")));

    assertRefused(
        Trust.of(constrained.certificate),
        Reason.CHAIN_REFUSED,
        "cannot be enforced",
        constrained.server(HOST).issue());
  }

  @Test
  void refusesAnUnknownCriticalExtension() {
    ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.2.3.4.5");

    assertRefused(
        TRUST,
        Reason.CHAIN_REFUSED,
        "CN=www.example",
        ROOT.server(HOST).with(unknown, true, DERNull.INSTANCE).issue());
    assertAccepted(TRUST, ROOT.server(HOST).with(unknown, false, DERNull.INSTANCE).issue());
  }

  // Usage

  @Test
  void refusesAClientsCertificateOnAServer() {
    assertRefused(
        TRUST,
        Reason.WRONG_USAGE,
        "extendedKeyUsage is [clientAuth], without serverAuth",
        ROOT.server(HOST).usage(KeyPurposeId.id_kp_clientAuth).issue());
  }

  @Test
  void refusesAServersCertificateOnAClient() {
    ChainVerdict verdict = TRUST.judge(presented(Side.CLIENT, null, ROOT.server(HOST).issue()));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            ChainVerdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.WRONG_USAGE));
  }

  @Test
  void refusesAnIntermediateForOtherUses() {
    Issuer mail =
        Issuer.of(ROOT.intermediate("mail").ca(-1).usage(KeyPurposeId.id_kp_emailProtection));

    assertRefused(
        TRUST,
        Reason.WRONG_USAGE,
        "CN=mail: extendedKeyUsage is [emailProtection]",
        mail.server(HOST).issue(),
        mail.certificate);
  }

  @Test
  void refusesAKeyThatIsNotForSignaturesUnlessAllowed() {
    X509Certificate leaf =
        ROOT.server(HOST)
            .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment))
            .issue();

    assertRefused(TRUST, Reason.WRONG_USAGE, "digitalSignature", leaf);
    assertAccepted(
        Trust.builder().add(ROOT.certificate).allowKeysNotMeantForSignatures().build(), leaf);
  }

  // Strength

  @Test
  void refusesShortRsaKeysUnlessAllowed() {
    X509Certificate leaf = ROOT.server(Issuer.rsa(1024), HOST).issue();

    assertRefused(TRUST, Reason.WEAK_CERTIFICATE, "its key is only RSA (1024 bits)", leaf);
    assertAccepted(Trust.builder().add(ROOT.certificate).allowWeakRsaKeys(1024).build(), leaf);
  }

  @Test
  void refusesSha1UnlessAllowed() {
    X509Certificate leaf = ROOT.server(HOST).signedBy("SHA1withECDSA").issue();

    assertRefused(TRUST, Reason.WEAK_CERTIFICATE, "it is signed by SHA-1 with ECDSA", leaf);
    assertAccepted(Trust.builder().add(ROOT.certificate).allowWeakSha1Signatures().build(), leaf);
  }

  @Test
  void refusesMd5EvenWhereSha1IsAllowed() {
    Issuer rsa = Issuer.of(Issuer.selfSigned("rsa", Issuer.rsa(2048)).ca(-1));
    X509Certificate leaf = rsa.server(HOST).signedBy("MD5withRSA").issue();

    assertRefused(
        Trust.builder().add(rsa.certificate).allowWeakSha1Signatures().build(),
        Reason.WEAK_CERTIFICATE,
        "MD5 with RSA",
        leaf);
  }

  @Test
  void doesNotMindHowAnAnchorIsSigned() {
    KeyPair keys = Issuer.ec();
    X509Certificate anchor =
        Issuer.selfSigned("sha1", keys).ca(-1).signedBy("SHA1withECDSA").issue();

    assertAccepted(
        Trust.of(anchor), new Issuer.Draft("sha1", HOST, keys, Issuer.ec()).names(HOST).issue());
  }

  @Test
  void saysThatTheJvmRefusesAShortKeyOfAnAnchor() {
    KeyPair keys = Issuer.rsa(768);
    X509Certificate anchor = Issuer.selfSigned("short", keys).ca(-1).issue();
    X509Certificate leaf = new Issuer.Draft("short", HOST, keys, Issuer.ec()).names(HOST).issue();

    assertRefused(
        Trust.of(anchor), Reason.WEAK_CERTIFICATE, "jdk.certpath.disabledAlgorithms", leaf);
  }

  // Names

  @Test
  void refusesAnotherHostAndSaysWhichNamesWouldMatch() {
    assertRefused(
        TRUST,
        Reason.WRONG_HOST,
        "not for www.example; it is for a.example, *.b.example",
        ROOT.server("a.example", "*.b.example").issue());
  }

  @Test
  void takesTheCommonNameForAHostOnlyWhereAllowedAndWithoutAlternativeNames() {
    Trust allowing = Trust.builder().add(ROOT.certificate).allowHostInCommonName().build();
    X509Certificate byCommonName = commonName("CN=appliances,CN=" + HOST).issue();

    assertRefused(TRUST, Reason.WRONG_HOST, "the common name does not count", byCommonName);
    assertAccepted(allowing, byCommonName);
    for (Issuer.Draft other :
        List.of(
            commonName("CN=" + HOST + ",CN=appliances"),
            commonName("CN=*.example"),
            commonName("CN=An Appliance"),
            commonName("O=" + HOST),
            commonName("CN=" + HOST).names("other.example"),
            commonName("CN=" + HOST).names("192.0.2.1"))) {
      assertThat(refused(allowing, other.issue()).reason()).isEqualTo(Reason.WRONG_HOST);
    }
  }

  private static Issuer.Draft commonName(String subject) {
    return new Issuer.Draft("root", subject, ROOT.keys, Issuer.ec());
  }

  @Test
  void checksTheNameOfATrustedCertificateToo() {
    X509Certificate selfSigned = Issuer.selfSigned(HOST, Issuer.ec()).names("a.example").issue();

    assertRefused(Trust.of(selfSigned), Reason.WRONG_HOST, "a.example", selfSigned);
  }

  @Test
  void refusesAnExpectedNameThatIsNone() {
    ChainVerdict verdict =
        TRUST.judge(presented(Side.SERVER, "no such..name", ROOT.server(HOST).issue()));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            ChainVerdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.WRONG_HOST));
  }

  @Test
  void printsNoControlCharactersOfAPeersName() {
    X509Certificate leaf = Issuer.root("a\u001b[31mb\nc").server(HOST).issue();

    assertThat(refused(TRUST, leaf).detail()).doesNotContain("\u001b").doesNotContain("\n");
  }

  // Bounds

  @Test
  void refusesMoreCertificatesThanItLooksAt() {
    X509Certificate leaf = ROOT.server(HOST).issue();
    List<X509Certificate> many = new ArrayList<>(Collections.nCopies(11, leaf));

    assertThat(TRUST.judge(new PresentedChain(Side.SERVER, many, HOST, null, NOON)))
        .isInstanceOfSatisfying(
            ChainVerdict.Refused.class,
            refused -> assertThat(refused.detail()).contains("sent 11 certificates, at most 10"));
  }

  @Test
  void givesUpOnAMazeOfIssuersOfOneName() {
    // Nine issuers of one name and one key: every order of them is a path by name
    KeyPair keys = Issuer.ec();
    List<X509Certificate> maze = new ArrayList<>();
    maze.add(new Issuer.Draft("maze", HOST, keys, Issuer.ec()).names(HOST).issue());
    for (int i = 0; i < 9; i++) {
      maze.add(Issuer.selfSigned("maze", keys).ca(-1).issue());
    }
    Anchors sameName = new Anchors(List.of(Issuer.root("maze").certificate));

    assertThat(PathFinder.find(sameName, maze, 10)).hasSizeLessThanOrEqualTo(PathFinder.MAX_PATHS);
    assertThat(TRUST.judge(new PresentedChain(Side.SERVER, maze, HOST, null, NOON)))
        .isInstanceOf(ChainVerdict.Refused.class);
  }

  @Test
  void comesToAnEndOnACircle() {
    KeyPair one = Issuer.ec();
    KeyPair two = Issuer.ec();
    X509Certificate oneByTwo = new Issuer.Draft("two", "one", two, one).ca(-1).issue();
    X509Certificate twoByOne = new Issuer.Draft("one", "two", one, two).ca(-1).issue();
    X509Certificate leaf = new Issuer.Draft("one", HOST, one, Issuer.ec()).names(HOST).issue();

    assertThat(refused(TRUST, leaf, oneByTwo, twoByOne).reason()).isEqualTo(Reason.UNKNOWN_ISSUER);
  }

  // Making one

  @Test
  void acceptsAnyoneWhereThatWasAskedFor() {
    X509Certificate expired =
        Issuer.selfSigned(HOST, Issuer.ec())
            .valid(NOON.minusSeconds(9), NOON.minusSeconds(1))
            .issue();

    assertThat(
            Trust.acceptAnyoneInsecurely()
                .judge(presented(Side.SERVER, "elsewhere.example", expired)))
        .isInstanceOf(ChainVerdict.Accepted.class);
  }

  @Test
  void refusesToTrustNobody() {
    assertThatThrownBy(() -> Trust.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsAnchorsFromPemAndFromKeyStores() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", ROOT.certificate);

    assertThat(Trust.fromPem(Fixtures.file("root.pem")).anchors()).hasSize(1);
    assertThat(Trust.fromKeyStore(store).anchors()).containsExactly(ROOT.certificate);
  }

  @Test
  void readsThePlatformsAnchors() {
    assertThat(Trust.system().anchors()).isNotEmpty();
  }

  @Test
  void hasADigestOverAnchorsAndRulesWhateverTheirOrder() {
    X509Certificate other = Issuer.root("other").certificate;
    Trust both = Trust.of(ROOT.certificate, other);

    assertThat(both.policyDigest()).isEqualTo(Trust.of(other, ROOT.certificate).policyDigest());
    assertThat(both.policyDigest()).isNotEqualTo(TRUST.policyDigest());
    assertThat(
            List.of(
                TRUST.policyDigest(),
                Trust.acceptAnyoneInsecurely().policyDigest(),
                with(Trust.builder().maxChainLength(9)),
                with(Trust.builder().requireStapledStatus()),
                with(Trust.builder().ignoreBadStapledStatus()),
                with(Trust.builder().allowWeakRsaKeys(1024)),
                with(Trust.builder().allowWeakDsaKeys(1024)),
                with(Trust.builder().allowWeakSha1Signatures()),
                with(Trust.builder().allowMd5SignaturesBrokenByCollisions()),
                with(Trust.builder().allowHostInCommonName()),
                with(Trust.builder().allowKeysNotMeantForSignatures())))
        .doesNotHaveDuplicates();
  }

  private static dev.glassine.core.wire.Bytes with(Trust.Builder builder) {
    return builder.add(ROOT.certificate).build().policyDigest();
  }

  private static ASN1Encodable permitted(String domain) {
    return new NameConstraints(
        new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))},
        null);
  }

  private static X509Certificate versionOne(String name, KeyPair keys) {
    try {
      var builder =
          new org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder(
              new org.bouncycastle.asn1.x500.X500Name("CN=" + name),
              java.math.BigInteger.ONE,
              java.util.Date.from(NOON.minusSeconds(99)),
              java.util.Date.from(NOON.plusSeconds(99)),
              new org.bouncycastle.asn1.x500.X500Name("CN=" + name),
              keys.getPublic());
      var signer =
          new org.bouncycastle.operator.jcajce.JcaContentSignerBuilder("SHA256withECDSA")
              .build(keys.getPrivate());
      return CertificateParser.decode(builder.build(signer).getEncoded());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static PresentedChain presented(
      Side presenter, @Nullable String expectedName, X509Certificate... chain) {
    return new PresentedChain(presenter, List.of(chain), expectedName, null, NOON);
  }

  private static org.assertj.core.api.ListAssert<X509Certificate> assertAccepted(
      Trust trust, X509Certificate... chain) {
    ChainVerdict verdict = trust.judge(presented(Side.SERVER, HOST, chain));
    assertThat(verdict).isInstanceOf(ChainVerdict.Accepted.class);
    return assertThat(((ChainVerdict.Accepted) verdict).path());
  }

  private static ChainVerdict.Refused refused(Trust trust, X509Certificate... chain) {
    ChainVerdict verdict = trust.judge(presented(Side.SERVER, HOST, chain));
    assertThat(verdict).isInstanceOf(ChainVerdict.Refused.class);
    return (ChainVerdict.Refused) verdict;
  }

  private static void assertRefused(
      Trust trust, Reason reason, String evidence, X509Certificate... chain) {
    ChainVerdict.Refused refused = refused(trust, chain);
    assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
    assertThat(refused.detail()).contains(evidence);
  }
}
