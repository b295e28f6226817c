package dev.glassine.inspect.decrypt;

import dev.glassine.core.engine.Epoch;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.registry.CipherSuite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of one sender in one epoch: looked for when the first record needs them. */
final class EpochKeys implements AutoCloseable {
  /** Where the keys may be found. */
  @FunctionalInterface
  interface Source {
    /** What opens the epoch's records from the first on, or null while the secret is not known. */
    @Nullable RecordOpener find();
  }

  private final Epoch epoch;
  private final CipherSuite suite;
  private final List<String> labels;
  private final Source source;
  private @Nullable RecordOpener opener;

  EpochKeys(Epoch epoch, CipherSuite suite, List<String> labels, Source source) {
    this.epoch = epoch;
    this.suite = suite;
    this.labels = labels;
    this.source = source;
  }

  Epoch epoch() {
    return epoch;
  }

  CipherSuite suite() {
    return suite;
  }

  /** From the first input of the key schedule to the key, by name. */
  List<String> labels() {
    return labels;
  }

  @Nullable RecordOpener opener() {
    if (opener == null) {
      opener = source.find();
    }
    return opener;
  }

  /** SSL 2.0: from here on records carry data. */
  void handshakeComplete() {
    RecordOpener known = opener();
    if (known != null) {
      known.handshakeComplete();
    }
  }

  @Override
  public void close() {
    if (opener != null) {
      opener.close();
    }
  }
}
