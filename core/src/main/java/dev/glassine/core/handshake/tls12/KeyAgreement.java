package dev.glassine.core.handshake.tls12;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Question;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ClientKeyExchange;
import dev.glassine.core.wire.WireReader;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * How client and server agree on the premaster secret (RFC 5246 §7.4.3, §7.4.7; RFC 8422 §5.4,
 * §5.7): one for each {@link dev.glassine.core.registry.KeyExchangeMethod}. Immutable; the halves
 * that it makes belong to one handshake. A plain interface, so that the legacy module adds its own.
 */
public interface KeyAgreement {
  /**
   * Whether the server sends a ServerKeyExchange; without one the certificate's key does it all.
   *
   * @param certificate the key in the server's certificate; null where there is none, or none is
   *     chosen yet
   */
  boolean hasServerKeyExchange(@Nullable PublicKey certificate);

  /** Whether a ServerKeyExchange is signed: only anonymous ones are not. */
  default boolean isSigned() {
    return true;
  }

  /** Server: why this cannot be used with this client, or null where it can. */
  @Nullable String obstacle(ServerContext context, ClientHello hello);

  /**
   * Server: chooses parameters and makes its half; only where there is no {@link #obstacle}.
   *
   * @param certificate the key in our certificate, or null where there is none
   */
  ServerHalf begin(ServerContext context, ClientHello hello, @Nullable PublicKey certificate);

  /** Client: reads the parameters of a ServerKeyExchange and stops before the signature. */
  ClientHalf readParameters(ClientContext context, ClientHello hello, WireReader params);

  /** Client: the parameters are the server's certificate, where there is no ServerKeyExchange. */
  ClientHalf fromCertificate(ClientContext context, ClientHello hello, PublicKey key);

  /** The server's half. */
  interface ServerHalf {
    /** The group, or null where there is none to name. */
    @Nullable NamedGroup group();

    /** How the group was chosen, or null. */
    @Nullable Decision decision();

    /**
     * The parameters as they stand in ServerKeyExchange and are signed; empty where none is sent.
     */
    Bytes parameters();

    /** What the client's answer leads to. */
    Premaster receive(ClientKeyExchange message);
  }

  /** The client's half: the server's parameters, checked. */
  interface ClientHalf {
    /** The group, or null where there is none to name. */
    @Nullable NamedGroup group();

    /** How the group was chosen, or null. */
    @Nullable Decision decision();

    /** Answers them. */
    Reply reply();
  }

  /** What the client sends, and the premaster secret that both then have. */
  record Reply(ClientKeyExchange message, Secret premaster) {}

  /** What the server has once ClientKeyExchange arrived. */
  sealed interface Premaster {
    /** The secret. */
    record Agreed(Secret secret) implements Premaster {}

    /** The secret under the server's RSA key, for {@link Question.DecryptPremaster}. */
    record Encrypted(Bytes octets) implements Premaster {}
  }
}
