package dev.glassine.testkit.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The connection to the runner, which listens whichever side of TLS it is. One owner thread. */
final class Line implements AutoCloseable {
  private static final int PATIENCE_MILLISECONDS = 20_000;
  private static final int LINGER_MILLISECONDS = 3_000;

  private final Socket socket;
  private byte[] heldBack = new byte[0];

  private Line(Socket socket) {
    this.socket = socket;
  }

  /** Calls the runner and says which test this is. */
  static Line open(Settings settings) throws IOException {
    byte[] loopback =
        settings.has("ipv6")
            ? new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}
            : new byte[] {127, 0, 0, 1};
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(
        new InetSocketAddress(InetAddress.getByAddress(loopback), settings.number("port")),
        PATIENCE_MILLISECONDS);
    socket.setSoTimeout(PATIENCE_MILLISECONDS);
    ByteBuffer id = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    socket.getOutputStream().write(id.putLong(settings.wideNumber("shim-id")).array());
    return new Line(socket);
  }

  /** Sends what is due. Where the runner has gone, reading will tell. */
  void send(byte[] octets) {
    if (heldBack.length > 0) {
      byte[] all = java.util.Arrays.copyOf(heldBack, heldBack.length + octets.length);
      System.arraycopy(octets, 0, all, heldBack.length, octets.length);
      heldBack = all;
      return;
    }
    try {
      socket.getOutputStream().write(octets);
    } catch (IOException e) {
      // what the runner said before it went is still to be read
    }
  }

  /** Sends the first octet only, and the rest at {@link #release}. */
  void sendFirstOctet(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets, 0, 1);
    heldBack = java.util.Arrays.copyOfRange(octets, 1, octets.length);
  }

  /** Sends what was held back. */
  void release() {
    byte[] rest = heldBack;
    heldBack = new byte[0];
    send(rest);
  }

  /** Receives at most {@code limit} octets; none where the runner has gone. */
  byte[] receive(int limit) throws IOException {
    byte[] octets = new byte[limit];
    try {
      int count = socket.getInputStream().read(octets);
      return java.util.Arrays.copyOf(octets, Math.max(count, 0));
    } catch (SocketException e) {
      return new byte[0];
    }
  }

  /**
   * Ends our direction, and takes what is still under way, so that no reset overtakes our last
   * words.
   */
  @Override
  public void close() throws IOException {
    try (socket) {
      socket.shutdownOutput();
      socket.setSoTimeout(LINGER_MILLISECONDS);
      byte[] ignored = new byte[16 * 1024];
      while (socket.getInputStream().read(ignored) >= 0) {
        // nobody wants it
      }
    } catch (IOException e) {
      // the runner went first
    }
  }
}
