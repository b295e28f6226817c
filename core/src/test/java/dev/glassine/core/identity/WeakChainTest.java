package dev.glassine.core.identity;

import static dev.glassine.core.identity.Issuer.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Chains of the nineties, let in by name: MD5 and SHA-1, RSA keys of 512 bits, DSA. All that is
 * wrong with them besides stays wrong.
 */
class WeakChainTest {
  private static final String HOST = "ilo.example";
  private static final KeyPair ROOT_KEYS = Issuer.rsa(1024);
  private static final KeyPair MIDDLE_KEYS = Issuer.rsa(512);
  private static final KeyPair LEAF_KEYS = Issuer.rsa(512);
  private static final X509Certificate ROOT =
      Issuer.selfSigned("root", ROOT_KEYS).ca(-1).signedBy("MD5withRSA").issue();
  private static final X509Certificate MIDDLE = middle("middle").ca(-1).issue();
  private static final Trust TRUST = everything().add(ROOT).build();

  // What a call names is let in

  @Test
  void acceptsMd5AndShortKeysThroughAnIntermediate() {
    X509Certificate leaf = leaf().issue();

    assertAccepted(TRUST, leaf, MIDDLE);
    assertThat(((ChainVerdict.Accepted) judge(TRUST, HOST, leaf, MIDDLE)).path())
        .as("the true certificates, no copies")
        .containsExactly(leaf, MIDDLE, ROOT);
  }

  @Test
  void acceptsDsaWithSha1() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
    generator.initialize(1024);
    KeyPair keys = generator.generateKeyPair();
    X509Certificate root = Issuer.selfSigned("dss", keys).ca(-1).signedBy("SHA1withDSA").issue();
    X509Certificate leaf =
        new Issuer.Draft("dss", HOST, keys, generator.generateKeyPair())
            .names(HOST)
            .signedBy("SHA1withDSA")
            .issue();
    Trust.Builder sha1 = Trust.builder().add(root).allowWeakSha1Signatures();

