package dev.glassine.legacy;

import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.handshake.tls12.KeyAgreement;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.WireReader;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A key agreement that nobody signs (RFC 5246 §F.1.1.1): "completely anonymous sessions ... are
 * vulnerable to man-in-the-middle attacks". Nothing here can mend that.
 *
 * @param unsigned the same with signatures
 */
record Anonymous(KeyAgreement unsigned) implements KeyAgreement {
  @Override
  public boolean hasServerKeyExchange(@Nullable PublicKey certificate) {
    return true;
  }

  @Override
  public boolean isSigned() {
    return false;
  }

  @Override
  public @Nullable String obstacle(ServerContext context, ClientHello hello) {
    return unsigned.obstacle(context, hello);
  }

  @Override
  public ServerHalf begin(
      ServerContext context, ClientHello hello, @Nullable PublicKey certificate) {
    return unsigned.begin(context, hello, null);
  }

  @Override
  public ClientHalf readParameters(ClientContext context, ClientHello hello, WireReader params) {
    return unsigned.readParameters(context, hello, params);
  }

  @Override
  public ClientHalf fromCertificate(ClientContext context, ClientHello hello, PublicKey key) {
    throw new IllegalStateException("an anonymous server has no certificate");
  }
}
