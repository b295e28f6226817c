package dev.glassine.inspect.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.inspect.KeySchedulePicture;
import dev.glassine.inspect.LadderPicture;
import dev.glassine.inspect.TextLadder;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceEntry;
import dev.glassine.inspect.TraceJson;
import dev.glassine.inspect.TracePage;
import dev.glassine.inspect.decrypt.Ssl2Talk.Seen;
import dev.glassine.inspect.decrypt.Ssl2Talk.Sent;
import dev.glassine.inspect.keylog.KeyLogSecrets;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations in SSL 2.0 that others had, read with their keys, without, and with wrong ones. */
class Ssl2ReadingTest {
  private static final CipherSuite RC4 = CipherSuite.SSL_CK_RC4_128_WITH_MD5;
  private static final CipherSuite TRIPLE_DES = CipherSuite.SSL_CK_DES_192_EDE3_CBC_WITH_MD5;

  private static final List<String> IN_THE_CLEAR =
      List.of("CLIENT-HELLO", "SERVER-HELLO", "CLIENT-MASTER-KEY");
  private static final List<String> ALL =
      List.of(
          "CLIENT-HELLO",
          "SERVER-HELLO",
          "CLIENT-MASTER-KEY",
          "CLIENT-FINISHED",
          "SERVER-VERIFY",
          "SERVER-FINISHED");

  static List<CipherSuite> kinds() {
    return Ssl2Talk.KINDS;
  }

  private static Ssl2Talk talk(CipherSuite kind) {
    return Ssl2Talk.of(Ssl2Talk.visitor(kind), Ssl2Talk.host(kind)).talk();
  }

  private static List<String> messages(Trace trace) {
    return trace.entries(TraceEntry.Message.class).stream().map(TraceEntry.Message::name).toList();
  }

  private static List<String> notes(Trace trace) {
    return trace.entries(TraceEntry.Note.class).stream().map(TraceEntry.Note::text).toList();
  }

  /** What an entry says, without when. */
  private static Object timeless(TraceEntry entry) {
    return switch (entry) {
      case TraceEntry.Message m ->
          List.of(
              m.sender(), m.name(), m.version(), m.summary(), m.reference(), m.fields(), m.hex());
      case TraceEntry.Certificates c -> List.of(c.sender(), c.chain());
      case TraceEntry.KeyStep s -> List.of(s.name(), s.function(), s.inputs(), s.reference());
      case TraceEntry.Keys k -> List.of(k.sender(), k.epoch(), k.suite(), k.labels());
      case TraceEntry.Completed c -> c.facts();
      default -> throw new AssertionError(entry);
    };
  }

  private static List<Object> of(Trace trace, Class<? extends TraceEntry> kind) {
    List<Object> said = new ArrayList<>();
    trace.entries(kind).forEach(entry -> said.add(timeless(entry)));
    return said;
  }

  /** A third has seen what an end of it saw, though not always in the same order. */
  private static void same(Trace third, Trace end) {
    for (Class<? extends TraceEntry> kind :
        List.of(
            TraceEntry.Message.class,
            TraceEntry.Certificates.class,
            TraceEntry.KeyStep.class,
            TraceEntry.Keys.class)) {
      assertThat(of(third, kind))
          .as("%s", kind)
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(of(end, kind));
    }
    assertThat(third.traffic()).isEqualTo(end.traffic());
  }

