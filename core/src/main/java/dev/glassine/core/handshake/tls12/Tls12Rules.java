package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.keys.Exporter;
import dev.glassine.core.keys.KeyBlock;
import dev.glassine.core.keys.Tls12Keys;
import dev.glassine.core.record.CbcIv;
import dev.glassine.core.record.CbcPadding;
import dev.glassine.core.record.HmacRecordMac;
import dev.glassine.core.record.RecordMac;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage12;
import dev.glassine.core.wire.CertificateRequest12;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;

/** The ten points in TLS 1.2 (RFC 5246). */
public class Tls12Rules implements VersionRules {
  /** Those of TLS 1.2 and nothing older. */
  public static final VersionRules TLS_1_2 = new Tls12Rules();

  /** RFC 5246 §7.4.1.4.1: what a client without signature_algorithms is taken to verify. */
  private static final List<SignatureScheme> WITHOUT_EXTENSION =
      List.of(SignatureScheme.RSA_PKCS1_SHA1, SignatureScheme.ECDSA_SHA1, SignatureScheme.DSA_SHA1);

  @Override
  public ProtocolVersion version() {
    return ProtocolVersion.TLS_1_2;
  }

  @Override
  public KeyAgreement keyAgreement(KeyExchangeMethod method) {
    return switch (method) {
      case ECDHE -> new Ecdhe(version(), List.of());
      case DHE -> new Dhe(version(), Dhe.Sizes.SOUND);
      case RSA -> new StaticRsa(this);
      default -> throw needsLegacy(method);
    };
  }

  private static IllegalArgumentException needsLegacy(Object what) {
    return new IllegalArgumentException(what + " needs the legacy module");
  }

  @Override
  public void startHash(Transcript transcript, CipherSuite suite) {
    transcript.use(suite.hash());
  }

  @Override
  public Secret mainSecret(CryptoProvider crypto, Handshake handshake, Secret premaster) {
    HashAlgorithm hash = handshake.suite().hash();
    return handshake.extendedMainSecret()
        ? Tls12Keys.extendedMainSecret(crypto, hash, premaster, handshake.transcript().hash())
        : Tls12Keys.mainSecret(
            crypto, hash, premaster, handshake.clientRandom(), handshake.serverRandom());
  }

  @Override
  public Exporter exporter(CryptoProvider crypto, Handshake handshake, Secret main) {
    return handshake.extendedMainSecret()
        ? boundExporter(crypto, handshake, main)
        : new NoExporter(main);
  }

  /** The exporter of a handshake with extended main secret; takes {@code main} over. */
  protected Exporter boundExporter(CryptoProvider crypto, Handshake handshake, Secret main) {
    return Exporter.tls12(
        crypto, handshake.suite().hash(), main, handshake.clientRandom(), handshake.serverRandom());
  }

  @Override
  public KeyBlock keyBlock(CryptoProvider crypto, Handshake handshake, Secret main) {
    return Tls12Keys.keyBlock(
        crypto, handshake.suite(), main, handshake.clientRandom(), handshake.serverRandom());
  }

  @Override
  public RecordMac recordMac(CryptoProvider crypto, CipherSuite suite, Secret key) {
    HashAlgorithm hash = Objects.requireNonNull(suite.mac(), suite::name);
    return new HmacRecordMac(crypto.hmac(hash), key.reveal(Secret.Access.PRIMITIVE), version());
  }

  @Override
  public CbcPadding padding(BulkCipher cipher) {
    return CbcPadding.TLS;
  }

  @Override
  public CbcIv sealingIv(BulkCipher cipher, byte[] first, SecureRandom random) {
    return CbcIv.explicit(cipher.blockLength(), random);
  }

  @Override
  public CbcIv openingIv(BulkCipher cipher, byte[] first) {
    return CbcIv.explicit(cipher.blockLength());
  }

  @Override
  public RecordSealer guarded(RecordSealer cbc) {
    return cbc;
  }

  @Override
  public RecordSealer streamSealer(
      CryptoProvider crypto, CipherSuite suite, RecordMac mac, Secret key) {
    throw needsLegacy(suite);
  }

  @Override
  public RecordOpener streamOpener(
      CryptoProvider crypto, CipherSuite suite, RecordMac mac, Secret key, int maxPlaintext) {
    throw needsLegacy(suite);
  }

  @Override
  public RecordSealer compressing(RecordSealer sealer) {
    throw needsLegacy("compression");
  }

  @Override
  public RecordOpener decompressing(RecordOpener opener) {
    throw needsLegacy("compression");
  }

