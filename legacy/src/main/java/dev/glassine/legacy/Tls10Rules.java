package dev.glassine.legacy;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.handshake.tls12.Handshake;
import dev.glassine.core.keys.KeyBlock;
import dev.glassine.core.keys.Tls12Keys;
import dev.glassine.core.record.CbcIv;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import java.security.SecureRandom;

/**
 * TLS 1.0 (RFC 2246), as it differs from TLS 1.1: IVs go on from record to record, which BEAST
 * (CVE-2011-3389) exploits and {@link SplittingSealer} answers; and there are export suites, whose
 * keys are of 40 or 56 bits (FREAK, Logjam). RFC 8996 deprecates it.
 */
class Tls10Rules extends Tls11Rules {
  Tls10Rules(Legacy legacy) {
    super(legacy);
  }

  @Override
  public ProtocolVersion version() {
    return ProtocolVersion.TLS_1_0;
  }

  // 2. Key block

  @Override
  public KeyBlock keyBlock(CryptoProvider crypto, Handshake handshake, Secret main) {
    CipherSuite suite = handshake.suite();
    if (!suite.keyExchange().isExport()) {
      return Tls12Keys.keyBlock(
          new TwoHashPrf(crypto),
          suite,
          suite.cipher().ivLength(),
          main,
          handshake.clientRandom(),
          handshake.serverRandom());
    }
    return exported(suite, rawBlock(crypto, handshake, main), exportKeys(crypto, handshake));
  }

  /** Octets of the key block. */
  Secret rawBlock(CryptoProvider crypto, Handshake handshake, Secret main) {
    byte[] seed = joined(handshake.serverRandom().toArray(), handshake.clientRandom().toArray());
    return new TwoHashPrf(crypto).derive(main, "key expansion", seed, exportLength(handshake));
  }

  static int exportLength(Handshake handshake) {
    return KeyBlock.length(
        macLength(handshake.suite()), handshake.suite().cipher().keyMaterialLength(), 0);
  }

  static int macLength(CipherSuite suite) {
    HashAlgorithm mac = suite.mac();
    return mac == null ? 0 : mac.length();
  }

  /** What export rules make of the key block; the IVs come from no secret. */
  interface ExportKeys {
    /** The key that the cipher gets. */
    Secret clientKey(Secret material, int length);

    /** The key that the cipher gets. */
    Secret serverKey(Secret material, int length);

    /** The IVs of client and server, one behind the other. */
    byte[] ivs(int length);
  }

  /**
   * RFC 2246 §6.3.1.
   *
   * <pre>
   *   final_client_write_key = PRF(client_write_key, "client write key", client_random + server_random);
   *   final_server_write_key = PRF(server_write_key, "server write key", client_random + server_random);
   *   iv_block = PRF("", "IV block", client_random + server_random);
   * </pre>
   */
  ExportKeys exportKeys(CryptoProvider crypto, Handshake handshake) {
    TwoHashPrf prf = new TwoHashPrf(crypto);
    byte[] randoms = joined(handshake.clientRandom().toArray(), handshake.serverRandom().toArray());
    return new ExportKeys() {
      @Override
      public Secret clientKey(Secret material, int length) {
        return prf.derive(material, "client write key", randoms, length);
      }

      @Override
      public Secret serverKey(Secret material, int length) {
        return prf.derive(material, "server write key", randoms, length);
      }

      @Override
      public byte[] ivs(int length) {
        return prf.derive(Secret.wrap(new byte[0]), "IV block", randoms, length)
            .reveal(Secret.Access.PRIMITIVE);
      }
    };
  }

  private static KeyBlock exported(CipherSuite suite, Secret block, ExportKeys keys) {
    BulkCipher cipher = suite.cipher();
    KeyBlock raw = KeyBlock.split(block, macLength(suite), cipher.keyMaterialLength(), 0);
    try (Secret clientMaterial = raw.clientKey();
        Secret serverMaterial = raw.serverKey()) {
      Bytes ivs = Bytes.wrap(keys.ivs(2 * cipher.ivLength()));
      return new KeyBlock(
          raw.clientMac(),
          raw.serverMac(),
          keys.clientKey(clientMaterial, cipher.keyLength()),
          keys.serverKey(serverMaterial, cipher.keyLength()),
          ivs.slice(0, cipher.ivLength()).toArray(),
          ivs.slice(cipher.ivLength(), cipher.ivLength()).toArray());
    }
  }

  // 5. IV

  @Override
  public CbcIv sealingIv(BulkCipher cipher, byte[] first, SecureRandom random) {
    return new ChainedIv(first);
  }

  @Override
  public CbcIv openingIv(BulkCipher cipher, byte[] first) {
    return new ChainedIv(first);
  }

  @Override
  public RecordSealer guarded(RecordSealer cbc) {
    return new SplittingSealer(cbc);
  }
}
