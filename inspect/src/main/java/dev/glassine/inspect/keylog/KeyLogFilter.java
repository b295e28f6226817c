package dev.glassine.inspect.keylog;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.identity.HostName;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ext.ServerName;
import java.util.LinkedHashMap;
import java.util.List;
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

  /**
   * Clients that ask for one of these names (server_name, RFC 6066 §3), to which names are compared
   * as to those of a certificate (RFC 9525 §6.3): {@code *.example.org} is everything one label
   * below. A client that asks for none is not wanted.
   *
   * @throws IllegalArgumentException where one is no host name, or an address, which no client asks
   *     for
   */
  public static Predicate<ClientHello> askingFor(List<String> names) {
    List<String> wanted = names.stream().map(KeyLogFilter::pattern).toList();
    return hello -> {
      ServerName asked = hello.extensions().get(ServerName.class);
      return asked != null && asked.hostName() != null && isOneOf(asked.hostName(), wanted);
    };
  }

  private static String pattern(String name) {
    boolean isWildcard = name.startsWith("*.");
    HostName plain = HostName.of(isWildcard ? name.substring(2) : name);
    if (plain.isAddress()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is an address: clients ask for names only");
    }
    if (isWildcard && plain.name().indexOf('.') < 0) {
      throw new IllegalArgumentException("\"" + name + "\" stands for nothing: *.example.org does");
    }
    return (isWildcard ? "*." : "") + plain.name();
  }

  private static boolean isOneOf(String asked, List<String> wanted) {
    try {
      HostName name = HostName.of(asked);
      return wanted.stream().anyMatch(name::isCoveredBy);
    } catch (IllegalArgumentException e) {
      return false; // a client may write there what it likes
    }
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
