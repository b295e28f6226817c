package dev.glassine.testkit.interop;

import dev.glassine.core.registry.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Somebody between a client and a server who changes what goes through, or cuts it off. */
final class TamperingRelay implements AutoCloseable {
  /** What becomes of a piece of the stream; where it gets shorter, the connection is cut there. */
  interface Tamper {
    byte[] change(Side sender, long offset, byte[] piece);
  }

  private final ServerSocket listening;
  private final int behind;
  private final Tamper tamper;

  TamperingRelay(int behind, Tamper tamper) throws IOException {
    this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.behind = behind;
    this.tamper = tamper;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      Socket client = listening.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
      Thread.ofVirtual().start(() -> copy(Side.CLIENT, client, server));
      Thread.ofVirtual().start(() -> copy(Side.SERVER, server, client));
    } catch (IOException e) {
      // the test is over
    }
  }

  private void copy(Side sender, Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] chunk = new byte[64 * 1024];
      long offset = 0;
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        byte[] changed = tamper.change(sender, offset, java.util.Arrays.copyOf(chunk, n));
        out.write(changed);
        if (changed.length < n) {
          to.shutdownOutput();
          return;
        }
        offset += n;
      }
      to.shutdownOutput();
      Thread.sleep(200);
    } catch (IOException | InterruptedException e) {
      // one of the two has gone
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
