package dev.glassine.inspect;

import dev.glassine.core.registry.Side;
import java.util.Locale;
import java.util.Set;

/**
 * Which of the nine steps an entry belongs to. What says nothing by itself belongs to the step that
 * is under way.
 */
final class StepFinder {
  private static final Set<String> CHOSEN_BY_SERVER =
      Set.of(
          "protocol version",
          "cipher suite",
          "key exchange group",
          "application protocol",
          "server name",
          "extended main secret",
          "encrypt-then-MAC",
          "record size",
          "compression");

  private final Vantage vantage;
  private HandshakeStep current = HandshakeStep.CLIENT_HELLO;
  private boolean sawHello;
  private boolean isRetried;
  private boolean sawAnswer;
  private boolean sawCertificate;
  private boolean isTls13;
  private boolean complete;

  StepFinder(Vantage vantage) {
    this.vantage = vantage;
  }

  /** Whether the server chose TLS 1.3. */
  static boolean isTls13(Trace trace) {
    return trace.entries(TraceEntry.Message.class).stream()
        .anyMatch(
            message ->
                message.name().equals("HelloRetryRequest")
                    || message.name().equals("ServerHello")
                        && message.summary().startsWith("TLS 1.3"));
  }

  HandshakeStep step(TraceEntry entry) {
    current =
        switch (entry) {
          case TraceEntry.Message message -> complete ? HandshakeStep.EXCHANGE : message(message);
          case TraceEntry.ChangeCipherSpec changed -> changed(changed);
          case TraceEntry.Decision decision -> decision(decision);
          case TraceEntry.Asked asked -> answering(asked.on());
          case TraceEntry.Waited waited -> answering(waited.on());
          case TraceEntry.Keys keys -> keys(keys.epoch());
          case TraceEntry.Records records -> records(records);
          case TraceEntry.Completed completed -> {
            complete = true;
            yield current;
          }
          case TraceEntry.Closed closed -> complete ? HandshakeStep.EXCHANGE : current;
          case TraceEntry.Alert alert -> complete ? HandshakeStep.EXCHANGE : current;
          case TraceEntry.KeyStep step -> step(step);
          case TraceEntry.Unopened unopened -> current;
          case TraceEntry.Unread unread -> current;
          case TraceEntry.Certificates certificates -> current;
          case TraceEntry.Failed failed -> current;
          case TraceEntry.Note note -> current;
        };
    return current;
  }

  private HandshakeStep message(TraceEntry.Message message) {
    boolean client = message.sender() == Side.CLIENT;
    // SSL 2.0 writes CLIENT-MASTER-KEY where the others write ClientKeyExchange
    return switch (message.name().replace("-", "").toLowerCase(Locale.ROOT)) {
      case "clienthello" -> {
        sawHello = true;
        yield HandshakeStep.CLIENT_HELLO;
      }
      case "helloretryrequest" -> {
        isRetried = true;
        yield HandshakeStep.CLIENT_HELLO;
      }
      case "serverhello" -> {
        sawAnswer = true;
        isTls13 = message.summary().startsWith("TLS 1.3");
        yield HandshakeStep.SERVER_HELLO;
      }
      case "certificate" -> client ? HandshakeStep.CLIENT_CERTIFICATE : HandshakeStep.SERVER_HELLO;
      case "certificateverify" ->
          client ? HandshakeStep.CLIENT_CERTIFICATE : HandshakeStep.VERIFY_SERVER;
      case "clientkeyexchange", "clientmasterkey" -> HandshakeStep.KEY_EXCHANGE;
      case "clientcertificate" -> HandshakeStep.CLIENT_CERTIFICATE;
      case "serververify" -> HandshakeStep.VERIFY_SERVER;
      case "finished" -> client ? HandshakeStep.CLIENT_FINISHED : HandshakeStep.SERVER_FINISHED;
      case "clientfinished", "endofearlydata" -> HandshakeStep.CLIENT_FINISHED;
      case "serverfinished" -> HandshakeStep.SERVER_FINISHED;
      case "newsessionticket" -> isTls13 ? HandshakeStep.EXCHANGE : HandshakeStep.SERVER_FINISHED;
      case "keyupdate" -> HandshakeStep.EXCHANGE;
      default -> HandshakeStep.SERVER_HELLO;
    };
  }

  /** In TLS 1.3 it says nothing, and is sent for the sake of middleboxes. */
  private HandshakeStep changed(TraceEntry.ChangeCipherSpec changed) {
    if (isTls13 || complete || !sawAnswer) {
      return current;
    }
    return changed.sender() == Side.CLIENT
        ? HandshakeStep.CLIENT_FINISHED
        : HandshakeStep.SERVER_FINISHED;
  }

  private HandshakeStep decision(TraceEntry.Decision decision) {
    String topic = decision.topic();
    if (topic.equals("peer identity")) {
      return verification();
    }
    if (topic.equals("stapled certificate status") && vantage == Vantage.CLIENT && sawCertificate) {
      return HandshakeStep.VERIFY_SERVER;
    }
    if (topic.equals("client authentication")
        && vantage == Vantage.CLIENT
        && decision.chosen() == null) {
      return HandshakeStep.CLIENT_CERTIFICATE;
    }
    if (topic.equals("certificate")) {
      return vantage == Vantage.CLIENT
          ? HandshakeStep.CLIENT_CERTIFICATE
          : HandshakeStep.SERVER_HELLO;
    }
    boolean waitsForSecondHello = isRetried && !sawAnswer && vantage == Vantage.CLIENT;
    return sawHello
            && !waitsForSecondHello
            && current == HandshakeStep.CLIENT_HELLO
            && CHOSEN_BY_SERVER.contains(topic)
        ? HandshakeStep.SERVER_HELLO
        : current;
  }

  private HandshakeStep verification() {
    return vantage == Vantage.SERVER ? HandshakeStep.VERIFY_CLIENT : HandshakeStep.VERIFY_SERVER;
  }

  private HandshakeStep answering(String whom) {
    return whom.equals("verifier") ? verification() : current;
  }

  private HandshakeStep keys(String epoch) {
    return isTls13 && !complete && epoch.equals("handshake") ? HandshakeStep.KEY_EXCHANGE : current;
  }

  private HandshakeStep step(TraceEntry.KeyStep step) {
    boolean early = step.name().equals("early secret");
    return isTls13 && !complete && early ? HandshakeStep.KEY_EXCHANGE : current;
  }

  private HandshakeStep records(TraceEntry.Records records) {
    return complete && records.carries().equals("application_data")
        ? HandshakeStep.EXCHANGE
        : current;
  }
}
