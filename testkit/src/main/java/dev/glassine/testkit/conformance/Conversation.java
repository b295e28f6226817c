package dev.glassine.testkit.conformance;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.ChannelBinding;
import dev.glassine.core.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is said on one connection: the handshake, then every octet of the runner with its bits
 * inverted, until the runner has no more. One owner thread.
 */
final class Conversation {
  private static final int READ_SIZE = 512;

  /** Octets that are received at a time; a prime number of few where -async asks for pieces. */
  private static final int RECEIVE_SIZE = 16 * 1024;

  private static final int PIECE = 61;

  private static final int[] RECORD_SIZES = {
    0, 1, 255, 256, 257, 16383, 16384, 16385, 32767, 32768, 32769
  };

  private final Settings settings;
  private final Party party;
  private final Stack stack;
  private final Line line;

  Conversation(Settings settings, Party party, Line line) {
    this.settings = settings;
    this.party = party;
    this.stack = party.stack();
    this.line = line;
  }

  void handshake() throws IOException {
    attempt(() -> stack.receive(new byte[0]));
    while (!stack.isEstablished()) {
      receive();
    }
  }

  void talk() throws IOException {
    writeMaterial();
    if (settings.has("write-different-record-sizes")) {
      for (int size : RECORD_SIZES) {
        byte[] data = new byte[size];
        Arrays.fill(data, (byte) 0x42);
        write(data);
      }
      return;
    }
    boolean unfinished = settings.has("read-with-unfinished-write");
    byte[] first =
        settings.text("shim-initial-write", "hello").getBytes(StandardCharsets.ISO_8859_1);
    if (unfinished) {
      line.sendFirstOctet(stack.write(first));
    } else if (settings.has("shim-writes-first")) {
      int times =
          settings.has("repeat-shim-initial-write")
              ? settings.number("repeat-shim-initial-write")
              : 1;
      for (int i = 0; i < times; i++) {
        write(first);
      }
    }
    if (!settings.has("shim-shuts-down")) {
      answerEverything(unfinished);
    }
  }

  private void writeMaterial() {
    if (settings.number("export-keying-material") > 0) {
      write(exported());
    }
    if (settings.has("export-traffic-secrets")) {
      boolean server = settings.has("server");
      byte[] client = party.happened().secret(KeyLog.CLIENT_TRAFFIC_SECRET_0);
      byte[] ofServer = party.happened().secret(KeyLog.SERVER_TRAFFIC_SECRET_0);
      write(new byte[] {(byte) client.length, 0});
      write(server ? client : ofServer);
      write(server ? ofServer : client);
    }
    if (settings.has("tls-unique")) {
      Bytes binding = stack.binding(ChannelBinding.TLS_UNIQUE);
      Disappointed.unless(binding != null, "there is no tls-unique");
      write(binding == null ? new byte[0] : binding.toArray());
    }
  }

  private void answerEverything(boolean unfinished) throws IOException {
    int size = settings.has("read-size") ? settings.number("read-size") : READ_SIZE;
    while (true) {
      if (settings.has("key-update-before-read")) {
        updateKeys();
      }
      byte[] data = read(size);
      if (data == null) {
        return;
      }
      if (unfinished) {
        line.release();
        unfinished = false;
      }
      if (settings.has("key-update")) {
        updateKeys();
      }
      for (int i = 0; i < data.length; i++) {
        data[i] ^= (byte) 0xFF;
      }
      write(data);
    }
  }

  private void updateKeys() {
    stack.updateKeys();
    flush();
  }

  /** Keying material by the flags' label and context. */
  private byte[] exported() {
    byte[] context =
        settings.has("use-export-context")
            ? settings.text("export-context", "").getBytes(StandardCharsets.ISO_8859_1)
            : null;
    return stack.export(
        settings.text("export-label", ""), context, settings.number("export-keying-material"));
  }

  /** Application data, at most {@code size} octets; null where there is no more. */
  private byte @Nullable [] read(int size) throws IOException {
    byte[] data = stack.read(size);
    while (data.length == 0) {
      if (stack.isReadClosed() || !receive()) {
        return null;
      }
      data = stack.read(size);
    }
    if (settings.has("use-exporter-between-reads")) {
      stack.export("", null, 1);
    }
    return data;
  }

  private void write(byte[] data) {
    line.send(stack.write(data));
  }

  /** Takes what has arrived; false where the runner has gone without close_notify. */
  private boolean receive() throws IOException {
    byte[] octets = line.receive(settings.has("async") ? PIECE : RECEIVE_SIZE);
    if (octets.length == 0) {
      return ended();
    }
    attempt(() -> stack.receive(octets));
    return true;
  }

  /** Unless -check-close-notify is there, an end without close_notify is as good as one with it. */
  private boolean ended() {
    try {
      attempt(stack::inputEnded);
    } catch (TlsFailure e) {
      if (e.reason() != Reason.TRUNCATED_STREAM || settings.has("check-close-notify")) {
        throw e;
      }
    }
    return false;
  }

  /** Whatever comes of it, what is due to the runner goes out. */
  private void attempt(Runnable action) {
    try {
      action.run();
    } finally {
      flush();
    }
  }

  private void flush() {
    byte[] due = stack.due();
    if (due.length > 0) {
      line.send(due);
    }
  }

  /** Closes our direction, and where it is asked for waits for the runner's. */
  void end() throws IOException {
    stack.closeWrite();
    flush();
    if (settings.has("check-close-notify")) {
      while (!stack.isReadClosed() && receive()) {
        // what still arrives is of no interest
      }
    }
  }
}
