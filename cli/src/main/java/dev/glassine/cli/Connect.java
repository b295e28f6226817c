package dev.glassine.cli;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.ChainJudge;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.inspect.Interruption;
import dev.glassine.inspect.KeySchedulePicture;
import dev.glassine.inspect.LadderPicture;
import dev.glassine.inspect.TextLadder;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceJson;
import dev.glassine.inspect.TracePage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code glassine connect}: a client that shows each step of its handshake. */
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    description = {
      "Connects, prints the handshake step by step and the certificate chain with its verdict on standard error,"
          + " then the server's data on standard output.",
      "With https:// it GETs the page; with host:port it joins standard input and output to the connection."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  glassine connect https://localhost:8443/ --cafile .glassine/pki/ca.pem",
      "  glassine connect example.org:443 --tls 1.2 --suites TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
      "  glassine connect mail.example.org:25 --starttls smtp",
      "  glassine connect example.org:443 --html handshake.html --svg handshake.svg",
      "  glassine connect https://localhost:8443/ --cafile ca.pem --cert me.pem --key me.key --resume",
      "  glassine connect https://localhost:8443/ --cafile ca.pem --capture out.pcapng   # then: wireshark out.pcapng",
      "  glassine connect https://example.org/ --keylog keys.log --keylog-host example.org",
      "  glassine connect https://ilo.example/ --cafile ilo.pem --legacy tls1.0 --allow-weak-certificates"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:connected, and closed cleanly",
      "1:TLS failed; what was printed says why",
      "2:the command line is wrong",
      "3:no connection: name, address, port or STARTTLS"
    })
