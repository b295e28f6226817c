package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.testkit.jsse.forked.ManyHandshakes;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Virtual threads: no monitor is held across I/O or calls of the user's, and no thread is made. By
 * default 5 000 connections: 10 000 sockets on as many virtual threads, open at the same time.
 */
class VirtualThreadTest {
  @TempDir Path folder;

  @Test
  void shakesHandsOnManyVirtualThreadsWithTwoCarriers() throws Exception {
    int count = Integer.getInteger("glassine.handshakes", 5_000);
    String output =
        new Fork(folder)
            .option("-Djdk.virtualThreadScheduler.parallelism=2")
            .option("-Djdk.virtualThreadScheduler.maxPoolSize=2")
            .option("-Xmx2g")
            .onTheClassPath()
            .run(
                ManyHandshakes.class,
                String.valueOf(count),
                store("keys.p12", Jsse.keyStore(Jsse.SERVER)),
                store("trust.p12", Jsse.trustStore(Jsse.CA.certificate())));
    assertThat(output)
        .contains("served " + count)
        .contains("open at once " + count)
        .contains("threads made few")
        .doesNotContain("thread of the library");
  }

  private String store(String name, KeyStore store) throws Exception {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, Jsse.password());
    }
    return file.toString();
  }

  @Test
  void hasNoMonitorAndMakesNoThreadInItsSources() throws Exception {
    Path sources = Path.of(System.getProperty("glassine.root"));
    for (String module : new String[] {"core", "jsse"}) {
      try (Stream<Path> files = Files.walk(sources.resolve(module + "/src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String code =
              Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
          assertThat(code)
              .as(file.toString())
              .doesNotContain("synchronized")
              .doesNotContain("new Thread(")
              .doesNotContain("Thread.start")
              .doesNotContain("Thread.of")
              .doesNotContain("Executors.")
              .doesNotContain("commonPool");
        }
      }
    }
  }
}
