package dev.glassine.bench.parts;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.keys.Hkdf;
import dev.glassine.core.keys.Tls13KeySchedule;
import dev.glassine.core.registry.HashAlgorithm;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** HKDF, and the whole schedule of a full handshake as one side needs it. */
@State(Scope.Thread)
public class KeyScheduleBenchmark {
  private final CryptoProvider crypto = JcaCrypto.standard();
  private final Hkdf hkdf = new Hkdf(crypto.hmac(HashAlgorithm.SHA256));
  private final Secret secret = Secret.zeros(32);
  private final byte[] transcriptHash = new byte[32];

  /** One HKDF-Expand-Label. */
  @Benchmark
  public Secret expandLabel() {
    return hkdf.expandLabel(secret, "c hs traffic", transcriptHash, 32);
  }

  /** From the shared secret to the last of the traffic secrets. */
  @Benchmark
  public void wholeSchedule(Blackhole hole) {
    try (Tls13KeySchedule.Handshake handshake =
        Tls13KeySchedule.early(crypto, HashAlgorithm.SHA256, null).handshake(secret)) {
      hole.consume(handshake.clientTraffic(transcriptHash));
      hole.consume(handshake.serverTraffic(transcriptHash));
      try (Tls13KeySchedule.Main main = handshake.main()) {
        hole.consume(main.clientTraffic(transcriptHash));
        hole.consume(main.serverTraffic(transcriptHash));
        hole.consume(main.exporter(transcriptHash));
        hole.consume(main.resumption(transcriptHash));
      }
    }
  }
}