final class Connect implements Callable<Integer> {
  private static final int CONNECT_MILLISECONDS = 10_000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TARGET",
      converter = Target.Converter.class,
      description = "https://host[:port]/path or host:port")
  private Target target;

  @Option(
      names = "--cafile",
      paramLabel = "FILE",
      description = "Trust the certificates in this PEM file instead of the system's.")
  private @Nullable Path caFile;

  @Option(names = "--cert", paramLabel = "FILE", description = "Client certificate chain, PEM.")
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Private key of the client certificate, PEM.")
  private @Nullable Path key;

  @Option(
      names = "--alpn",
      paramLabel = "NAME",
      split = ",",
      description = "Application protocols to offer, in order.")
  private List<String> protocols = new ArrayList<>();

  @Option(
      names = "--groups",
      paramLabel = "NAME",
      split = ",",
      description = "Key exchange groups, in order; see 'glassine suites'.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--suites",
      paramLabel = "NAME",
      split = ",",
      description = "Cipher suites, in order; see 'glassine suites'.")
  private List<String> suites = new ArrayList<>();

  @Option(
      names = "--tls",
      paramLabel = "VERSION",
      split = ",",
      description =
          "Protocol versions: 1.3, 1.2; with --legacy also 1.1, 1.0, ssl3, ssl2. Default: all that are let in.")
  private List<String> versions = new ArrayList<>();

  @Option(
      names = "--servername",
      paramLabel = "NAME",
      description = "Ask for and check this name instead of the target's.")
  private @Nullable String serverName;

  @Option(
      names = "--starttls",
      paramLabel = "PROTOCOL",
      description = "Speak this protocol up to where TLS begins: ${COMPLETION-CANDIDATES}.")
  private @Nullable StartTls startTls;

  @Option(names = "--resume", description = "Connect a second time and resume the session.")
  private boolean resume;

  @Option(
      names = "--insecure",
      description =
          "Accept ANY certificate: whoever sits in the middle can read and change everything.")
  private boolean insecure;

  @Mixin private LegacyOptions old;
  @Mixin private RecordingOptions recordings;

  @Option(
      names = "--fields",
      description = "Print each field of each message, and both offers of each decision.")
  private boolean fields;

  @Option(
      names = "--json",
      description = "Print the trace as JSON on standard output, and no data.")
  private boolean json;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "How long to wait for the server each time. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the trace as a page of one file, to open in a browser.")
  private @Nullable Path html;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw the handshake for a document.")
  private @Nullable Path svg;

  @Option(
      names = "--keys-svg",
      paramLabel = "FILE",
      description = "Draw how the keys were made for a document; names only.")
  private @Nullable Path keysSvg;

  @Override
  public Integer call() {
    PrintWriter talk = spec.commandLine().getErr();
    try (Recording recording = recordings.open(spec, talk)) {
      ClientConfig config = config(recording, talk);
      int code = connect(config, recording, talk);
      if (code == 0 && resume) {
        talk.println();
        talk.println("Once more, to resume:");
        code = connect(config, recording, talk);
      }
      recording.tellTrouble(talk);
      return code;
    } catch (IOException e) {
      talk.println("The recording was not closed: " + e.getMessage());
      return 1;
    }
  }

  private ClientConfig config(Recording recording, PrintWriter talk) {
    try {
      ClientConfig.Builder builder = ClientConfig.builder().sessions(new InMemoryStore());
      Legacy legacy = old.legacy(spec, Side.CLIENT);
      old.apply(builder, legacy);
      old.warn(legacy, talk);
      recording.apply(builder);
      ChainJudge judge = trust();
      if (insecure) {
        talk.println(
            "WARNING: --insecure accepts any certificate. Do not send anything secret over this connection.");
        judge = Trust.acceptAnyoneInsecurely();
      }
      builder.trust(new SpokenVerdict(judge, talk));
      if (certificate != null || key != null) {
        if (certificate == null || key == null) {
          throw new ParameterException(spec.commandLine(), "--cert and --key go together");
        }
        builder.credential(Credentials.fromPem(certificate, key));
      }
      if (!protocols.isEmpty()) {
        builder.protocols(protocols.toArray(String[]::new));
      } else if (target.path() != null) {
        builder.protocols("http/1.1");
      }
      if (!groups.isEmpty()) {
        List<NamedGroup> wanted = groups.stream().map(this::group).toList();
        builder.groups(wanted).keyShares(wanted.subList(0, 1));
      }
      if (!suites.isEmpty()) {
        builder.suites(suites.stream().map(name -> suite(name, legacy)).toList());
      }
      List<ProtocolVersion> wanted = wantedVersions(legacy);
      if (!wanted.isEmpty()) {
        builder.versions(wanted.toArray(ProtocolVersion[]::new));
      }
      return builder.build();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Trust trust() {
    Trust.Builder trust = Trust.builder();
    return old.weaken(caFile != null ? trust.addPem(caFile) : trust.addSystem()).build();
  }

  /** What --tls names; else what is let in and can speak one of the --suites; none for all. */
  private List<ProtocolVersion> wantedVersions(Legacy legacy) {
    if (!versions.isEmpty()) {
      return versions.stream().map(name -> version(name, legacy)).toList();
    }
    if (suites.isEmpty() && !old.leavesTls13Out()) {
      return List.of();
    }
    List<CipherSuite> wanted = suites.stream().map(name -> suite(name, legacy)).toList();
    return ProtocolVersion.ALL.stream()
        .filter(legacy::allows)
        .filter(version -> !old.leavesTls13Out() || !version.atLeast(ProtocolVersion.TLS_1_3))
        .filter(
            version ->
                wanted.isEmpty() || wanted.stream().anyMatch(suite -> suite.usableIn(version)))
        .toList();
  }

  private NamedGroup group(String name) {
    return NamedGroup.named(name)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "no group is named '" + name + "': see 'glassine suites'"));
  }

  private CipherSuite suite(String name, Legacy legacy) {
    CipherSuite suite =
        CipherSuite.named(name)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "no cipher suite is named '" + name + "': see 'glassine suites'"));
    old.check(spec, suite, legacy);
    return suite;
  }

  private ProtocolVersion version(String name, Legacy legacy) {
    ProtocolVersion version = OldVersion.named(name);
    if (version == null) {
      throw new ParameterException(
          spec.commandLine(), "--tls takes 1.3, 1.2, 1.1, 1.0, ssl3 and ssl2, not '" + name + "'");
    }
    old.check(spec, version, legacy);
    return version;
  }

  private int connect(ClientConfig config, Recording recording, PrintWriter talk) {
    HeardHandshake heard = HeardHandshake.ofClient(target.authority(), InstantSource.system());
    int code;
    try (Socket socket = open()) {
      Wire wire = recording.wire(socket, Side.CLIENT);
      if (startTls != null) {
        startTls.negotiate(wire.in(), wire.out());
      }
      Destination destination =
          Destination.of(serverName != null ? serverName : target.host(), target.port());
      code =
          handshakeAndData(
              socket,
              wire,
              TlsEngine.client(
                  config,
                  destination,
                  recording.hearing(
                      socket,
                      new LegacyAudit(heard, target.authority(), InstantSource.system(), talk))),
              heard,
              talk);
    } catch (UnknownHostException e) {
      talk.println("No connection: no address is known for " + target.host());
      return 3;
    } catch (TlsFailure e) {
      return 1;
    } catch (IOException e) {
      talk.println("No connection to " + target.authority() + ": " + e.getMessage());
      return 3;
    }
    return code;
  }

  private Socket open() throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLISECONDS);
      socket.setSoTimeout(patience());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private int patience() {
    return 1000 * Math.clamp(timeout, 1, 3600);
  }

  private int handshakeAndData(
      Socket socket, Wire wire, TlsEngine engine, HeardHandshake heard, PrintWriter talk)
      throws IOException {
    boolean told = false;
    TlsLink link = new TlsLink(socket, wire, engine);
    try (link) {
      link.handshake();
      tell(heard.trace(), talk);
      told = true;
      socket.setSoTimeout(target.path() != null ? patience() : 0);
      if (target.path() != null) {
        getPage(link, talk);
      } else if (json) {
        link.closeWrite();
      } else {
        Relay.standardStreams(link);
      }
      return 0;
    } catch (TlsFailure e) {
      if (told) {
        explain(e.explanation(), talk);
      } else {
        tell(heard.trace(), talk);
      }
      throw e;
    } catch (SocketTimeoutException e) {
      Duration waited = Duration.ofMillis(patience());
      Explanation why = Interruption.timedOut(heard.trace(), waited, link.unfinished());
      return interrupted(why, told, heard, talk);
    } catch (SocketException e) {
      Explanation why = Interruption.connectionReset(heard.trace(), link.unfinished());
      return interrupted(why, told, heard, talk);
    }
  }

  private int interrupted(
      Explanation explanation, boolean told, HeardHandshake heard, PrintWriter talk) {
    if (told) {
      explain(explanation, talk);
    } else {
      heard.interrupted(explanation);
      tell(heard.trace(), talk);
    }
    return 1;
  }

  private static void explain(Explanation explanation, PrintWriter talk) {
    talk.print(Terminal.ladder().render(explanation));
    talk.flush();
  }

  private void tell(Trace trace, PrintWriter talk) {
    String title = "Handshake with " + target.authority();
    save(html, () -> TracePage.render(title, "Recorded by glassine connect.", trace), talk);
    save(svg, () -> LadderPicture.svg(trace), talk);
    save(keysSvg, () -> KeySchedulePicture.svg(trace), talk);
    if (json) {
      spec.commandLine().getOut().println(TraceJson.writeIndented(trace));
      spec.commandLine().getOut().flush();
    } else {
      TextLadder ladder = Terminal.ladder();
      talk.print((fields ? ladder.withFields() : ladder).render(trace));
    }
    talk.flush();
  }

  private static void save(@Nullable Path file, Supplier<String> view, PrintWriter talk) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, view.get());
    } catch (IOException e) {
      talk.println("Cannot write " + file + ": " + e.getMessage());
    }
  }

  private void getPage(TlsLink link, PrintWriter talk) throws IOException {
    String host = target.port() == 443 ? target.host() : target.authority();
    byte[] request =
        ("GET "
                + target.path()
                + " HTTP/1.0\r\nHost: "
                + host
                + "\r\nUser-Agent: glassine\r\nAccept: */*\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    link.write(request, 0, request.length);
    Relay.page(link, talk, json ? java.io.OutputStream.nullOutputStream() : System.out);
  }
}
