package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import java.security.SecureRandom;
import java.util.List;

/**
 * An elliptic curve and ML-KEM side by side (draft-ietf-tls-ecdhe-mlkem §4): shares and secrets are
 * concatenated, X25519MLKEM768 with ML-KEM first, the NIST curves with the curve first.
 *
 * <pre>
 *                       client share             server share            secret
 *   X25519MLKEM768      ek 1184 | X25519 32      ct 1088 | X25519 32     KEM 32 | DH 32
 *   SecP256r1MLKEM768   P-256 65 | ek 1184       P-256 65 | ct 1088      DH 32 | KEM 32
 *   SecP384r1MLKEM1024  P-384 97 | ek 1568       P-384 97 | ct 1568      DH 48 | KEM 32
 * </pre>
 */
final class HybridExchange implements KeyExchange, Chosen {
  private final NamedGroup group;
  private final Order order;
  private final KeyExchange curve;
  private final MlKem kem;

  private enum Order {
    KEM_FIRST,
    CURVE_FIRST
  }

  HybridExchange(NamedGroup group, KeyExchange curve, MlKem kem) {
    this.group = group;
    this.order = group.equals(NamedGroup.X25519_MLKEM768) ? Order.KEM_FIRST : Order.CURVE_FIRST;
    this.curve = curve;
    this.kem = kem;
  }

  @Override
  public NamedGroup group() {
    return group;
  }

  @Override
  public Offer offer(SecureRandom random) {
    MlKem.Offer kemOffer = kem.offer(random);
    Offer curveOffer = curve.offer(random);
    return new Pair(this, kemOffer, curveOffer, join(kemOffer.share(), curveOffer.share()));
  }

  @Override
  public Reply reply(Bytes peerShare, SecureRandom random) {
    Halves theirs = split(peerShare, kem.set().encapsulationKeyLength());
    Reply kemReply = kem.reply(theirs.kem, random);
    Reply curveReply = curve.reply(theirs.curve, random);
    return new Reply(
        join(kemReply.share(), curveReply.share()), join(kemReply.secret(), curveReply.secret()));
  }

  private record Halves(Bytes kem, Bytes curve) {}

  private Halves split(Bytes share, int kemLength) {
    int curveLength = curve.group().clientShareLength();
    if (share.length() != kemLength + curveLength) {
      throw CryptoFailure.badShare(
          group, share.length() + " octets instead of " + (kemLength + curveLength));
    }
    return switch (order) {
      case KEM_FIRST -> new Halves(share.slice(0, kemLength), share.slice(kemLength, curveLength));
      case CURVE_FIRST ->
          new Halves(share.slice(curveLength, kemLength), share.slice(0, curveLength));
    };
  }

  private Bytes join(Bytes kemHalf, Bytes curveHalf) {
    byte[] both = new byte[kemHalf.length() + curveHalf.length()];
    boolean kemFirst = order == Order.KEM_FIRST;
    kemHalf.copyTo(both, kemFirst ? 0 : curveHalf.length());
    curveHalf.copyTo(both, kemFirst ? kemHalf.length() : 0);
    return Bytes.wrap(both);
  }

  /** Both halves in order; they are wiped. */
  private Secret join(Secret kemHalf, Secret curveHalf) {
    try (kemHalf;
        curveHalf) {
      byte[] both = new byte[kemHalf.length() + curveHalf.length()];
      Secret first = order == Order.KEM_FIRST ? kemHalf : curveHalf;
      Secret second = order == Order.KEM_FIRST ? curveHalf : kemHalf;
      System.arraycopy(first.reveal(Secret.Access.PRIMITIVE), 0, both, 0, first.length());
      System.arraycopy(
          second.reveal(Secret.Access.PRIMITIVE), 0, both, first.length(), second.length());
      return Secret.wrap(both);
    }
  }

  @Override
  public boolean possible() {
    return kem.possible() && curve instanceof Chosen chosen && chosen.possible();
  }

  /** Of ML-KEM; the curve names its own. */
  @Override
  public List<Choice> choices() {
    return kem.choices();
  }

  private record Pair(HybridExchange exchange, MlKem.Offer kem, Offer curve, Bytes share)
      implements Offer {
    @Override
    public Secret agree(Bytes peerShare) {
      Halves theirs = exchange.split(peerShare, kem.kem().set().ciphertextLength());
      return exchange.join(kem.agree(theirs.kem), curve.agree(theirs.curve));
    }
  }
}
