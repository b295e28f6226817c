package dev.glassine.jsse;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.session.SharedTicketKeys;
import dev.glassine.core.session.TicketKey;
import dev.glassine.core.session.TicketKeys;
import dev.glassine.core.wire.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An identity in files, and a {@link LiveIdentity} that follows them. Looking is {@link #run}; it
 * makes no thread, so somebody has to call it now and then:
 *
 * <pre>{@code
 * IdentityFiles files = IdentityFiles.pem(certificates, key).trust(authorities).open();
 * SSLContext context = Glassine.newContext().identity(files.live()).build();
 * scheduler.scheduleWithFixedDelay(files, 10, 10, TimeUnit.SECONDS);
 * }</pre>
 *
 * <p>The files are compared by content. Where they do not fit together, because half of them has
 * been replaced so far, or cannot be read, the identity stays as it was and {@code whenRefused}
 * hears why; the next look tries again. Thread-safe.
 */
public final class IdentityFiles implements Runnable {
  private final Builder files;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();
  private final LiveIdentity live;
  private Map<Path, Bytes> contents;

  private IdentityFiles(Builder files) {
    this.files = files;
    this.contents = read(files);
    this.live = LiveIdentity.of(identity(contents, null));
  }

  /** The certificate, own first, and its key, which is not encrypted, in PEM files. */
  public static Builder pem(Path certificates, Path key) {
    return new Builder(certificates, key, null);
  }

  /** The same with an encrypted key; the password is kept. */
  public static Builder pem(Path certificates, Path key, char[] password) {
    return new Builder(certificates, key, password.clone());
  }

  /** What the files said when they last fitted together. */
  public LiveIdentity live() {
    return live;
  }

  /** Looks whether a file has changed, and swaps the identity if so. Throws nothing. */
  @Override
  public void run() {
    try {
      reload();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      files.whenRefused.accept(e);
    }
  }

  /**
   * Looks whether a file has changed, and swaps the identity if so.
   *
   * @return whether it was swapped
   * @throws IllegalArgumentException where the files do not hold what they should, or do not fit
   *     together; the identity is as before
   * @throws UncheckedIOException where a file cannot be read; the identity is as before
   */
  public boolean reload() {
    lock.lock();
    try {
      Map<Path, Bytes> now = read(files);
      if (now.equals(contents)) {
        return false;
      }
      Identity next = identity(now, contents);
      contents = now;
      live.swap(next);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static Map<Path, Bytes> read(Builder files) {
    Map<Path, Bytes> contents = new LinkedHashMap<>();
    for (Path file : files.all()) {
      try {
        contents.put(file, Bytes.wrap(Files.readAllBytes(file)));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file + ": " + e, e);
      }
    }
    return contents;
  }

  private Identity identity(Map<Path, Bytes> now, @Nullable Map<Path, Bytes> before) {
    Credential credential = Credentials.fromPem(files.certificates, files.key, files.password);
    if (files.staple != null) {
      credential = credential.withOcspResponse(Objects.requireNonNull(now.get(files.staple)));
    }
    Trust trust = null;
    if (files.trust != null) {
      // an unchanged trust keeps what it remembers
      trust =
          before != null && isSame(files.trust, now, before)
              ? live.current().trust()
              : Trust.fromPem(files.trust);
    }
    return new Identity(Credentials.of(credential), trust, tickets(now, before));
  }

  private @Nullable TicketKeys tickets(Map<Path, Bytes> now, @Nullable Map<Path, Bytes> before) {
    Path file = files.ticketKeys;
    if (file == null) {
      return null;
    }
    if (before != null && isSame(file, now, before)) {
      return live.current().ticketKeys();
    }
    byte[] octets = Objects.requireNonNull(now.get(file)).toArray();
    int each = TicketKey.NAME_LENGTH + TicketKey.SECRET_LENGTH;
    if (octets.length == 0 || octets.length % each != 0) {
      throw new IllegalArgumentException(
          file
              + " holds "
              + octets.length
              + " octets: ticket keys have "
              + each
              + " each, a name of 16 and a secret of 32, the newest first");
    }
    List<TicketKey> keys = new ArrayList<>();
    for (int start = 0; start < octets.length; start += each) {
      Bytes key = Bytes.copyOf(octets).slice(start, each);
      keys.add(
          new TicketKey(
              key.slice(0, TicketKey.NAME_LENGTH),
              Secret.wrap(key.slice(TicketKey.NAME_LENGTH, TicketKey.SECRET_LENGTH).toArray())));
    }
    return new SharedTicketKeys(JcaCrypto.standard(), random, keys);
  }

  private static boolean isSame(Path file, Map<Path, Bytes> now, Map<Path, Bytes> before) {
    return Objects.equals(now.get(file), before.get(file));
  }

  /** Says which files. Not thread-safe. */
  public static final class Builder {
    private final Path certificates;
    private final Path key;
    private final char @Nullable [] password;
    private @Nullable Path trust;
    private @Nullable Path staple;
    private @Nullable Path ticketKeys;
    private Consumer<? super RuntimeException> whenRefused = problem -> {};

    private Builder(Path certificates, Path key, char @Nullable [] password) {
      this.certificates = certificates;
      this.key = key;
      this.password = password;
    }

    /** Certificates to trust, in a PEM file; without it, the platform's. */
    public Builder trust(Path file) {
      trust = file;
      return this;
    }

    /**
     * The OCSP response to staple, in DER (RFC 6066 §8); {@code openssl ocsp -respout} writes it.
     */
    public Builder staple(Path file) {
      staple = file;
      return this;
    }

    /**
     * Keys that seal tickets, shared with other machines: 48 random octets each, the newest first.
     * The first seals; all open.
     */
    public Builder ticketKeys(Path file) {
      ticketKeys = file;
      return this;
    }

    /** Who hears that changed files were not taken over, and why: a log. */
    public Builder whenRefused(Consumer<? super RuntimeException> listener) {
      whenRefused = listener;
      return this;
    }

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException where they do not hold what they should
     * @throws UncheckedIOException where one cannot be read
     */
    public IdentityFiles open() {
      return new IdentityFiles(this);
    }

    private List<Path> all() {
      List<Path> all = new ArrayList<>(List.of(certificates, key));
      for (Path file : new Path[] {trust, staple, ticketKeys}) {
        if (file != null) {
          all.add(file);
        }
      }
      return all;
    }
  }
}
