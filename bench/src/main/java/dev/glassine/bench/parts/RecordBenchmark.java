package dev.glassine.bench.parts;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.RecordPadding;
import dev.glassine.core.record.Tls13Opener;
import dev.glassine.core.record.Tls13Sealer;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A record of TLS 1.3: sealed; sealed and opened, since no record opens twice. */
@State(Scope.Thread)
public class RecordBenchmark {
  /** Octets of content. */
  @Param({"64", "1024", "16384"})
  public int size;

  /** The cipher. */
  @Param({"AES_128_GCM", "CHACHA20_POLY1305"})
  public BulkCipher cipher = BulkCipher.AES_128_GCM;

  private byte[] content = {};
  private byte[] record = {};
  private byte[] opened = {};
  private Ends ends = new Ends(cipher);

  private static final class Ends {
    final Tls13Sealer sealer;
    final Tls13Opener opener;

    Ends(BulkCipher cipher) {
      CryptoProvider crypto = JcaCrypto.standard();
      Aead aead = Objects.requireNonNull(crypto.aead(cipher));
      byte[] key = new byte[cipher.keyLength()];
      byte[] iv = new byte[12];
      sealer = new Tls13Sealer(aead.key(key, Aead.Direction.SEAL), iv, cipher, RecordPadding.NONE);
      opener = new Tls13Opener(aead.key(key, Aead.Direction.OPEN), iv, cipher);
    }
  }

  /** New keys, so that a long run does not wear them out. */
  @Setup(Level.Iteration)
  public void prepare() {
    ends = new Ends(cipher);
    content = new byte[size];
    record = new byte[ends.sealer.sealedLength(size)];
    opened = new byte[record.length];
  }

  /** Sealed. */
  @Benchmark
  public int seal() {
    return ends.sealer.seal(ContentType.APPLICATION_DATA, content, 0, size, record, 0);
  }

  /** Sealed and opened. */
  @Benchmark
  public int sealAndOpen() {
    int length = ends.sealer.seal(ContentType.APPLICATION_DATA, content, 0, size, record, 0);
    return ends.opener.open(record, 0, length, opened, 0);
  }
}
