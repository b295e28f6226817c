package dev.glassine.bench.sidebyside;

import dev.glassine.bench.sidebyside.Scene.Authentication;
import dev.glassine.bench.sidebyside.Scene.Group;
import dev.glassine.bench.sidebyside.Scene.Key;
import dev.glassine.bench.sidebyside.Scene.Mode;
import dev.glassine.bench.sidebyside.Scene.Version;
import dev.glassine.bench.sidebyside.Workload.Bulk;
import dev.glassine.bench.sidebyside.Workload.Handshakes;
import dev.glassine.bench.sidebyside.Workload.Transfer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is measured, in the order of the tables. */
final class Programme {
  /** A table: its title, and a title for each column. */
  record Table(String title, Map<String, Workload> columns) {}

  static final Workload FULL = handshakes(Scene.USUAL);
  static final Workload FULL_RSA = handshakes(Scene.USUAL.with(Key.RSA));
  static final Workload RESUMED = handshakes(Scene.USUAL.with(Mode.RESUMED));
  static final Workload RESUMED_12 =
      handshakes(Scene.USUAL.with(Version.TLS_1_2).with(Mode.RESUMED));
  static final Workload BULK = transfer(16384, false);
  static final Workload BULK_DIRECT = transfer(16384, true);

  /** In TLS 1.2: what BoringSSL offers in 1.3 cannot be chosen. */
  static final Workload BULK_CHACHA =
      new Transfer(Version.TLS_1_2, Bulk.CHACHA20_POLY1305, 16384, false);

  static final List<Table> TABLES =
      List.of(
          new Table(
              "TLS 1.3 handshakes",
              columns(
                  "full, ECDSA",
                  FULL,
                  "full, RSA",
                  FULL_RSA,
                  "resumed",
                  RESUMED,
                  "X25519MLKEM768",
                  handshakes(Scene.USUAL.with(Group.X25519MLKEM768)),
                  "client certificate too",
                  handshakes(Scene.USUAL.with(Authentication.MUTUAL)),
                  "certificate is itself trusted",
                  handshakes(Scene.USUAL.with(Mode.ANCHORED)))),
          new Table(
              "Data",
              columns(
                  "AES-128-GCM, 16 KiB",
                  BULK,
                  "16 KiB, direct buffers",
                  BULK_DIRECT,
                  "1 KiB",
                  transfer(1024, false),
                  "64 B",
                  transfer(64, false),
                  "ChaCha20-Poly1305, 16 KiB",
                  BULK_CHACHA)),
          new Table(
              "TLS 1.2 handshakes",
              columns(
                  "full, ECDSA", handshakes(Scene.USUAL.with(Version.TLS_1_2)),
                  "full, RSA", handshakes(Scene.USUAL.with(Version.TLS_1_2).with(Key.RSA)),
                  "resumed", RESUMED_12,
                  "client certificate too",
                      handshakes(Scene.USUAL.with(Version.TLS_1_2).with(Authentication.MUTUAL)))),
          new Table("Two threads", columns("full, ECDSA", new Handshakes(Scene.USUAL, 2))));

  private Programme() {}

  private static Workload handshakes(Scene scene) {
    return new Handshakes(scene, 1);
  }

  private static Workload transfer(int size, boolean direct) {
    return new Transfer(Version.TLS_1_3, Bulk.AES_128_GCM, size, direct);
  }

  /** Titles and workloads in turn. */
  private static Map<String, Workload> columns(Object... pairs) {
    Map<String, Workload> columns = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      columns.put((String) pairs[i], (Workload) pairs[i + 1]);
    }
    return columns;
  }
}
