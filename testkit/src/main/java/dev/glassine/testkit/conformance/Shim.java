package dev.glassine.testkit.conformance;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.AlertDescription;
import java.io.IOException;
import java.util.List;

/**
 * One test: reads the flags, makes the connections that they ask for, and says how it ended the way
 * the runner understands it.
 */
final class Shim {
  private static final int OK = 0;
  private static final int FAILED = 1;

  private Shim() {}

  /** The two ways to use Glassine. */
  enum Api {
    ENGINE,
    JSSE
  }

  /**
   * How a test ended.
   *
   * @param code for the runner: 0 well, 89 not supported, else failed
   * @param output what the runner reads from the standard output
   * @param errors what went wrong; empty where nothing did
   */
  record Ending(int code, String output, String errors) {}

  /**
   * Runs one test.
   *
   * @param api by which of Glassine's
   */
  static Ending run(List<String> arguments, Api api) {
    if (arguments.contains("-is-handshaker-supported")) {
      return new Ending(OK, "No\n", "");
    }
    try {
      CommandLine line = CommandLine.parse(arguments);
      Memory memory = new Memory(api);
      for (int i = 0; i < line.connections(); i++) {
        connect(line.of(i), memory, i > 0);
      }
      return new Ending(OK, "", "");
    } catch (Refused e) {
      return new Ending(Refused.EXIT_CODE, "", e.getMessage() + "\n");
    } catch (TlsFailure e) {
      return new Ending(FAILED, "", describe(e));
    } catch (Disappointed e) {
      return new Ending(FAILED, "", "unexpected: " + e.getMessage() + "\n");
    } catch (IOException | RuntimeException e) {
      StringBuilder trace = new StringBuilder("the shim broke: " + e + "\n");
      for (StackTraceElement element : e.getStackTrace()) {
        trace.append("  at ").append(element).append('\n');
      }
      return new Ending(FAILED, "", trace.toString());
    }
  }

  private static void connect(Settings settings, Memory memory, boolean resumes)
      throws IOException {
    boolean server = settings.has("server");
    Disappointed.unless(
        server || !resumes || memory.isJsse() || memory.client().hasSession(),
        "no session to resume");
    Party party = party(settings, memory);
    try (Line wire = Line.open(settings)) {
      Conversation conversation = new Conversation(settings, party, wire);
      conversation.handshake();
      new Expectations(settings, party, memory, resumes).checkHandshake();
      conversation.talk();
      new Expectations(settings, party, memory, resumes).checkSession();
      conversation.end();
    }
    memory.nextConnection(settings);
  }

  private static Party party(Settings settings, Memory memory) {
    if (memory.isJsse()) {
      return memory.jsse(settings);
    }
    return settings.has("server")
        ? EngineParty.server(settings, memory)
        : EngineParty.client(settings, memory);
  }

  /** The reason's name first, which is what the table of errors maps to. */
  private static String describe(TlsFailure failure) {
    String received = "";
    if (failure instanceof TlsFailure.PeerAlert alert) {
      AlertDescription known = alert.received();
      received = " " + (known == null ? alert.code() : known.wireName()) + ":";
    }
    StringBuilder text = new StringBuilder();
    text.append(failure.reason())
        .append(':')
        .append(received)
        .append(' ')
        .append(failure.getMessage())
        .append('\n');
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      text.append("  because of ").append(cause).append('\n');
    }
    return text.toString();
  }
}
