package dev.glassine.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** At each point of a real handshake the message that is said to be due is the one that comes. */
class AwaitedMessageTest {
  /** A peer may leave these out, so nobody waits for them by name. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "CertificateRequest",
          "CertificateStatus",
          "NewSessionTicket",
          "HelloRetryRequest",
          "REQUEST-CERTIFICATE",
          "CLIENT-CERTIFICATE");

  static Stream<Arguments> handshakes() {
    List<Arguments> all = new ArrayList<>();
    for (Map.Entry<String, RecordedPair> each : Handshakes.all().entrySet()) {
      Trace client = each.getValue().client.trace();
      Trace server = each.getValue().server.trace();
      if (client.isComplete() && server.isComplete()) {
        all.add(Arguments.of(each.getKey(), Side.SERVER, client));
        all.add(Arguments.of(each.getKey(), Side.CLIENT, server));
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}, of the {1}")
  @MethodSource("handshakes")
  void isTheOneThatComesNext(String name, Side peer, Trace trace) {
    List<TraceEntry> entries = trace.entries();
    int checked = 0;
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof TraceEntry.Completed) {
        break;
      }
      String next = nameOf(entries.get(i), peer, trace);
      if (!next.isEmpty() && !OPTIONAL.contains(next)) {
        assertThat(AwaitedMessage.from(peer, entries.subList(0, i)))
            .as("after %d entries", i)
            .isEqualTo(next);
        checked++;
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(2);
  }

  /**
   * TLS 1.3's ChangeCipherSpec says nothing, and nobody waits for it; nor does a server know in
   * what format the first hello will come.
   */
  private static String nameOf(TraceEntry entry, Side peer, Trace trace) {
    return switch (entry) {
      case TraceEntry.Message message when message.sender() == peer ->
          message.name().equals("ClientHello") && isSecond(message, trace)
              ? "second ClientHello"
              : message.name().equals("CLIENT-HELLO") ? "ClientHello" : message.name();
      case TraceEntry.ChangeCipherSpec changed
          when changed.sender() == peer && !StepFinder.isTls13(trace) ->
          "ChangeCipherSpec";
      default -> "";
    };
  }

  private static boolean isSecond(TraceEntry.Message hello, Trace trace) {
    return trace.entries(TraceEntry.Message.class).stream()
            .filter(each -> each.name().equals("ClientHello"))
            .toList()
            .indexOf(hello)
        > 0;
  }

  @Test
  void isTheHelloWhereNothingWasSaid() {
    assertThat(AwaitedMessage.from(Side.CLIENT, List.of())).isEqualTo("ClientHello");
    assertThat(AwaitedMessage.from(Side.SERVER, List.of())).isEqualTo("ServerHello");
  }

  @Test
  void isTheFinishedOfAClientThatHasNoCertificateToShow() {
    Trace trace =
        RecordedPair.of(
                RecordedPair.visitor(ProtocolVersion.TLS_1_3),
                RecordedPair.host(ProtocolVersion.TLS_1_3)
                    .clientAuthentication(dev.glassine.core.engine.ClientAuthentication.REQUESTED)
                    .trust(dev.glassine.core.identity.Trust.of(RecordedPair.CA.certificate())))
            .server
            .trace();
    List<TraceEntry> upToTheEmptyList = new ArrayList<>();
    for (TraceEntry entry : trace.entries()) {
      upToTheEmptyList.add(entry);
      if (entry instanceof TraceEntry.Message message
          && message.sender() == Side.CLIENT
          && message.name().equals("Certificate")) {
        break;
      }
    }

    assertThat(AwaitedMessage.from(Side.CLIENT, upToTheEmptyList)).isEqualTo("Finished");
  }
}
