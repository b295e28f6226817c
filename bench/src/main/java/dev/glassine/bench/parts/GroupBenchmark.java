package dev.glassine.bench.parts;

import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.wire.Bytes;
import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Key exchange: the client's share, the server's answer, and both together. */
@State(Scope.Thread)
public class GroupBenchmark {
  /** By its name in the registry. */
  @Param({
    "x25519",
    "secp256r1",
    "secp384r1",
    "secp521r1",
    "x448",
    "X25519MLKEM768",
    "SecP256r1MLKEM768",
    "SecP384r1MLKEM1024",
    "ffdhe2048",
    "ffdhe3072"
  })
  public String group = "x25519";

  private final SecureRandom random = new SecureRandom();
  private KeyExchange exchange = named("x25519");
  private Bytes share = Bytes.EMPTY;

  private static KeyExchange named(String name) {
    return JcaCrypto.standard().keyExchanges().stream()
        .filter(candidate -> candidate.group().name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow();
  }

  /** A share to answer. */
  @Setup
  public void prepare() {
    exchange = named(group);
    share = offer();
  }

  /** The client's share. */
  @Benchmark
  public Bytes offer() {
    return exchange.offer(random).share();
  }

  /** The server's answer. */
  @Benchmark
  public KeyExchange.Reply reply() {
    return exchange.reply(share, random);
  }

  /** Both sides. */
  @Benchmark
  public Secret both() {
    KeyExchange.Offer offer = exchange.offer(random);
    return offer.agree(exchange.reply(offer.share(), random).share());
  }
}
