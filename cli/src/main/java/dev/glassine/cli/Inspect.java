package dev.glassine.cli;

import dev.glassine.core.identity.Pem;
import dev.glassine.inspect.TextLadder;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceJson;
import dev.glassine.inspect.TracePage;
import dev.glassine.inspect.capture.Endpoint;
import dev.glassine.inspect.capture.PcapngWriter;
import dev.glassine.inspect.decrypt.CaptureInspector;
import dev.glassine.inspect.decrypt.FoundSession;
import dev.glassine.inspect.decrypt.PastedHello;
import dev.glassine.inspect.decrypt.SessionSecrets;
import dev.glassine.inspect.keylog.KeyLogSecrets;
import dev.glassine.inspect.keylog.KeyLogTail;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code glassine inspect}: what others said, from a capture, a pasted hello, or in between. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the TLS connections of a capture (pcap, pcapng): everything that is in the clear, and all of it where a key"
          + " log, the secrets in the capture or the server's RSA key open it.",
      "Without a FILE it reads standard input: a capture, or the octets of a ClientHello in hexadecimal digits, with or"
          + " without record header, as pasted from anywhere.",
      "With --listen and --to it stands between a client and a server and shows their handshakes as they happen."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  glassine inspect trouble.pcapng --keylog keys.log --html trouble.html",
      "  glassine inspect old.pcap --rsa-key server.key --fields --connection 3",
      "  echo '16 03 01 02 00 01 00 01 fc ...' | glassine inspect",
      "  glassine inspect --listen 9443 --to example.org:443 --keylog keys.log --capture both.pcapng"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was read; the relay was ended by a signal",
      "1:a part could not be read, or there was no TLS in it; what was printed says why",
      "2:the command line is wrong",
      "3:the input cannot be read at all, or the port not listened on"
    })
final class Inspect implements Callable<Integer> {
  private static final int MAX_PASTED = 1 << 20;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The capture, or '-' for standard input.")
  private @Nullable Path file;

  @Option(
      names = "--keylog",
      paramLabel = "FILE",
      description =
          "Secrets in the SSLKEYLOGFILE format, from either side. A relay follows the file while it grows.")
  private List<Path> keyLogs = new ArrayList<>();

  @Option(
      names = "--rsa-key",
      paramLabel = "FILE",
      description =
          "The server's private RSA key, PEM: opens connections with RSA key exchange, and all in SSL 2.0.")
  private List<Path> keys = new ArrayList<>();

  @Option(
      names = "--listen",
      paramLabel = "[ADDRESS:]PORT",
      converter = ListenAddress.class,
      description =
          "Relay connections to --to and show them live; on loopback unless an address is named.")
  private @Nullable InetSocketAddress listen;

  @Option(
      names = "--to",
      paramLabel = "HOST:PORT",
      converter = Target.Converter.class,
      description = "Where the relay's connections go.")
  private @Nullable Target to;

  @Option(
      names = "--capture",
      paramLabel = "FILE",
      description =
          "Write the relay's packets to FILE (pcapng), with the secrets that open them where they are known; for you only.")
  private @Nullable Path capture;

  @Option(
      names = "--connection",
      paramLabel = "N",
      description = "Show only the TCP connection with this number.")
  private @Nullable Long connection;

  @Option(
      names = "--fields",
      description = "Print each field of each message, and both offers of each decision.")
  private boolean fields;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Also write the first connection as a page to FILE, further ones to FILE with their number in its name.")
  private @Nullable Path html;

  @Option(names = "--json", description = "Print each connection's trace as one line of JSON.")
  private boolean json;

  private int pages;
  private Consumer<TcpRelay> relays = relay -> {};

  /** For tests: who gets the relay that listens. */
  void onListening(Consumer<TcpRelay> listener) {
    relays = listener;
  }

  @Override
  public Integer call() {
    check();
    try {
      SessionSecrets secrets = secrets();
      return listen != null && to != null ? relay(listen, to, secrets) : read(secrets);
    } catch (NoSuchFileException e) {
      return cannot(e.getFile() + " does not exist");
    } catch (IOException e) {
      return cannot(String.valueOf(e.getMessage()));
    }
  }

  private void check() {
    String wrong = null;
    if ((listen == null) != (to == null)) {
      wrong = "--listen and --to go together";
    } else if (listen != null && file != null) {
      wrong = "a FILE is read, or a port listened on with --listen, not both";
    } else if (listen == null && capture != null) {
      wrong = "--capture goes with --listen: a FILE is a capture already";
    } else if (to != null && to.path() != null) {
      wrong = "--to takes host:port, without https:// and path";
    }
    if (wrong != null) {
      throw new ParameterException(spec.commandLine(), wrong);
    }
  }

