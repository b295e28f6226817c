package dev.glassine.legacy;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.handshake.tls12.Handshake;
import dev.glassine.core.keys.KeyBlock;
import dev.glassine.core.record.CbcPadding;
import dev.glassine.core.record.RecordMac;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * SSL 3.0 (RFC 6101), as it differs from TLS 1.0: keys, MAC and Finished are made of nested hashes,
 * not of HMAC; nobody checks what stands in the padding, which POODLE (Möller, Duong, Kotowicz,
 * 2014, CVE-2014-3566) reads plaintext by; there are no extensions; and a client without
 * certificate says so by a warning. RFC 7568 prohibits it.
 */
final class Ssl30Rules extends Tls10Rules {
  /** RFC 6101 §5.6.9: "CLNT" and "SRVR". */
  private static final Bytes CLIENT = Bytes.ofHex("434c4e54");

  private static final Bytes SERVER = Bytes.ofHex("53525652");

  /** Octets of two numbers of 160 bits. */
  private static final int RAW_DSA_SIGNATURE = 40;

  Ssl30Rules(Legacy legacy) {
    super(legacy);
  }

  @Override
  public ProtocolVersion version() {
    return ProtocolVersion.SSL_3_0;
  }

  // 1. Main secret

  @Override
  public Secret mainSecret(CryptoProvider crypto, Handshake handshake, Secret premaster) {
    return new NestedHashes(crypto)
        .expand(premaster, handshake.clientRandom(), handshake.serverRandom(), 48);
  }

  // 2. Key block

  @Override
  public KeyBlock keyBlock(CryptoProvider crypto, Handshake handshake, Secret main) {
    CipherSuite suite = handshake.suite();
    if (suite.keyExchange().isExport()) {
      return super.keyBlock(crypto, handshake, main);
    }
    BulkCipher cipher = suite.cipher();
    int length = KeyBlock.length(macLength(suite), cipher.keyLength(), cipher.ivLength());
    return KeyBlock.split(
        expansion(crypto, handshake, main, length),
        macLength(suite),
        cipher.keyLength(),
        cipher.ivLength());
  }

  @Override
  Secret rawBlock(CryptoProvider crypto, Handshake handshake, Secret main) {
    return expansion(crypto, handshake, main, exportLength(handshake));
  }

  private static Secret expansion(
      CryptoProvider crypto, Handshake handshake, Secret main, int length) {
    return new NestedHashes(crypto)
        .expand(main, handshake.serverRandom(), handshake.clientRandom(), length);
  }

  /**
   * RFC 6101 §6.2.2.1.
   *
   * <pre>
   *   final_client_write_key = MD5(client_write_key + ClientHello.random + ServerHello.random);
   *   final_server_write_key = MD5(server_write_key + ServerHello.random + ClientHello.random);
   *   client_write_IV = MD5(ClientHello.random + ServerHello.random);
   *   server_write_IV = MD5(ServerHello.random + ClientHello.random);
   * </pre>
   */
  @Override
  ExportKeys exportKeys(CryptoProvider crypto, Handshake handshake) {
    NestedHashes hashes = new NestedHashes(crypto);
    byte[] client = joined(handshake.clientRandom().toArray(), handshake.serverRandom().toArray());
    byte[] server = joined(handshake.serverRandom().toArray(), handshake.clientRandom().toArray());
    return new ExportKeys() {
      @Override
      public Secret clientKey(Secret material, int length) {
        return hashes.md5(material, client, length);
      }

      @Override
      public Secret serverKey(Secret material, int length) {
        return hashes.md5(material, server, length);
      }

      @Override
      public byte[] ivs(int length) {
        return joined(iv(client, length / 2), iv(server, length / 2));
      }

      private byte[] iv(byte[] randoms, int length) {
        return hashes
            .md5(Secret.wrap(new byte[0]), randoms, length)
            .reveal(Secret.Access.PRIMITIVE);
      }
    };
  }

  // 3. Record MAC, 4. padding

  @Override
  public RecordMac recordMac(CryptoProvider crypto, CipherSuite suite, Secret key) {
    HashAlgorithm hash = Objects.requireNonNull(suite.mac(), suite::name);
    return new Ssl30RecordMac(crypto.hash(hash), key.reveal(Secret.Access.PRIMITIVE));
  }

  @Override
  public CbcPadding padding(BulkCipher cipher) {
    return new Ssl30Padding(cipher.blockLength());
  }

  // 6. Finished

  /** RFC 6101 §5.6.9. */
  @Override
  public Bytes verifyData(CryptoProvider crypto, Handshake handshake, Secret main, Side sender) {
    return Bytes.wrap(
        new NestedHashes(crypto)
            .both(handshake.transcript(), sender == Side.CLIENT ? CLIENT : SERVER, main));
  }

