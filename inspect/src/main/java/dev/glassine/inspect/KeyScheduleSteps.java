package dev.glassine.inspect;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.Epoch;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.ExtendedMasterSecret;
import dev.glassine.core.wire.ext.SelectedKeyShare;
import dev.glassine.core.wire.ext.SelectedPsk;
import dev.glassine.inspect.RunningTranscript.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the key schedule, told when their keys come into use: which secret was made of which
 * others, by which function and label, over which part of the handshake (RFC 9846 §7.1, RFC 5246
 * §8.1). Names only, unless the recorder was given secrets.
 */
final class KeyScheduleSteps {
  private static final String EARLY = "early secret";
  private static final String HANDSHAKE = "handshake secret";
  private static final String MAIN = "main secret";
  private static final String KEY_BLOCK = "key block";
  private static final String EXTRACT = "HKDF-Extract";
  private static final String DERIVE = "Derive-Secret";
  private static final String EXPAND = "HKDF-Expand-Label";
  private static final String TO_SERVER_HELLO = "ClientHello...ServerHello";
  private static final String TO_SERVER_FINISHED = "ClientHello...server Finished";
  private static final String TO_CLIENT_FINISHED = "ClientHello...client Finished";

  private final RunningTranscript transcript;
  private final Map<String, String> secrets;
  private final List<TraceEntry> steps = new ArrayList<>();
  private @Nullable ServerHello hello;
  private boolean handshakeTold;
  private boolean applicationTold;
  private int clientUpdates;
  private int serverUpdates;

  KeyScheduleSteps(RunningTranscript transcript, Map<String, String> secrets) {
    this.transcript = transcript;
    this.secrets = secrets;
  }

  void saw(TlsEvent.Message message) {
    if (message.message() instanceof ServerHello answer) {
      hello = answer;
    }
  }

  /** The steps that lead to these keys and were not told yet. */
  List<TraceEntry> before(long at, TlsEvent.KeysInstalled keys) {
    ServerHello answer = hello;
    if (answer == null) {
      return List.of();
    }
    steps.clear();
    if (answer.selectedVersion().atLeast(ProtocolVersion.TLS_1_3)) {
      tls13(at, keys, answer);
    } else if (!applicationTold) {
      applicationTold = true;
      tls12(at, keys, answer);
    }
    return List.copyOf(steps);
  }

  /** What is derived once the client's Finished is in the transcript. */
  List<TraceEntry> atTheEnd(long at) {
    steps.clear();
    if (hello != null
        && hello.selectedVersion().atLeast(ProtocolVersion.TLS_1_3)
        && applicationTold) {
      derive(
          at,
          "resumption secret",
          "res master",
          MAIN,
          TO_CLIENT_FINISHED,
          transcript.at(Point.CLIENT_FINISHED),
          "");
    }
    return List.copyOf(steps);
  }

  // TLS 1.3: RFC 9846 §7.1

  private void tls13(long at, TlsEvent.KeysInstalled keys, ServerHello answer) {
    if (keys.labels().contains("traffic upd")) {
      updated(at, keys.sender());
      return;
    }
    if (!handshakeTold) {
      handshakeTold = true;
      toHandshakeSecrets(at, answer);
    }
    if (keys.epoch() == Epoch.APPLICATION && !applicationTold) {
      applicationTold = true;
      toApplicationSecrets(at);
    }
    String secret =
        keys.sender()
            + (keys.epoch() == Epoch.APPLICATION
                ? " application traffic secret 0"
                : " handshake traffic secret");
    add(
        at,
        keys.sender() + " " + epoch(keys) + " key and IV",
        EXPAND,
        "key, iv",
        List.of(secret),
        "",
        "",
        "RFC 9846 §7.3",
        "");
  }

  private void toHandshakeSecrets(long at, ServerHello answer) {
    boolean resumed = answer.extensions().get(SelectedPsk.class) != null;
    SelectedKeyShare share = answer.extensions().get(SelectedKeyShare.class);
    add(
        at,
        EARLY,
        EXTRACT,
        "",
        List.of("0", resumed ? "pre-shared key" : "0"),
        "",
        "",
        "RFC 9846 §7.1",
        "");
    if (resumed) {
      add(
          at,
          "binder key",
          DERIVE,
          "res binder",
          List.of(EARLY),
          "nothing",
          "",
          "RFC 9846 §4.3.11.2",
          "");
    }
    String shared = share == null ? "0" : "shared secret of " + share.serverShare().group();
    add(at, HANDSHAKE, EXTRACT, "derived", List.of(EARLY, shared), "", "", "RFC 9846 §7.1", "");
    String hash = transcript.at(Point.SERVER_HELLO);
    derive(
        at,
        "client handshake traffic secret",
        "c hs traffic",
        HANDSHAKE,
        TO_SERVER_HELLO,
        hash,
        KeyLog.CLIENT_HANDSHAKE_TRAFFIC_SECRET);
    derive(
        at,
        "server handshake traffic secret",
        "s hs traffic",
        HANDSHAKE,
        TO_SERVER_HELLO,
        hash,
        KeyLog.SERVER_HANDSHAKE_TRAFFIC_SECRET);
    for (Side side : Side.values()) {
      add(
          at,
          side + " finished key",
          EXPAND,
          "finished",
          List.of(side + " handshake traffic secret"),
          "",
          "",
          "RFC 9846 §4.5.3",
          "");
    }
  }

