package dev.glassine.core.handshake.tls12;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.RsaTransport;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ClientKeyExchange;
import dev.glassine.core.wire.WireReader;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The premaster secret under the server's RSA key (RFC 5246 §7.4.7.1): no forward secrecy, and
 * Bleichenbacher's target (1998; ROBOT 2017). The answer to both is to prefer anything else; this
 * is off by default. What is wrong inside the encryption is never told: the server goes on with
 * random octets that were made before, and the handshake fails at Finished like any other (see
 * {@link RsaTransport}).
 *
 * <pre>
 *   struct {
 *       ProtocolVersion client_version;
 *       opaque random[46];
 *   } PreMasterSecret;
 *   struct {
 *       public-key-encrypted PreMasterSecret pre_master_secret;
 *   } EncryptedPreMasterSecret;
 * </pre>
 */
public record StaticRsa(VersionRules rules) implements KeyAgreement {
  @Override
  public boolean hasServerKeyExchange(@Nullable PublicKey certificate) {
    return false;
  }

  @Override
  public @Nullable String obstacle(ServerContext context, ClientHello hello) {
    return null;
  }

  @Override
  public ServerHalf begin(
      ServerContext context, ClientHello hello, @Nullable PublicKey certificate) {
    return new RsaServer(rules);
  }

  @Override
  public ClientHalf readParameters(ClientContext context, ClientHello hello, WireReader params) {
    throw new IllegalStateException("static RSA has no ServerKeyExchange");
  }

  @Override
  public ClientHalf fromCertificate(ClientContext context, ClientHello hello, PublicKey key) {
    return new RsaClient(
        rules, context.crypto(), context.random(), hello.legacyVersion().code(), key);
  }

  private record RsaServer(VersionRules rules) implements ServerHalf {
    @Override
    public @Nullable NamedGroup group() {
      return null;
    }

    @Override
    public @Nullable Decision decision() {
      return null;
    }

    @Override
    public Bytes parameters() {
      return Bytes.EMPTY;
    }

    @Override
    public Premaster receive(ClientKeyExchange message) {
      WireReader body = message.body().reader();
      Bytes encrypted = rules.readEncryptedPremaster(body);
      body.end();
      return new Premaster.Encrypted(encrypted);
    }
  }

  private record RsaClient(
      VersionRules rules,
      CryptoProvider crypto,
      SecureRandom random,
      int clientVersion,
      PublicKey key)
      implements ClientHalf {
    @Override
    public @Nullable NamedGroup group() {
      return null;
    }

    @Override
    public @Nullable Decision decision() {
      return null;
    }

    @Override
    public Reply reply() {
      byte[] premaster = new byte[RsaTransport.PREMASTER_LENGTH];
      random.nextBytes(premaster);
      // RFC 5246 §7.4.7.1: "The version number in the PreMasterSecret is the version offered by the
      // client in the ClientHello.client_version"
      premaster[0] = (byte) (clientVersion >>> 8);
      premaster[1] = (byte) clientVersion;
      Secret secret = Secret.wrap(premaster);
      Bytes encrypted = Bytes.wrap(crypto.rsaTransport().encrypt(key, secret, random));
      return new Reply(new ClientKeyExchange(rules.encryptedPremaster(encrypted)), secret);
    }
  }
}
