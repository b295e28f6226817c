package dev.glassine.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.ecosystem.guide.Drivers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.Security;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** The PostgreSQL driver against a real server, which speaks TLS with OpenSSL. */
class PostgreSqlTest extends DropInContract {
  private static final int CHUNK = 1 << 20;

  private @Nullable Cluster latest;

  @Override
  protected Framework framework() {
    return Framework.of("PostgreSQL JDBC", Driver.class, "`Security.insertProviderAt`", Role.CLIENT)
        .cannot(
            Role.CLIENT, Ability.RESUME, "the server keeps no sessions and gives out no tickets")
        .hasNo(Ability.HALF_CLOSE)
        .hasNo(Ability.NOTICE_TRUNCATION)
        .hasNo(Ability.HTTP_2);
  }

  /** The driver compares names itself, and does not say which the certificate has. */
  @Override
  protected String otherName() {
    return "localhost";
  }

  @Override
  protected Service counterpart(Setup setup) throws Exception {
    latest = new Cluster(setup);
    return latest;
  }

  /**
   * A server with a data folder of its own, which starts when somebody wants to connect. It does
   * not run as root, and need not.
   */
  private static final class Cluster implements Service {
    private final Path folder = Files.createTempDirectory("glassine-postgresql");
    private final Path data = folder.resolve("data");
    private final Path postgres;
    private final List<String> asPostgres;
    private @Nullable RealServer server;

    Cluster(Setup setup) throws Exception {
      Path initdb = RealServer.program("initdb", binaries());
      postgres = initdb.resolveSibling("postgres").toRealPath();
      asPostgres =
          "root".equals(System.getProperty("user.name"))
              ? List.of(RealServer.program("runuser").toString(), "-u", "postgres", "--")
              : List.of();
      give(folder);
      RealServer.run(
          folder,
          command(
              initdb.toString(), "-D", data.toString(), "-A", "trust", "-U", "owner", "--no-sync"));
      configure(setup);
    }

