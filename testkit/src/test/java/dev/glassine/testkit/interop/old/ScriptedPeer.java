package dev.glassine.testkit.interop.old;

import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.KeyKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A peer whose program speaks the lines of {@link PeerProcess}. */
abstract class ScriptedPeer implements OldPeer {
  private final String name;
  private final String version;
  private @Nullable PeerProcess process;

  ScriptedPeer(String name, String version) {
    this.name = name;
    this.version = version;
  }

  /** Whether its files are on this machine. */
  abstract boolean isInstalled();

  /** Starts its program; what it grumbles goes into {@code log}. */
  abstract PeerProcess start(Path log) throws IOException;

  /** The peer's name of a suite. */
  abstract String ciphers(OldCase wanted, Side side);

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable String version() {
    return isInstalled() ? version : null;
  }

  private synchronized PeerProcess process() throws IOException {
    if (process == null) {
      process = start(OldPki.folder("logs").resolve(name.replace(' ', '-') + version + ".txt"));
    }
    return Objects.requireNonNull(process);
  }

  @Override
  public List<Facts> visit(OldCase wanted, int port, int bulk) throws Exception {
    Map<String, String> words = words(wanted, Side.CLIENT);
    words.put("port", Integer.toString(port));
    words.put("bulk", Integer.toString(bulk));
    KeyKind given = wanted.client().key();
    if (given != null) {
      identity(words, wanted, OldPki.client(given));
    }
    List<Facts> connections = new ArrayList<>();
    for (String resume : wanted.resumed() ? List.of("no", "yes") : List.of("no")) {
      words.put("resume", resume);
      connections.add(process().ask("visit", words));
    }
    return connections;
  }

  @Override
  public Server serve(OldCase wanted) throws Exception {
    Map<String, String> words = words(wanted, Side.SERVER);
    words.put("client", wanted.client().asked());
    if (!wanted.isAnonymous()) {
      identity(words, wanted, OldPki.server(wanted.certificate()));
    }
    if (wanted.hasDh()) {
      words.put("dh", resource(wanted.hasExportDh() ? "dh512.pem" : "dh1024.pem").toString());
    }
    PeerProcess running = process();
    int port = Integer.parseInt(Objects.requireNonNull(running.ask("serve", words).get("port")));
    return new Server() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public Facts outcome() throws Exception {
        return running.ask("outcome", Map.of());
      }

      @Override
      public void close() {
        // the next server takes its place
      }
    };
  }

  private Map<String, String> words(OldCase wanted, Side side) throws IOException {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("version", wanted.ssl2Hello() ? anyVersion(wanted) : word(wanted.version()));
    words.put("ciphers", ciphers(wanted, side));
    words.put("ca", OldPki.authority().toString());
    if (wanted.ssl2Hello()) {
      words.put("v2hello", "yes");
    }
    return words;
  }

  /** The word for what sends and understands an SSL 2.0 hello for newer versions. */
  String anyVersion(OldCase wanted) {
    return "SSLv23";
  }

  /** The peer's word for a version and no other. */
  String word(ProtocolVersion version) {
    return version(version);
  }

  /** OpenSSL's word for a version. */
  static String version(ProtocolVersion version) {
    if (version.equals(ProtocolVersion.SSL_2_0)) {
      return "SSLv2";
    }
    if (version.equals(ProtocolVersion.SSL_3_0)) {
      return "SSLv3";
    }
    return version.equals(ProtocolVersion.TLS_1_0) ? "TLSv1" : "TLSv1_1";
  }

  private static void identity(Map<String, String> words, OldCase wanted, Credential credential) {
    OldPki.Written files = OldPki.files(credential);
    // SSL 2.0 has no chains, and OpenSSL refuses them there
    words.put("cert", (wanted.isSsl2() ? files.certificate() : files.chain()).toString());
    words.put("key", files.key().toString());
    words.put("p12", files.pkcs12().toString());
    words.put("password", OldPki.PASSWORD);
  }

  /** A file beside the peers' programs. */
  static Path resource(String file) {
    try {
      return Path.of(
          Objects.requireNonNull(ScriptedPeer.class.getResource("/interop/old/" + file), file)
              .toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
