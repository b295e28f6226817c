package dev.glassine.inspect.keylog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Follows a key log while a program writes it: each {@link #poll} reads the lines that were added.
 * The file may not exist yet, and may be begun anew. One owner thread.
 */
public final class KeyLogTail {
  private static final int CHUNK = 1 << 16;
  private static final int MAX_LINE = 8192;

  private final Path file;
  private final KeyLogSecrets secrets;
  private final StringBuilder unfinished = new StringBuilder();
  private long position;
  private long lines;

  /** Follows {@code file}, from its start, into {@code secrets}. */
  public KeyLogTail(Path file, KeyLogSecrets secrets) {
    this.file = file;
    this.secrets = secrets;
  }

  /**
   * Reads what was added since the last time.
   *
   * @return whether anything was
   * @throws IOException where the file is there and cannot be read
   */
  public boolean poll() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() < position) {
        position = 0;
        lines = 0;
        unfinished.setLength(0);
      }
      channel.position(position);
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      boolean any = false;
      while (channel.read(chunk) > 0) {
        any = true;
        position += chunk.position();
        take(new String(chunk.array(), 0, chunk.position(), StandardCharsets.ISO_8859_1));
        chunk.clear();
      }
      return any;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void take(String text) {
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      unfinished.append(text, start, end);
      lines++;
      secrets.line(unfinished.toString(), file.toString(), lines);
      unfinished.setLength(0);
      start = end + 1;
    }
    // a line without end is not kept whole
    int room = MAX_LINE - unfinished.length();
    unfinished.append(text, start, Math.min(text.length(), start + Math.max(0, room)));
  }
}