    @Override
    public int port() {
      try {
        if (server == null) {
          int port = RealServer.freePort();
          server =
              RealServer.start(
                  folder,
                  port,
                  "ready to accept connections",
                  command(
                      postgres.toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        }
        return server.port();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    /** The driver has no setting for it. */
    void speakNothingNewerThan(String version) throws IOException {
      set("ssl_max_protocol_version = '" + version + "'\n");
    }

    private void set(String settings) throws IOException {
      Files.writeString(data.resolve("postgresql.conf"), settings, StandardOpenOption.APPEND);
    }

    private static String[] binaries() throws IOException {
      Path debian = Path.of("/usr/lib/postgresql");
      if (!Files.isDirectory(debian)) {
        return new String[0];
      }
      try (var versions = Files.list(debian)) {
        return versions.map(version -> version.resolve("bin").toString()).toArray(String[]::new);
      }
    }

    private List<String> command(String... words) {
      List<String> command = new ArrayList<>(asPostgres);
      command.addAll(List.of(words));
      return command;
    }

    private void give(Path file) throws IOException {
      if (!asPostgres.isEmpty()) {
        UserPrincipal postgres =
            file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
        Files.setOwner(file, postgres);
      }
    }

    /** Users "stranger", with nothing, and "somebody", with the certificate that says so. */
    private void configure(Setup setup) throws IOException {
      give(Pki.pem(data, "server", setup.own()));
      Pki.pem(data, "authorities", setup.trusted());
      for (String name : List.of("server.pem", "authorities.pem")) {
        give(data.resolve(name));
      }
      set(
          """
          listen_addresses = '127.0.0.1'
          unix_socket_directories = '%s'
          fsync = off
          ssl = on
          ssl_cert_file = 'server.pem'
          ssl_key_file = 'server.key'
          ssl_ca_file = 'authorities.pem'
          """
              .formatted(folder));
      Files.writeString(
          data.resolve("pg_hba.conf"),
          """
          hostssl all owner 127.0.0.1/32 %s
          """
              .formatted(setup.needsClient() ? "cert map=any" : "trust"));
      Files.writeString(data.resolve("pg_ident.conf"), "any /^.*$ owner\n");
    }

    @Override
    public void close() throws Exception {
      if (server != null) {
        server.close();
      }
      List<Path> all;
      try (var files = Files.walk(folder)) {
        all = files.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }

  @Override
  protected Client client(Setup setup, Witness witness) throws Exception {
    if (setup.version() != null) {
      latest.speakNothingNewerThan(setup.version());
    }
    Registered glassine = Registered.first(witness);
    Path folder = Files.createTempDirectory(Path.of("target"), "postgresql").toAbsolutePath();
    Properties settings = new Properties();
    settings.setProperty("user", "owner");
    settings.setProperty("sslmode", "verify-full");
    settings.setProperty("sslrootcert", Pki.pem(folder, "authorities", setup.trusted()).toString());
    if (setup.own() != null) {
      settings.setProperty(
          "sslkey", Pki.store(folder.resolve("own.p12"), Pki.keyStore(setup.own())).toString());
      settings.setProperty("sslpassword", new String(Pki.password()));
    }
    // Binary from the first time on
    settings.setProperty("prepareThreshold", "-1");
    return new Client() {
      @Override
      public Dialogue connect(int port) throws Exception {
        return new Queries(
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/postgres", settings));
      }

      @Override
      public void close() {
        glassine.close();
      }
    };
  }

  @Override
  protected Service serve(Setup setup, Witness witness) {
    throw new UnsupportedOperationException("not a server");
  }

  @Override
  protected Client visitor(Setup setup) {
    throw new UnsupportedOperationException("not a server");
  }

  @Test
  void runsTheCodeOfTheGuide(@TempDir Path folder) throws Exception {
    Path authorities = Pki.pem(folder, "authorities", Pki.CA);
    try (Service server = counterpart(Setup.server());
        Queries queries = new Queries(Drivers.postgreSql(server.port(), authorities))) {
      assertThat(queries.greet()).isEqualTo("hello stranger");
    } finally {
      Security.removeProvider("Glassine");
    }
  }

  private record Queries(Connection connection) implements Dialogue {
    private String ask(String query, Object argument) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(query)) {
        statement.setObject(1, argument);
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          return rows.getString(1);
        }
      }
    }

    @Override
    public String greet() throws SQLException {
      return ask(
          "select ? || coalesce(replace(client_dn, '/', ''), 'stranger')"
              + " from pg_stat_ssl where pid = pg_backend_pid()",
          "hello ");
    }

    @Override
    public String echo(String message) throws SQLException {
      return ask("select ?::text", message);
    }

    /** The server digests each part. */
    @Override
    public String upload(long octets) throws Exception {
      InputStream payload = Payload.of(octets);
      try (Payload.Digest digest = new Payload.Digest()) {
        for (byte[] part = payload.readNBytes(CHUNK);
            part.length > 0;
            part = payload.readNBytes(CHUNK)) {
          assertThat(ask("select encode(sha256(?), 'hex')", part))
              .isEqualTo(
                  HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(part)));
          digest.write(part);
        }
        return digest.toString();
      }
    }

    /** The server repeats one block of the payload, as rows that are fetched a few at a time. */
    @Override
    public String download(long octets) throws Exception {
      byte[] block = Payload.block();
      try (Statement statement = connection.createStatement()) {
        statement.execute("create temporary table block (octets bytea)");
      }
      try (PreparedStatement insert = connection.prepareStatement("insert into block values (?)")) {
        insert.setBytes(1, block);
        insert.execute();
      }
      connection.setAutoCommit(false);
      try (PreparedStatement select =
              connection.prepareStatement(
                  "select substring(octets from 1 for least(length(octets), (? - n * length(octets)))::int)"
                      + " from block, generate_series(0, ?) as n");
          Payload.Digest digest = new Payload.Digest()) {
        select.setLong(1, octets);
        select.setLong(2, octets / block.length);
        select.setFetchSize(8);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            digest.write(rows.getBytes(1));
          }
        }
        return digest.toString();
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
