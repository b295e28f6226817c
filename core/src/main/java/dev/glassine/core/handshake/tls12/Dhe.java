package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.FfdheGroups;
import dev.glassine.core.crypto.FiniteField;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.Negotiation;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ClientKeyExchange;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ephemeral finite-field Diffie-Hellman (RFC 5246 §7.4.3, §7.4.7.2), with groups by RFC 7919 where
 * the client knows it. Keys are made anew for every handshake, so that the stripped zeros of the
 * premaster secret (Raccoon, 2020) have nothing to add up to.
 *
 * <pre>
 *   struct {
 *       opaque dh_p&lt;1..2^16-1&gt;;
 *       opaque dh_g&lt;1..2^16-1&gt;;
 *       opaque dh_Ys&lt;1..2^16-1&gt;;
 *   } ServerDHParams;
 *   struct {
 *       opaque dh_Yc&lt;1..2^16-1&gt;;
 *   } ClientDiffieHellmanPublic;
 * </pre>
 */
public record Dhe(ProtocolVersion version, Sizes sizes) implements KeyAgreement {
  /**
   * Which finite fields will do.
   *
   * @param smallestBits what a client accepts at least
   * @param largestBits a bound on what a server can make a client compute
   * @param ours what a server uses with clients that name no group; null for ffdhe2048
   */
  public record Sizes(int smallestBits, int largestBits, FiniteField.@Nullable Parameters ours) {
    /** Logjam (2015): 1024 bits are within reach of states. */
    public static final Sizes SOUND = new Sizes(2048, 8192, null);

    private boolean hasNamedGroups() {
      return largestBits >= 2048;
    }
  }

  @Override
  public boolean hasServerKeyExchange(@Nullable PublicKey certificate) {
    return true;
  }

  @Override
  public @Nullable String obstacle(ServerContext context, ClientHello hello) {
    // RFC 7919 §4: "if none of the client-proposed FFDHE groups are known and acceptable to the
    // server, then the server MUST NOT select an FFDHE cipher suite"
    return choose(context, hello) == null
        ? "no finite-field group in common: the client has "
            + offered(hello)
            + ", this server "
            + usable(context)
        : null;
  }

  @Override
  public ServerHalf begin(
      ServerContext context, ClientHello hello, @Nullable PublicKey certificate) {
    FiniteField.Parameters ours = sizes.ours();
    if (ours != null && (offered(hello).isEmpty() || !sizes.hasNamedGroups())) {
      return new DheServer(
          null,
          Decisions.ourOwnGroup(offered(hello), ours.prime().bitLength()),
          ours,
          context.crypto().finiteField().offer(ours, context.random()));
    }
    NamedGroup group = choose(context, hello);
    if (group == null) {
      throw new IllegalStateException("an obstacle was passed over");
    }
    String why =
        offered(hello).isEmpty()
            ? "the client names no finite-field group, so the smallest"
            : "the first group that both have";
    FiniteField.Parameters parameters = FfdheGroups.parameters(group);
    KeyExchange.Offer offer = context.crypto().finiteField().offer(parameters, context.random());
    return new DheServer(
        group, Decisions.group(offered(hello), usable(context), group, why), parameters, offer);
  }

  @Override
  public ClientHalf readParameters(ClientContext context, ClientHello hello, WireReader params) {
    BigInteger prime = new BigInteger(1, params.opaque16("dh_p", 1, 0xFFFF).toArray());
    BigInteger generator = new BigInteger(1, params.opaque16("dh_g", 1, 0xFFFF).toArray());
    Bytes publicValue = params.opaque16("dh_Ys", 1, 0xFFFF);
    FiniteField.Parameters parameters = new FiniteField.Parameters(prime, generator);
    NamedGroup group = FfdheGroups.named(parameters);
    if (group == null) {
      judge(parameters);
    }
    Decision decision =
        group == null
            ? Decisions.serversOwnGroup(offered(hello), prime.bitLength())
            : Decisions.group(
                offered(hello), List.of(), group, "the server's choice, told by its parameters");
    return new DheClient(
        group, decision, parameters, publicValue, context.crypto().finiteField(), context.random());
  }

