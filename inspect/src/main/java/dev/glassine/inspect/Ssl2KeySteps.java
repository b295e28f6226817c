package dev.glassine.inspect;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the keys of SSL 2.0 come about (§2.5): told once, before the first of them is used. */
final class Ssl2KeySteps {
  private static final String MASTER = "master key";
  private static final String MATERIAL = "KEY-MATERIAL";
  private static final String SECTION = "SSL 2.0 §2.5";

  private final Map<String, String> secrets;
  private boolean told;

  Ssl2KeySteps(Map<String, String> secrets) {
    this.secrets = secrets;
  }

  /** The steps that lead to these keys and were not told yet. */
  List<TraceEntry> before(long at, TlsEvent.KeysInstalled keys) {
    if (told) {
      return List.of();
    }
    told = true;
    boolean resumed = keys.labels().contains("session");
    boolean export = keys.suite().cipher().keyMaterialLength() < keys.suite().cipher().keyLength();
    List<TraceEntry> steps = new ArrayList<>();
    steps.add(
        step(
            at,
            MASTER,
            resumed ? "kept" : "RSA encryption",
            resumed
                ? List.of("resumed session")
                : export
                    ? List.of(
                        "octets in the clear", "octets that the client drew", "server's RSA key")
                    : List.of("octets that the client drew", "server's RSA key"),
            secrets.getOrDefault(KeyLog.SSL2_MASTER_KEY, "")));
    steps.add(
        step(
            at,
            MATERIAL,
            "MD5",
            List.of(MASTER, "\"0\", \"1\" ...", "challenge", "connection id"),
            ""));
    for (Side side : Side.values()) {
      steps.add(step(at, side + " write key, cipher and MAC", "cut", List.of(MATERIAL), ""));
    }
    return List.copyOf(steps);
  }

  private static TraceEntry step(
      long at, String name, String function, List<String> inputs, String secret) {
    return new TraceEntry.KeyStep(at, name, function, "", inputs, "", "", SECTION, secret);
  }
}
