package dev.glassine.testkit.interop.old;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.TransportShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conversations with real peers, once more and without them: the peer's octets go into our engine,
 * which must answer with the very octets that the peer accepted, and see the same happen.
 *
 * <p>{@code -Dglassine.conversations=ssl30-} has those anew whose files are named so, {@code all}
 * all of them, with the peers that are installed, and writes the files; that is due when what we
 * send was changed on purpose.
 */
class RecordedConversationsTest {
  private static final String PROPERTY = "glassine.conversations";
  private static final Path FOLDER =
      Path.of(
          System.getProperty("glassine.root", ".."),
          "testkit/src/test/resources/interop/conversations");

  static Stream<Arguments> everyConversationToHave() {
    String wanted = System.getProperty(PROPERTY, "all");
    return ConversationsToHave.ALL.stream()
        .filter(c -> wanted.equals("all") || c.file().startsWith(wanted))
        .map(c -> Arguments.of(c.file(), c.peer(), c.side(), c.wanted()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyConversationToHave")
  @EnabledIfSystemProperty(named = PROPERTY, matches = ".+")
  void isHadAnew(String file, OldPeer peer, Side side, OldCase wanted) throws Exception {
    OldPeersTest.require(peer);
    Conversation told = new ConversationRecorder(peer, wanted).record(side);
    assertThat(told.connections()).hasSize(wanted.resumed() ? 2 : 1);
    Files.createDirectories(FOLDER);
    ConversationFile.write(FOLDER.resolve(file + ".txt"), told);
  }

  static List<String> everyConversation() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyConversation")
  void isRepeatedOctetForOctet(String file) throws Exception {
    repeat(ConversationFile.read(FOLDER.resolve(file)), TransportShape.COALESCED);
  }

  /** Where octets are cut is nobody's business but the transport's. */
  @ParameterizedTest
  @EnumSource(TransportShape.class)
  void isRepeatedOverEveryTransportShape(TransportShape shape) throws Exception {
    repeat(ConversationFile.read(FOLDER.resolve(everyConversation().getFirst())), shape);
  }

  private static void repeat(Conversation told, TransportShape shape) {
    Conversation.Ours ours = told.ours();
    for (List<Conversation.Line> connection : told.connections()) {
      OurSide next = ours.next();
      List<TlsEvent> events = new ArrayList<>();
      TlsEngine engine =
          told.side() == Side.CLIENT
              ? TlsEngine.client(next.client(), Destination.of("localhost", 443), events::add)
              : TlsEngine.server(next.server(), events::add);
      new Repetition(engine, shape).follow(connection);
      assertThat(events.stream().map(EventText::of).flatMap(Optional::stream))
          .isEqualTo(
              connection.stream()
                  .filter(line -> line.kind() == Conversation.Kind.EVENT)
                  .map(Conversation.Line::text)
                  .toList());
    }
  }

  /** One connection of ours, which does what the lines say. */
  private static final class Repetition {
    private final TlsConduit conduit;
    private final TransportShape shape;
    private final ByteArrayOutputStream due = new ByteArrayOutputStream();

    Repetition(TlsEngine engine, TransportShape shape) {
      this.conduit = new TlsConduit(engine);
      this.shape = shape;
    }

    void follow(List<Conversation.Line> lines) {
      for (Conversation.Line line : lines) {
        if (line.kind() != Conversation.Kind.EVENT) {
          follow(line.kind(), HexFormat.of().parseHex(line.text()));
        }
      }
      due.writeBytes(conduit.drain());
      assertThat(due.toByteArray()).as("octets that nobody has seen before").isEmpty();
    }

    private void follow(Conversation.Kind kind, byte[] octets) {
      switch (kind) {
        case RECEIVED -> feed(octets);
        case SENT -> sends(octets);
        case WRITE -> due.writeBytes(conduit.write(ByteBuffer.wrap(octets)));
        case READ -> assertThat(read()).isEqualTo(octets);
        case CLOSE -> conduit.engine().closeWrite();
        case END -> attempt(conduit::inputEnded);
        case EVENT -> throw new IllegalArgumentException("an event is not to be followed");
      }
    }

    private void feed(byte[] octets) {
      var cuts = shape.cuts();
      for (int at = 0; at < octets.length; ) {
        int end = at + cuts.applyAsInt(octets.length - at);
        ByteBuffer piece = shape.buffer(Arrays.copyOfRange(octets, at, end));
        attempt(() -> conduit.feed(piece));
        at = end;
      }
    }

    /** A failure is an event, and told by those. */
    private static void attempt(Runnable step) {
      try {
        step.run();
      } catch (TlsFailure e) {
        assertThat(e.reason()).isNotNull();
      }
    }

    private void sends(byte[] octets) {
      due.writeBytes(conduit.drain());
      byte[] ready = due.toByteArray();
      assertThat(HexFormat.of().formatHex(ready)).isEqualTo(HexFormat.of().formatHex(octets));
      due.reset();
    }

    private byte[] read() {
      byte[] data = new byte[conduit.readable()];
      conduit.read(ByteBuffer.wrap(data));
      return data;
    }
  }
}