  @Override
  public Bytes verifyData(CryptoProvider crypto, Handshake handshake, Secret main, Side sender) {
    Tls12Keys.Sender who =
        sender == Side.CLIENT ? Tls12Keys.Sender.CLIENT : Tls12Keys.Sender.SERVER;
    return Bytes.wrap(
        Tls12Keys.finished(
            crypto, handshake.suite().hash(), main, who, handshake.transcript().hash()));
  }

  @Override
  public List<SignatureScheme> schemes(TlsConfig config, List<SignatureScheme> enabled) {
    return enabled.stream().filter(scheme -> scheme.signsHandshakeIn(version())).toList();
  }

  @Override
  public List<SignatureScheme> signing(Credential credential, List<SignatureScheme> schemes) {
    return credential.signingSchemes(schemes);
  }

  @Override
  public List<SignatureScheme> verifiedBy(ClientHello hello) {
    SignatureAlgorithms offered = hello.extensions().get(SignatureAlgorithms.class);
    return offered == null ? WITHOUT_EXTENSION : offered.schemes();
  }

  @Override
  public List<SignatureScheme> verifiedBy(CertificateRequest12 request) {
    return request.supportedSignatureAlgorithms();
  }

  @Override
  public CertificateRequest12 certificateRequest(
      Bytes certificateTypes, List<SignatureScheme> schemes, List<Bytes> authorities) {
    return new CertificateRequest12(certificateTypes, schemes, authorities);
  }

  /** RFC 5246 §7.4.3: client_random, server_random and the parameters. */
  @Override
  public Bytes keyExchangeInput(
      CryptoProvider crypto, Handshake handshake, Bytes parameters, SignatureScheme scheme) {
    return new WireWriter()
        .fixed(handshake.clientRandom())
        .fixed(handshake.serverRandom())
        .fixed(parameters)
        .toBytes();
  }

  /**
   * RFC 5246 §4.7.
   *
   * <pre>
   *   struct {
   *      SignatureAndHashAlgorithm algorithm;
   *      opaque signature&lt;0..2^16-1&gt;;
   *   } DigitallySigned;
   * </pre>
   */
  @Override
  public Bytes digitallySigned(Signed signed) {
    return new WireWriter().code16(signed.scheme()).opaque16(signed.signature()).toBytes();
  }

  @Override
  public Signed readDigitallySigned(WireReader reader, PublicKey key) {
    return new Signed(
        reader.code16("algorithm", SignatureScheme::of), reader.opaque16("signature", 0, 0xFFFF));
  }

  @Override
  public byte[] certificateVerifyInput(
      CryptoProvider crypto, Handshake handshake, Secret main, SignatureScheme scheme) {
    return handshake.transcript().allMessages();
  }

  @Override
  public CertificateVerify certificateVerify(Signed signed) {
    return new CertificateVerify(signed.scheme(), signed.signature());
  }

  @Override
  public Signed readCertificateVerify(CertificateVerify message, PublicKey key) {
    SignatureScheme scheme = message.algorithm();
    if (scheme == null) {
      throw TlsFailure.Misbehaved.unexpected(version(), "a CertificateVerify without algorithm");
    }
    return new Signed(scheme, message.signature());
  }

  /**
   * RFC 5246 §7.4.7.1: "the RSA-encrypted PreMasterSecret in a ClientKeyExchange is preceded by two
   * length bytes."
   */
  @Override
  public Bytes encryptedPremaster(Bytes encrypted) {
    return new WireWriter().opaque16(encrypted).toBytes();
  }

  @Override
  public Bytes readEncryptedPremaster(WireReader reader) {
    return reader.opaque16("encrypted_pre_master_secret", 0, 0xFFFF);
  }

  @Override
  public void withoutCertificate(Flight flight) {
    // RFC 5246 §7.4.6: "the client MUST send a certificate message containing no certificates"
    flight.send(new CertificateMessage12(List.of()));
  }

  @Override
  public boolean meansNoCertificate(Alert alert) {
    return false;
  }

  @Override
  public Extensions answered(Extensions extensions) {
    return extensions;
  }

  @Override
  public boolean knowsSecureRenegotiation() {
    return true;
  }

  @Override
  public boolean resumesUnboundSessions() {
    return false;
  }

  @Override
  public AlertDescription alert(AlertDescription description) {
    return description;
  }

  @Override
  public Bytes downgradeMark(List<ProtocolVersion> enabled) {
    // RFC 9846 §4.2.3: "If negotiating TLS 1.2, TLS 1.3 servers MUST set the last 8 bytes of their
    // Random value"
    return enabled.contains(ProtocolVersion.TLS_1_3) ? ServerHello.DOWNGRADE_TO_1_2 : Bytes.EMPTY;
  }
}
