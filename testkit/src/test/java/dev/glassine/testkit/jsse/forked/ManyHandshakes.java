package dev.glassine.testkit.jsse.forked;

import dev.glassine.jsse.GlassineProvider;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Opens many connections at once, each side of each on a virtual thread, and holds them all open
 * until every one has shaken hands: where one thread pinned its carrier, nothing would move. Prints
 * how many shook hands, the most that were open at once, and which threads the library made.
 */
public final class ManyHandshakes {
  private static final char[] PASSWORD = "password".toCharArray();

  /** Connections that begin at once: the kernel's queue is shorter than ours. */
  private static final int AT_ONCE = 100;

  private ManyHandshakes() {}

  /** Takes the number of connections, a PKCS #12 file with a key and one with its issuer. */
  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    SSLContext context = context(arguments[1], arguments[2]);
    AtomicInteger served = new AtomicInteger();
    AtomicInteger open = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch shaken = new CountDownLatch(count);
    CountDownLatch done = new CountDownLatch(count);
    Semaphore connecting = new Semaphore(AT_ONCE);
    int threadsBefore = platformThreads();
    try (SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1000, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> accept(server, served));
      for (int i = 0; i < count; i++) {
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    connecting.acquire();
                    SSLSocket socket;
                    try {
                      socket =
                          (SSLSocket)
                              context
                                  .getSocketFactory()
                                  .createSocket(
                                      InetAddress.getLoopbackAddress(), server.getLocalPort());
                      socket.startHandshake();
                    } finally {
                      connecting.release();
                    }
                    try (socket) {
                      open.incrementAndGet();
                      shaken.countDown();
                      shaken.await();
                      socket.getOutputStream().write(1);
                      if (socket.getInputStream().read() != 2) {
                        throw new IOException("no answer");
                      }
                    }
                  } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                    shaken.countDown();
                  } finally {
                    done.countDown();
                  }
                });
      }
      done.await();
      System.out.println("served " + served.get());
      System.out.println("open at once " + open.get());
      System.out.println(
          "threads made " + (platformThreads() - threadsBefore > 8 ? "many" : "few"));
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().contains("Handshake") || thread.getName().contains("lassine")) {
          System.out.println("thread of the library: " + thread.getName());
        }
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }

  private static int platformThreads() {
    return Thread.getAllStackTraces().size();
  }

  private static void accept(SSLServerSocket server, AtomicInteger served) {
    while (!server.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) server.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (socket) {
                    if (socket.getInputStream().read() == 1) {
                      socket.getOutputStream().write(2);
                      served.incrementAndGet();
                    }
                  } catch (IOException e) {
                    // the client tells
                  }
                });
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static SSLContext context(String keys, String trust) throws Exception {
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX", new GlassineProvider());
    keyManagers.init(load(keys), PASSWORD);
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance("PKIX", new GlassineProvider());
    trustManagers.init(load(trust));
    SSLContext context = SSLContext.getInstance("TLS", new GlassineProvider());
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }

  private static KeyStore load(String file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (FileInputStream in = new FileInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }
}
