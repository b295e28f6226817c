package dev.glassine.inspect.decrypt;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.inspect.capture.CaptureReader;
import dev.glassine.inspect.capture.Packet;
import dev.glassine.inspect.capture.StreamListener;
import dev.glassine.inspect.capture.TcpSegment;
import dev.glassine.inspect.capture.TcpStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the TLS connections of a capture and hands each on when it has ended, or when the capture
 * has. Memory is bounded whatever the capture's size: what is handed on is forgotten.
 */
public final class CaptureInspector {
  private final SessionSecrets secrets;
  private final Consumer<FoundSession> each;
  private final CryptoProvider crypto = JcaCrypto.standard();
  private long found;

  /**
   * What a capture turned out to be.
   *
   * @param packets that were read
   * @param connections TCP connections in them
   * @param tlsConnections those with TLS in them
   * @param letGo connections that were not followed to their end, since too many were open at once
   * @param others packets without a TCP segment, by kind
   * @param trouble why the rest of the capture could not be read, or null
   */
  public record Summary(
      long packets,
      long connections,
      long tlsConnections,
      long letGo,
      Map<TcpSegment.Kind, Long> others,
      @Nullable String trouble) {
    /** In sentences, for people. */
    public List<String> sentences() {
      List<String> lines = new ArrayList<>();
      lines.add(
          String.format(
              Locale.ROOT,
              "%s, %s, %,d of them TLS.",
              counted(packets, "packet"),
              counted(connections, "TCP connection"),
              tlsConnections));
      add(lines, TcpSegment.Kind.IP_FRAGMENT, "are fragments of IP packets, which are not joined");
      add(lines, TcpSegment.Kind.UNKNOWN_LINK, "have a link type that is not read");
      add(lines, TcpSegment.Kind.BROKEN_HEADER, "have broken headers");
      if (letGo > 0) {
        lines.add(
            counted(letGo, "connection")
                + " could not be followed to the end: too many are open at the same time.");
      }
      if (trouble != null) {
        lines.add(trouble + ".");
      }
      return lines;
    }

    private void add(List<String> lines, TcpSegment.Kind kind, String what) {
      long count = others.getOrDefault(kind, 0L);
      if (count > 0) {
        lines.add(counted(count, "packet") + " " + what + ".");
      }
    }

    private static String counted(long count, String noun) {
      return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
  }

  /**
   * An inspector.
   *
   * @param secrets what may open the connections; secrets that the capture brings along are added
   * @param each takes each TLS connection, in the order of their ends
   */
  public CaptureInspector(SessionSecrets secrets, Consumer<FoundSession> each) {
    this.secrets = secrets;
    this.each = each;
  }

  /**
   * Reads a file; twice, for the secrets may stand behind the packets that need them.
   *
   * @throws IOException with one sentence, where it is no capture or cannot be read at all
   */
  public Summary inspect(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (Files.isRegularFile(file)) {
      try (InputStream in = Files.newInputStream(file);
          CaptureReader reader = CaptureReader.open(in, name, text -> take(text, name))) {
        while (reader.mayHoldSecrets() && reader.next() != null) {
          // only the secrets are looked for
        }
      }
      try (InputStream in = Files.newInputStream(file);
          CaptureReader reader = CaptureReader.open(in, name, text -> {})) {
        return inspect(reader);
      }
    }
    try (InputStream in = Files.newInputStream(file)) {
      return inspect(in, name);
    }
  }

  /**
   * Reads a stream, once.
   *
   * @param name for sentences about it
   */
  public Summary inspect(InputStream in, String name) throws IOException {
    try (CaptureReader reader = CaptureReader.open(in, name, text -> take(text, name))) {
      return inspect(reader);
    }
  }

  private void take(String keyLog, String name) {
    secrets.keyLog().read(keyLog, "the secrets in " + name);
  }

  private Summary inspect(CaptureReader reader) throws IOException {
    Map<TcpSegment.Kind, Long> others = new EnumMap<>(TcpSegment.Kind.class);
    TcpStreams streams =
        new TcpStreams(
            connection -> new HandingOn(new TlsFinder(connection, crypto, secrets), this::handOn));
    for (Packet packet = reader.next(); packet != null; packet = reader.next()) {
      switch (TcpSegment.in(packet)) {
        case TcpSegment.Found.Segment(TcpSegment segment) -> streams.take(segment);
        case TcpSegment.Found.Other(TcpSegment.Kind kind) -> others.merge(kind, 1L, Long::sum);
      }
    }
    streams.end();
    return new Summary(
        reader.packets(),
        streams.connections(),
        found,
        streams.letGo(),
        Map.copyOf(others),
        reader.trouble());
  }

  /** Tells of a connection's TLS when the connection has ended. */
  private record HandingOn(TlsFinder finder, Consumer<FoundSession> each)
      implements StreamListener {
    @Override
    public void data(Way way, Instant time, byte[] octets, int offset, int length) {
      finder.data(way, time, octets, offset, length);
    }

    @Override
    public void gap(Way way, Instant time, long length) {
      finder.gap(way, time, length);
    }

    @Override
    public void ended(Way way, Instant time, boolean reset) {
      finder.ended(way, time, reset);
    }

    @Override
    public void finished() {
      finder.finished();
      FoundSession found = finder.found();
      if (found != null) {
        each.accept(found);
      }
    }
  }

  private void handOn(FoundSession session) {
    found++;
    each.accept(session);
  }
}