  private void toApplicationSecrets(long at) {
    add(at, MAIN, EXTRACT, "derived", List.of(HANDSHAKE, "0"), "", "", "RFC 9846 §7.1", "");
    String hash = transcript.at(Point.SERVER_FINISHED);
    derive(
        at,
        "client application traffic secret 0",
        "c ap traffic",
        MAIN,
        TO_SERVER_FINISHED,
        hash,
        KeyLog.CLIENT_TRAFFIC_SECRET_0);
    derive(
        at,
        "server application traffic secret 0",
        "s ap traffic",
        MAIN,
        TO_SERVER_FINISHED,
        hash,
        KeyLog.SERVER_TRAFFIC_SECRET_0);
    derive(
        at,
        "exporter secret",
        "exp master",
        MAIN,
        TO_SERVER_FINISHED,
        hash,
        KeyLog.EXPORTER_SECRET);
  }

  private void updated(long at, Side sender) {
    int generation = sender == Side.CLIENT ? ++clientUpdates : ++serverUpdates;
    String name = sender + " application traffic secret ";
    add(
        at,
        name + generation,
        EXPAND,
        "traffic upd",
        List.of(name + (generation - 1)),
        "",
        "",
        "RFC 9846 §7.2",
        "");
    add(
        at,
        sender + " application key and IV " + generation,
        EXPAND,
        "key, iv",
        List.of(name + generation),
        "",
        "",
        "RFC 9846 §7.3",
        "");
  }

  private static String epoch(TlsEvent.KeysInstalled keys) {
    return keys.epoch() == Epoch.APPLICATION ? "application" : "handshake";
  }

  // TLS 1.2 and before: RFC 5246 §8.1, §6.3

  private void tls12(long at, TlsEvent.KeysInstalled keys, ServerHello answer) {
    ProtocolVersion version = answer.selectedVersion();
    CipherSuite suite = answer.cipherSuite();
    boolean ssl3 = !version.atLeast(ProtocolVersion.TLS_1_0);
    String function = ssl3 ? "MD5 over SHA-1" : "PRF";
    boolean resumed = keys.labels().contains("session");
    if (resumed) {
      add(
          at,
          MAIN,
          "kept",
          "",
          List.of("resumed session"),
          "",
          "",
          "RFC 5246 §7.3",
          secret(KeyLog.CLIENT_RANDOM));
    } else {
      add(
          at,
          "premaster secret",
          agreement(suite.keyExchange()),
          "",
          agreed(suite.keyExchange()),
          "",
          "",
          "RFC 5246 §8.1",
          "");
      boolean bound = answer.extensions().get(ExtendedMasterSecret.class) != null;
      add(
          at,
          MAIN,
          function,
          ssl3 ? "A, BB, CCC" : bound ? "extended master secret" : "master secret",
          bound
              ? List.of("premaster secret")
              : List.of("premaster secret", "client random", "server random"),
          bound ? "ClientHello...ClientKeyExchange" : "",
          bound ? transcript.at(Point.CLIENT_KEY_EXCHANGE) : "",
          bound ? "RFC 7627 §4" : ssl3 ? "RFC 6101 §6.1" : "RFC 5246 §8.1",
          secret(KeyLog.CLIENT_RANDOM));
    }
    add(
        at,
        KEY_BLOCK,
        function,
        ssl3 ? "A, BB, CCC ..." : "key expansion",
        List.of(MAIN, "server random", "client random"),
        "",
        "",
        ssl3 ? "RFC 6101 §6.2.2" : "RFC 5246 §6.3",
        "");
    for (Side side : Side.values()) {
      add(
          at,
          side + " write keys",
          "cut",
          "",
          List.of(KEY_BLOCK),
          "",
          "",
          ssl3 ? "RFC 6101 §6.2.2" : "RFC 5246 §6.3",
          "");
    }
    for (Side side : Side.values()) {
      add(
          at,
          side + " verify_data",
          ssl3 ? "MD5 and SHA-1" : function,
          ssl3 ? (side == Side.CLIENT ? "CLNT" : "SRVR") : side + " finished",
          List.of(MAIN),
          "all messages before",
          "",
          ssl3 ? "RFC 6101 §5.6.9" : "RFC 5246 §7.4.9",
          "");
    }
  }

  private static String agreement(KeyExchangeMethod method) {
    return switch (method) {
      case ECDHE, ECDH_ANON -> "elliptic-curve Diffie-Hellman";
      case DHE, DH_ANON, DHE_EXPORT, DH_ANON_EXPORT, DHE_EXPORT1024 -> "Diffie-Hellman";
      case RSA, RSA_EXPORT, RSA_EXPORT1024 -> "RSA encryption";
      case TLS_1_3, NONE, OTHER -> "key exchange";
    };
  }

  private static List<String> agreed(KeyExchangeMethod method) {
    return switch (method) {
      case RSA, RSA_EXPORT, RSA_EXPORT1024 ->
          List.of("48 octets that the client drew", "server's RSA key");
      default -> List.of("client key share", "server key share");
    };
  }

  // Both

  private void derive(
      long at,
      String name,
      String label,
      String from,
      String covered,
      String hash,
      String keyLogLabel) {
    add(
        at,
        name,
        DERIVE,
        label,
        List.of(from),
        covered,
        hash,
        "RFC 9846 §7.1",
        secret(keyLogLabel));
  }

  private String secret(String keyLogLabel) {
    return secrets.getOrDefault(keyLogLabel, "");
  }

  private void add(
      long at,
      String name,
      String function,
      String label,
      List<String> inputs,
      String covered,
      String hash,
      String reference,
      String secret) {
    steps.add(
        new TraceEntry.KeyStep(
            at, name, function, label, inputs, covered, hash, reference, secret));
  }
}
