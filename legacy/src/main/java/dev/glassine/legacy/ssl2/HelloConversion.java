package dev.glassine.legacy.ssl2;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ClientHello in SSL 2.0 format, and the same in the terms of TLS (RFC 5246 §E.2). There is no
 * place in it for compression methods and extensions.
 *
 * <pre>
 *   V2CipherSpec (see TLS name) = { 0x00, CipherSuite };
 * </pre>
 */
final class HelloConversion {
  private static final int RANDOM_LENGTH = 32;
  private static final Bytes NULL_COMPRESSION = Bytes.copyOf(new byte[] {0});

  private HelloConversion() {}

  /** What the flows of SSL 3.0 to TLS 1.2 understand. */
  static ClientHello toTls(Ssl2ClientHello hello) {
    return new ClientHello(
        hello.version(),
        random(hello.challenge()),
        hello.sessionId(),
        hello.cipherSpecs().stream().filter(suite -> suite.code() <= 0xFFFF).toList(),
        NULL_COMPRESSION,
        Extensions.NONE);
  }

  /**
   * RFC 2246 §E.1: the server "will right justify the challenge data to become the
   * ClientHello.random data (padded with leading zeroes, if necessary)"; of a longer one "only the
   * last 32 bytes are used".
   */
  private static Bytes random(Bytes challenge) {
    int used = Math.min(challenge.length(), RANDOM_LENGTH);
    byte[] random = new byte[RANDOM_LENGTH];
    byte[] last = challenge.slice(challenge.length() - used, used).toArray();
    System.arraycopy(last, 0, random, RANDOM_LENGTH - used, used);
    return Bytes.wrap(random);
  }

  /**
   * The hello of a client that has something newer than SSL 2.0.
   *
   * @param newer without session id, compression and extensions
   * @param kinds of SSL 2.0, behind the suites of what is newer
   */
  static Ssl2ClientHello fromTls(ClientHello newer, List<CipherSuite> kinds) {
    List<CipherSuite> all = new ArrayList<>(newer.cipherSuites());
    all.addAll(kinds);
    return new Ssl2ClientHello(newer.legacyVersion(), all, Bytes.EMPTY, newer.random());
  }

  /** The hello of a client that has nothing else. */
  static Ssl2ClientHello ssl2Only(
      List<CipherSuite> kinds, @Nullable Bytes sessionId, Bytes challenge) {
    return new Ssl2ClientHello(
        ProtocolVersion.SSL_2_0, kinds, sessionId == null ? Bytes.EMPTY : sessionId, challenge);
  }
}