  @Override
  public ClientHalf fromCertificate(ClientContext context, ClientHello hello, PublicKey key) {
    throw new IllegalStateException("DHE parameters are in ServerKeyExchange");
  }

  /**
   * RFC 7919 §3.1: clients that accept a server's own group "MUST do at least cursory checks on
   * group size".
   */
  private void judge(FiniteField.Parameters parameters) {
    BigInteger prime = parameters.prime();
    BigInteger generator = parameters.generator();
    int bits = prime.bitLength();
    if (bits < sizes.smallestBits() || bits > sizes.largestBits()) {
      throw weak(
          "dh_p has "
              + bits
              + " bits, accepted are "
              + sizes.smallestBits()
              + ".."
              + sizes.largestBits());
    }
    if (generator.compareTo(BigInteger.ONE) <= 0
        || generator.compareTo(prime.subtract(BigInteger.ONE)) >= 0) {
      throw weak("dh_g is not within 2..dh_p-2");
    }
    if (!prime.isProbablePrime(2)) {
      throw weak("dh_p is not a prime");
    }
  }

  private static TlsFailure weak(String detail) {
    return new TlsFailure.Misbehaved(Reason.WEAK_DH_PARAMETERS, "ServerKeyExchange: " + detail);
  }

  private @Nullable NamedGroup choose(ServerContext context, ClientHello hello) {
    List<NamedGroup> client = offered(hello);
    // RFC 7919 §4: with a client that names none, the server "MAY select an FFDHE cipher suite and
    // offer an FFDHE group of its choice"
    if (client.isEmpty() || !sizes.hasNamedGroups()) {
      return NamedGroup.FFDHE2048;
    }
    Negotiation.Order order = Negotiation.Order.of(context.config());
    return Negotiation.group(client, List.of(), usable(context), version, order).chosen();
  }

  /** RFC 7919 §4: "any codepoint between 256 and 511, inclusive, even if unknown to the server". */
  private static List<NamedGroup> offered(ClientHello hello) {
    return Ecdhe.offeredGroups(hello).stream().filter(group -> group.code() >> 8 == 1).toList();
  }

  private static List<NamedGroup> usable(ServerContext context) {
    return context.config().groups().stream().filter(FfdheGroups.KNOWN::contains).toList();
  }

  /**
   * RFC 5246 §8.1.2: "Leading bytes of Z that contain all zero bits are stripped before it is used
   * as the pre_master_secret."
   */
  static Secret stripped(Secret shared) {
    try (shared) {
      byte[] octets = shared.reveal(Secret.Access.PRIMITIVE);
      int start = 0;
      while (start < octets.length - 1 && octets[start] == 0) {
        start++;
      }
      return Secret.wrap(Arrays.copyOfRange(octets, start, octets.length));
    }
  }

  private record DheServer(
      @Nullable NamedGroup group,
      Decision decision,
      FiniteField.Parameters field,
      KeyExchange.Offer offer)
      implements ServerHalf {
    @Override
    public Bytes parameters() {
      return new WireWriter()
          .opaque16(unsigned(field.prime()))
          .opaque16(unsigned(field.generator()))
          .opaque16(offer.share())
          .toBytes();
    }

    @Override
    public Premaster receive(ClientKeyExchange message) {
      WireReader body = message.body().reader();
      Bytes publicValue = body.opaque16("dh_Yc", 1, 0xFFFF);
      body.end();
      return new Premaster.Agreed(stripped(offer.agree(publicValue)));
    }

    private static Bytes unsigned(BigInteger number) {
      byte[] octets = number.toByteArray();
      return octets[0] == 0 ? Bytes.copyOf(octets, 1, octets.length - 1) : Bytes.wrap(octets);
    }
  }

  private record DheClient(
      @Nullable NamedGroup group,
      Decision decision,
      FiniteField.Parameters parameters,
      Bytes publicValue,
      FiniteField field,
      SecureRandom random)
      implements ClientHalf {
    @Override
    public Reply reply() {
      KeyExchange.Reply reply = field.reply(parameters, publicValue, random);
      return new Reply(
          new ClientKeyExchange(new WireWriter().opaque16(reply.share()).toBytes()),
          stripped(reply.secret()));
    }
  }
}
