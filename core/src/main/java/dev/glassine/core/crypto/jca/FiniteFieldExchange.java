package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.FfdheGroups;
import dev.glassine.core.crypto.FiniteField;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import java.security.SecureRandom;

/** The groups of RFC 7919 as shares of TLS 1.3, always as long as the prime (RFC 9846 §4.3.8.1). */
final class FiniteFieldExchange implements KeyExchange {
  private final NamedGroup group;
  private final FiniteField field;

  FiniteFieldExchange(NamedGroup group, FiniteField field) {
    this.group = group;
    this.field = field;
  }

  @Override
  public NamedGroup group() {
    return group;
  }

  @Override
  public Offer offer(SecureRandom random) {
    return new Padded(group, field.offer(FfdheGroups.parameters(group), random));
  }

  @Override
  public Reply reply(Bytes peerShare, SecureRandom random) {
    checkLength(group, peerShare);
    return field.reply(FfdheGroups.parameters(group), peerShare, random);
  }

  private static void checkLength(NamedGroup group, Bytes share) {
    if (share.length() != group.clientShareLength()) {
      throw CryptoFailure.badShare(
          group, share.length() + " octets instead of " + group.clientShareLength());
    }
  }

  private record Padded(NamedGroup group, Offer offer) implements Offer {
    @Override
    public Bytes share() {
      return offer.share();
    }

    @Override
    public Secret agree(Bytes peerShare) {
      checkLength(group, peerShare);
      return offer.agree(peerShare);
    }
  }
}
