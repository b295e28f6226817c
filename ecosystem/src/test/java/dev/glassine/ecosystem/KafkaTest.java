package dev.glassine.ecosystem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ByteBufferSend;
import org.apache.kafka.common.network.ChannelState;
import org.apache.kafka.common.network.ConnectionMode;
import org.apache.kafka.common.network.KafkaChannel;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.network.NetworkSend;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.network.SslChannelBuilder;
import org.apache.kafka.common.network.SslTransportLayer;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's transport layer for SSL, as its clients and brokers have it: their selector, their
 * length-prefixed messages, and a request and its answer at a time.
 */
class KafkaTest extends DropInContract {
  private static final int CHUNK = 1 << 20;

  @Override
  protected Framework framework() {
    return Framework.of(
            "Kafka clients", SslTransportLayer.class, "`ssl.provider`", Role.CLIENT, Role.SERVER)
        .hasNo(Ability.HALF_CLOSE)
        .hasNo(Ability.NOTICE_TRUNCATION)
        .hasNo(Ability.HTTP_2);
  }

  private static Map<String, Object> settings(Setup setup, String provider) throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target"), "kafka").toAbsolutePath();
    Map<String, Object> settings = new HashMap<>();
    settings.put(SslConfigs.SSL_PROVIDER_CONFIG, provider);
    settings.put(SslConfigs.SSL_PROTOCOL_CONFIG, "TLS");
    settings.put(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, List.of(setup.versions()));
    settings.put(SslConfigs.SSL_CIPHER_SUITES_CONFIG, List.of());
    settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PKCS12");
    settings.put(
        SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
        Pki.store(folder.resolve("trust.p12"), Pki.trustStore(setup.trusted())).toString());
    settings.put(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, password());
    settings.put(SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG, "PKIX");
    settings.put(SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG, "PKIX");
    settings.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "https");
    settings.put(
        BrokerSecurityConfigs.SSL_CLIENT_AUTH_CONFIG, setup.needsClient() ? "required" : "none");
    settings.put(BrokerSecurityConfigs.SSL_PRINCIPAL_MAPPING_RULES_CONFIG, "DEFAULT");
    if (setup.own() != null) {
      settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PKCS12");
      settings.put(
          SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
          Pki.store(folder.resolve("own.p12"), Pki.keyStore(setup.own())).toString());
      settings.put(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, password());
      settings.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, password());
    }
    return settings;
  }

  private static Password password() {
    return new Password(new String(Pki.password()));
  }

  private static SslChannelBuilder channels(ConnectionMode mode, Map<String, Object> settings) {
    SslChannelBuilder builder =
        new SslChannelBuilder(
            mode,
            mode == ConnectionMode.SERVER
                ? ListenerName.forSecurityProtocol(SecurityProtocol.SSL)
                : null,
            false);
    builder.configure(settings);
    return builder;
  }

  private static Selector selector(SslChannelBuilder channels) {
    return new Selector(
        Selector.NO_IDLE_TIMEOUT_MS,
        new Metrics(),
        Time.SYSTEM,
        "test",
        channels,
        new LogContext());
  }

  @Override
  protected Service serve(Setup setup, Witness witness) throws Exception {
    Registered glassine = Registered.last(witness);
    Service service = new Broker(channels(ConnectionMode.SERVER, settings(setup, "Glassine")));
    return Service.at(
        service.port(),
        () -> {
          service.close();
          glassine.close();
        });
  }

  @Override
  protected Service counterpart(Setup setup) throws Exception {
    return new Broker(channels(ConnectionMode.SERVER, settings(setup, "SunJSSE")));
  }

  @Override
  protected Client client(Setup setup, Witness witness) throws Exception {
    Registered glassine = Registered.last(witness);
    Client client = client(settings(setup, "Glassine"));
    return new Client() {
      @Override
      public Dialogue connect(int port) throws Exception {
        return client.connect(port);
      }

      @Override
      public void close() throws Exception {
        client.close();
        glassine.close();
      }
    };
  }

  @Override
  protected Client visitor(Setup setup) throws Exception {
    return client(settings(setup, "SunJSSE"));
  }

  /** A selector has one builder of channels, and closes it with itself. */
  private static Client client(Map<String, Object> settings) {
    Selector selector = selector(channels(ConnectionMode.CLIENT, settings));
    AtomicInteger connections = new AtomicInteger();
    return new Client() {
      @Override
      public Dialogue connect(int port) throws Exception {
        return new Requests(selector, "broker-" + connections.incrementAndGet(), port);
      }

      @Override
      public void close() {
        selector.close();
      }
    };
  }

  /** Answers each message: its first octet says what is wanted. */
  private static final class Broker implements Service {
    private final ServerSocketChannel listening = ServerSocketChannel.open();
    private final Selector selector;
    private final Map<String, Payload.Digest> uploads = new HashMap<>();
    private final Map<String, InputStream> downloads = new HashMap<>();
    private final Thread thread;
    private volatile boolean ended;

    Broker(SslChannelBuilder channels) throws IOException {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      listening.configureBlocking(false);
      selector = selector(channels);
      thread = Thread.ofPlatform().daemon().name("kafka-broker").start(this::run);
    }

    @Override
    public int port() {
      return listening.socket().getLocalPort();
    }

    private void run() {
      try (selector;
          listening) {
        for (int connections = 0; !ended; ) {
          SocketChannel accepted = listening.accept();
          if (accepted != null) {
            accepted.configureBlocking(false);
            accepted.socket().setTcpNoDelay(true);
            selector.register("visitor-" + connections++, accepted);
          }
          selector.poll(5);
          for (NetworkReceive receive : selector.completedReceives()) {
            answer(receive);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void answer(NetworkReceive receive) throws IOException {
      String from = receive.source();
      ByteBuffer message = receive.payload();
      byte wanted = message.get();
      byte[] rest = new byte[message.remaining()];
      message.get(rest);
      byte[] answer =
          switch (wanted) {
            case 'w' -> ("hello " + client(selector.channel(from))).getBytes(UTF_8);
            case 'u' -> {
              uploads.computeIfAbsent(from, _ -> new Payload.Digest()).write(rest, 0, rest.length);
              yield new byte[0];
            }
            case 'd' -> uploads.get(from).toString().getBytes(UTF_8);
            case 'o' -> {
              downloads.put(from, Payload.of(Long.parseLong(new String(rest, UTF_8))));
              yield new byte[0];
            }
            case 'n' -> downloads.get(from).readNBytes(CHUNK);
            default -> rest;
          };
      selector.send(new NetworkSend(from, ByteBufferSend.sizePrefixed(ByteBuffer.wrap(answer))));
    }

    private static String client(KafkaChannel channel) {
      String name = channel.principal().getName();
      return name.equals("ANONYMOUS") ? "stranger" : name;
    }

    @Override
    public void close() throws Exception {
      ended = true;
      selector.wakeup();
      thread.join();
    }
  }

  private static final class Requests implements Dialogue {
    private final Selector selector;
    private final String id;

    Requests(Selector selector, String id, int port) throws IOException {
      this.selector = selector;
      this.id = id;
      selector.connect(
          id,
          new InetSocketAddress("localhost", port),
          Selector.USE_DEFAULT_BUFFER_SIZE,
          Selector.USE_DEFAULT_BUFFER_SIZE);
      while (!selector.isChannelReady(id)) {
        poll();
      }
    }

    private void poll() throws IOException {
      selector.poll(1_000);
      @Nullable ChannelState end = selector.disconnected().get(id);
      if (end != null) {
        throw new IOException("gone: " + end.state(), end.exception());
      }
    }

    private byte[] request(char wanted, byte[] rest) throws IOException {
      ByteBuffer message = ByteBuffer.allocate(1 + rest.length).put((byte) wanted).put(rest).flip();
      selector.send(new NetworkSend(id, ByteBufferSend.sizePrefixed(message)));
      while (true) {
        poll();
        for (NetworkReceive receive : selector.completedReceives()) {
          byte[] answer = new byte[receive.payload().remaining()];
          receive.payload().get(answer);
          return answer;
        }
      }
    }

    private String ask(char wanted, String rest) throws IOException {
      return new String(request(wanted, rest.getBytes(UTF_8)), UTF_8);
    }

    @Override
    public String greet() throws IOException {
      return ask('w', "");
    }

    @Override
    public String echo(String message) throws IOException {
      return ask('e', message);
    }

    @Override
    public String upload(long octets) throws IOException {
      InputStream payload = Payload.of(octets);
      for (byte[] chunk = payload.readNBytes(CHUNK);
          chunk.length > 0;
          chunk = payload.readNBytes(CHUNK)) {
        request('u', chunk);
      }
      return ask('d', "");
    }

    @Override
    public String download(long octets) throws IOException {
      ask('o', Long.toString(octets));
      try (Payload.Digest digest = new Payload.Digest()) {
        for (byte[] chunk = request('n', new byte[0]);
            chunk.length > 0;
            chunk = request('n', new byte[0])) {
          digest.write(chunk);
        }
        return digest.toString();
      }
    }

    @Override
    public void close() {
      selector.close(id);
    }
  }
}