    assertRefused(sha1.build(), Reason.WEAK_CERTIFICATE, "allowWeakDsaKeys", leaf);
    assertAccepted(sha1.allowWeakDsaKeys(1024).build(), leaf);
  }

  @Test
  void acceptsAShortAnchorAboveSoundCertificates() {
    X509Certificate leaf =
        new Issuer.Draft("root", HOST, ROOT_KEYS, Issuer.ec()).names(HOST).issue();

    assertAccepted(TRUST, leaf);
  }

  // What no call names is not

  @Test
  void byDefaultNoneOfItIsAccepted() {
    Trust sound = Trust.of(ROOT);

    assertRefused(sound, Reason.WEAK_CERTIFICATE, "RSA (512 bits)", leaf().issue(), MIDDLE);
    assertRefused(sound, Reason.WEAK_CERTIFICATE, "MD5 with RSA", fromRoot(Issuer.ec()).issue());
    assertRefused(
        sound,
        Reason.WEAK_CERTIFICATE,
        "SHA-1 with RSA",
        fromRoot(Issuer.ec()).signedBy("SHA1withRSA").issue());
    assertRefused(
        sound,
        Reason.WEAK_CERTIFICATE,
        "RSA (1024 bits)",
        fromRoot(ROOT_KEYS).signedBy("SHA256withRSA").issue());
  }

  @Test
  void shortKeysDoNotLetMd5InNorMd5Sha1() {
    Trust shortKeys = Trust.builder().add(ROOT).allowWeakRsaKeys(512).build();
    Trust md5 = Trust.builder().add(ROOT).allowMd5SignaturesBrokenByCollisions().build();

    assertRefused(
        shortKeys,
        Reason.WEAK_CERTIFICATE,
        "allowMd5SignaturesBrokenByCollisions would let it in",
        leaf().issue(),
        MIDDLE);
    assertRefused(md5, Reason.WEAK_CERTIFICATE, "allowWeakRsaKeys", leaf().issue(), MIDDLE);
    assertRefused(
        md5,
        Reason.WEAK_CERTIFICATE,
        "allowWeakSha1Signatures",
        fromRoot(Issuer.ec()).signedBy("SHA1withRSA").issue());
  }

  @Test
  void aKeyOf1024BitsLetsNoneOf512In() {
    Trust from1024 =
        Trust.builder()
            .add(ROOT)
            .allowWeakRsaKeys(1024)
            .allowMd5SignaturesBrokenByCollisions()
            .build();

    assertRefused(from1024, Reason.WEAK_CERTIFICATE, "RSA (512 bits)", leaf().issue(), MIDDLE);
  }

  @Test
  void aShorterAnchorThanAllowedDoesNotHelpWeakCertificatesIn() {
    X509Certificate leaf =
        new Issuer.Draft("middle", HOST, MIDDLE_KEYS, Issuer.ec())
            .names(HOST)
            .signedBy("MD5withRSA")
            .issue();

    assertRefused(
        Trust.builder()
            .add(MIDDLE)
            .allowWeakRsaKeys(1024)
            .allowMd5SignaturesBrokenByCollisions()
            .build(),
        Reason.WEAK_CERTIFICATE,
        "the trusted certificate CN=middle: its key is only RSA (512 bits)",
        leaf);
  }

  @Test
  void md2IsRefusedWhateverIsAllowed() {
    assertRefused(
        TRUST,
        Reason.WEAK_CERTIFICATE,
        "MD2 with RSA",
        fromRoot(Issuer.ec()).signedBy("MD2withRSA").issue());
  }

  @Test
  void anAlgorithmThatIsNotKnownIsRefusedBesideAWeakOne() {
    assertRefused(
        TRUST,
        Reason.WEAK_CERTIFICATE,
        "SHA224withRSA, which is not known here",
        leaf().signedBy("SHA224withRSA").issue(),
        MIDDLE);
  }

  @Test
  void refusesLengthsThatAreNone() {
    assertThatThrownBy(() -> Trust.builder().allowWeakDsaKeys(511))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Trust.builder().allowWeakRsaKeys(511))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // What else is wrong stays wrong

  @Test
  void refusesAForgedLink() {
    X509Certificate leaf =
        new Issuer.Draft("middle", HOST, Issuer.rsa(512), LEAF_KEYS)
            .names(HOST)
            .signedBy("MD5withRSA")
            .withoutKeyIdentifiers()
            .issue();

    assertRefused(TRUST, Reason.CHAIN_REFUSED, "is not by the key of CN=middle", leaf, MIDDLE);
  }

  @Test
  void refusesAForgedIntermediate() {
    X509Certificate forged =
        new Issuer.Draft("root", "middle", Issuer.rsa(512), MIDDLE_KEYS)
            .ca(-1)
            .signedBy("MD5withRSA")
            .withoutKeyIdentifiers()
            .issue();

    assertRefused(TRUST, Reason.UNKNOWN_ISSUER, "made anew", leaf().issue(), forged);
  }

  @Test
  void refusesAnyChangedOctetOfTheSignature() throws Exception {
    byte[] der = leaf().issue().getEncoded();
    for (int back = 1; back <= 64; back += 9) {
      byte[] changed = der.clone();
      changed[changed.length - back] ^= 1;

      assertThat(judge(TRUST, HOST, CertificateParser.decode(changed), MIDDLE))
          .isInstanceOf(ChainVerdict.Refused.class);
    }
  }

  @Test
  void refusesAnIssuerThatNobodyTrusts() {
    X509Certificate other =
        Issuer.selfSigned("other", ROOT_KEYS).ca(-1).signedBy("MD5withRSA").issue();
    X509Certificate leaf =
        new Issuer.Draft("other", HOST, ROOT_KEYS, LEAF_KEYS)
            .names(HOST)
            .signedBy("MD5withRSA")
            .issue();

    assertRefused(TRUST, Reason.UNKNOWN_ISSUER, "CN=other", leaf, other);
    assertRefused(TRUST, Reason.SELF_SIGNED, "CN=ilo", selfSigned());
  }

  @Test
  void refusesWhatIsOutsideItsTime() {
    assertRefused(
        TRUST,
        Reason.CERTIFICATE_EXPIRED,
        "CN=ilo",
        leaf().valid(NOON.minus(Duration.ofDays(2)), NOON.minusSeconds(1)).issue(),
        MIDDLE);
    assertRefused(
        TRUST,
        Reason.CERTIFICATE_NOT_YET_VALID,
        "CN=ilo",
        leaf().valid(NOON.plusSeconds(1), NOON.plus(Duration.ofDays(2))).issue(),
        MIDDLE);
    assertRefused(
        TRUST,
        Reason.CERTIFICATE_EXPIRED,
        "CN=middle",
        leaf().issue(),
        middle("middle").ca(-1).valid(NOON.minusSeconds(9), NOON.minusSeconds(1)).issue());
  }

  @Test
  void refusesAnExpiredAnchor() {
    X509Certificate old =
        Issuer.selfSigned("root", ROOT_KEYS)
            .ca(-1)
            .valid(NOON.minusSeconds(9), NOON.minusSeconds(1))
            .issue();

    assertRefused(
        everything().add(old).build(),
        Reason.CERTIFICATE_EXPIRED,
        "the trusted certificate CN=root",
        leaf().issue(),
        MIDDLE);
  }

  @Test
  void refusesAnIssuerThatIsNoCa() {
    assertRefused(
        TRUST, Reason.CHAIN_REFUSED, "CN=middle", leaf().issue(), middle("middle").issue());
    assertRefused(
        TRUST,
        Reason.CHAIN_REFUSED,
        "CN=middle",
        leaf().issue(),
        middle("middle")
            .with(Extension.basicConstraints, true, new BasicConstraints(false))
            .issue());
  }

  @Test
  void refusesALeafThatSignsAnother() {
    // Marlinspike 2002: whoever has a certificate for one name makes them for all
    X509Certificate another =
        new Issuer.Draft(HOST, "bank.example", LEAF_KEYS, LEAF_KEYS)
            .names("bank.example")
            .signedBy("MD5withRSA")
            .issue();

    assertThat(judge(TRUST, "bank.example", another, leaf().issue(), MIDDLE))
        .isInstanceOfSatisfying(
            ChainVerdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.CHAIN_REFUSED));
  }

  @Test
  void refusesAnIssuerWhoseKeyUsageDoesNotAllowIt() {
    assertRefused(
        TRUST,
        Reason.WRONG_USAGE,
        "CN=middle",
        leaf().issue(),
        middle("middle")
            .with(Extension.basicConstraints, true, new BasicConstraints(true))
            .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .issue());
  }

  @Test
  void refusesALongerPathThanAnIntermediateAllows() {
    X509Certificate tight = middle("middle").ca(0).issue();
    X509Certificate below =
        new Issuer.Draft("middle", "below", MIDDLE_KEYS, MIDDLE_KEYS)
            .ca(-1)
            .signedBy("MD5withRSA")
            .issue();
    X509Certificate leaf =
        new Issuer.Draft("below", HOST, MIDDLE_KEYS, LEAF_KEYS)
            .names(HOST)
            .signedBy("MD5withRSA")
            .issue();

    assertRefused(TRUST, Reason.CHAIN_REFUSED, "pathLenConstraint", leaf, below, tight);
  }

  @Test
  void refusesALongerPathThanTheAnchorAllows() {
    X509Certificate tight = Issuer.selfSigned("root", ROOT_KEYS).ca(0).issue();

    assertRefused(
        everything().add(tight).build(),
        Reason.CHAIN_REFUSED,
        "path length allows 0",
        leaf().issue(),
        MIDDLE);
  }

  @Test
  void refusesAnAnchorThatIsNoIssuer() {
    X509Certificate pinned =
        Issuer.selfSigned("root", ROOT_KEYS)
            .with(Extension.basicConstraints, true, new BasicConstraints(false))
            .issue();

    assertRefused(
        everything().add(pinned).build(),
        Reason.CHAIN_REFUSED,
        "not as an issuer",
        leaf().issue(),
        MIDDLE);
  }

  @Test
  void refusesNamesThatAnIntermediateMayNotIssueFor() {
    assertRefused(
        TRUST,
        Reason.CHAIN_REFUSED,
        "name constraints",
        leaf().issue(),
        middle("middle")
            .ca(-1)
            .with(Extension.nameConstraints, true, permitted("other.example"))
            .issue());
    assertAccepted(
        TRUST,
        leaf().issue(),
        middle("middle").ca(-1).with(Extension.nameConstraints, true, permitted(HOST)).issue());
  }

  @Test
  void refusesNamesThatTheAnchorMayNotIssueFor() {
    X509Certificate constrained =
        Issuer.selfSigned("root", ROOT_KEYS)
            .ca(-1)
            .with(Extension.nameConstraints, true, permitted("other.example"))
            .issue();

    assertRefused(
        everything().add(constrained).build(),
        Reason.CHAIN_REFUSED,
        "name constraints",
        leaf().issue(),
        MIDDLE);
  }

  @Test
  void refusesUnknownCriticalExtensionsWhereverTheyStand() {
    ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.2.3.4.5");

    assertRefused(
        TRUST,
        Reason.CHAIN_REFUSED,
        "CN=ilo",
        leaf().with(unknown, true, DERNull.INSTANCE).issue(),
        MIDDLE);
    assertRefused(
        TRUST,
        Reason.CHAIN_REFUSED,
        "CN=middle",
        leaf().issue(),
        middle("middle").ca(-1).with(unknown, true, DERNull.INSTANCE).issue());
    assertAccepted(TRUST, leaf().with(unknown, false, DERNull.INSTANCE).issue(), MIDDLE);
  }

  @Test
  void refusesOtherUses() {
    assertRefused(
        TRUST,
        Reason.WRONG_USAGE,
        "without serverAuth",
        leaf().usage(KeyPurposeId.id_kp_clientAuth).issue(),
        MIDDLE);
    assertRefused(
        TRUST,
        Reason.WRONG_USAGE,
        "CN=middle",
        leaf().issue(),
        middle("middle").ca(-1).usage(KeyPurposeId.id_kp_codeSigning).issue());
    assertRefused(
        TRUST,
        Reason.WRONG_USAGE,
        "digitalSignature",
        leaf().with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment)).issue(),
        MIDDLE);
  }

  @Test
  void refusesAnotherHost() {
    assertThat(judge(TRUST, "www.example", leaf().issue(), MIDDLE))
        .isInstanceOfSatisfying(
            ChainVerdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.WRONG_HOST));
  }

  @Test
  void aStapledResponseForAWeakChainDoesNotVerifyAndADemandedOneIsMissing() {
    PresentedChain stapled =
        new PresentedChain(
            Side.SERVER,
            List.of(leaf().issue(), MIDDLE),
            HOST,
            Bytes.copyOf(new byte[] {0x30, 0}),
            NOON);
    X509Certificate demanding =
        leaf()
            .with(
                new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24"),
                true,
                new DERSequence(new ASN1Integer(5)))
            .issue();

    assertThat(TRUST.judge(stapled))
        .isInstanceOfSatisfying(
            ChainVerdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_OCSP_RESPONSE));
    assertRefused(TRUST, Reason.MISSING_OCSP_RESPONSE, "CN=ilo", demanding, MIDDLE);
  }

  // Both halves together judge as the JDK's validator does, on the cases of x509-limbo

  @ParameterizedTest
  @MethodSource("dev.glassine.core.identity.LimboTest#cases")
  void judgesSoundPathsAsTheJdkDoes(LimboTest.Case limbo) {
    for (CandidatePath path : limbo.paths()) {
      ChainVerdict.Refused theirs = new PathCheck(path, limbo.now()).pkix();
      ChainVerdict.Refused ours = StandInPath.check(path, limbo.now());

      if (theirs == null || theirs.reason() != Reason.WEAK_CERTIFICATE) {
        assertThat(reason(ours)).as("%s", ours).isEqualTo(reason(theirs));
      }
    }
  }

  private static @Nullable Reason reason(ChainVerdict.@Nullable Refused refused) {
    return refused == null ? null : refused.reason();
  }

  private static Trust.Builder everything() {
    return Trust.builder()
        .allowWeakRsaKeys(512)
        .allowWeakDsaKeys(512)
        .allowWeakSha1Signatures()
        .allowMd5SignaturesBrokenByCollisions();
  }

  private static Issuer.Draft middle(String name) {
    return new Issuer.Draft("root", name, ROOT_KEYS, MIDDLE_KEYS).signedBy("MD5withRSA");
  }

  private static Issuer.Draft leaf() {
    return new Issuer.Draft("middle", HOST, MIDDLE_KEYS, LEAF_KEYS)
        .names(HOST)
        .usage(KeyPurposeId.id_kp_serverAuth)
        .signedBy("MD5withRSA");
  }

  private static Issuer.Draft fromRoot(KeyPair keys) {
    return new Issuer.Draft("root", HOST, ROOT_KEYS, keys).names(HOST).signedBy("MD5withRSA");
  }

  private static X509Certificate selfSigned() {
    return Issuer.selfSigned(HOST, LEAF_KEYS).names(HOST).signedBy("MD5withRSA").issue();
  }

  private static NameConstraints permitted(String domain) {
    return new NameConstraints(
        new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))},
        null);
  }

  private static ChainVerdict judge(Trust trust, String host, X509Certificate... chain) {
    return trust.judge(
        new PresentedChain(Side.SERVER, new ArrayList<>(List.of(chain)), host, null, NOON));
  }

  private static void assertAccepted(Trust trust, X509Certificate... chain) {
    assertThat(judge(trust, HOST, chain)).isInstanceOf(ChainVerdict.Accepted.class);
  }

  private static void assertRefused(
      Trust trust, Reason reason, String evidence, X509Certificate... chain) {
    assertThat(judge(trust, HOST, chain))
        .isInstanceOfSatisfying(
            ChainVerdict.Refused.class,
            refused -> {
              assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
              assertThat(refused.detail()).contains(evidence);
            });
  }
}
