package dev.glassine.legacy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.crypto.RsaTransport;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.handshake.tls12.KeyAgreement;
import dev.glassine.core.handshake.tls12.StaticRsa;
import dev.glassine.core.handshake.tls12.VersionRules;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ClientKeyExchange;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RSA under export rules (RFC 2246 §7.4.3, §D.1): where the certificate's key is longer than the
 * law allowed, the server signs a temporary one that is short enough. FREAK (Beurdouche et al.,
 * IEEE S&amp;P 2015, CVE-2015-0204): such a key is factored in hours, and clients took it in
 * handshakes that had asked for none. Here a temporary key is read in export suites only, serves
 * one handshake, and is never kept.
 *
 * <pre>
 *   struct {
 *       opaque rsa_modulus&lt;1..2^16-1&gt;;
 *       opaque rsa_exponent&lt;1..2^16-1&gt;;
 *   } ServerRSAParams;
 * </pre>
 *
 * @param maxBits that a key may have: 512, or 1024 in the rules of 1999
 */
record RsaExport(VersionRules rules, int maxBits) implements KeyAgreement {
  private static final int SHORTEST_MODULUS_BITS = 512;
  private static final int LONGEST_EXPONENT_BITS = 64;

  /** Whether the certificate's key is too long to encrypt under. */
  @Override
  public boolean hasServerKeyExchange(@Nullable PublicKey certificate) {
    return !(certificate instanceof RSAKey rsa) || rsa.getModulus().bitLength() > maxBits;
  }

  @Override
  public @Nullable String obstacle(ServerContext context, ClientHello hello) {
    return null;
  }

  @Override
  public ServerHalf begin(
      ServerContext context, ClientHello hello, @Nullable PublicKey certificate) {
    if (!hasServerKeyExchange(certificate)) {
      return new StaticRsa(rules).begin(context, hello, certificate);
    }
    KeyPair temporary = context.crypto().rsaTransport().generate(maxBits, context.random());
    return new TemporaryKey(rules, context, hello, temporary);
  }

  @Override
  public ClientHalf readParameters(ClientContext context, ClientHello hello, WireReader params) {
    BigInteger modulus = new BigInteger(1, params.opaque16("rsa_modulus", 1, 0xFFFF).toArray());
    BigInteger exponent = new BigInteger(1, params.opaque16("rsa_exponent", 1, 0xFFFF).toArray());
    // RFC 2246 §D.1: "RSA keys used for encryption in export suites are limited to 512 bits"
    if (modulus.bitLength() > maxBits || modulus.bitLength() < SHORTEST_MODULUS_BITS) {
      throw params.malformed(
          Reason.BAD_FIELD_VALUE,
          "rsa_modulus",
          modulus.bitLength()
              + " bits, this suite takes "
              + SHORTEST_MODULUS_BITS
              + ".."
              + maxBits);
    }
    if (!exponent.testBit(0)
        || exponent.equals(BigInteger.ONE)
        || exponent.bitLength() > LONGEST_EXPONENT_BITS) {
      throw params.malformed(
          Reason.BAD_FIELD_VALUE, "rsa_exponent", "it is 1, even, or too long to be one");
    }
    PublicKey temporary = context.crypto().rsaTransport().publicKey(modulus, exponent);
    ClientHalf under = new StaticRsa(rules).fromCertificate(context, hello, temporary);
    return new UnderTemporaryKey(under, temporaryKey(modulus.bitLength()));
  }

  @Override
  public ClientHalf fromCertificate(ClientContext context, ClientHello hello, PublicKey key) {
    return new StaticRsa(rules).fromCertificate(context, hello, key);
  }

  private static Decision temporaryKey(int bits) {
    return new Decision(
        Decision.Topic.GROUP,
        List.of(),
        List.of(),
        "a temporary RSA key of " + bits + " bits",
        "the certificate's key is longer than export rules allowed to encrypt under",
        "RFC 2246 §D.1");
  }

  private record TemporaryKey(
      VersionRules rules, ServerContext context, ClientHello hello, KeyPair temporary)
      implements ServerHalf {
    @Override
    public @Nullable NamedGroup group() {
      return null;
    }

    @Override
    public Decision decision() {
      return temporaryKey(key().getModulus().bitLength());
    }

    private RSAPublicKey key() {
      return (RSAPublicKey) temporary.getPublic();
    }

    @Override
    public Bytes parameters() {
      return new WireWriter()
          .opaque16(unsigned(key().getModulus()))
          .opaque16(unsigned(key().getPublicExponent()))
          .toBytes();
    }

    private static Bytes unsigned(BigInteger number) {
      byte[] octets = number.toByteArray();
      return octets[0] == 0 ? Bytes.copyOf(octets, 1, octets.length - 1) : Bytes.wrap(octets);
    }

    /** Bleichenbacher's attack is answered as in {@link StaticRsa}: the fallback is made first. */
    @Override
    public Premaster receive(ClientKeyExchange message) {
      WireReader body = message.body().reader();
      Bytes encrypted = rules.readEncryptedPremaster(body);
      body.end();
      byte[] random = new byte[RsaTransport.PREMASTER_LENGTH];
      context.random().nextBytes(random);
      try (Secret fallback = Secret.wrap(random)) {
        return new Premaster.Agreed(
            context
                .crypto()
                .rsaTransport()
                .decrypt(
                    temporary.getPrivate(),
                    encrypted.toArray(),
                    hello.legacyVersion().code(),
                    fallback));
      }
    }
  }

  private record UnderTemporaryKey(ClientHalf half, Decision decision) implements ClientHalf {
    @Override
    public @Nullable NamedGroup group() {
      return null;
    }

    @Override
    public Reply reply() {
      return half.reply();
    }
  }
}
