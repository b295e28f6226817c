import org.jspecify.annotations.NullMarked;

/**
 * The TLS engine, from bytes to bytes. It needs {@code java.base} and nothing else, and opens no
 * socket, starts no thread and reads no clock.
 */
@NullMarked
module dev.glassine.core {
  requires static org.jspecify;
}
