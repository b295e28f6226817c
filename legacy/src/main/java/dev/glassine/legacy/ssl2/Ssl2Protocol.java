package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.handshake.ServerOpening;
import dev.glassine.core.handshake.Ssl2;
import dev.glassine.core.handshake.Ssl2Overheard;
import dev.glassine.core.handshake.Step;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Ssl2Message;
import org.jspecify.annotations.Nullable;

/** The door through which core comes in where a configuration lets SSL 2.0 in. Stateless. */
public final class Ssl2Protocol implements Ssl2 {
  @Override
  public Ssl2Message decode(Bytes raw) {
    return MessageType.read(raw);
  }

  @Override
  public @Nullable ClientHello newer(Ssl2Message hello) {
    return hello instanceof Ssl2ClientHello greeting
            && greeting.version().atLeast(ProtocolVersion.SSL_3_0)
        ? HelloConversion.toTls(greeting)
        : null;
  }

  @Override
  public @Nullable Ssl2Message error(TlsFailure failure) {
    ErrorCode code = ErrorCode.sentFor(failure);
    return code == null ? null : ErrorMessage.of(code);
  }

  @Override
  public RecordOpener plaintextOpener() {
    return new ClearOpener();
  }

  @Override
  public RecordSealer plaintextSealer() {
    return new ClearSealer();
  }

  @Override
  public Step greeted(ServerContext context, ServerOpening opening) {
    return new Greeting(this, context, opening).begin();
  }

  @Override
  public Step greet(ClientContext context, @Nullable ClientHello newer) {
    return new ClientFlow(this, context).begin(newer);
  }

  @Override
  public Ssl2Overheard overhear(Ssl2Message hello) {
    return new Overheard((Ssl2ClientHello) hello);
  }
}
