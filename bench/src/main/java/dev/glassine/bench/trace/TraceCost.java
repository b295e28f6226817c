package dev.glassine.bench.trace;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.jca.JcaCrypto;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Measures what it costs that handshakes can be seen through, and prints it as Markdown.
 *
 * <p>The time is that of the processor, of one thread that does both ends; the variants take turns,
 * in another order each round, so that what else happens on the machine hits all alike; what is
 * printed is the median of the rounds.
 *
 * <p>An engine without events does not exist to compare with. So for the variant where nobody
 * listens, Flight Recorder samples the same handshakes: the share of the samples that fall into
 * making decisions and events is what they cost all the same.
 */
public final class TraceCost {
  private static final int HANDSHAKES_A_TURN = 40;
  private static final int WARM_UP_ROUNDS = 25;

  /** Of the processor's time, in native code too, where most of a handshake's may go. */
  private static final String SAMPLE = "jdk.CPUTimeSample";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private TraceCost() {}

  /** Measures: rounds (default 60) and seconds of sampling (default 60). */
  public static void main(String[] arguments) throws IOException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
    measure("the JDK's own cryptography", JcaCrypto.jdkOnly(), rounds, seconds);
    measure("native cryptography where there is any", JcaCrypto.standard(), rounds, seconds);
  }

  private static void measure(String title, CryptoProvider crypto, int rounds, int seconds)
      throws IOException {
    Handshaking handshaking = new Handshaking(crypto, InstantSource.system().instant());
    turns(handshaking, WARM_UP_ROUNDS);
    Map<Onlookers, long[]> turns = turns(handshaking, rounds);
    System.out.println("### With " + title + "\n");
    System.out.println("| | processor time of a handshake, both ends | compared |\n|---|---|---|");
    double base = median(Objects.requireNonNull(turns.get(Onlookers.NONE)));
    for (Onlookers onlookers : Onlookers.values()) {
      double time = median(Objects.requireNonNull(turns.get(onlookers)));
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f \u00b5s | %s |%n",
          onlookers.words(),
          time / HANDSHAKES_A_TURN / 1000,
          onlookers == Onlookers.NONE ? "" : "%+.1f %%".formatted(100 * (time / base - 1)));
    }
    System.out.printf(
        Locale.ROOT,
        "%nWhere nobody listens, %s fall into decisions and events.%n%n",
        sampled(handshaking, seconds));
    if (handshaking.characters() == 0) {
      throw new IllegalStateException("no text was made");
    }
  }

  private static Map<Onlookers, long[]> turns(Handshaking handshaking, int rounds) {
    Map<Onlookers, long[]> turns = new EnumMap<>(Onlookers.class);
    Onlookers[] all = Onlookers.values();
    for (Onlookers onlookers : all) {
      turns.put(onlookers, new long[rounds]);
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < all.length; i++) {
        Onlookers onlookers = all[(i + round) % all.length];
        long before = THREADS.getCurrentThreadCpuTime();
        handshaking.shake(onlookers, HANDSHAKES_A_TURN);
        Objects.requireNonNull(turns.get(onlookers))[round] =
            THREADS.getCurrentThreadCpuTime() - before;
      }
    }
    return turns;
  }

  private static double median(long[] times) {
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  // Samples

  private static String sampled(Handshaking handshaking, int seconds) throws IOException {
    Path file = Files.createTempFile("trace-cost", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(SAMPLE).with("throttle", "1ms");
      recording.start();
      long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
      while (System.nanoTime() < end) {
        handshaking.shake(Onlookers.NONE, HANDSHAKES_A_TURN);
      }
      recording.stop();
      recording.dump(file);
      return share(file);
    } finally {
      Files.delete(file);
    }
  }

  private static String share(Path file) throws IOException {
    int all = 0;
    int ours = 0;
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        if (event.getEventType().getName().equals(SAMPLE)
            && event.getStackTrace() != null
            && event.getStackTrace().getFrames().stream()
                .anyMatch(frame -> frame.getMethod().getType().getName().endsWith("Handshaking"))) {
          all++;
          ours += event.getStackTrace().getFrames().stream().anyMatch(TraceCost::tells) ? 1 : 0;
        }
      }
    }
    return String.format(
        Locale.ROOT, "%d of %d samples (%.2f %%)", ours, all, 100.0 * ours / Math.max(1, all));
  }

  /** Whether the frame does what only those who look on need. */
  private static boolean tells(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    return type.endsWith(".Decisions")
        || type.endsWith(".engine.Decision")
        || type.contains(".engine.TlsEvent")
        || type.endsWith(".engine.Witness")
        || (type.endsWith(".handshake.Negotiation") && frame.getMethod().getName().equals("names"));
  }
}
