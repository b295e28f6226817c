package dev.glassine.core.handshake.tls12;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CbcCipher;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.keys.KeyBlock;
import dev.glassine.core.record.CbcIv;
import dev.glassine.core.record.CbcOpener;
import dev.glassine.core.record.CbcSealer;
import dev.glassine.core.record.EncryptThenMacOpener;
import dev.glassine.core.record.EncryptThenMacSealer;
import dev.glassine.core.record.RecordMac;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.record.Tls12AeadOpener;
import dev.glassine.core.record.Tls12AeadSealer;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.Side;
import java.security.SecureRandom;
import java.util.Objects;

/**
 * The pending state of both directions (RFC 5246 §6.1): made from the key block in one go, put to
 * use one direction at a time by ChangeCipherSpec.
 */
public record Protections(RecordSealer write, RecordOpener read) {
  /** The protections of {@code side} under the keys that {@code main} leads to. */
  public static Protections derive(
      VersionRules rules,
      CryptoProvider crypto,
      SecureRandom random,
      Handshake handshake,
      Secret main,
      Side side) {
    try (KeyBlock keys = rules.keyBlock(crypto, handshake, main)) {
      OneWay client = new OneWay(keys.clientMac(), keys.clientKey(), Secret.wrap(keys.clientIv()));
      OneWay server = new OneWay(keys.serverMac(), keys.serverKey(), Secret.wrap(keys.serverIv()));
      OneWay ours = side == Side.CLIENT ? client : server;
      OneWay theirs = side == Side.CLIENT ? server : client;
      Maker maker = new Maker(rules, crypto, random, handshake);
      RecordSealer sealer = maker.sealer(ours);
      RecordOpener opener = maker.opener(theirs, handshake.protectedLimit(side.peer()));
      return handshake.compresses()
          ? new Protections(rules.compressing(sealer), rules.decompressing(opener))
          : new Protections(sealer, opener);
    }
  }

  /** The keys of one direction. */
  private record OneWay(Secret mac, Secret key, Secret iv) {
    byte[] firstIv() {
      return iv.reveal(Secret.Access.PRIMITIVE);
    }
  }

  private record Maker(
      VersionRules rules, CryptoProvider crypto, SecureRandom random, Handshake handshake) {
    RecordSealer sealer(OneWay keys) {
      CipherSuite suite = handshake.suite();
      BulkCipher cipher = suite.cipher();
      return switch (cipher.kind()) {
        case AEAD -> new Tls12AeadSealer(aead(keys, Aead.Direction.SEAL), keys.firstIv(), cipher);
        case BLOCK -> {
          CbcCipher.Keyed cbc = cbc(keys, Aead.Direction.SEAL);
          RecordMac mac = rules.recordMac(crypto, suite, keys.mac());
          CbcIv ivs = rules.sealingIv(cipher, keys.firstIv(), random);
          yield rules.guarded(
              handshake.encryptThenMac()
                  ? new EncryptThenMacSealer(cbc, cipher, mac, ivs, rules.version())
                  : new CbcSealer(cbc, cipher, mac, ivs, rules.version()));
        }
        default ->
            rules.streamSealer(
                crypto, suite, rules.recordMac(crypto, suite, keys.mac()), keys.key());
      };
    }

    RecordOpener opener(OneWay keys, int limit) {
      CipherSuite suite = handshake.suite();
      BulkCipher cipher = suite.cipher();
      return switch (cipher.kind()) {
        case AEAD ->
            new Tls12AeadOpener(aead(keys, Aead.Direction.OPEN), keys.firstIv(), cipher, limit);
        case BLOCK -> {
          CbcCipher.Keyed cbc = cbc(keys, Aead.Direction.OPEN);
          RecordMac mac = rules.recordMac(crypto, suite, keys.mac());
          CbcIv ivs = rules.openingIv(cipher, keys.firstIv());
          yield handshake.encryptThenMac()
              ? new EncryptThenMacOpener(cbc, cipher, mac, ivs, rules.padding(cipher), limit)
              : new CbcOpener(cbc, cipher, mac, ivs, rules.padding(cipher), limit);
        }
        default ->
            rules.streamOpener(
                crypto, suite, rules.recordMac(crypto, suite, keys.mac()), keys.key(), limit);
      };
    }

    private Aead.Keyed aead(OneWay keys, Aead.Direction direction) {
      BulkCipher cipher = handshake.suite().cipher();
      return Objects.requireNonNull(crypto.aead(cipher), cipher::name)
          .key(keys.key().reveal(Secret.Access.PRIMITIVE), direction);
    }

    private CbcCipher.Keyed cbc(OneWay keys, Aead.Direction direction) {
      BulkCipher cipher = handshake.suite().cipher();
      return Objects.requireNonNull(crypto.cbc(cipher), cipher::name)
          .key(keys.key().reveal(Secret.Access.PRIMITIVE), direction);
    }
  }
}
