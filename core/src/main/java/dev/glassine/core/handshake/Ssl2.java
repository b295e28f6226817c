package dev.glassine.core.handshake;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Ssl2Message;
import org.jspecify.annotations.Nullable;

/**
 * What the legacy module brings of SSL 2.0, a protocol that shares nothing with TLS but its
 * purpose: its records, which are messages too; its messages; and where its two flows begin. Core
 * asks for it only where a configuration lets SSL 2.0, or hellos in its format, in. Thread-safe.
 */
public interface Ssl2 {
  /** Reads one message, which is what one record holds. */
  Ssl2Message decode(Bytes raw);

  /** What a hello in its format says in the terms of TLS; null where it leads to nothing newer. */
  @Nullable ClientHello newer(Ssl2Message hello);

  /** How SSL 2.0 tells the peer of {@code failure}; null where it has no word for it. */
  @Nullable Ssl2Message error(TlsFailure failure);

  /** Opens records while nothing protects them. */
  RecordOpener plaintextOpener();

  /** Seals records while nothing protects them. */
  RecordSealer plaintextSealer();

  /**
   * A server was greeted in SSL 2.0 format: the step after which {@code opening}, or SSL 2.0's own
   * flow, goes on.
   *
   * @param opening where a hello goes that leads to something newer
   */
  Step greeted(ServerContext context, ServerOpening opening);

  /**
   * A client's first step.
   *
   * @param newer the hello for everything newer that is enabled, without extensions; null where
   *     nothing is
   */
  Step greet(ClientContext context, @Nullable ClientHello newer);

  /** A conversation of two others, from its hello on. */
  Ssl2Overheard overhear(Ssl2Message hello);
}