  private static void isWhole(Seen seen) {
    assertThat(seen.trace().isComplete()).isTrue();
    assertThat(seen.trace().entries(TraceEntry.Unopened.class)).isEmpty();
    assertThat(seen.trace().entries(TraceEntry.Unread.class)).isEmpty();
    assertThat(seen.fromClient()).isEqualTo(Ssl2Talk.QUESTION);
    assertThat(seen.fromServer()).isEqualTo(Ssl2Talk.ANSWER);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void seesWithAKeyLogWhatBothEndsSaw(CipherSuite kind) {
    Ssl2Talk talk = Ssl2Talk.of(Ssl2Talk.visitor(kind), Ssl2Talk.curiousHost(kind)).talk();

    Seen seen = talk.read(talk.withKeyLog());

    isWhole(seen);
    same(seen.trace(), talk.client.trace());
    same(seen.trace(), talk.server.trace());
    assertThat(of(seen.trace(), TraceEntry.Completed.class))
        .isEqualTo(of(talk.client.trace(), TraceEntry.Completed.class));
    assertThat(messages(seen.trace())).contains("REQUEST-CERTIFICATE", "CLIENT-CERTIFICATE");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void seesWithTheServersKeyWhatBothEndsSaw(CipherSuite kind) {
    Ssl2Talk talk = talk(kind);

    Seen seen = talk.read(Ssl2Talk.withTheServersKey());

    isWhole(seen);
    same(seen.trace(), talk.client.trace());
    same(seen.trace(), talk.server.trace());
    assertThat(messages(seen.trace())).isEqualTo(ALL);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void opensASessionThatIsResumedWithTheKeyOfTheOneBefore(CipherSuite kind) {
    List<Ssl2Talk> talks = Ssl2Talk.twice(Ssl2Talk.visitor(kind), Ssl2Talk.host(kind));
    Ssl2Talk second = talks.get(1);
    assertThat(second.pair.client().info().resumed()).isTrue();

    SessionSecrets secrets = Ssl2Talk.withTheServersKey();
    Seen alone = second.read(secrets);
    isWhole(talks.getFirst().read(secrets));
    Seen behindTheFirst = second.read(secrets);

    assertThat(messages(alone.trace())).containsExactly("CLIENT-HELLO", "SERVER-HELLO");
    assertThat(alone.fromClient()).isEmpty();
    isWhole(behindTheFirst);
    assertThat(of(behindTheFirst.trace(), TraceEntry.Message.class))
        .containsExactlyInAnyOrderElementsOf(of(second.client.trace(), TraceEntry.Message.class));
    assertThat(of(behindTheFirst.trace(), TraceEntry.Keys.class))
        .containsExactlyInAnyOrderElementsOf(of(second.client.trace(), TraceEntry.Keys.class));
  }

  /** The wire does not tell the kind of a session, and several have keys of one length. */
  @ParameterizedTest
  @MethodSource("kinds")
  void findsTheKindOfASessionByWhichOpensIt(CipherSuite kind) {
    List<Ssl2Talk> talks =
        Ssl2Talk.twice(
            Ssl2Talk.visitor(Ssl2Talk.KINDS.toArray(CipherSuite[]::new)), Ssl2Talk.host(kind));
    Ssl2Talk second = talks.get(1);
    assertThat(second.pair.client().info().resumed()).isTrue();
    SessionSecrets keyLog = second.withKeyLog();

    Seen alone = second.read(keyLog);
    talks.getFirst().read(keyLog);
    Seen behindTheFirst = second.read(keyLog);

    isWhole(alone);
    String doubt = String.join(" ", notes(alone.trace()));
    assertThat(kindsIn(alone))
        .allMatch(found -> found.equals(kind.name()) || doubt.contains(kind.name()));
    assertThat(doubt.contains("may as well be"))
        .isEqualTo(kind.name().contains("RC4") || kind.name().contains("RC2"));
    isWhole(behindTheFirst);
    assertThat(kindsIn(behindTheFirst)).containsExactly(kind.name(), kind.name());
    assertThat(notes(behindTheFirst.trace())).isEmpty();
  }

  private static List<String> kindsIn(Seen seen) {
    return seen.trace().entries(TraceEntry.Keys.class).stream()
        .map(TraceEntry.Keys::suite)
        .toList();
  }

  @Test
  void readsWhateverPiecesItComesIn() {
    Ssl2Talk talk = talk(TRIPLE_DES);
    List<Sent> octetByOctet = new ArrayList<>();
    for (Sent sent : talk.wire) {
      for (byte octet : sent.record()) {
        octetByOctet.add(new Sent(sent.sender(), new byte[] {octet}));
      }
    }
    // TlsFinder keeps the first octets until it can tell what they begin
    List<Sent> wire = new ArrayList<>();
    wire.add(new Sent(Side.CLIENT, Arrays.copyOf(talk.record(Side.CLIENT, 0), 11)));
    wire.addAll(octetByOctet.subList(11, octetByOctet.size()));

    isWhole(Ssl2Talk.read(wire, talk.withKeyLog()));
  }

  @Test
  void waitsForAKeyThatComesLate() {
    Ssl2Talk talk = talk(RC4);
    KeyLogSecrets growing = new KeyLogSecrets();
    Ssl2Talk.Ear ear = new Ssl2Talk.Ear();
    PassiveSession session =
        new PassiveSession(ear, JcaCrypto.standard(), new SessionSecrets(growing, List.of()))
            .waitingForKeys(1 << 16);
    talk.wire.forEach(sent -> session.data(sent.sender(), sent.record(), 0, sent.record().length));
    assertThat(session.isWaiting()).isTrue();
    assertThat(messages(ear.seen().trace())).isEqualTo(IN_THE_CLEAR);

    growing.read(talk.keyLog.linesOf(Objects.requireNonNull(session.keyLogId())), "late");
    session.tryAgain();
    session.finished();

    assertThat(session.isWaiting()).isFalse();
    assertThat(messages(ear.seen().trace())).isEqualTo(ALL);
    assertThat(ear.seen().fromServer()).isEqualTo(Ssl2Talk.ANSWER);
  }

  @Test
  void saysWithoutAKeyByWhatAKeyLogWouldHaveIt() {
    Ssl2Talk talk = talk(RC4);

    Seen seen = talk.read(SessionSecrets.none());

    assertThat(messages(seen.trace())).isEqualTo(IN_THE_CLEAR);
    assertThat(seen.trace().isComplete()).isFalse();
    assertThat(seen.trace().entries(TraceEntry.Unopened.class))
        .isNotEmpty()
        .allSatisfy(unopened -> assertThat(unopened.contentType()).isEqualTo("not told"));
    assertThat(notes(seen.trace())).anyMatch(note -> note.contains("known for connection id "));
    assertThat(seen.fromClient() + seen.fromServer()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void saysThatAWrongKeyDoesNotFit(CipherSuite kind) {
    Ssl2Talk talk = talk(kind);
    String line = talk.keyLog.linesOf(connectionId(talk)).strip();
    int digits = line.length() - line.lastIndexOf(' ') - 1;
    String other = line.substring(0, line.length() - digits) + "5a".repeat(digits / 2);

    Seen seen =
        talk.read(new SessionSecrets(new KeyLogSecrets().read(other, "another's"), List.of()));

    assertThat(messages(seen.trace())).isEqualTo(IN_THE_CLEAR);
    assertThat(seen.trace().entries(TraceEntry.Unread.class)).isEmpty();
    assertThat(notes(seen.trace()))
        .anyMatch(note -> note.contains("do not open with the key that was given"));
    assertThat(seen.fromClient() + seen.fromServer()).isEmpty();
  }

  private static Bytes connectionId(Ssl2Talk talk) {
    PassiveSession session =
        new PassiveSession(new Ssl2Talk.Ear(), JcaCrypto.standard(), SessionSecrets.none());
    talk.wire.forEach(sent -> session.data(sent.sender(), sent.record(), 0, sent.record().length));
    return Objects.requireNonNull(session.keyLogId());
  }

  @Test
  void saysThatAKeyOfAnotherLengthIsOfNoKindThatIsThere() {
    Ssl2Talk talk = talk(RC4);
    String line = "SSL2_MASTER_KEY " + connectionId(talk).hex() + " " + "11".repeat(32);

    Seen seen = talk.read(new SessionSecrets(new KeyLogSecrets().read(line, "log"), List.of()));

    assertThat(messages(seen.trace())).isEqualTo(IN_THE_CLEAR);
    assertThat(notes(seen.trace())).anyMatch(note -> note.contains("has 32 octets"));
  }

  @Test
  void opensNothingWithAnotherServersKey() {
    Seen seen =
        talk(RC4)
            .read(
                new SessionSecrets(
                    new KeyLogSecrets(),
                    List.of(
                        TestCa.shared().server(KeyKind.RSA_1024_WITH_SHA1, "localhost").key(),
                        TestCa.shared().server(KeyKind.ECDSA_P256, "localhost").key())));

    assertThat(messages(seen.trace())).isEqualTo(IN_THE_CLEAR);
    assertThat(notes(seen.trace()))
        .anyMatch(note -> note.contains("no secret is known"))
        .containsOnlyOnce("none of the 2 RSA keys that were given is this server's");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void saysThatARecordWasChanged(CipherSuite kind) {
    Ssl2Talk talk = talk(kind).say(Side.CLIENT, "and more");
    byte[] data = talk.record(Side.CLIENT, 3);
    data[data.length - 1] ^= 1;

    Seen seen = talk.read(talk.withKeyLog());

    assertThat(messages(seen.trace())).isEqualTo(ALL);
    assertThat(seen.fromClient()).isEmpty();
    assertThat(seen.fromServer()).isEqualTo(Ssl2Talk.ANSWER);
    assertThat(seen.trace().entries(TraceEntry.Unopened.class))
        .hasSize(2)
        .allSatisfy(unopened -> assertThat(unopened.contentType()).isEqualTo("application_data"));
    assertThat(notes(seen.trace())).anyMatch(note -> note.contains("its octets were changed"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void showsNothingWrongWhereALengthWasChanged(CipherSuite kind) {
    Ssl2Talk talk = talk(kind).say(Side.CLIENT, "and more");
    for (int index = 0; index < 4; index++) {
      byte[] record = talk.record(Side.CLIENT, index);
      for (int bit = 0; bit < 16; bit++) {
        record[bit / 8] ^= (byte) (1 << bit % 8);

        Seen seen = talk.read(talk.withKeyLog());

        assertThat(ALL).containsAll(messages(seen.trace()));
        assertThat(Ssl2Talk.QUESTION + "and more").startsWith(seen.fromClient());
        record[bit / 8] ^= (byte) (1 << bit % 8);
      }
    }
  }

  @Test
  void saysWhereAStreamIsCutOffWhereverThatIs() {
    Ssl2Talk talk = talk(TRIPLE_DES);
    for (Side side : Side.values()) {
      int whole = octets(talk, side);
      for (int keep = 0; keep < whole; keep++) {
        Seen seen = Ssl2Talk.read(cut(talk, side, keep), talk.withKeyLog());

        assertThat(Ssl2Talk.QUESTION).startsWith(seen.fromClient());
        assertThat(Ssl2Talk.ANSWER).startsWith(seen.fromServer());
        assertThat(seen.trace().entries(TraceEntry.Unread.class)).isEmpty();
        assertThat(TraceJson.write(seen.trace())).startsWith("{");
      }
    }
  }

  private static int octets(Ssl2Talk talk, Side side) {
    return talk.wire.stream()
        .filter(sent -> sent.sender() == side)
        .mapToInt(sent -> sent.record().length)
        .sum();
  }

  /** The capture ends for one side after {@code keep} octets of it. */
  private static List<Sent> cut(Ssl2Talk talk, Side side, int keep) {
    List<Sent> wire = new ArrayList<>();
    int left = keep;
    for (Sent sent : talk.wire) {
      if (sent.sender() != side) {
        wire.add(sent);
      } else if (left > 0) {
        int part = Math.min(left, sent.record().length);
        wire.add(new Sent(side, Arrays.copyOf(sent.record(), part)));
        left -= part;
      }
    }
    return wire;
  }

  @Test
  void saysThatNothingIsFoundAgainBehindAHole() {
    Ssl2Talk talk = talk(RC4).say(Side.CLIENT, "and more");
    Ssl2Talk.Ear ear = new Ssl2Talk.Ear();
    PassiveSession session = new PassiveSession(ear, JcaCrypto.standard(), talk.withKeyLog());
    int hole = talk.wire.size() - 3;
    for (int i = 0; i < talk.wire.size(); i++) {
      Sent sent = talk.wire.get(i);
      if (i == hole) {
        session.gap(sent.sender(), sent.record().length);
      } else {
        session.data(sent.sender(), sent.record(), 0, sent.record().length);
      }
    }
    session.finished();

    assertThat(messages(ear.seen().trace())).isEqualTo(ALL);
    assertThat(ear.seen().fromClient()).isEmpty();
    assertThat(ear.seen().fromServer()).isEqualTo(Ssl2Talk.ANSWER);
    assertThat(notes(ear.seen().trace()))
        .anyMatch(note -> note.contains("are missing from the capture"))
        .anyMatch(note -> note.contains("is known by the one before it only"));
  }

  @Test
  void takesWhatTheClientSaysForDataWhereTheServersEndOfTheHandshakeIsMissing() {
    Ssl2Talk talk = talk(TRIPLE_DES);
    Ssl2Talk.Ear ear = new Ssl2Talk.Ear();
    PassiveSession session = new PassiveSession(ear, JcaCrypto.standard(), talk.withKeyLog());
    boolean missing = false;
    for (Sent sent : talk.wire) {
      if (sent.sender() == Side.SERVER && missing) {
        session.gap(Side.SERVER, sent.record().length);
      } else {
        session.data(sent.sender(), sent.record(), 0, sent.record().length);
      }
      missing |= sent.sender() == Side.SERVER;
    }
    session.finished();

    assertThat(ear.seen().fromClient()).isEqualTo(Ssl2Talk.QUESTION);
    assertThat(ear.seen().trace().entries(TraceEntry.Unread.class)).isEmpty();
  }

  @Test
  void explainsAnErrorThatEndsTheHandshake() {
    Ssl2Talk talk = Ssl2Talk.of(Ssl2Talk.visitor(RC4), Ssl2Talk.host(TRIPLE_DES));
    talk.pair.run();

    Seen seen = talk.read(SessionSecrets.none());

    assertThat(messages(seen.trace())).containsExactly("CLIENT-HELLO", "ERROR");
    assertThat(seen.trace().entries(TraceEntry.Failed.class))
        .singleElement()
        .satisfies(
            failed ->
                assertThat(failed.explanation().detail())
                    .contains("the server sent NO-CIPHER-ERROR"));
  }

  @Test
  void readsTheAlertOfAServerThatHasNoSsl20() {
    Ssl2Talk talk = talk(RC4);
    List<Sent> wire =
        List.of(talk.wire.getFirst(), new Sent(Side.SERVER, new byte[] {21, 3, 1, 0, 2, 2, 70}));

    Seen seen = Ssl2Talk.read(wire, SessionSecrets.none());

    assertThat(seen.trace().entries(TraceEntry.Alert.class))
        .extracting(TraceEntry.Alert::description)
        .containsExactly("protocol_version");
  }

  @Test
  void survivesWhateverOctetIsChanged() {
    SplittableRandom random = new SplittableRandom(5);
    Ssl2Talk whole = talk(TRIPLE_DES);
    for (int i = 0; i < 500; i++) {
      List<Sent> wire = new ArrayList<>();
      whole.wire.forEach(sent -> wire.add(new Sent(sent.sender(), sent.record().clone())));
      for (int hits = 0; hits <= i % 3; hits++) {
        byte[] record = wire.get(random.nextInt(wire.size())).record();
        record[random.nextInt(record.length)] = (byte) random.nextInt(256);
      }

      Seen seen =
          Ssl2Talk.read(wire, i % 2 == 0 ? whole.withKeyLog() : Ssl2Talk.withTheServersKey());

      assertThat(Ssl2Talk.QUESTION).startsWith(seen.fromClient());
      assertThat(Ssl2Talk.ANSWER).startsWith(seen.fromServer());
      assertThat(TraceJson.write(seen.trace())).startsWith("{");
    }
  }

  @Test
  void keepsTheKeyOutOfTheTrace() {
    Ssl2Talk talk = talk(RC4);
    String line = talk.keyLog.linesOf(connectionId(talk)).strip();

    String json = TraceJson.write(talk.read(talk.withKeyLog()).trace());

    assertThat(json)
        .contains("SERVER-FINISHED")
        .doesNotContain(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Test
  void showsInEachViewWhatWentUnderKeys() {
    Ssl2Talk talk = Ssl2Talk.of(Ssl2Talk.visitor(RC4), Ssl2Talk.curiousHost(RC4)).talk();

    Trace trace = talk.read(talk.withKeyLog()).trace();

    String json = TraceJson.write(trace);
    assertThat(TraceJson.read(json)).isEqualTo(trace);
    for (String view :
        List.of(
            TextLadder.plain(100).withFields().render(trace),
            json,
            TracePage.render("SSL 2.0", "", trace),
            LadderPicture.svg(trace))) {
      assertThat(view)
          .contains(
              "CLIENT-FINISHED",
              "SERVER-VERIFY",
              "REQUEST-CERTIFICATE",
              "CLIENT-CERTIFICATE",
              "SERVER-FINISHED");
    }
    assertThat(KeySchedulePicture.svg(trace)).contains("KEY-MATERIAL");
  }
}
