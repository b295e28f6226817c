package dev.glassine.cli;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.registry.Side;
import dev.glassine.inspect.Trace;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTPS server for looking at handshakes: GET and HEAD, one virtual thread a connection.
 * Bounded: so many connections, so long a request, so much time.
 */
final class WebServer implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 4096;
  private static final int MAX_REQUEST = 16 * 1024;

  /** How long a visitor may keep the server waiting, unless somebody says otherwise. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int BACKLOG = 1024;

  /** Who watches and does not read what happens for so long, is dropped. */
  private static final int SLOWEST_SECONDS = 5;

  private final ServerSocket listening;
  private final ServerConfig config;
  private final Pages pages;
  private final InstantSource clock;
  private final PrintWriter audit;
  private final Recording recording;
  private final Duration longestSilence;
  private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
  private final ScheduledExecutorService patience =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  private WebServer(
      ServerSocket listening,
      ServerConfig config,
      Pages pages,
      InstantSource clock,
      PrintWriter audit,
      Recording recording,
      Duration longestSilence) {
    this.longestSilence = longestSilence;
    this.listening = listening;
    this.config = config;
    this.pages = pages;
    this.clock = clock;
    this.audit = audit;
    this.recording = recording;
  }

  /** Listens at {@code address}; nothing is written down. */
  static WebServer listen(
      InetSocketAddress address,
      ServerConfig config,
      Pages pages,
      InstantSource clock,
      PrintWriter audit)
      throws IOException {
    return listen(address, config, pages, clock, audit, Recording.NONE, PATIENCE);
  }

  /**
   * Listens at {@code address}.
   *
   * @param audit gets a line for each connection that goes through what Legacy let in, and an
   *     explanation for each that fails
   * @param recording what is written down of the connections
   * @param longestSilence how long a visitor may keep the server waiting each time
   */
  static WebServer listen(
      InetSocketAddress address,
      ServerConfig config,
      Pages pages,
      InstantSource clock,
      PrintWriter audit,
      Recording recording,
      Duration longestSilence)
      throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(address, BACKLOG);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return new WebServer(socket, config, pages, clock, audit, recording, longestSilence);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Accepts until the server is closed. */
  void serve() throws IOException {
    try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        accept(visitors);
      } finally {
        visitors.shutdownNow();
      }
    } finally {
      patience.shutdownNow();
    }
  }

  private void accept(ExecutorService visitors) throws IOException {
    while (!listening.isClosed()) {
      Socket socket;
      try {
        places.acquireUninterruptibly();
        socket = listening.accept();
      } catch (SocketException e) {
        places.release();
        if (listening.isClosed()) {
          return;
        }
        throw e;
      }
      visitors.execute(() -> visit(socket));
    }
  }

  private void visit(Socket socket) {
    String peer = address(socket);
    Visit visit = pages.visit(peer, clock);
    try (socket) {
      socket.setSoTimeout(Math.toIntExact(longestSilence.toMillis()));
      socket.setTcpNoDelay(true);
      try (TlsLink link =
          new TlsLink(
              socket,
              recording.wire(socket, Side.SERVER),
              TlsEngine.server(
                  config, recording.hearing(socket, new LegacyAudit(visit, peer, clock, audit))))) {
        handshake(link, visit);
        answer(link, socket, visit);
      }
    } catch (TlsFailure e) {
      if (isNews(e, visit.trace())) {
        trouble(peer, e.explanation());
      }
    } catch (IOException e) {
      // one visitor's trouble; its trace says why, and the others are served on
    } finally {
      places.release();
      visit.ended();
    }
  }

  private static String address(Socket socket) {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
  }

  private void handshake(TlsLink link, Visit visit) throws IOException {
    try {
      link.handshake();
    } catch (IOException e) {
      Explanation why = visit.brokeOff(e, longestSilence, link.unfinished());
      if (why != null) {
        trouble(visit.peer(), why);
      }
      throw e;
    }
  }

  /** Browsers open connections in advance and leave them, and end them without close_notify. */
  private static boolean isNews(TlsFailure failure, Trace trace) {
    return trace.isComplete()
        ? failure instanceof TlsFailure.PeerAlert
        : trace.traffic().clientOctets() > 0 || failure.alert() != null;
  }

  private void trouble(String peer, Explanation explanation) {
    audit.print("A visitor's handshake failed, from " + peer + "\n");
    audit.print(Terminal.ladder().render(explanation));
    audit.flush();
  }

  private void answer(TlsLink link, Socket socket, Visit visit) throws IOException {
    for (String request = head(link); !request.isEmpty(); request = head(link)) {
      String[] words = request.split("\r\n", 2)[0].split(" ", -1);
      String path = path(words);
      EventStream events = path != null && words[0].equals("GET") ? pages.events(path) : null;
      if (events != null) {
        stream(link, socket, events);
        return;
      }
      boolean keep =
          path != null
              && words[2].equals("HTTP/1.1")
              && !pages.ends(path)
              && !request.toLowerCase(java.util.Locale.ROOT).contains("\r\nconnection: close");
      Pages.Answer answer = answer(words, path, visit);
      byte[] octets = header(answer, "Content-Length: " + answer.body().length + "\r\n", keep);
      boolean headOnly = words[0].equals("HEAD");
      byte[] whole = new byte[octets.length + (headOnly ? 0 : answer.body().length)];
      System.arraycopy(octets, 0, whole, 0, octets.length);
      if (!headOnly) {
        System.arraycopy(answer.body(), 0, whole, octets.length, answer.body().length);
      }
      link.write(whole, 0, whole.length);
      if (!keep) {
        return;
      }
    }
  }

  private byte[] header(Pages.Answer answer, String length, boolean keep) {
    String header =
        "HTTP/1.1 "
            + answer.status()
            + "\r\nContent-Type: "
            + answer.type()
            + "\r\n"
            + length
            + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nContent-Security-Policy: "
            + pages.policy()
            + "\r\nConnection: "
            + (keep ? "keep-alive" : "close")
            + "\r\n\r\n";
    return header.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Writes events until the visitor leaves, or does not read them. */
  private void stream(TlsLink link, Socket socket, EventStream events) throws IOException {
    Thread writer = Thread.currentThread();
    try (events) {
      byte[] head = header(new Pages.Answer("200 OK", "text/event-stream", new byte[0]), "", false);
      write(link, socket, head);
      socket.setSoTimeout(0);
      Thread.ofVirtual().start(() -> awaitLeaving(link, writer));
      events.writeTo(octets -> write(link, socket, octets));
    } finally {
      socket.close();
    }
  }

  /** A visitor that reads nothing blocks the write until its connection is closed. */
  private void write(TlsLink link, Socket socket, byte[] octets) throws IOException {
    ScheduledFuture<?> drop =
        patience.schedule(() -> close(socket), SLOWEST_SECONDS, TimeUnit.SECONDS);
    try {
      link.write(octets, 0, octets.length);
    } finally {
      drop.cancel(false);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // then it is closed already
    }
  }

  private static void awaitLeaving(TlsLink link, Thread writer) {
    try {
      link.readAll(MAX_REQUEST);
    } catch (TlsFailure | IOException e) {
      // gone without a word
    } finally {
      writer.interrupt();
    }
  }

  /** The path that is asked for, or null where that is no request or its path is not sound. */
  private static @Nullable String path(String[] words) {
    if (words.length != 3 || !words[2].startsWith("HTTP/1.") || !words[1].startsWith("/")) {
      return null;
    }
    try {
      String path = words[1].split("[?#]", 2)[0].replace("+", "%2B");
      return URLDecoder.decode(path, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Pages.Answer answer(String[] words, @Nullable String path, Visit visit)
      throws IOException {
    if (path == null) {
      return Pages.Answer.text(
          "400 Bad Request", "This is no HTTP/1.1 request, or its path is not sound");
    }
    if (!words[0].equals("GET") && !words[0].equals("HEAD")) {
      return Pages.Answer.text("405 Method Not Allowed", "Only GET and HEAD");
    }
    return pages.get(path, visit);
  }

  /**
   * The next request's head, or nothing where the visitor has left. What follows it, as a body, is
   * not read: GET has none.
   */
  private static String head(TlsLink link) throws IOException {
    byte[] buffer = new byte[MAX_REQUEST];
    int length = 0;
    while (length < buffer.length) {
      int n = link.read(buffer, length, buffer.length - length);
      if (n < 0) {
        return "";
      }
      length += n;
      String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
      if (text.contains("\r\n\r\n")) {
        return text;
      }
    }
    throw new IOException("the request's head is longer than " + MAX_REQUEST + " octets");
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
