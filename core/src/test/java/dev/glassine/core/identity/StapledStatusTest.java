package dev.glassine.core.identity;

import static dev.glassine.core.identity.Issuer.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Stapled OCSP responses (RFC 6066 §8, RFC 6960) and certificates that demand one (RFC 7633). */
class StapledStatusTest {
  private static final ASN1ObjectIdentifier TLS_FEATURE =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");
  private static final String HOST = "www.example";
  private static final Issuer ROOT = Issuer.root("root");
  private static final Issuer MIDDLE = ROOT.below("middle");
  private static final X509Certificate LEAF = MIDDLE.server(HOST).issue();

  private static final Trust TRUST = Trust.of(ROOT.certificate);
  private static final Trust REQUIRING =
      Trust.builder().add(ROOT.certificate).requireStapledStatus().build();
  private static final Trust LENIENT =
      Trust.builder().add(ROOT.certificate).ignoreBadStapledStatus().build();

  @Test
  void acceptsAGoodResponse() {
    assertAccepted(TRUST, good());
    assertAccepted(REQUIRING, good());
  }

  @Test
  void acceptsAGoodResponseDirectlyBelowAnAnchor() {
    X509Certificate leaf = ROOT.server(HOST).issue();
    Bytes response =
        response(leaf, ROOT, CertificateStatus.GOOD, hour(-1), hour(1), ROOT.keys, null);

    assertThat(
            REQUIRING.judge(new PresentedChain(Side.SERVER, List.of(leaf), HOST, response, NOON)))
        .isInstanceOf(ChainVerdict.Accepted.class);
  }

  @Test
  void acceptsAResponderThatTheIssuerNamed() {
    Issuer.Draft responder = MIDDLE.intermediate("responder").usage(KeyPurposeId.id_kp_OCSPSigning);

    assertAccepted(TRUST, delegated(responder));
  }

  @Test
  void refusesARevokedCertificate() {
    Bytes revoked = response(new RevokedStatus(Date.from(hour(-5)), 1), hour(-1), hour(1));

    assertRefused(TRUST, Reason.CERTIFICATE_REVOKED, revoked);
    assertRefused(LENIENT, Reason.CERTIFICATE_REVOKED, revoked);
  }

  @Test
  void refusesAStaleResponse() {
    assertBad(response(CertificateStatus.GOOD, hour(-48), hour(-24)));
  }

  @Test
  void refusesAResponseFromTheFuture() {
    assertBad(response(CertificateStatus.GOOD, hour(24), hour(48)));
  }

  @Test
  void refusesAResponseThatDoesNotKnowTheCertificate() {
    assertBad(response(new UnknownStatus(), hour(-1), hour(1)));
  }

  @Test
  void refusesAResponseForAnotherCertificate() {
    X509Certificate other = MIDDLE.server(HOST).issue();

    assertBad(
        response(other, MIDDLE, CertificateStatus.GOOD, hour(-1), hour(1), MIDDLE.keys, null));
  }

  @Test
  void refusesAResponseThatSomebodyElseSigned() {
    assertBad(response(LEAF, MIDDLE, CertificateStatus.GOOD, hour(-1), hour(1), Issuer.ec(), null));
  }

  @Test
  void refusesAResponderThatTheIssuerDidNotName() {
    assertBad(delegated(ROOT.intermediate("responder").usage(KeyPurposeId.id_kp_OCSPSigning)));
  }

  @Test
  void refusesAResponderWhoseCertificateIsNotForThat() {
    assertBad(delegated(MIDDLE.intermediate("responder").usage(KeyPurposeId.id_kp_serverAuth)));
  }

  @Test
  void refusesAnExpiredResponder() {
    assertBad(
        delegated(
            MIDDLE
                .intermediate("responder")
                .usage(KeyPurposeId.id_kp_OCSPSigning)
                .valid(hour(-48), hour(-24))));
  }

  @Test
  void refusesGarbage() {
    assertBad(Bytes.ofHex("3003020101"));
    assertBad(Bytes.ofHex("00"));
    assertBad(Bytes.EMPTY);
    Bytes good = good();
    assertBad(good.slice(0, good.length() - 1));
  }

  @Test
  void refusesAnUnsuccessfulResponse() throws Exception {
    assertBad(
        Bytes.wrap(new OCSPRespBuilder().build(OCSPRespBuilder.TRY_LATER, null).getEncoded()));
  }

  @Test
  void refusesAMissingResponseOnlyWhereOneIsRequired() {
    assertAccepted(TRUST, null);
    assertAccepted(LENIENT, null);
    assertRefused(REQUIRING, Reason.MISSING_OCSP_RESPONSE, null);
  }

  @Test
  void refusesACertificateThatDemandsAResponseAndHasNone() {
    X509Certificate leaf = mustStaple(false, 5);

    assertThat(reason(TRUST, leaf, null)).isEqualTo(Reason.MISSING_OCSP_RESPONSE);
    assertThat(reason(LENIENT, leaf, null)).isEqualTo(Reason.MISSING_OCSP_RESPONSE);
  }

  @Test
  void doesNotIgnoreABadResponseThatTheCertificateDemands() {
    X509Certificate leaf = mustStaple(false, 5);

    assertThat(reason(LENIENT, leaf, Bytes.ofHex("00"))).isEqualTo(Reason.BAD_OCSP_RESPONSE);
  }

