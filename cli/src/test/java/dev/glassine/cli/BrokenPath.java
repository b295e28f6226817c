package dev.glassine.cli;

import dev.glassine.core.registry.Side;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A path between a client and a server on which something goes wrong: a record that does not fit
 * into one packet is lost, somebody resets the connection, changes a record, or stops a side.
 * Records only: both sides speak SSL 3.0 or newer.
 */
final class BrokenPath implements AutoCloseable {
  private static final int HEADER = 5;

  /** What becomes of a record. */
  enum Fate {
    PASSES,
    /** It is lost, and with it what its sender says after it: TCP waits for it in vain. */
    IS_LOST,
    /** Its first half arrives. */
    IS_TORN,
    /** Both sides get a reset. */
    IS_RESET
  }

  /** Decides; may change the record's octets, and do something before it is passed on. */
  interface Rule {
    /**
     * The fate of a record.
     *
     * @param number of the sender's records, from 0
     * @param octets header included
     */
    Fate of(Side sender, int number, byte[] octets) throws Exception;
  }

  private final ServerSocket listening;
  private final int behind;
  private final Rule rule;
  private final List<Socket> open = new ArrayList<>();

  BrokenPath(int behind, Rule rule) throws IOException {
    this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.behind = behind;
    this.rule = rule;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = keep(listening.accept());
        Socket server = keep(new Socket(InetAddress.getLoopbackAddress(), behind));
        Thread.ofVirtual().start(() -> carry(Side.CLIENT, client, server));
        Thread.ofVirtual().start(() -> carry(Side.SERVER, server, client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private Socket keep(Socket socket) {
    synchronized (open) {
      open.add(socket);
    }
    return socket;
  }

  private void carry(Side sender, Socket from, Socket to) {
    try {
      DataInputStream in = new DataInputStream(from.getInputStream());
      OutputStream out = to.getOutputStream();
      for (int number = 0; ; number++) {
        byte[] octets = record(in);
        switch (rule.of(sender, number, octets)) {
          case PASSES -> out.write(octets);
          case IS_TORN -> {
            out.write(octets, 0, octets.length / 2);
            in.transferTo(OutputStream.nullOutputStream());
            throw new IOException("the sender has gone");
          }
          case IS_LOST -> {
            in.transferTo(OutputStream.nullOutputStream());
            throw new IOException("the sender has gone");
          }
          case IS_RESET -> {
            reset(from, to);
            return;
          }
        }
      }
    } catch (Exception e) {
      // one of the two has gone: the other hears of it
      close(to);
    }
  }

  private static byte[] record(DataInputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER) {
      throw new IOException("the stream has ended");
    }
    int length = (header[3] & 0xFF) << 8 | header[4] & 0xFF;
    byte[] octets = java.util.Arrays.copyOf(header, HEADER + length);
    in.readFully(octets, HEADER, length);
    return octets;
  }

  /** The other direction's carrier may close one of them meanwhile: then that is a reset too. */
  private static void reset(Socket... both) throws IOException {
    for (Socket socket : both) {
      socket.setSoLinger(true, 0);
    }
    for (Socket socket : both) {
      socket.close();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // then it is closed already
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    synchronized (open) {
      open.forEach(BrokenPath::close);
    }
  }
}