  private int relay(InetSocketAddress at, Target target, SessionSecrets secrets) {
    PrintWriter talk = spec.commandLine().getErr();
    List<KeyLogTail> tails =
        keyLogs.stream().map(log -> new KeyLogTail(log, secrets.keyLog())).toList();
    try (PcapngWriter packets = capture == null ? null : PcapngWriter.create(capture)) {
      if (packets != null) {
        talk.println(packets.warning());
      }
      Watching watching =
          new Watching(
              secrets, tails, packets, InstantSource.system(), this::sayLive, this::showAtTheEnd);
      try (TcpRelay relay = TcpRelay.listen(at, target, watching)) {
        talk.println(
            "Relaying "
                + Endpoint.of(relay.address())
                + " to "
                + target.authority()
                + "; Ctrl-C ends it.");
        talk.flush();
        relays.accept(relay);
        relay.run();
      }
      if (packets != null && packets.trouble() != null) {
        talk.println("From some point on " + packets.trouble() + ".");
      }
      return 0;
    } catch (BindException e) {
      talk.println(
          "Cannot listen on "
              + Endpoint.of(at)
              + ": "
              + e.getMessage()
              + ". --listen 0 takes a free port.");
      return 3;
    } catch (IOException e) {
      talk.println("Cannot relay: " + e.getMessage());
      return 3;
    }
  }

  /** Several connections talk at the same time: each line says of which it is. */
  private void sayLive(long number, String line) {
    if (json || connection != null && connection != number) {
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("#" + number + "  " + line);
    out.flush();
  }

  private void showAtTheEnd(FoundSession found) {
    if (json || fields || html != null) {
      show(found);
    }
  }

  private int cannot(String why) {
    spec.commandLine().getErr().println("Cannot read it: " + why + ".");
    return 3;
  }

  private SessionSecrets secrets() throws IOException {
    KeyLogSecrets log = new KeyLogSecrets();
    // a relay follows its key logs, which need not be there yet
    for (Path keyLog : listen != null ? List.<Path>of() : keyLogs) {
      try {
        log.read(keyLog);
      } catch (IOException e) {
        throw new ParameterException(
            spec.commandLine(), "--keylog: " + keyLog + " cannot be read", e);
      }
    }
    List<PrivateKey> rsaKeys = new ArrayList<>();
    for (Path key : keys) {
      try {
        rsaKeys.add(Pem.privateKey(key));
      } catch (IllegalArgumentException | UncheckedIOException e) {
        throw new ParameterException(spec.commandLine(), "--rsa-key: " + e.getMessage(), e);
      }
    }
    return new SessionSecrets(log, rsaKeys);
  }

  private int read(SessionSecrets secrets) throws IOException {
    CaptureInspector inspector = new CaptureInspector(secrets, this::show);
    if (file != null && !file.toString().equals("-")) {
      if (Files.isDirectory(file)) {
        throw new IOException(file + " is a folder");
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        if (isText(in)) {
          return pasted(in);
        }
      }
      return sumUp(inspector.inspect(file), secrets);
    }
    InputStream in = new BufferedInputStream(System.in);
    return isText(in) ? pasted(in) : sumUp(inspector.inspect(in, "standard input"), secrets);
  }

  /** Captures begin with octets that no text has: pcapng's line ends are followed by a length. */
  private static boolean isText(InputStream in) throws IOException {
    in.mark(8);
    byte[] start = in.readNBytes(8);
    in.reset();
    for (byte octet : start) {
      if (octet < 0x20 && octet != '\n' && octet != '\r' && octet != '\t') {
        return false;
      }
    }
    return start.length > 0;
  }

  private int pasted(InputStream in) throws IOException {
    String text = new String(in.readNBytes(MAX_PASTED), StandardCharsets.ISO_8859_1);
    try {
      Trace trace = PastedHello.read(text, InstantSource.system());
      print(trace, true);
      return 0;
    } catch (IllegalArgumentException e) {
      return cannot(String.valueOf(e.getMessage()));
    }
  }

  private synchronized void show(FoundSession found) {
    if (connection != null && connection != found.connection()) {
      return;
    }
    if (!json) {
      spec.commandLine()
          .getOut()
          .println("Connection " + found.connection() + ", " + found.trace().started());
    }
    print(found.trace(), fields);
    savePage(found);
    if (!json) {
      spec.commandLine().getOut().println();
    }
  }

  private void savePage(FoundSession found) {
    if (html == null) {
      return;
    }
    String name = html.getFileName().toString();
    int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
    Path page =
        pages == 0
            ? html
            : html.resolveSibling(
                name.substring(0, dot) + "-" + found.connection() + name.substring(dot));
    pages++;
    try {
      String title = found.client() + " and " + found.server();
      Files.writeString(page, TracePage.render(title, "Found by glassine inspect.", found.trace()));
    } catch (IOException e) {
      spec.commandLine().getErr().println("Cannot write " + page + ": " + e.getMessage());
    }
  }

  private void print(Trace trace, boolean withFields) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(TraceJson.write(trace));
    } else {
      TextLadder ladder = Terminal.ladder();
      out.print((withFields ? ladder.withFields() : ladder).render(trace));
    }
    out.flush();
  }

  private int sumUp(CaptureInspector.Summary summary, SessionSecrets secrets) {
    PrintWriter talk = spec.commandLine().getErr();
    summary.sentences().forEach(talk::println);
    KeyLogSecrets log = secrets.keyLog();
    if (log.wrongLines() > 0) {
      talk.println(
          "The key log has "
              + log.wrongLines()
              + (log.wrongLines() == 1 ? " wrong line:" : " wrong lines:"));
      log.namedWrongLines().forEach(line -> talk.println("  " + line));
    }
    talk.flush();
    return summary.trouble() == null && summary.tlsConnections() > 0 ? 0 : 1;
  }
}
