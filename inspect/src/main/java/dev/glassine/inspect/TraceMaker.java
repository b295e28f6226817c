package dev.glassine.inspect;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.Field;
import dev.glassine.core.wire.ServerHello;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the entries of a trace out of what a recorder wrote down. */
final class TraceMaker {
  private static final String APPLICATION_DATA =
      RecordCount.contentType(ContentType.APPLICATION_DATA.code());

  private final Vantage vantage;
  private final List<TraceEntry> entries = new ArrayList<>();
  private final RunningTranscript transcript = new RunningTranscript();
  private final KeyScheduleSteps schedule;
  private final Ssl2KeySteps ssl2Keys;
  private @Nullable ServerHello answer;
  private TraceEntry.@Nullable Asked asked;
  private boolean complete;

  TraceMaker(Vantage vantage, Map<String, String> secrets) {
    this.vantage = vantage;
    this.schedule = new KeyScheduleSteps(transcript, secrets);
    this.ssl2Keys = new Ssl2KeySteps(secrets);
  }

  Trace make(
      String client,
      String server,
      Instant started,
      List<Happening> happenings,
      Traffic traffic,
      int dropped) {
    for (int i = 0; i < happenings.size(); i++) {
      Happening before = i == 0 ? null : happenings.get(i - 1);
      Happening after = i + 1 == happenings.size() ? null : happenings.get(i + 1);
      switch (happenings.get(i)) {
        case Happening.Entry(long at, TraceEntry entry) -> entry(entry);
        case Happening.Run run -> run(before, run, after);
        case Happening.Event(long at, TlsEvent event) -> event(at, event);
      }
    }
    transcript.complete(entries);
    return new Trace(
        Trace.FORMAT,
        vantage,
        client,
        server,
        started,
        entries,
        traffic,
        TimeSpent.of(vantage, happenings),
        dropped);
  }

  private void entry(TraceEntry entry) {
    if (entry instanceof TraceEntry.Unopened next
        && !entries.isEmpty()
        && entries.getLast() instanceof TraceEntry.Unopened before
        && before.sender() == next.sender()
        && before.contentType().equals(next.contentType())) {
      entries.removeLast();
      entries.add(
          new TraceEntry.Unopened(
              before.at(),
              before.sender(),
              before.contentType(),
              before.count() + next.count(),
              before.octets() + next.octets()));
      return;
    }
    entries.add(entry);
  }

  // Records

  private void run(@Nullable Happening before, Happening.Run run, @Nullable Happening after) {
    if (after instanceof Happening.Entry(long at, TraceEntry.Unopened unopened)) {
      return; // says the same
    }
    String told = run.sender() == vantage.side() ? carried(before, run) : carried(after, run);
    String type = RecordCount.contentType(run.contentType());
    String otherwise = complete && type.equals(APPLICATION_DATA) ? APPLICATION_DATA : "";
    if (told.isEmpty() || run.count() == 1) {
      add(run, run.at(), type, told.isEmpty() ? otherwise : told, run.count(), run.octets());
      return;
    }
    String first = complete ? otherwise : told;
    add(run, run.at(), type, first, run.count() - 1, run.octets() - run.lastLength());
    add(run, run.lastAt(), type, told, 1, run.lastLength());
  }

  private void add(
      Happening.Run run, long at, String type, String carries, int count, long octets) {
    entries.add(
        new TraceEntry.Records(at, run.sender(), type, carries, count, octets, run.isProtected()));
  }

  /** The type of what {@code told} tells of, if it is the run's sender's. */
  private static String carried(@Nullable Happening told, Happening.Run run) {
    if (!(told instanceof Happening.Event event) || event.sender() != run.sender()) {
      return "";
    }
    ContentType type =
        switch (event.event()) {
          case TlsEvent.Message message -> ContentType.HANDSHAKE;
          case TlsEvent.MessageInSsl2 message -> ContentType.HANDSHAKE;
          case TlsEvent.AlertSeen alert -> ContentType.ALERT;
          default -> ContentType.CHANGE_CIPHER_SPEC;
        };
    return RecordCount.contentType(type.code());
  }

  // Events

