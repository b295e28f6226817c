package dev.glassine.ecosystem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.ecosystem.guide.Drivers;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lettuce against a real Redis, which speaks TLS with OpenSSL. */
class LettuceTest extends DropInContract {
  private static final int CHUNK = 1 << 20;

  /** Of an answer: Lettuce reads long ones over and over while they arrive. */
  private static final int PART = 128 * 1024;

  private static final byte[] KEY = "chunk".getBytes(UTF_8);
  private static final byte[] DIGEST = "return redis.sha1hex(ARGV[1])".getBytes(UTF_8);

  @Override
  protected Framework framework() {
    return Framework.of(
            "Lettuce", RedisClient.class, "`SslContextBuilder.sslContextProvider`", Role.CLIENT)
        .cannot(Role.CLIENT, Ability.RESUME, "makes an `SSLContext` for each connection")
        .hasNo(Ability.HALF_CLOSE)
        .hasNo(Ability.NOTICE_TRUNCATION)
        .hasNo(Ability.HTTP_2);
  }

  @Override
  protected Service counterpart(Setup setup) throws Exception {
    Path redis = RealServer.program("redis-server");
    Path folder = Files.createTempDirectory(Path.of("target"), "redis").toAbsolutePath();
    int port = RealServer.freePort();
    return RealServer.start(
        folder,
        port,
        "Ready to accept connections",
        List.of(
            redis.toString(),
            "--port",
            "0",
            "--tls-port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--dir",
            folder.toString(),
            "--save",
            "",
            "--tls-key-file",
            Pki.pem(folder, "server", setup.own()).toString(),
            "--tls-cert-file",
            folder.resolve("server.pem").toString(),
            "--tls-ca-cert-file",
            Pki.pem(folder, "authorities", setup.trusted()).toString(),
            "--tls-auth-clients",
            setup.needsClient() ? "yes" : "no"));
  }

  @Override
  protected Service serve(Setup setup, Witness witness) {
    throw new UnsupportedOperationException("not a server");
  }

  @Override
  protected Client visitor(Setup setup) {
    throw new UnsupportedOperationException("not a server");
  }

  @Override
  protected Client client(Setup setup, Witness witness) {
    SslOptions.Builder tls =
        SslOptions.builder()
            .jdkSslProvider()
            .sslContext(builder -> builder.sslContextProvider(Setup.provider(witness)))
            .protocols(setup.versions())
            .trustManager(Pki.trust(setup.trusted()));
    if (setup.own() != null) {
      tls.keyManager(Pki.keyManagers(setup.own()));
    }
    SslOptions options = tls.build();
    return port -> new Commands(options, port, setup.own() == null ? "stranger" : "CN=somebody");
  }

  @Test
  void runsTheCodeOfTheGuide(@TempDir Path folder) throws Exception {
    Path authorities = Pki.pem(folder, "authorities", Pki.CA);
    try (Service server = counterpart(Setup.server());
        RedisClient client = Drivers.redis(server.port(), authorities);
        StatefulRedisConnection<String, String> connection = client.connect()) {
      assertThat(connection.sync().ping()).isEqualTo("PONG");
    }
  }

  private static final class Commands implements Dialogue {
    private final RedisClient client;
    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final RedisCommands<byte[], byte[]> redis;
    private final String name;

    Commands(SslOptions tls, int port, String name) {
      this.name = name;
      client =
          RedisClient.create(
              RedisURI.builder()
                  .withHost("localhost")
                  .withPort(port)
                  .withSsl(true)
                  .withVerifyPeer(SslVerifyMode.FULL)
                  .withTimeout(Duration.ofSeconds(60))
                  .build());
      client.setOptions(ClientOptions.builder().sslOptions(tls).autoReconnect(false).build());
      try {
        connection = client.connect(ByteArrayCodec.INSTANCE);
      } catch (RuntimeException e) {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        throw e;
      }
      redis = connection.sync();
    }

    /** Redis 7 does not say what it read in a certificate, only whether it lets one in. */
    @Override
    public String greet() {
      return echo("hello " + name);
    }

    @Override
    public String echo(String message) {
      return new String(redis.echo(message.getBytes(UTF_8)), UTF_8);
    }

    /** The server digests each part. */
    @Override
    public String upload(long octets) throws Exception {
      InputStream payload = Payload.of(octets);
      try (Payload.Digest digest = new Payload.Digest()) {
        for (byte[] part = payload.readNBytes(CHUNK);
            part.length > 0;
            part = payload.readNBytes(CHUNK)) {
          String there =
              new String(
                  redis.<byte[]>eval(DIGEST, ScriptOutputType.VALUE, new byte[0][], part), UTF_8);
          assertThat(there)
              .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(part)));
          digest.write(part);
        }
        return digest.toString();
      }
    }

    /** The server keeps one block of the payload. */
    @Override
    public String download(long octets) throws Exception {
      byte[] block = Payload.block();
      redis.set(KEY, block);
      try (Payload.Digest digest = new Payload.Digest()) {
        for (long at = 0; at < octets; ) {
          long start = at % block.length;
          long end = start + Math.min(PART, octets - at);
          byte[] part = redis.getrange(KEY, start, end - 1);
          digest.write(part);
          at += part.length;
        }
        return digest.toString();
      }
    }

    @Override
    public void close() {
      connection.close();
      client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    }
  }
}
