package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The corners of SSLSocket and SSLServerSocket. */
class SslSocketCornersTest {
  @Test
  void closesTheSocketOfAVirtualThreadThatIsInterruptedInARead() throws Exception {
    CountDownLatch asleep = new CountDownLatch(1);
    try (Loopback loopback =
            Loopback.serving(
                Jsse.GLASSINE.server(),
                socket -> {
                  socket.startHandshake();
                  asleep.await(20, TimeUnit.SECONDS);
                });
        SSLSocket socket = loopback.connect(Jsse.GLASSINE.client())) {
      socket.startHandshake();
      CompletableFuture<Exception> thrown = new CompletableFuture<>();
      Thread reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      thrown.completeExceptionally(
                          new AssertionError("read " + socket.getInputStream().read()));
                    } catch (IOException e) {
                      thrown.complete(e);
                    }
                  });
      while (reader.getState() == Thread.State.RUNNABLE || reader.getState() == Thread.State.NEW) {
        Thread.onSpinWait();
      }
      reader.interrupt();
      // As a plain socket does (java.net.Socket, "interruptible")
      assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(SocketException.class);
      assertThat(socket.isClosed()).isTrue();
    } finally {
      asleep.countDown();
    }
  }

  @Test
  void goesOnWhereAListenerThrows() throws Exception {
    List<String> told = new ArrayList<>();
    AtomicReference<Throwable> uncaught = new AtomicReference<>();
    try (Loopback loopback =
            Loopback.serving(
                Jsse.GLASSINE.server(), socket -> socket.getOutputStream().write(new byte[] {7}));
        SSLSocket socket = loopback.connect(Jsse.GLASSINE.client())) {
      socket.addHandshakeCompletedListener(
          event -> {
            throw new IllegalStateException("a careless listener");
          });
      socket.addHandshakeCompletedListener(event -> told.add(event.getCipherSuite()));
      Thread thread =
          Thread.ofVirtual()
              .uncaughtExceptionHandler((t, e) -> uncaught.set(e))
              .start(
                  () -> {
                    try {
                      told.add("read " + socket.getInputStream().read());
                    } catch (IOException e) {
                      told.add(e.toString());
                    }
                  });
      thread.join();
    }
    assertThat(told).hasSize(2);
    assertThat(told.getLast()).isEqualTo("read 7");
    assertThat(uncaught.get()).hasMessage("a careless listener");
  }

  @Test
  void refusesListenersThatAreNotThere() throws Exception {
    try (SSLSocket socket = (SSLSocket) Jsse.GLASSINE.client().getSocketFactory().createSocket()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.addHandshakeCompletedListener(null));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.removeHandshakeCompletedListener(event -> {}));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Jsse.class,
      names = {"GLASSINE", "SUN"})
  void refusesNamesThatAreNull(Jsse jsse) throws Exception {
    try (SSLSocket socket = (SSLSocket) jsse.client().getSocketFactory().createSocket();
        SSLServerSocket server =
            (SSLServerSocket) jsse.server().getServerSocketFactory().createServerSocket()) {
      assertThatIllegalArgumentException().isThrownBy(() -> socket.setEnabledProtocols(null));
      assertThatIllegalArgumentException().isThrownBy(() -> server.setEnabledCipherSuites(null));
    }
  }

  @Test
  void closesWhileNobodyHasShakenHands() throws Exception {
    try (Loopback loopback = Loopback.serving(Jsse.GLASSINE.server(), socket -> {})) {
      SSLSocket socket = loopback.connect(Jsse.GLASSINE.client());
      socket.close();
      socket.close();
      assertThat(socket.isClosed()).isTrue();
      assertThatThrownBy(socket::startHandshake)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("closed");
      assertThat(socket.getSession().isValid()).isFalse();
    }
  }

  @Test
  void acceptsConnectionsThatPlayTheClientsPart() throws Exception {
    try (SSLServerSocket server =
        (SSLServerSocket) Jsse.GLASSINE.client().getServerSocketFactory().createServerSocket(0)) {
      server.setUseClientMode(true);
      try (SSLSocket caller =
          (SSLSocket)
              Jsse.GLASSINE
                  .server()
                  .getSocketFactory()
                  .createSocket("localhost", server.getLocalPort())) {
        caller.setUseClientMode(false);
        Thread.ofVirtual()
            .start(
                () -> {
                  try (SSLSocket accepted = (SSLSocket) server.accept()) {
                    accepted.getOutputStream().write(9);
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });
        assertThat(caller.getInputStream().read()).isEqualTo(9);
      }
    }
  }
}
