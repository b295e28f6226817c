package dev.glassine.legacy;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Hash;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.handshake.tls12.Handshake;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.keys.Exporter;
import dev.glassine.core.keys.KeyBlock;
import dev.glassine.core.keys.Tls12Keys;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateRequest12;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.security.PublicKey;
import java.util.List;

/**
 * TLS 1.1 (RFC 4346), as it differs from TLS 1.2: MD5 and SHA-1 side by side do everything that the
 * suite's hash does there, and no message says which hash was signed. SLOTH (Bhargavan and Leurent,
 * NDSS 2016): collisions in them break what the handshake proves. RFC 8996 deprecates it.
 */
class Tls11Rules extends Tls12BrokenRules {
  private static final List<SignatureScheme> IMPLIED =
      List.of(
          SignatureScheme.RSA_MD5_SHA1,
          SignatureScheme.ECDSA_SHA1_DIGEST,
          SignatureScheme.DSA_SHA1_DIGEST);

  Tls11Rules(Legacy legacy) {
    super(legacy);
  }

  @Override
  public ProtocolVersion version() {
    return ProtocolVersion.TLS_1_1;
  }

  /** RFC 4492 §4: without the extension "the server is free to choose any one" of the curves. */
  @Override
  List<NamedGroup> unnamedCurves() {
    return List.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1, NamedGroup.SECP521R1);
  }

  // 1. Main secret

  @Override
  public void startHash(Transcript transcript, CipherSuite suite) {
    transcript.use(HashAlgorithm.MD5, HashAlgorithm.SHA1);
  }

  @Override
  public Secret mainSecret(CryptoProvider crypto, Handshake handshake, Secret premaster) {
    TwoHashPrf prf = new TwoHashPrf(crypto);
    return handshake.extendedMainSecret()
        ? Tls12Keys.extendedMainSecret(prf, premaster, handshake.transcript().hash())
        : Tls12Keys.mainSecret(prf, premaster, handshake.clientRandom(), handshake.serverRandom());
  }

  @Override
  protected Exporter boundExporter(CryptoProvider crypto, Handshake handshake, Secret main) {
    return Exporter.byPrf(
        new TwoHashPrf(crypto), main, handshake.clientRandom(), handshake.serverRandom());
  }

  // 2. Key block

  @Override
  public KeyBlock keyBlock(CryptoProvider crypto, Handshake handshake, Secret main) {
    return Tls12Keys.keyBlock(
        new TwoHashPrf(crypto),
        handshake.suite(),
        0,
        main,
        handshake.clientRandom(),
        handshake.serverRandom());
  }

  // 6. Finished

  @Override
  public Bytes verifyData(CryptoProvider crypto, Handshake handshake, Secret main, Side sender) {
    Tls12Keys.Sender who =
        sender == Side.CLIENT ? Tls12Keys.Sender.CLIENT : Tls12Keys.Sender.SERVER;
    return Bytes.wrap(
        Tls12Keys.finished(new TwoHashPrf(crypto), main, who, handshake.transcript().hash()));
  }

  // 7. Signatures: the key implies the scheme

  @Override
  public List<SignatureScheme> schemes(TlsConfig config, List<SignatureScheme> enabled) {
    return IMPLIED.stream().filter(scheme -> config.crypto().signature(scheme) != null).toList();
  }

  @Override
  public List<SignatureScheme> signing(Credential credential, List<SignatureScheme> schemes) {
    return schemes;
  }

  @Override
  public List<SignatureScheme> verifiedBy(ClientHello hello) {
    return IMPLIED;
  }

  @Override
  public List<SignatureScheme> verifiedBy(CertificateRequest12 request) {
    return IMPLIED;
  }

  @Override
  public CertificateRequest12 certificateRequest(
      Bytes certificateTypes, List<SignatureScheme> schemes, List<Bytes> authorities) {
    return new CertificateRequest12(certificateTypes, List.of(), authorities);
  }

  /** RFC 4346 §7.4.3: digests of client_random, server_random and the parameters. */
  @Override
  public Bytes keyExchangeInput(
      CryptoProvider crypto, Handshake handshake, Bytes parameters, SignatureScheme scheme) {
    Bytes signed = super.keyExchangeInput(crypto, handshake, parameters, scheme);
    return Bytes.wrap(digests(crypto, signed.toArray(), scheme));
  }

  /** RFC 4346 §7.4.8: digests of "all handshake messages sent or received". */
  @Override
  public byte[] certificateVerifyInput(
      CryptoProvider crypto, Handshake handshake, Secret main, SignatureScheme scheme) {
    return digests(crypto, handshake.transcript().allMessages(), scheme);
  }

  /** RFC 4346 §7.4.3: MD5 and SHA-1 for an RSA key, SHA-1 for the others. */
  private static byte[] digests(CryptoProvider crypto, byte[] input, SignatureScheme scheme) {
    byte[] sha = digest(crypto, HashAlgorithm.SHA1, input);
    return scheme.equals(SignatureScheme.RSA_MD5_SHA1)
        ? joined(digest(crypto, HashAlgorithm.MD5, input), sha)
        : sha;
  }

  private static byte[] digest(CryptoProvider crypto, HashAlgorithm hash, byte[] input) {
    Hash.Digest digest = crypto.hash(hash).start();
    digest.update(input, 0, input.length);
    return digest.finish();
  }

  static byte[] joined(byte[] first, byte[] second) {
    return new WireWriter().fixed(Bytes.wrap(first)).fixed(Bytes.wrap(second)).toBytes().toArray();
  }

  /**
   * RFC 4346 §4.7: the signature stands alone.
   *
   * <pre>
   *   opaque signature&lt;0..2^16-1&gt;;
   * </pre>
   */
  @Override
  public Bytes digitallySigned(Signed signed) {
    return new WireWriter().opaque16(signed.signature()).toBytes();
  }

  @Override
  public Signed readDigitallySigned(WireReader reader, PublicKey key) {
    return new Signed(implied(key), reader.opaque16("signature", 0, 0xFFFF));
  }

  @Override
  public CertificateVerify certificateVerify(Signed signed) {
    return new CertificateVerify(null, signed.signature());
  }

  @Override
  public Signed readCertificateVerify(CertificateVerify message, PublicKey key) {
    if (message.algorithm() != null) {
      throw TlsFailure.Misbehaved.unexpected(version(), "a CertificateVerify with an algorithm");
    }
    return new Signed(implied(key), message.signature());
  }

  private static SignatureScheme implied(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "DSA" -> SignatureScheme.DSA_SHA1_DIGEST;
      case "EC" -> SignatureScheme.ECDSA_SHA1_DIGEST;
      // a key of another kind does not fit, and is refused for that
      default -> SignatureScheme.RSA_MD5_SHA1;
    };
  }

  // 10. Extensions and alerts

  @Override
  public boolean resumesUnboundSessions() {
    return true;
  }

  /** RFC 9846 §4.2.3: the mark of a server that has TLS 1.2 or newer. */
  @Override
  public Bytes downgradeMark(List<ProtocolVersion> enabled) {
    return enabled.getFirst().atLeast(ProtocolVersion.TLS_1_2)
        ? ServerHello.DOWNGRADE_TO_1_1
        : Bytes.EMPTY;
  }
}
