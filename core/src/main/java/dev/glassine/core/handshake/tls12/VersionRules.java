package dev.glassine.core.handshake.tls12;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.handshake.LegacyModule;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.keys.Exporter;
import dev.glassine.core.keys.KeyBlock;
import dev.glassine.core.record.CbcIv;
import dev.glassine.core.record.CbcPadding;
import dev.glassine.core.record.RecordMac;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateRequest12;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.WireReader;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;

/**
 * The ten points in which SSL 3.0, TLS 1.0, 1.1 and 1.2 differ; everything else in the two flows is
 * the same for all of them. {@link Tls12Rules} is here; the older ones extend it in the legacy
 * module, each by what it does differently. Immutable and thread-safe.
 */
public interface VersionRules {
  /** The rules by which {@code version}, before TLS 1.3, is spoken under this configuration. */
  static VersionRules of(ProtocolVersion version, TlsConfig config) {
    return config.legacy().isNone()
        ? Tls12Rules.TLS_1_2
        : LegacyModule.find().rules(version, config.legacy());
  }

  /** Whose rules these are. */
  ProtocolVersion version();

  /**
   * How {@code method} agrees on a premaster secret; IllegalArgumentException for a method that
   * these rules do not speak.
   */
  KeyAgreement keyAgreement(KeyExchangeMethod method);

  // 1. Main secret

  /** The suite is known: the transcript's hash can start. */
  void startHash(Transcript transcript, CipherSuite suite);

  /**
   * The main secret (once "master secret"), after ClientKeyExchange; by RFC 7627 where it was
   * negotiated. {@code premaster} is not wiped.
   */
  Secret mainSecret(CryptoProvider crypto, Handshake handshake, Secret premaster);

  /** Keying material for other protocols; takes {@code main} over. */
  Exporter exporter(CryptoProvider crypto, Handshake handshake, Secret main);

  // 2. Key block

  /** MAC keys, cipher keys and IVs of both directions. */
  KeyBlock keyBlock(CryptoProvider crypto, Handshake handshake, Secret main);

  // 3. Record MAC, 4. padding, 5. IV

  /** The record MAC under {@code key} for suites that have one. */
  RecordMac recordMac(CryptoProvider crypto, CipherSuite suite, Secret key);

  /** What padding of a CBC record is right. */
  CbcPadding padding(BulkCipher cipher);

  /** Where a sealer's IVs come from; {@code first} is from the key block. */
  CbcIv sealingIv(BulkCipher cipher, byte[] first, SecureRandom random);

  /** Where an opener's IVs come from; {@code first} is from the key block. */
  CbcIv openingIv(BulkCipher cipher, byte[] first);

  /** A CBC sealer with what this version needs against its own IV rule. */
  RecordSealer guarded(RecordSealer cbc);

  /** Seals under suites that have neither blocks nor an AEAD; only the legacy module can. */
  RecordSealer streamSealer(CryptoProvider crypto, CipherSuite suite, RecordMac mac, Secret key);

  /** Opens under suites that have neither blocks nor an AEAD; only the legacy module can. */
  RecordOpener streamOpener(
      CryptoProvider crypto, CipherSuite suite, RecordMac mac, Secret key, int maxPlaintext);

  /** Compresses what {@code sealer} then seals (RFC 3749); only the legacy module can. */
  RecordSealer compressing(RecordSealer sealer);

  /** Decompresses what {@code opener} has opened (RFC 3749); only the legacy module can. */
  RecordOpener decompressing(RecordOpener opener);

  // 6. Finished

  /** The verify_data of {@code sender}'s Finished over the transcript so far. */
  Bytes verifyData(CryptoProvider crypto, Handshake handshake, Secret main, Side sender);

  // 7. Signatures

  /**
   * A signature and the scheme that made it, whether the wire names it or the version implies it.
   */
  record Signed(SignatureScheme scheme, Bytes signature) {}

  /** The schemes of this version where the configuration enables {@code enabled}, in its order. */
  List<SignatureScheme> schemes(TlsConfig config, List<SignatureScheme> enabled);

  /** Those that this credential signs with, in its order. */
  List<SignatureScheme> signing(Credential credential, List<SignatureScheme> schemes);

  /** What a client verifies in ServerKeyExchange, in its order. */
  List<SignatureScheme> verifiedBy(ClientHello hello);

  /** What a server verifies in CertificateVerify, in its order. */
  List<SignatureScheme> verifiedBy(CertificateRequest12 request);

  /** CertificateRequest as this version writes it. */
  CertificateRequest12 certificateRequest(
      Bytes certificateTypes, List<SignatureScheme> schemes, List<Bytes> authorities);

  /** What ServerKeyExchange signs: both randoms and the parameters, or digests of them. */
  Bytes keyExchangeInput(
      CryptoProvider crypto, Handshake handshake, Bytes parameters, SignatureScheme scheme);

  /** The digitally-signed struct that ends ServerKeyExchange. */
  Bytes digitallySigned(Signed signed);

  /** Reads the digitally-signed struct that ends ServerKeyExchange, made by {@code key}. */
  Signed readDigitallySigned(WireReader reader, PublicKey key);

  /** What CertificateVerify signs, before it is part of the transcript. */
  byte[] certificateVerifyInput(
      CryptoProvider crypto, Handshake handshake, Secret main, SignatureScheme scheme);

  /** CertificateVerify as this version writes it. */
  CertificateVerify certificateVerify(Signed signed);

  /** What a CertificateVerify made by {@code key} holds. */
  Signed readCertificateVerify(CertificateVerify message, PublicKey key);

  // 8. Encrypted premaster secret

  /** EncryptedPreMasterSecret as it stands in ClientKeyExchange. */
  Bytes encryptedPremaster(Bytes encrypted);

  /** Reads EncryptedPreMasterSecret. */
  Bytes readEncryptedPremaster(WireReader reader);

  // 9. A client without certificate

  /** Says that the client has no certificate to show. */
  void withoutCertificate(Flight flight);

  /** Whether a warning says that the client has no certificate. */
  boolean meansNoCertificate(Alert alert);

  // 10. Extensions and alerts

  /** What a server of this version may answer of {@code extensions}. */
  Extensions answered(Extensions extensions);

  /** Whether a peer that knows RFC 5746 says so in this version. */
  boolean knowsSecureRenegotiation();

  /**
   * Whether sessions without extended main secret are resumed. The triple handshake (2014) needs no
   * more than that, and peers that do not know RFC 7627 cannot resume otherwise.
   */
  boolean resumesUnboundSessions();

  /** The alert as this version puts it. */
  AlertDescription alert(AlertDescription description);

  /**
   * The last octets of a server's random that tell of a downgrade; empty where {@code enabled}
   * holds nothing newer (RFC 9846 §4.2.3).
   */
  Bytes downgradeMark(List<ProtocolVersion> enabled);
}
