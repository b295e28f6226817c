package dev.glassine.testkit.interop.old;

import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.interop.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** NSS, whose makers wrote SSL: {@code selfserv}, {@code tstclnt} and {@code strsclnt}. */
final class NssPeer implements OldPeer {
  private static final int PATIENCE_SECONDS = 15;

  private final Map<String, Server> servers = new HashMap<>();
  private final Map<Credential, Path> databases = new HashMap<>();
  private @Nullable Path withoutCertificate;

  @Override
  public String name() {
    return "NSS";
  }

  @Override
  public @Nullable String version() {
    return Command.isThere("selfserv") && Command.isThere("certutil") ? "3" : null;
  }

  @Override
  public boolean echoes() {
    return false;
  }

  @Override
  public @Nullable String leavesOut(OldCase wanted, Side side) {
    if (wanted.isSsl2() || wanted.ssl2Hello()) {
      return "SSL 2.0 was taken out of it";
    }
    if (wanted.compressed()) {
      return "compression was taken out of it";
    }
    if (wanted.isExport()) {
      return "export suites were taken out of it";
    }
    if (wanted.isAnonymous() || wanted.suite().cipher() == BulkCipher.IDEA_CBC) {
      return "it has never had " + (wanted.isAnonymous() ? "anonymous suites" : "IDEA");
    }
    boolean ssl3 = wanted.version().equals(ProtocolVersion.SSL_3_0);
    if (ssl3 && wanted.suite().keyExchange() == KeyExchangeMethod.ECDHE) {
      return "it has no elliptic curves in SSL 3.0";
    }
    return null;
  }

  @Override
  public boolean resumes(OldCase wanted, Side side) {
    // its server keeps no session under a DSA key, as its own client finds as well
    return side == Side.CLIENT || wanted.suite().authentication() != AuthenticationMethod.DSS;
  }

  /** Its clients exit. */
  @Override
  public boolean closes(Side side) {
    return side == Side.SERVER;
  }

  @Override
  public List<Facts> visit(OldCase wanted, int port, int bulk) throws Exception {
    KeyKind given = wanted.client().key();
    String database =
        "sql:" + (given == null ? withoutCertificate() : database(OldPki.client(given)));
    List<String> command =
        new ArrayList<>(
            wanted.resumed()
                ? List.of("strsclnt", "-4", "-c", "2", "-C")
                : List.of("tstclnt", "-4", "-h", "localhost", "-c"));
    command.add(SuiteWords.nss(wanted.suite()));
    command.addAll(List.of("-p", Integer.toString(port), "-V", versions(wanted), "-d", database));
    if (given != null) {
      command.addAll(List.of("-n", "own"));
    }
    if (wanted.resumed()) {
      command.add("localhost");
    }
    String said = run(command);
    Facts first = new Facts(Map.of("resumed", "no"));
    Facts second = new Facts(Map.of("resumed", said.contains("1 cache hits") ? "yes" : "no"));
    return wanted.resumed() ? List.of(first, second) : List.of(first);
  }

  private static String run(List<String> command) throws Exception {
    Path folder = OldPki.folder("logs");
    Path request = Files.write(folder.resolve("request.txt"), Echo.PING);
    Path output = Files.createTempFile(folder, command.getFirst(), ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(request.toFile())
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    String said = Files.readString(output, java.nio.charset.StandardCharsets.ISO_8859_1);
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError(
          command.getFirst() + (ended ? " failed: " : " does not end: ") + said.replace('\n', ' '));
    }
    return said;
  }

  /**
   * One {@code selfserv} with every suite for each kind of server; it stays until the tests end.
   */
  @Override
  public Server serve(OldCase wanted) throws Exception {
    boolean dss = wanted.suite().authentication() == AuthenticationMethod.DSS;
    String key = wanted.version() + "|" + wanted.certificate() + "|" + wanted.client().asked();
    Server running = servers.get(key);
    if (running == null) {
      int port = Command.freePort();
      List<String> command =
          new ArrayList<>(
              List.of(
                  "selfserv",
                  dss ? "-S" : wanted.certificate().name().startsWith("EC") ? "-e" : "-n",
                  "own",
                  "-d",
                  "sql:" + database(OldPki.server(wanted.certificate())),
                  "-p",
                  Integer.toString(port),
                  "-V",
                  versions(wanted),
                  "-H",
                  "1",
                  "-c",
                  OldCases.suites(wanted.version()).stream()
                      .filter(
                          suite ->
                              leavesOut(OldCase.of(wanted.version(), suite), Side.SERVER) == null)
                      .map(SuiteWords::nss)
                      .collect(java.util.stream.Collectors.joining())));
      command.addAll(
          switch (wanted.client().asked()) {
            case "wanted" -> List.of("-r");
            case "required" -> List.of("-rr");
            default -> List.<String>of();
          });
      running = new Selfserv(port);
      Command.daemon(Files.createTempDirectory(OldPki.folder("logs"), "selfserv"), port, command);
      servers.put(key, running);
    }
    return running;
  }

  private record Selfserv(int port) implements Server {
    @Override
    public Facts outcome() {
      return Facts.UNTOLD;
    }

    @Override
    public void close() {
      // stays for the next case
    }
  }

  private static String versions(OldCase wanted) {
    String version =
        wanted.version().equals(ProtocolVersion.SSL_3_0)
            ? "ssl3"
            : wanted.version().equals(ProtocolVersion.TLS_1_0) ? "tls1.0" : "tls1.1";
    return version + ":" + version;
  }

  private Path database(Credential credential) throws Exception {
    Path known = databases.get(credential);
    if (known == null) {
      known = newDatabase();
      run(
          List.of(
              "pk12util",
              "-i",
              OldPki.files(credential).pkcs12().toString(),
              "-d",
              "sql:" + known,
              "-W",
              OldPki.PASSWORD));
      databases.put(credential, known);
    }
    return known;
  }

  private Path withoutCertificate() throws Exception {
    if (withoutCertificate == null) {
      withoutCertificate = newDatabase();
    }
    return withoutCertificate;
  }

  private static Path newDatabase() throws Exception {
    Path folder = Files.createTempDirectory(OldPki.folder("nss"), "db");
    String database = "sql:" + folder;
    run(List.of("certutil", "-N", "-d", database, "--empty-password"));
    run(
        List.of(
            "certutil",
            "-A",
            "-d",
            database,
            "-n",
            "ca",
            "-t",
            "TC,C,",
            "-i",
            OldPki.authority().toString()));
    return folder;
  }
}
