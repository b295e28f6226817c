package dev.glassine.core.handshake.tls13;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.handshake.Given;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.HandshakeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.KeyAgreement;

/** One of the recorded handshakes of RFC 8448, by section. */
final class Rfc8448 {
  private final Map<String, Bytes> values = new HashMap<>();

  Rfc8448(int section) {
    try (InputStream in = Rfc8448.class.getResourceAsStream("rfc8448-handshakes.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.US_ASCII))) {
      lines
          .lines()
          .filter(line -> line.startsWith(section + " "))
          .map(line -> line.split(" "))
          .forEach(parts -> values.put(parts[1], Bytes.ofHex(parts[2])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A message or secret by its name in the file. */
  Bytes bytes(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** A message, decoded. */
  <M extends HandshakeMessage> M message(String name, Class<M> kind) {
    return kind.cast(HandshakeCodec.decode(bytes(name), ProtocolVersion.TLS_1_3));
  }

  /** Key agreement whose private key is one of the trace. */
  KeyExchange exchange(NamedGroup group, String privateName, Bytes publicValue) {
    return new FixedExchange(group, bytes(privateName), publicValue);
  }

  /** The standard provider with only this key agreement. */
  static CryptoProvider with(KeyExchange exchange) {
    CryptoProvider standard = Given.crypto();
    return new CryptoProvider(
        "RFC 8448",
        standard.hashes(),
        standard.hmacs(),
        standard.aeads(),
        standard.cbcCiphers(),
        standard.streamCiphers(),
        List.of(exchange),
        standard.finiteField(),
        standard.signatures(),
        standard.rsaTransport());
  }

  /** Randomness that is not: these octets first, zeros then. */
  static SecureRandom random(Bytes first) {
    return new SecureRandom() {
      private boolean used;

      @Override
      public void nextBytes(byte[] octets) {
        if (!used && octets.length == first.length()) {
          used = true;
          first.copyTo(octets, 0);
        }
      }
    };
  }

  /** A key pair of the trace. */
  private record FixedExchange(NamedGroup group, Bytes privateKey, Bytes share)
      implements KeyExchange, KeyExchange.Offer {
    @Override
    public Offer offer(SecureRandom random) {
      return this;
    }

    @Override
    public Reply reply(Bytes peerShare, SecureRandom random) {
      return new Reply(share, agree(peerShare));
    }

    @Override
    public Secret agree(Bytes peerShare) {
      try {
        boolean x25519 = group.equals(NamedGroup.X25519);
        KeyAgreement agreement = KeyAgreement.getInstance(x25519 ? "X25519" : "ECDH");
        agreement.init(x25519 ? x25519Private() : p256Private());
        agreement.doPhase(x25519 ? x25519Public(peerShare) : p256Public(peerShare), true);
        return Secret.wrap(agreement.generateSecret());
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    private PrivateKey x25519Private() throws GeneralSecurityException {
      return KeyFactory.getInstance("X25519")
          .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey.toArray()));
    }

    private static PublicKey x25519Public(Bytes share) throws GeneralSecurityException {
      byte[] reversed = new byte[share.length()];
      for (int i = 0; i < reversed.length; i++) {
        reversed[i] = (byte) share.at(reversed.length - 1 - i);
      }
      reversed[0] &= 0x7F;
      return KeyFactory.getInstance("X25519")
          .generatePublic(
              new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, reversed)));
    }

    private PrivateKey p256Private() throws GeneralSecurityException {
      BigInteger scalar = new BigInteger(1, privateKey.toArray());
      return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(scalar, p256()));
    }

    private static PublicKey p256Public(Bytes share) throws GeneralSecurityException {
      BigInteger x = new BigInteger(1, share.slice(1, 32).toArray());
      BigInteger y = new BigInteger(1, share.slice(33, 32).toArray());
      return KeyFactory.getInstance("EC")
          .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), p256()));
    }

    private static ECParameterSpec p256() throws GeneralSecurityException {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    }
  }
}
