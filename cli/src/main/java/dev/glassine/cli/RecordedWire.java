package dev.glassine.cli;

import dev.glassine.inspect.capture.CapturedConnection;
import dev.glassine.inspect.capture.StreamListener.Way;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A wire whose octets also go into a capture. What was received last waits there until the wire is
 * used again: by then the engine has read it, and the secrets that it led to stand in front of it,
 * where a reader needs them.
 */
final class RecordedWire implements Wire {
  private record Received(Instant time, byte[] octets) {}

  private final CapturedConnection capture;
  private final Way sent;
  private final InstantSource clock;
  private final InputStream in;
  private final OutputStream out;
  private @Nullable Received waiting;

  /**
   * A wire over another.
   *
   * @param sent which way our own octets go
   */
  RecordedWire(Wire wire, CapturedConnection capture, Way sent, InstantSource clock) {
    this.capture = capture;
    this.sent = sent;
    this.clock = clock;
    this.in = new Incoming(wire.in());
    this.out = new Outgoing(wire.out());
  }

  @Override
  public InputStream in() {
    return in;
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public synchronized void closed() {
    write();
    capture.ended(sent, clock.instant(), false);
    capture.finished();
  }

  private synchronized void received(byte[] octets, int offset, int length) {
    waiting = new Received(clock.instant(), Arrays.copyOfRange(octets, offset, offset + length));
  }

  private synchronized void sent(byte[] octets, int offset, int length) {
    write();
    capture.data(sent, clock.instant(), octets, offset, length);
  }

  private synchronized void receivedEnd(boolean reset) {
    write();
    capture.ended(sent.opposite(), clock.instant(), reset);
  }

  private synchronized void write() {
    Received last = waiting;
    waiting = null;
    if (last != null) {
      capture.data(sent.opposite(), last.time, last.octets, 0, last.octets.length);
    }
  }

  private final class Incoming extends FilterInputStream {
    Incoming(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] octet = new byte[1];
      return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      write();
      int count;
      try {
        count = in.read(target, offset, length);
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        receivedEnd(true);
        throw e;
      }
      if (count < 0) {
        receivedEnd(false);
      } else if (count > 0) {
        received(target, offset, count);
      }
      return count;
    }
  }

  private final class Outgoing extends FilterOutputStream {
    Outgoing(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      if (length > 0) {
        sent(octets, offset, length);
        out.write(octets, offset, length);
      }
    }
  }
}