  // 7. Signatures

  /** RFC 6101 §5.6.8: the digests take the main secret in. */
  @Override
  public byte[] certificateVerifyInput(
      CryptoProvider crypto, Handshake handshake, Secret main, SignatureScheme scheme) {
    byte[] both = new NestedHashes(crypto).both(handshake.transcript(), Bytes.EMPTY, main);
    int md5 = HashAlgorithm.MD5.length();
    return scheme.equals(SignatureScheme.RSA_MD5_SHA1)
        ? both
        : Bytes.copyOf(both, md5, both.length - md5).toArray();
  }

  /**
   * RFC 6101 does not say how the two numbers of a DSA signature are written: NSS writes them one
   * behind the other, 20 octets each, everybody else in DER as TLS does (RFC 2246 §4.7), which
   * takes more than 40. Both are read; DER is written.
   */
  @Override
  public Signed readDigitallySigned(WireReader reader, PublicKey key) {
    return inDer(super.readDigitallySigned(reader, key));
  }

  @Override
  public Signed readCertificateVerify(CertificateVerify message, PublicKey key) {
    return inDer(super.readCertificateVerify(message, key));
  }

  private static Signed inDer(Signed signed) {
    boolean raw =
        signed.scheme().equals(SignatureScheme.DSA_SHA1_DIGEST)
            && signed.signature().length() == RAW_DSA_SIGNATURE;
    return raw ? new Signed(signed.scheme(), inDer(signed.signature().toArray())) : signed;
  }

  /** {@code Dss-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }} of numbers without a sign. */
  private static Bytes inDer(byte[] raw) {
    int half = raw.length / 2;
    byte[] r = new BigInteger(1, Arrays.copyOf(raw, half)).toByteArray();
    byte[] s = new BigInteger(1, Arrays.copyOfRange(raw, half, raw.length)).toByteArray();
    WireWriter numbers = new WireWriter();
    numbers.u8(2).opaque8(Bytes.wrap(r)).u8(2).opaque8(Bytes.wrap(s));
    return new WireWriter().u8(0x30).opaque8(numbers.toBytes()).toBytes();
  }

  // 8. Encrypted premaster secret

  /** RFC 6101 §5.6.7.1: nothing stands before it, as TLS later read what was meant otherwise. */
  @Override
  public Bytes encryptedPremaster(Bytes encrypted) {
    return encrypted;
  }

  @Override
  public Bytes readEncryptedPremaster(WireReader reader) {
    return reader.rest("encrypted_pre_master_secret");
  }

  // 9. A client without certificate

  /** RFC 6101 §5.6.6: "it should send a no_certificate alert instead", a warning. */
  @Override
  public void withoutCertificate(Flight flight) {
    flight.warn(AlertDescription.NO_CERTIFICATE);
  }

  @Override
  public boolean meansNoCertificate(Alert alert) {
    return alert.description() == AlertDescription.NO_CERTIFICATE;
  }

  // 10. Extensions and alerts

  /** RFC 5746 §4.5: renegotiation_info is the one that SSL 3.0 learned. */
  @Override
  public Extensions answered(Extensions extensions) {
    List<Extension> kept =
        extensions.list().stream()
            .filter(extension -> extension.type().equals(ExtensionType.RENEGOTIATION_INFO))
            .toList();
    return new Extensions(kept);
  }

  @Override
  public boolean knowsSecureRenegotiation() {
    return false;
  }

  /** RFC 6101 §5.4.2 has twelve; what TLS added is told by the nearest of them. */
  @Override
  public AlertDescription alert(AlertDescription description) {
    return switch (description) {
      case CLOSE_NOTIFY,
          UNEXPECTED_MESSAGE,
          BAD_RECORD_MAC,
          DECOMPRESSION_FAILURE,
          HANDSHAKE_FAILURE,
          NO_CERTIFICATE,
          BAD_CERTIFICATE,
          UNSUPPORTED_CERTIFICATE,
          CERTIFICATE_REVOKED,
          CERTIFICATE_EXPIRED,
          CERTIFICATE_UNKNOWN,
          ILLEGAL_PARAMETER ->
          description;
      case RECORD_OVERFLOW, DECODE_ERROR -> AlertDescription.ILLEGAL_PARAMETER;
      case DECRYPTION_FAILED -> AlertDescription.BAD_RECORD_MAC;
      case UNKNOWN_CA -> AlertDescription.BAD_CERTIFICATE;
      default -> AlertDescription.HANDSHAKE_FAILURE;
    };
  }
}
