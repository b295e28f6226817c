package dev.glassine.testkit.interop.old;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.SocketLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Has a {@link Conversation} with a real peer, and writes down what happens. */
final class ConversationRecorder {
  private static final int PATIENCE_MILLISECONDS = 10_000;

  /** Octets of the longer message: more than a block, and no more than that. */
  private static final int BULK = 40;

  private final OldPeer peer;
  private final OldCase wanted;
  private final Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final OurSide.Certificates certificates;
  private final List<List<Conversation.Line>> connections = new ArrayList<>();

  ConversationRecorder(OldPeer peer, OldCase wanted) {
    this.peer = peer;
    this.wanted = wanted;
    this.certificates = OurSide.Certificates.ofToday(wanted);
  }

  /** Has it, in our role {@code side}. */
  Conversation record(Side side) throws Exception {
    if (side == Side.CLIENT) {
      visit();
    } else {
      serve();
    }
    return new Conversation(
        peer.name() + " " + peer.version(), side, wanted, at, certificates, connections);
  }

  private int expected() {
    return wanted.resumed() ? 2 : 1;
  }

  private void visit() throws Exception {
    Conversation.Ours ours = new Conversation.Ours(wanted, certificates, at);
    try (OldPeer.Server server = peer.serve(wanted)) {
      for (int i = 0; i < expected(); i++) {
        Protocol told = new Protocol();
        TlsEngine engine =
            TlsEngine.client(
                ours.next().client(), Destination.of("localhost", server.port()), told::happened);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            SocketLink link = told.link(socket, engine)) {
          link.handshake();
          talk(told, link);
          told.close(link);
          told.read(link);
        } catch (TlsFailure e) {
          // that is how this one ends
        }
      }
    }
  }

  private void talk(Protocol told, SocketLink link) throws IOException {
    if (!peer.echoes()) {
      told.write(link, Echo.PING);
      while (told.read(link).length > 0) {
        // the page, until the server closes
      }
      return;
    }
    for (byte[] message : Echo.messages(BULK)) {
      told.write(link, message);
      for (int echoed = 0; echoed < message.length; ) {
        echoed += told.read(link).length;
      }
    }
  }

  private void serve() throws Exception {
    Conversation.Ours ours = new Conversation.Ours(wanted, certificates, at);
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  for (int i = 0; i < expected(); i++) {
                    answer(listening.accept(), ours.next());
                  }
                  served.complete(null);
                } catch (IOException | RuntimeException e) {
                  served.completeExceptionally(e);
                }
              });
      try {
        peer.visit(wanted, listening.getLocalPort(), BULK);
      } catch (AssertionError e) {
        if (wanted.client() != ClientCertificate.MISSING) {
          throw e;
        }
      }
      wait(served);
    }
  }

  private static void wait(CompletableFuture<Void> served) throws Exception {
    try {
      served.get(PATIENCE_MILLISECONDS, java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("our server failed", e.getCause());
    }
  }

  private void answer(Socket socket, OurSide ours) throws IOException {
    Protocol told = new Protocol();
    TlsEngine engine = TlsEngine.server(ours.server(), told::happened);
    try (SocketLink link = told.link(socket, engine)) {
      link.handshake();
      for (byte[] data = told.read(link); data.length > 0; data = told.read(link)) {
        told.write(link, data);
        if (!peer.echoes()) {
          break;
        }
      }
      told.close(link);
    } catch (TlsFailure e) {
      // that is how this one ends
    }
  }

  /** One connection's lines. */
  private final class Protocol implements SocketLink.Tap {
    private final List<Conversation.Line> lines = new ArrayList<>();

    Protocol() {
      connections.add(lines);
    }

    SocketLink link(Socket socket, TlsEngine engine) throws IOException {
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
      socket.setTcpNoDelay(true);
      return new SocketLink(socket, engine, this);
    }

    private void add(Conversation.Kind kind, byte[] octets) {
      lines.add(new Conversation.Line(kind, HexFormat.of().formatHex(octets)));
    }

    void happened(TlsEvent event) {
      EventText.of(event)
          .ifPresent(text -> lines.add(new Conversation.Line(Conversation.Kind.EVENT, text)));
    }

    @Override
    public void received(byte[] octets) {
      add(Conversation.Kind.RECEIVED, octets);
    }

    @Override
    public void sent(byte[] octets) {
      add(Conversation.Kind.SENT, octets);
    }

    @Override
    public void ended() {
      add(Conversation.Kind.END, new byte[0]);
    }

    void write(SocketLink link, byte[] data) throws IOException {
      add(Conversation.Kind.WRITE, data);
      link.write(data);
    }

    byte[] read(SocketLink link) throws IOException {
      byte[] data = link.read();
      if (data.length > 0) {
        add(Conversation.Kind.READ, data);
      }
      return data;
    }

    void close(SocketLink link) throws IOException {
      add(Conversation.Kind.CLOSE, new byte[0]);
      link.closeWrite();
    }
  }
}