  private void event(long at, TlsEvent event) {
    switch (event) {
      case TlsEvent.Message message -> message(at, message);
      case TlsEvent.MessageInSsl2 message -> {
        transcript.add(message);
        entries.addAll(Ssl2Entries.of(at, message));
      }
      case TlsEvent.CipherSpecChanged changed ->
          entries.add(new TraceEntry.ChangeCipherSpec(at, changed.sender()));
      case TlsEvent.AlertSeen seen -> alert(at, seen);
      case TlsEvent.KeysInstalled keys -> {
        entries.addAll(
            keys.suite().usableIn(ProtocolVersion.SSL_2_0)
                ? ssl2Keys.before(at, keys)
                : schedule.before(at, keys));
        entries.add(
            new TraceEntry.Keys(
                at,
                keys.sender(),
                keys.epoch().name().toLowerCase(Locale.ROOT),
                keys.suite().name(),
                keys.labels()));
      }
      case TlsEvent.Decided(var decision) ->
          entries.add(
              new TraceEntry.Decision(
                  at,
                  decision.topic().words(),
                  decision.clientOffer(),
                  decision.serverOffer(),
                  decision.chosen(),
                  decision.why(),
                  decision.reference()));
      case TlsEvent.Asked(Question question) -> {
        asked = new TraceEntry.Asked(at, TimeSpent.whom(question), words(question));
        entries.add(asked);
      }
      case TlsEvent.Answered answered -> answered(at);
      case TlsEvent.Completed(ConnectionInfo info) -> {
        complete = true;
        entries.addAll(schedule.atTheEnd(at));
        entries.add(new TraceEntry.Completed(at, facts(info)));
      }
      case TlsEvent.LegacyUsed(var dangers, var info) ->
          dangers.forEach(danger -> entries.add(broken(at, danger)));
      case TlsEvent.Failed(var failure) -> failed(at, failure.explanation());
      case TlsEvent.Closed closed ->
          entries.add(new TraceEntry.Closed(at, closed.sender(), closed.clean()));
      case TlsEvent.RecordSeen record -> throw new IllegalStateException("records come as runs");
    }
  }

  private void answered(long at) {
    TraceEntry.Asked question = asked;
    asked = null;
    if (question != null) {
      entries.remove(question);
      entries.add(
          new TraceEntry.Waited(
              question.at(), question.on(), question.question(), at - question.at()));
    }
  }

  private void message(long at, TlsEvent.Message message) {
    String name = message.message().messageName();
    boolean hashed = !complete && transcript.add(message);
    schedule.saw(message);
    if (message.message() instanceof ServerHello hello) {
      answer = hello;
    }
    List<Field> fields =
        KeyExchangeFields.open(message.message(), message.raw(), message.fields(), answer);
    String opened = KeyExchangeFields.summary(fields);
    entries.add(
        new TraceEntry.Message(
            at,
            message.sender(),
            name,
            message.version().name(),
            opened.isEmpty() ? MessageSummary.of(message.message()) : opened,
            MessageSummary.reference(message.message(), message.version()),
            message.raw().length(),
            FieldMeanings.of(message, fields),
            hashed ? transcript.hash() : "",
            message.raw().hex()));
    List<TraceCertificate> chain = CertificateChains.of(message.message());
    if (!chain.isEmpty()) {
      entries.add(new TraceEntry.Certificates(at, message.sender(), chain));
    }
  }

  private static TraceEntry.Decision broken(long at, Danger danger) {
    return new TraceEntry.Decision(
        at, "broken", List.of(), List.of(), danger.subject(), danger.breaks(), danger.source());
  }

  private void alert(long at, TlsEvent.AlertSeen seen) {
    Alert alert = seen.alert();
    AlertDescription description = alert.description();
    String level =
        alert.level() == Alert.WARNING
            ? "warning"
            : alert.level() == Alert.FATAL ? "fatal" : "level " + alert.level();
    entries.add(
        new TraceEntry.Alert(
            at,
            seen.sender(),
            level,
            description == null ? "alert " + alert.code() : description.wireName(),
            alert.code()));
    if (vantage == Vantage.WIRE && alert.level() != Alert.WARNING) {
      Side receiver = seen.sender().peer();
      failed(at, Explanation.ofAlert(alert.code(), "", HandshakePosition.of(receiver, entries)));
    }
  }

  private void failed(long at, Explanation explanation) {
    entries.add(new TraceEntry.Failed(at, EvidenceOctets.find(explanation, entries)));
  }

  private static String words(Question question) {
    return switch (question) {
      case Question.ChooseCertificate choose -> "which certificate to present";
      case Question.JudgeChain judge -> "whether to trust the peer's certificate";
      case Question.Sign sign -> "a signature of the private key";
      case Question.DecryptPremaster decrypt -> "the premaster secret under the RSA key";
      case Question.DecryptSecretKey decrypt -> "the master key's secret part under the RSA key";
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
    if (!info.peerCertificates().isEmpty()) {
      X509Certificate own = info.peerCertificates().getFirst();
      facts.put("peer certificate", own.getSubjectX500Principal().getName());
    }
    return facts;
  }

  private static void put(Map<String, String> facts, String name, @Nullable Object value) {
    if (value != null) {
      facts.put(name, value.toString());
    }
  }
}
