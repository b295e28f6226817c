package dev.glassine.inspect.decrypt;

import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.core.wire.Bytes;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceRecorder;
import dev.glassine.inspect.keylog.KeyLogSecrets;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.OpenDoors;
import dev.glassine.testkit.TestCa;
import dev.glassine.testkit.TransportShape;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in SSL 2.0 between two engines of ours: the records that went over the wire, what
 * each end saw, and the key log of both. What a third makes of the records is asked for by {@link
 * #read}.
 */
final class Ssl2Talk {
  static final Credential CLIENT = TestCa.shared().client(KeyKind.RSA_2048, "alice");
  static final String QUESTION = "GET / HTTP/1.0\r\n\r\n";
  static final String ANSWER = "HTTP/1.0 200 OK\r\n\r\nhello";

  /** All eight. */
  static final List<CipherSuite> KINDS =
      CipherSuite.all().stream().filter(suite -> suite.usableIn(ProtocolVersion.SSL_2_0)).toList();

  /** One record on the wire, header included. */
  record Sent(Side sender, byte[] record) {}

  /** What a third saw. */
  record Seen(Trace trace, String fromClient, String fromServer) {}

  final List<Sent> wire = new ArrayList<>();
  final KeyLogSecrets keyLog;
  final TraceRecorder client = TraceRecorder.client("localhost:443", new FixedClock());
  final TraceRecorder server = TraceRecorder.server("192.0.2.1:5000", new FixedClock());
  final EnginePair pair;

  private Ssl2Talk(ClientConfig visitor, ServerConfig host, KeyLogSecrets keyLog) {
    this.keyLog = keyLog;
    pair =
        new EnginePair(
                visitor,
                Destination.of("localhost", 443),
                host,
                TransportShape.COALESCED,
                client,
                server)
            .changeToServer(octets -> pass(Side.CLIENT, octets))
            .changeToClient(octets -> pass(Side.SERVER, octets));
  }

  /** Two that have not spoken yet. */
  static Ssl2Talk of(ClientConfig.Builder visitor, ServerConfig.Builder host) {
    KeyLogSecrets log = new KeyLogSecrets();
    return new Ssl2Talk(visitor.logSecretsForDebugging(log).build(), host.build(), log);
  }

  /** The same two once more, which have something to resume. */
  static List<Ssl2Talk> twice(ClientConfig.Builder visitor, ServerConfig.Builder host) {
    KeyLogSecrets log = new KeyLogSecrets();
    ClientConfig client = visitor.logSecretsForDebugging(log).build();
    ServerConfig server = host.build();
    return List.of(
        new Ssl2Talk(client, server, log).talk(), new Ssl2Talk(client, server, log).talk());
  }

  /** What opens it as a key log does. */
  SessionSecrets withKeyLog() {
    return new SessionSecrets(keyLog, List.of());
  }

  /** What opens it as the server's key does. */
  static SessionSecrets withTheServersKey() {
    return new SessionSecrets(new KeyLogSecrets(), List.of(OpenDoors.RSA.key()));
  }

  static ClientConfig.Builder visitor(CipherSuite... kinds) {
    return OpenDoors.client(ProtocolVersion.SSL_2_0)
        .legacy(doors())
        .suites(List.of(kinds))
        .sessions(new InMemoryStore(1 << 20, new FixedClock()))
        .credential(CLIENT);
  }

  static ServerConfig.Builder host(CipherSuite... kinds) {
    return OpenDoors.server(ProtocolVersion.SSL_2_0)
        .legacy(doors())
        .suites(List.of(kinds))
        .sessions(new InMemoryStore(1 << 20, new FixedClock()));
  }

  /** A server that wants to know who its client is. */
  static ServerConfig.Builder curiousHost(CipherSuite... kinds) {
    return host(kinds).clientAuthentication(ClientAuthentication.REQUIRED).trust(OpenDoors.ANYBODY);
  }

  private static Legacy doors() {
    return OpenDoors.everything().enableSsl2BrokenByDrown().build();
  }

  /** Handshake, a question and its answer. */
  Ssl2Talk talk() {
    pair.establish();
    say(Side.CLIENT, QUESTION);
    say(Side.SERVER, ANSWER);
    return this;
  }

  Ssl2Talk say(Side side, String text) {
    byte[] octets =
        pair.end(side).conduit().write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    pair.inject(side, pass(side, octets));
    return this;
  }

  private byte[] pass(Side sender, byte[] octets) {
    for (int at = 0; at < octets.length; ) {
      boolean shortHeader = octets[at] < 0;
      int length = (octets[at] & (shortHeader ? 0x7F : 0x3F)) << 8 | (octets[at + 1] & 0xFF);
      int end = at + (shortHeader ? 2 : 3) + length;
      wire.add(new Sent(sender, Arrays.copyOfRange(octets, at, end)));
      at = end;
    }
    return octets;
  }

  /** The record that {@code sender} sent as number {@code index}, from 0; may be changed. */
  byte[] record(Side sender, int index) {
    return wire.stream().filter(sent -> sent.sender == sender).toList().get(index).record;
  }

  /** What a third makes of it. */
  Seen read(SessionSecrets secrets) {
    return read(wire, secrets);
  }

  static Seen read(List<Sent> wire, SessionSecrets secrets) {
    Ear ear = new Ear();
    PassiveSession session = new PassiveSession(ear, JcaCrypto.standard(), secrets);
    wire.forEach(sent -> session.data(sent.sender, sent.record, 0, sent.record.length));
    session.ended(Side.CLIENT, false);
    session.ended(Side.SERVER, false);
    session.finished();
    return ear.seen();
  }

  /** Writes down what happens, and keeps the data. */
  static final class Ear implements PassiveListener {
    private final TraceRecorder recorder = TraceRecorder.onTheWire("", "", () -> Instant.EPOCH);
    private final PassiveListener into = PassiveListener.into(recorder);
    private final ByteArrayOutputStream fromClient = new ByteArrayOutputStream();
    private final ByteArrayOutputStream fromServer = new ByteArrayOutputStream();

    @Override
    public void on(TlsEvent event) {
      into.on(event);
    }

    @Override
    public void note(@Nullable Side sender, String topic, String text) {
      into.note(sender, topic, text);
    }

    @Override
    public void unread(Side sender, String name, Bytes raw, String why) {
      into.unread(sender, name, raw, why);
    }

    @Override
    public void unopened(Side sender, int contentType, int octets) {
      into.unopened(sender, contentType, octets);
    }

    @Override
    public void data(Side sender, byte[] octets, int offset, int length) {
      (sender == Side.CLIENT ? fromClient : fromServer).write(octets, offset, length);
    }

    Seen seen() {
      return new Seen(
          recorder.trace(),
          fromClient.toString(StandardCharsets.ISO_8859_1),
          fromServer.toString(StandardCharsets.ISO_8859_1));
    }
  }
}
