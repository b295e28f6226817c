package dev.glassine.core.engine;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ServerKeyExchange;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notes which doors of {@link Legacy} one handshake goes through, for {@link TlsEvent.LegacyUsed}.
 * It reads them off what is sent and received, so that no flow can forget to say so. One owner
 * thread.
 */
final class DoorsUsed {
  private static final int SOUND_PRIME = 2048;

  private final Set<Danger> used = EnumSet.noneOf(Danger.class);
  private @Nullable CipherSuite suite;

  /** A message was sent or received, in the order of the handshake. */
  void saw(HandshakeMessage message) {
    switch (message) {
      case ServerHello hello -> {
        suite = hello.cipherSuite();
        if (hello.legacyCompressionMethod() != 0) {
          used.add(Danger.COMPRESSION);
        }
      }
      case ServerKeyExchange(Bytes body) when isFiniteField() && primeBits(body) < SOUND_PRIME ->
          used.add(Danger.WEAK_DIFFIE_HELLMAN);
      default -> {}
    }
  }

  /** A hello in SSL 2.0 format was sent or received. */
  void sawSsl2Hello() {
    used.add(Danger.SSL_2_0_HELLO);
  }

  /** Every door, once the handshake is complete; empty for none. */
  Set<Danger> in(ConnectionInfo info) {
    used.addAll(Danger.of(info.suite()));
    Danger ofVersion = Danger.of(info.version());
    if (ofVersion != null) {
      used.add(ofVersion);
    }
    if (isDsa(info.serverSignature()) || isDsa(info.clientSignature())) {
      used.add(Danger.DSS);
    }
    return used;
  }

  private boolean isFiniteField() {
    return suite != null
        && (suite.keyExchange() == KeyExchangeMethod.DHE
            || suite.keyExchange() == KeyExchangeMethod.DH_ANON);
  }

  /** RFC 5246 §7.4.3: ServerDHParams opens with {@code opaque dh_p<1..2^16-1>}. */
  private static int primeBits(Bytes params) {
    byte[] prime = params.reader().opaque16("dh_p", 1, 0xFFFF).toArray();
    return new BigInteger(1, prime).bitLength();
  }

  private static boolean isDsa(@Nullable SignatureScheme scheme) {
    return scheme != null && scheme.kind() == SignatureScheme.Kind.DSA;
  }
}
