package dev.glassine.cli;

import dev.glassine.core.wire.ClientHello;
import dev.glassine.inspect.capture.PcapngWriter;
import dev.glassine.inspect.keylog.KeyLogFile;
import dev.glassine.inspect.keylog.KeyLogFilter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that write down what opens the connections. Each is said aloud on standard error. */
final class RecordingOptions {
  @Option(
      names = "--keylog",
      paramLabel = "FILE",
      description =
          "Append the secrets of the connections to FILE (SSLKEYLOGFILE format, RFC 9850), for you only: whoever reads it can read EVERYTHING.")
  private @Nullable Path keyLog;

  @Option(
      names = "--keylog-from-env",
      description = "The same, to the file that the environment variable SSLKEYLOGFILE names.")
  private boolean keyLogFromEnvironment;

  @Option(
      names = "--keylog-host",
      paramLabel = "NAME",
      split = ",",
      description =
          "Of the connections only those whose client asks for NAME (server_name), *.example.org for what is one label below: for --keylog, --keylog-from-env and the secrets in --capture.")
  private List<String> keyLogHosts = new ArrayList<>();

  @Option(
      names = "--keylog-peer",
      paramLabel = "ADDRESS",
      split = ",",
      description =
          "Of the connections only those with the peer at ADDRESS, or in a range as 192.0.2.0/24; the same way.")
  private List<String> keyLogPeers = new ArrayList<>();

  @Option(
      names = "--capture",
      paramLabel = "FILE",
      description =
          "Write the packets to FILE (pcapng) with the secrets that open them, for you only: Wireshark shows it decrypted.")
  private @Nullable Path capture;

  /** Opens what is asked for, and says so. */
  Recording open(CommandSpec spec, PrintWriter talk) {
    Predicate<ClientHello> hellos = hosts(spec);
    List<AddressRange> peers = peers(spec);
    boolean chooses = !keyLogHosts.isEmpty() || !keyLogPeers.isEmpty();
    if (chooses && keyLog == null && !keyLogFromEnvironment && capture == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--keylog-host and --keylog-peer choose whose secrets are written, and nothing says where to: add --keylog, --keylog-from-env or --capture");
    }
    KeyLogFile log = openKeyLog(spec);
    PcapngWriter packets = openCapture(spec);
    if (log != null) {
      talk.println(log.warning());
    }
    if (packets != null) {
      talk.println(packets.warning());
    }
    talk.flush();
    InstantSource clock = InstantSource.system();
    return chooses
        ? Recording.of(log, packets, clock, hellos, peers)
        : new Recording(log, packets, clock);
  }

  private Predicate<ClientHello> hosts(CommandSpec spec) {
    try {
      return keyLogHosts.isEmpty() ? hello -> true : KeyLogFilter.askingFor(keyLogHosts);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--keylog-host: " + e.getMessage(), e);
    }
  }

  private List<AddressRange> peers(CommandSpec spec) {
    try {
      return keyLogPeers.stream().map(AddressRange::of).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--keylog-peer: " + e.getMessage(), e);
    }
  }

  private @Nullable KeyLogFile openKeyLog(CommandSpec spec) {
    if (keyLog != null && keyLogFromEnvironment) {
      throw new ParameterException(
          spec.commandLine(), "--keylog and --keylog-from-env do not go together");
    }
    try {
      if (keyLog != null) {
        return KeyLogFile.append(keyLog);
      }
      if (!keyLogFromEnvironment) {
        return null;
      }
      KeyLogFile named = KeyLogFile.fromEnvironment(System.getenv());
      if (named == null) {
        throw new ParameterException(
            spec.commandLine(), "--keylog-from-env: SSLKEYLOGFILE is not set");
      }
      return named;
    } catch (IOException e) {
      String option = keyLog != null ? "--keylog" : "--keylog-from-env";
      throw new ParameterException(spec.commandLine(), option + ": " + sentence(e), e);
    }
  }

  private @Nullable PcapngWriter openCapture(CommandSpec spec) {
    try {
      return capture == null ? null : PcapngWriter.create(capture);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--capture: " + sentence(e), e);
    }
  }

  private static String sentence(IOException e) {
    return e instanceof NoSuchFileException gone
        ? gone.getFile() + " cannot be made: its folder does not exist"
        : "cannot be written: " + e.getMessage();
  }
}
