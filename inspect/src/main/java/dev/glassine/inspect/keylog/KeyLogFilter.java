package dev.glassine.inspect.keylog;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Lets the secrets of some connections only into a key log: those whose ClientHello a predicate
 * accepts. Give it to the configuration as its key log, and each engine {@link #listener} (or one
 * that passes its events on). Remembers the last {@link #MAX_CONNECTIONS} connections. Thread-safe.
 */
public final class KeyLogFilter implements KeyLog {
  /** Connections whose answer is remembered. */
  public static final int MAX_CONNECTIONS = 10_000;

  private final KeyLog log;
  private final Predicate<ClientHello> wanted;
  private final Map<Bytes, Boolean> accepted =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Boolean> eldest) {
          return size() > MAX_CONNECTIONS;
        }
      };

  /**
   * A filter before a log.
   *
   * @param log takes what passes
   * @param wanted judges a connection by its first ClientHello
   */
  public KeyLogFilter(KeyLog log, Predicate<ClientHello> wanted) {
    this.log = log;
    this.wanted = wanted;
  }

  /** Hears the hellos that the filter judges. */
  public TlsListener listener() {
    return event -> {
      if (event instanceof TlsEvent.Message message
          && message.message() instanceof ClientHello hello) {
        boolean passes = wanted.test(hello);
        synchronized (accepted) {
          accepted.putIfAbsent(hello.random(), passes);
        }
      }
    };
  }

  @Override
  public void log(String label, Bytes clientRandom, Secret secret) {
    boolean passes;
    synchronized (accepted) {
      passes = accepted.getOrDefault(clientRandom, false);
    }
    if (passes) {
      log.log(label, clientRandom, secret);
    }
  }
}
