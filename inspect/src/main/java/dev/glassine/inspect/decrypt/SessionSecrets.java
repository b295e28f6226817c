package dev.glassine.inspect.decrypt;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.RsaTransport;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.handshake.Ssl2Overheard;
import dev.glassine.core.identity.CertificateParser;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.wire.Bytes;
import dev.glassine.inspect.keylog.KeyLogSecrets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that may open recorded connections: a key log, servers' RSA keys, and the main secrets
 * of sessions that were opened already, for those that resume them. Thread-safe; every secret that
 * it hands out is a copy.
 */
public final class SessionSecrets {
  /** Sessions whose main secret is remembered for their resumption. */
  public static final int MAX_SESSIONS = 10_000;

  private record Session(Secret main, CipherSuite suite) {}

  private final KeyLogSecrets keyLog;
  private final List<PrivateKey> rsaKeys;
  private final Map<Bytes, Session> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Session> eldest) {
          return size() > MAX_SESSIONS;
        }
      };

  /**
   * From these sources.
   *
   * @param keyLog may be empty, and may grow
   * @param rsaKeys private keys of servers; others than RSA keys open nothing
   */
  public SessionSecrets(KeyLogSecrets keyLog, List<PrivateKey> rsaKeys) {
    this.keyLog = keyLog;
    this.rsaKeys = List.copyOf(rsaKeys);
  }

  /** Nothing: only what is in the clear can be read. */
  public static SessionSecrets none() {
    return new SessionSecrets(new KeyLogSecrets(), List.of());
  }

  /** The key log. */
  public KeyLogSecrets keyLog() {
    return keyLog;
  }

  /**
   * The premaster secret under RSA, from the key log or by a private key.
   *
   * @param server the certificate's key, where it was seen: only its own private key is tried
   * @param version what the ClientHello said, which the premaster repeats
   */
  @Nullable Secret premaster(
      CryptoProvider crypto, Bytes encrypted, @Nullable PublicKey server, int version) {
    Secret logged = keyLog.premasterIn(encrypted);
    if (logged != null) {
      return logged;
    }
    byte[] octets = encrypted.toArray();
    RsaTransport transport = crypto.rsaTransport();
    return decrypt(
        server,
        RsaTransport.PREMASTER_LENGTH,
        (key, fallback) -> transport.decrypt(key, octets, version, fallback));
  }

  /** The part of an SSL 2.0 master key under RSA, by a private key. */
  @Nullable Secret masterKeyPart(CryptoProvider crypto, Ssl2Overheard.EncryptedKey encrypted) {
    byte[] octets = encrypted.octets().toArray();
    RsaTransport transport = crypto.rsaTransport();
    return decrypt(
        publicKey(encrypted.certificate()),
        encrypted.length(),
        (key, fallback) -> transport.decryptMarked(key, octets, fallback).secret());
  }

  private static @Nullable PublicKey publicKey(Bytes certificate) {
    try {
      return CertificateParser.shared().parse(certificate).getPublicKey();
    } catch (TlsFailure e) {
      return null;
    }
  }

  /**
   * What to say of a connection that RSA keys should open and did not; null where none is given.
   */
  @Nullable String noneFits() {
    return switch (rsaKeys.size()) {
      case 0 -> null;
      case 1 -> "the RSA key that was given is not this server's";
      default -> "none of the " + rsaKeys.size() + " RSA keys that were given is this server's";
    };
  }

  private interface Decryption {
    Secret by(PrivateKey key, Secret fallback);
  }

  /** By the private key that belongs to {@code server}, or where that is not known by any. */
  private @Nullable Secret decrypt(@Nullable PublicKey server, int length, Decryption decryption) {
    for (PrivateKey key : rsaKeys) {
      if (key instanceof RSAKey pair && (server == null || belongs(pair, server))) {
        Secret found = decrypt(key, length, decryption);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static boolean belongs(RSAKey key, PublicKey server) {
    return server instanceof RSAKey other && other.getModulus().equals(key.getModulus());
  }

  /** RsaTransport answers the fallback where anything is wrong; so two of them tell. */
  private static @Nullable Secret decrypt(PrivateKey key, int length, Decryption decryption) {
    byte[] fallback = new byte[length];
    new SecureRandom().nextBytes(fallback);
    try {
      Secret found = decryption.by(key, Secret.wrap(fallback.clone()));
      return Arrays.equals(found.reveal(Secret.Access.PRIMITIVE), fallback) ? null : found;
    } catch (RuntimeException e) {
      // no ciphertext of this key at all
      return null;
    }
  }

  /** The main secret of a resumed session, by its ID or its ticket. */
  @Nullable Secret mainSecretOf(Bytes idOrTicket) {
    if (idOrTicket.isEmpty()) {
      return null;
    }
    synchronized (sessions) {
      Session known = sessions.get(idOrTicket);
      if (known != null) {
        return known.main.copy();
      }
    }
    return keyLog.mainSecretOf(idOrTicket);
  }

  /** The suite of a session that was opened already, by its ID or its ticket; else null. */
  @Nullable CipherSuite suiteOf(Bytes idOrTicket) {
    synchronized (sessions) {
      Session known = sessions.get(idOrTicket);
      return known == null ? null : known.suite;
    }
  }

  /** Keeps the main secret of a session for its resumption. */
  void remember(Bytes idOrTicket, Secret main, CipherSuite suite) {
    if (!idOrTicket.isEmpty()) {
      synchronized (sessions) {
        sessions.put(idOrTicket, new Session(main.copy(), suite));
      }
    }
  }
}
