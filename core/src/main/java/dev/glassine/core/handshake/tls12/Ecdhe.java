package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.Negotiation;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ClientKeyExchange;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import dev.glassine.core.wire.ext.SupportedGroups;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ephemeral elliptic-curve Diffie-Hellman (RFC 8422 §5.4, §5.7).
 *
 * <pre>
 *   struct {
 *       ECCurveType    curve_type;          // named_curve(3)
 *       NamedCurve     namedcurve;
 *   } ECParameters;
 *   struct {
 *       opaque point &lt;1..2^8-1&gt;;
 *   } ECPoint;
 *   struct {
 *       ECParameters    curve_params;
 *       ECPoint         public;
 *   } ServerECDHParams;
 *   struct {
 *       ECPoint ecdh_Yc;
 *   } ClientECDiffieHellmanPublic;
 * </pre>
 *
 * @param unnamed the curves that a client is taken to have which names none: it knows no extensions
 */
public record Ecdhe(ProtocolVersion version, List<NamedGroup> unnamed) implements KeyAgreement {
  private static final int NAMED_CURVE = 3;

  @Override
  public boolean hasServerKeyExchange(@Nullable PublicKey certificate) {
    return true;
  }

  @Override
  public @Nullable String obstacle(ServerContext context, ClientHello hello) {
    // RFC 8422 §4: without supported_groups "the server is free to choose any one of the elliptic
    // curves"; a guess may end the connection where another suite would have done, so there is none
    if (offered(hello).isEmpty()) {
      return "the client names no curve";
    }
    return choose(context, hello).chosen() == null
        ? "no curve in common: the client has "
            + offered(hello)
            + ", this server "
            + usable(context.config())
        : null;
  }

  @Override
  public ServerHalf begin(
      ServerContext context, ClientHello hello, @Nullable PublicKey certificate) {
    Negotiation.Outcome<NamedGroup> outcome = choose(context, hello);
    NamedGroup group = outcome.orFail(Reason.NO_COMMON_GROUP);
    Decision decision =
        Decisions.group(outcome.clientOffer(), outcome.serverOffer(), group, outcome.why());
    KeyExchange.Offer offer = exchange(context.crypto().keyExchange(group)).offer(context.random());
    return new EcdheServer(group, decision, offer);
  }

  @Override
  public ClientHalf readParameters(ClientContext context, ClientHello hello, WireReader params) {
    int curveType = params.u8("curve_type");
    // RFC 8422 §5.4: "The value named_curve indicates that a named curve is used. This option is
    // now the only remaining format."
    if (curveType != NAMED_CURVE) {
      throw params.malformed(
          Reason.BAD_FIELD_VALUE, "curve_type", curveType + " is not named_curve(3)");
    }
    NamedGroup group = params.code16("namedcurve", NamedGroup::of);
    Bytes point = params.opaque8("public", 1, 0xFF);
    // RFC 8422 §4: "servers MUST NOT negotiate the use of an ECC cipher suite unless they can
    // complete the handshake while respecting the choice of curves specified by the client"
    List<NamedGroup> admitted = admitted(context, hello);
    if (!admitted.contains(group) || !isCurve(group)) {
      throw new TlsFailure.Misbehaved(
          Reason.UNOFFERED_GROUP,
          "ServerKeyExchange.namedcurve: server chose "
              + group
              + ", this client offered "
              + admitted);
    }
    Decision decision =
        Decisions.group(
            admitted, List.of(), group, "the server's choice among the client's curves");
    return new EcdheClient(
        group, decision, exchange(context.crypto().keyExchange(group)), point, context.random());
  }

  @Override
  public ClientHalf fromCertificate(ClientContext context, ClientHello hello, PublicKey key) {
    throw new IllegalStateException("ECDHE parameters are in ServerKeyExchange");
  }

  /** The curves of a client that this version can use. */
  private List<NamedGroup> offered(ClientHello hello) {
    return hello.extensions().has(ExtensionType.SUPPORTED_GROUPS)
        ? Negotiation.those(offeredGroups(hello), this::isCurve)
        : unnamed;
  }

  /**
   * What a server may choose. RFC 4492 §4: without the extension "the server is free to choose any
   * one of the elliptic curves"; SunJSSE then takes X25519, which is younger than that sentence.
   */
  private List<NamedGroup> admitted(ClientContext context, ClientHello hello) {
    return hello.extensions().has(ExtensionType.SUPPORTED_GROUPS)
        ? offered(hello)
        : usable(context.config());
  }

  private List<NamedGroup> usable(TlsConfig config) {
    return Negotiation.those(config.groups(), this::isCurve);
  }

  private Negotiation.Outcome<NamedGroup> choose(ServerContext context, ClientHello hello) {
    return Negotiation.group(
        offered(hello),
        List.of(),
        usable(context.config()),
        version,
        Negotiation.Order.of(context.config()));
  }

  private boolean isCurve(NamedGroup group) {
    return group.kind() == NamedGroup.Kind.ECDHE && group.usableIn(version);
  }

  /** supported_groups as the client has it; empty without the extension. */
  static List<NamedGroup> offeredGroups(ClientHello hello) {
    SupportedGroups groups = hello.extensions().get(SupportedGroups.class);
    return groups == null ? List.of() : groups.groups();
  }

  private static KeyExchange exchange(@Nullable KeyExchange exchange) {
    return Objects.requireNonNull(
        exchange, "a configuration holds only groups that its provider has");
  }

  private record EcdheServer(NamedGroup group, Decision decision, KeyExchange.Offer offer)
      implements ServerHalf {
    @Override
    public Bytes parameters() {
      return new WireWriter().u8(NAMED_CURVE).code16(group).opaque8(offer.share()).toBytes();
    }

    @Override
    public Premaster receive(ClientKeyExchange message) {
      WireReader body = message.body().reader();
      Bytes point = body.opaque8("ecdh_Yc", 1, 0xFF);
      body.end();
      return new Premaster.Agreed(offer.agree(point));
    }
  }

  private record EcdheClient(
      NamedGroup group, Decision decision, KeyExchange exchange, Bytes point, SecureRandom random)
      implements ClientHalf {
    @Override
    public Reply reply() {
      KeyExchange.Reply reply = exchange.reply(point, random);
      return new Reply(
          new ClientKeyExchange(new WireWriter().opaque8(reply.share()).toBytes()), reply.secret());
    }
  }
}
