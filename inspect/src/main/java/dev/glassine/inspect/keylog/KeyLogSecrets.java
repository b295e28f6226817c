package dev.glassine.inspect.keylog;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a key log in memory, found by label and client random. Reads what others wrote:
 * wrong lines are counted and named, the rest is used. Holds {@link #MAX_SECRETS} at most.
 * Thread-safe, so that a log can be read while it grows.
 */
public final class KeyLogSecrets implements KeyLog {
  /** Secrets kept; those that come later are counted as wrong lines. */
  public static final int MAX_SECRETS = 1_000_000;

  /** Wrong lines that are named one by one. */
  public static final int MAX_NAMED = 10;

  private static final int MAX_LINE = 8192;

  /**
   * A line that could not be used.
   *
   * @param source which log
   * @param number of the line, from 1
   * @param why as one clause, without anything of its secret
   */
  public record WrongLine(String source, long number, String why) {
    @Override
    public String toString() {
      return source + " line " + number + ": " + why;
    }
  }

  private record Key(String label, Bytes id) {}

  private final ConcurrentHashMap<Key, Secret> secrets = new ConcurrentHashMap<>();
  private final List<WrongLine> named = new ArrayList<>();
  private final AtomicLong wrong = new AtomicLong();

  /** No secrets yet. */
  public KeyLogSecrets() {}

  /**
   * Reads a whole file.
   *
   * @throws IOException where it cannot be read
   */
  public KeyLogSecrets read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        Reader reader = new java.io.InputStreamReader(in, StandardCharsets.ISO_8859_1)) {
      read(new java.io.BufferedReader(reader), file.toString());
    }
    return this;
  }

  /**
   * Reads the text of a log.
   *
   * @param source what to call it where a line is wrong
   */
  public KeyLogSecrets read(String text, String source) {
    try {
      read(new StringReader(text), source);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  private void read(Reader reader, String source) throws IOException {
    LineReader lines = new LineReader(reader, MAX_LINE);
    long number = 0;
    for (String line = lines.next(); line != null; line = lines.next()) {
      number++;
      if (lines.wasCut()) {
        wrong(source, number, "longer than " + MAX_LINE + " characters");
      } else {
        line(line, source, number);
      }
    }
  }

  /** Takes one line, without its end. */
  void line(String line, String source, long number) {
    switch (KeyLogLine.read(line)) {
      case KeyLogLine.Ignored ignored -> {}
      case KeyLogLine.Wrong(String why) -> wrong(source, number, why);
      case KeyLogLine.Usable usable -> {
        if (secrets.size() >= MAX_SECRETS) {
          wrong(source, number, "more secrets than the " + MAX_SECRETS + " that are kept");
        } else {
          secrets.put(new Key(usable.label(), usable.id()), usable.secret());
        }
      }
    }
  }

  private void wrong(String source, long number, String why) {
    wrong.incrementAndGet();
    synchronized (named) {
      if (named.size() < MAX_NAMED) {
        named.add(new WrongLine(source, number, why));
      }
    }
  }

  /** Takes the secret of a connection at hand; it is copied. */
  @Override
  public void log(String label, Bytes clientRandom, Secret secret) {
    if (secrets.size() < MAX_SECRETS) {
      secrets.put(new Key(label, clientRandom), secret.copy());
    }
  }

  /**
   * The secret under a label, a copy that belongs to the caller; null where there is none.
   *
   * @param label one of the constants of {@link KeyLog}
   * @param clientRandom of the connection's first ClientHello
   */
  public @Nullable Secret find(String label, Bytes clientRandom) {
    Secret secret = secrets.get(new Key(label, clientRandom));
    return secret == null ? null : secret.copy();
  }

  /**
   * What is known of one connection, as lines of a key log; empty where nothing is. They are
   * secrets in text: for whoever writes them to a file that is its owner's only.
   */
  public String linesOf(Bytes clientRandom) {
    StringBuilder lines = new StringBuilder();
    for (String label : new TreeSet<>(KeyLogLine.LABELS.keySet())) {
      Secret secret = secrets.get(new Key(label, clientRandom));
      if (secret != null) {
        lines.append(KeyLog.line(label, clientRandom, secret)).append('\n');
      }
    }
    return lines.toString();
  }

  /** The main secret of a session of TLS 1.2 or before; a copy, or null. */
  public @Nullable Secret mainSecretOf(Bytes sessionId) {
    return find(KeyLogLine.RSA_SESSION_ID, sessionId);
  }

  /** The premaster secret of a connection before TLS 1.3; a copy, or null. */
  public @Nullable Secret premasterOf(Bytes clientRandom) {
    return find(KeyLogLine.PMS_CLIENT_RANDOM, clientRandom);
  }

  /**
   * The premaster secret that was sent under RSA; a copy, or null.
   *
   * @param encrypted as it went over the wire, without a length
   */
  public @Nullable Secret premasterIn(Bytes encrypted) {
    return encrypted.length() < 8 ? null : find(KeyLogLine.RSA, encrypted.slice(0, 8));
  }

  /** How many secrets are held. */
  public int size() {
    return secrets.size();
  }

  /** Lines that could not be used. */
  public long wrongLines() {
    return wrong.get();
  }

  /** The first {@link #MAX_NAMED} of them. */
  public List<WrongLine> namedWrongLines() {
    synchronized (named) {
      return List.copyOf(named);
    }
  }

  /** How many secrets; never one of them. */
  @Override
  public String toString() {
    return "KeyLogSecrets(" + secrets.size() + " secrets, " + wrong + " wrong lines)";
  }
}
