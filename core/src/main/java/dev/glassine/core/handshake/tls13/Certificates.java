package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.handshake.Negotiation;
import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.handshake.Verified.GoodSignature;
import dev.glassine.core.identity.CertificateParser;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage;
import dev.glassine.core.wire.CertificateMessage.CertificateEntry;
import dev.glassine.core.wire.CertificateRequest;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.ext.CertificateAuthorities;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import dev.glassine.core.wire.ext.SignatureAlgorithmsCert;
import dev.glassine.core.wire.ext.StapledStatus;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Certificate and CertificateVerify, alike on both sides (RFC 9846 §4.5): what is asked for,
 * presented, signed and checked.
 */
final class Certificates {
  /** RFC 5280 §4.2.1.3: bit 0 of KeyUsage. */
  private static final int DIGITAL_SIGNATURE = 0;

  private Certificates() {}

  /**
   * Reads the peer's chain for its judge.
   *
   * @param asking the extensions of the ClientHello or CertificateRequest that the chain answers
   */
  static PresentedChain received(
      Side presenter,
      CertificateMessage message,
      Extensions asking,
      @Nullable String expectedName,
      Instant now) {
    // RFC 9846 §4.5.1: certificate_request_context is empty in the main handshake
    if (!message.certificateRequestContext().isEmpty()) {
      throw new TlsFailure.Misbehaved(
          Reason.UNREQUESTED_CERTIFICATE_CONTEXT,
          "Certificate.certificate_request_context is not empty");
    }
    // RFC 9846 §4.5.1.3: "If the server supplies an empty Certificate message, the client MUST
    // abort the handshake with a "decode_error" alert."
    if (message.certificateList().isEmpty()) {
      throw new TlsFailure.Misbehaved(
          Reason.EMPTY_SERVER_CERTIFICATE, "Certificate.certificate_list");
    }
    // RFC 9846 §4.5.1: "Extensions in the Certificate message from the server MUST correspond to
    // ones from the ClientHello message."
    for (CertificateEntry entry : message.certificateList()) {
      ServerHelloChecks.solicited(entry.extensions(), asking.types(), "Certificate", Set.of());
    }
    List<Bytes> encoded = new ArrayList<>();
    for (CertificateEntry entry : message.certificateList()) {
      encoded.add(entry.certData());
    }
    List<X509Certificate> chain = CertificateParser.shared().parse(encoded);
    StapledStatus stapled =
        message.certificateList().getFirst().extensions().get(StapledStatus.class);
    return new PresentedChain(
        presenter, chain, expectedName, stapled == null ? null : stapled.ocspResponse(), now);
  }

  static GoodSignature verify(
      CryptoProvider crypto,
      Side signer,
      List<SignatureScheme> offered,
      AcceptedChain chain,
      CertificateVerify message,
      byte[] transcriptHash) {
    SignatureScheme scheme = message.algorithm();
    if (scheme == null) {
      throw new IllegalArgumentException("a CertificateVerify of TLS 1.3 names its algorithm");
    }
    // RFC 9846 §4.5.1.2: "the digitalSignature bit MUST be set if the Key Usage extension is
    // present"
    boolean[] keyUsage = chain.certificate().getKeyUsage();
    if (keyUsage != null && !keyUsage[DIGITAL_SIGNATURE]) {
      throw TlsFailure.of(Reason.WRONG_USAGE, "the certificate's keyUsage lacks digitalSignature");
    }
    return GoodSignature.verify(
        crypto,
        ProtocolVersion.TLS_1_3,
        offered,
        chain,
        scheme,
        SignedContent.of(signer, transcriptHash).toArray(),
        message.signature());
  }

  /**
   * What certificate the peer accepts.
   *
   * @param side ours
   * @param asking the extensions of the ClientHello or CertificateRequest
   */
  static CredentialRequest wanted(
      TlsConfig config, Side side, @Nullable String serverName, Extensions asking) {
    List<SignatureScheme> verified = verified(asking);
    List<SignatureScheme> usable =
        Negotiation.those(
            verified,
            scheme ->
                config.signingSchemes().contains(scheme)
                    && scheme.signsHandshakeIn(ProtocolVersion.TLS_1_3));
    // RFC 9846 §4.3.3: "If no "signature_algorithms_cert" extension is present, then the
    // "signature_algorithms" extension also applies"
    SignatureAlgorithmsCert certificates = asking.get(SignatureAlgorithmsCert.class);
    CertificateAuthorities authorities = asking.get(CertificateAuthorities.class);
    return new CredentialRequest(
        side,
        ProtocolVersion.TLS_1_3,
        serverName,
        usable,
        certificates == null ? verified : certificates.schemes(),
        List.of(AuthenticationMethod.ANY),
        authorities == null ? List.of() : authorities.authorities());
  }

  /** What a server asks a client for (RFC 9846 §4.4.2). */
  static CertificateRequest request(ServerConfig config) {
    Extensions extensions = Extensions.of(new SignatureAlgorithms(config.signatureSchemes()));
    List<Bytes> authorities = config.authorities();
    return new CertificateRequest(
        Bytes.EMPTY,
        authorities.isEmpty()
            ? extensions
            : extensions.plus(new CertificateAuthorities(authorities)));
  }

  /** The scheme to sign with. */
  static Negotiation.Outcome<SignatureScheme> scheme(
      TlsConfig config, Side signer, Extensions asking, Credential credential) {
    return Negotiation.signatureScheme(
        signer,
        verified(asking),
        credential.signingSchemes(config.signingSchemes()),
        credential.publicKey(),
        ProtocolVersion.TLS_1_3,
        config.crypto());
  }

  private static List<SignatureScheme> verified(Extensions asking) {
    SignatureAlgorithms schemes = asking.get(SignatureAlgorithms.class);
    return schemes == null ? List.of() : schemes.schemes();
  }

  /** Our chain; with what is stapled to it, if the peer asked for that (RFC 9846 §4.5.1.1). */
  static CertificateMessage message(Credential credential, Extensions asking) {
    Bytes response = credential.ocspResponse();
    Extensions first =
        response != null && asking.has(ExtensionType.STATUS_REQUEST)
            ? Extensions.of(new StapledStatus(response))
            : Extensions.NONE;
    List<CertificateEntry> entries = new ArrayList<>();
    for (Bytes certificate : credential.encodedChain()) {
      entries.add(new CertificateEntry(certificate, entries.isEmpty() ? first : Extensions.NONE));
    }
    return new CertificateMessage(Bytes.EMPTY, entries);
  }

  /** DER of a chain, for a session. */
  static List<Bytes> encoded(List<X509Certificate> chain) {
    List<Bytes> list = new ArrayList<>();
    try {
      for (X509Certificate certificate : chain) {
        list.add(Bytes.wrap(certificate.getEncoded()));
      }
    } catch (CertificateEncodingException e) {
      throw new TlsFailure.Internal(
          Reason.INTERNAL_ERROR, "a certificate that was parsed does not encode", e);
    }
    return list;
  }
}