  @Test
  void acceptsACertificateThatDemandsAResponseAndHasOneEvenWhereThatIsCritical() {
    for (boolean critical : new boolean[] {false, true}) {
      X509Certificate leaf = mustStaple(critical, 5, 17);
      Bytes response =
          response(leaf, MIDDLE, CertificateStatus.GOOD, hour(-1), hour(1), MIDDLE.keys, null);

      assertThat(reason(TRUST, leaf, response)).isNull();
    }
  }

  @Test
  void demandsNothingForOtherFeatures() {
    assertThat(reason(TRUST, mustStaple(false, 17), null)).isNull();
  }

  @Test
  void takesADamagedDemandForOne() {
    X509Certificate leaf =
        MIDDLE.server(HOST).with(TLS_FEATURE, false, new DEROctetString(new byte[3])).issue();

    assertThat(reason(TRUST, leaf, null)).isEqualTo(Reason.MISSING_OCSP_RESPONSE);
  }

  @Test
  void demandsNothingOfClients() {
    X509Certificate leaf =
        MIDDLE
            .intermediate("client")
            .usage(KeyPurposeId.id_kp_clientAuth)
            .with(TLS_FEATURE, false, features(5))
            .issue();

    assertThat(
            TRUST.judge(
                new PresentedChain(
                    Side.CLIENT, List.of(leaf, MIDDLE.certificate), null, null, NOON)))
        .isInstanceOf(ChainVerdict.Accepted.class);
  }

  @Test
  void asksNobodyOverTheNetwork() throws Exception {
    try (ServerSocket responder = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + responder.getLocalPort() + "/";
      AccessDescription[] places = {
        new AccessDescription(AccessDescription.id_ad_ocsp, uri(address)),
        new AccessDescription(AccessDescription.id_ad_caIssuers, uri(address + "ca.der"))
      };
      X509Certificate leaf =
          MIDDLE
              .server(HOST)
              .with(
                  Extension.authorityInfoAccess,
                  false,
                  AuthorityInformationAccess.getInstance(new DERSequence(places)))
              .issue();

      reason(TRUST, leaf, null);
      reason(REQUIRING, leaf, null);
      reason(TRUST, leaf, Bytes.ofHex("00"));
      reason(TRUST, leaf, good());
      reason(Trust.of(Issuer.root("other").certificate), leaf, null);

      responder.setSoTimeout(1);
      assertThatThrownBy(responder::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private static GeneralName uri(String address) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, address);
  }

  private static void assertBad(Bytes response) {
    assertRefused(TRUST, Reason.BAD_OCSP_RESPONSE, response);
    assertRefused(REQUIRING, Reason.BAD_OCSP_RESPONSE, response);
    assertAccepted(LENIENT, response);
  }

  private static void assertAccepted(Trust trust, @Nullable Bytes response) {
    assertThat(reason(trust, LEAF, response)).isNull();
  }

  private static void assertRefused(Trust trust, Reason reason, @Nullable Bytes response) {
    assertThat(reason(trust, LEAF, response)).isEqualTo(reason);
  }

  private static @Nullable Reason reason(
      Trust trust, X509Certificate leaf, @Nullable Bytes response) {
    ChainVerdict verdict =
        trust.judge(
            new PresentedChain(
                Side.SERVER, List.of(leaf, MIDDLE.certificate), HOST, response, NOON));
    return verdict instanceof ChainVerdict.Refused refused ? refused.reason() : null;
  }

  private static X509Certificate mustStaple(boolean critical, int... features) {
    return MIDDLE.server(HOST).with(TLS_FEATURE, critical, features(features)).issue();
  }

  private static DERSequence features(int... features) {
    ASN1Integer[] list = new ASN1Integer[features.length];
    for (int i = 0; i < features.length; i++) {
      list[i] = new ASN1Integer(features[i]);
    }
    return new DERSequence(list);
  }

  private static Instant hour(int hours) {
    return NOON.plus(Duration.ofHours(hours));
  }

  private static Bytes good() {
    return response(CertificateStatus.GOOD, hour(-1), hour(1));
  }

  private static Bytes response(@Nullable CertificateStatus status, Instant from, Instant until) {
    return response(LEAF, MIDDLE, status, from, until, MIDDLE.keys, null);
  }

  private static Bytes delegated(Issuer.Draft responder) {
    return response(
        LEAF,
        MIDDLE,
        CertificateStatus.GOOD,
        hour(-1),
        hour(1),
        responder.keys(),
        responder.issue());
  }

  private static Bytes response(
      X509Certificate certificate,
      Issuer issuer,
      @Nullable CertificateStatus status,
      Instant from,
      Instant until,
      KeyPair signer,
      @Nullable X509Certificate responder) {
    try {
      DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
      X509CertificateHolder issuerHolder =
          new X509CertificateHolder(issuer.certificate.getEncoded());
      CertificateID id =
          new CertificateID(
              digests.get(CertificateID.HASH_SHA1), issuerHolder, certificate.getSerialNumber());
      X500Name name =
          responder == null
              ? issuerHolder.getSubject()
              : new X509CertificateHolder(responder.getEncoded()).getSubject();
      BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(name));
      builder.addResponse(id, status, Date.from(from), Date.from(until));
      X509CertificateHolder[] certificates =
          responder == null
              ? new X509CertificateHolder[0]
              : new X509CertificateHolder[] {new X509CertificateHolder(responder.getEncoded())};
      BasicOCSPResp basic =
          builder.build(
              new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()),
              certificates,
              Date.from(from));
      return Bytes.wrap(
          new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic).getEncoded());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
