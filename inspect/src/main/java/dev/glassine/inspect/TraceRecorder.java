package dev.glassine.inspect;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes the events of one connection down as a {@link Trace}. The engine's owner thread feeds it;
 * any thread may take the trace so far. Keeps at most {@link #MAX_ENTRIES} entries, so that a peer
 * cannot fill memory with alerts.
 */
public final class TraceRecorder implements TlsListener {
  /** Entries kept at most; what comes after is dropped. */
  public static final int MAX_ENTRIES = 500;

  private final Side side;
  private final String peer;
  private final InstantSource clock;
  private final Instant started;
  private final List<TraceEntry> entries = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private long askedAt;

  /**
   * Begins a recording.
   *
   * @param side which end this is
   * @param peer whom it talks to, for people
   * @param clock what time it is
   */
  public TraceRecorder(Side side, String peer, InstantSource clock) {
    this.side = side;
    this.peer = peer;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** What was recorded so far. */
  public Trace trace() {
    lock.lock();
    try {
      return new Trace(Trace.FORMAT, side, peer, started, entries);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void on(TlsEvent event) {
    long at = Duration.between(started, clock.instant()).toNanos() / 1000;
    switch (event) {
      case TlsEvent.Message message ->
          add(
              new TraceEntry.Message(
                  at,
                  message.sender(),
                  message.message().messageName(),
                  MessageSummary.of(message.message()),
                  MessageSummary.reference(message.message(), message.version()),
                  message.raw().length(),
                  message.fields(),
                  message.raw().hex()));
      case TlsEvent.CipherSpecChanged changed ->
          add(new TraceEntry.ChangeCipherSpec(at, changed.sender()));
      case TlsEvent.AlertSeen seen -> add(alert(at, seen));
      case TlsEvent.KeysInstalled keys ->
          add(
              new TraceEntry.Keys(
                  at,
                  keys.sender(),
                  keys.epoch().name().toLowerCase(java.util.Locale.ROOT),
                  keys.suite().name(),
                  keys.labels()));
      case TlsEvent.Decided(var decision) ->
          add(
              new TraceEntry.Decision(
                  at,
                  decision.topic().words(),
                  decision.clientOffer(),
                  decision.serverOffer(),
                  decision.chosen(),
                  decision.why(),
                  decision.reference()));
      case TlsEvent.Asked asked -> askedAt = at;
      case TlsEvent.Answered(Question question) ->
          add(new TraceEntry.Waited(askedAt, words(question), at - askedAt));
      case TlsEvent.Completed(ConnectionInfo info) ->
          add(new TraceEntry.Completed(at, facts(info), certificates(info.peerCertificates())));
      case TlsEvent.LegacyUsed(var dangers, var info) ->
          dangers.forEach(danger -> add(broken(at, danger)));
      case TlsEvent.Failed(TlsFailure failure) -> add(failed(at, failure));
      case TlsEvent.Closed closed ->
          add(new TraceEntry.Closed(at, closed.sender(), closed.clean()));
      case TlsEvent.RecordSeen record -> {
        // records are not part of this model yet
      }
    }
  }

  private void add(TraceEntry entry) {
    lock.lock();
    try {
      if (entries.size() < MAX_ENTRIES) {
        entries.add(entry);
      }
    } finally {
      lock.unlock();
    }
  }

  private static TraceEntry.Decision broken(long at, Danger danger) {
    return new TraceEntry.Decision(
        at, "broken", List.of(), List.of(), danger.subject(), danger.breaks(), danger.source());
  }

  private static TraceEntry.Alert alert(long at, TlsEvent.AlertSeen seen) {
    Alert alert = seen.alert();
    AlertDescription description = alert.description();
    String level =
        alert.level() == Alert.WARNING
            ? "warning"
            : alert.level() == Alert.FATAL ? "fatal" : "level " + alert.level();
    return new TraceEntry.Alert(
        at,
        seen.sender(),
        level,
        description == null ? "alert " + alert.code() : description.wireName());
  }

  private static TraceEntry.Failed failed(long at, TlsFailure failure) {
    AlertDescription alert = failure.alert();
    return new TraceEntry.Failed(
        at,
        failure.reason().name(),
        failure.reason().kind().name(),
        failure.reason().sentence(),
        failure.detail(),
        failure.reason().reference(),
        alert == null ? null : alert.wireName(),
        failure.advice());
  }

  private static String words(Question question) {
    return switch (question) {
      case Question.ChooseCertificate choose -> "which certificate to present";
      case Question.JudgeChain judge -> "whether to trust the peer's certificate";
      case Question.Sign sign -> "a signature of the private key";
      case Question.DecryptPremaster decrypt -> "the premaster secret under the RSA key";
      case Question.FindSession find -> "whether a session is remembered";
      case Question.ChooseProtocol choose -> "which application protocol to speak";
    };
  }

  private static Map<String, String> facts(ConnectionInfo info) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("version", info.version().name());
    facts.put("cipher suite", info.suite().name());
    put(facts, "group", info.group());
    put(facts, "server signature", info.serverSignature());
    put(facts, "client signature", info.clientSignature());
    put(facts, "application protocol", info.protocol());
    put(facts, "server name", info.serverName());
    facts.put("resumed", info.resumed() ? "yes" : "no");
    if (!info.extendedMainSecret()) {
      facts.put("extended main secret", "no");
    }
    return facts;
  }

  private static void put(
      Map<String, String> facts, String name, @org.jspecify.annotations.Nullable Object value) {
    if (value != null) {
      facts.put(name, value.toString());
    }
  }

  private static List<String> certificates(List<X509Certificate> chain) {
    return chain.stream()
        .map(certificate -> certificate.getSubjectX500Principal().getName())
        .toList();
  }
}
