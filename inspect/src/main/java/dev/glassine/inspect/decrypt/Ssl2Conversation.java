package dev.glassine.inspect.decrypt;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Epoch;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.handshake.Ssl2;
import dev.glassine.core.handshake.Ssl2Overheard;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Ssl2Message;
import dev.glassine.inspect.TraceRecorder;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SSL 2.0 from the hello on (SSL 2.0 §2.2). A record holds a message, or after the last of them
 * data, and nothing in it says which. One master key leads to all keys; it comes from the key log,
 * from the server's RSA key, or from the session that is resumed.
 */
final class Ssl2Conversation implements Conversation {
  private static final int HANDSHAKE = ContentType.HANDSHAKE.code();
  private static final int APPLICATION_DATA = ContentType.APPLICATION_DATA.code();

  private final PassiveSession session;
  private final PassiveListener listener;
  private final Ssl2 ssl2;
  private final Ssl2Overheard overheard;
  private final Map<Side, Long> behindAHole = new EnumMap<>(Side.class);
  private @Nullable Secret master;
  private boolean handshakeIsOver;
  private boolean triedRsaKeys;
  private boolean lostItsWay;

  Ssl2Conversation(PassiveSession session, Ssl2 ssl2, Ssl2Message hello) {
    this.session = session;
    this.listener = session.listener();
    this.ssl2 = ssl2;
    this.overheard = ssl2.overhear(hello);
    for (Side side : Side.values()) {
      session.half(side).records.cutBy(Framing.SSL_2_0);
    }
  }

  @Override
  public void serverBegins(ByteBuffer first) {}

  @Override
  public int type(Half half, byte[] octets, int offset) {
    return handshakeIsOver && half.hasKeys() ? APPLICATION_DATA : HANDSHAKE;
  }

  /** What is inside is all that could tell. */
  @Override
  public int typeOfUnopened(int type) {
    return handshakeIsOver ? APPLICATION_DATA : TraceRecorder.TYPE_NOT_TOLD;
  }

  @Override
  public boolean isProtected(Half half, int type, int length) {
    return lostItsWay || half.suite() != null || overheard.isProtected(half.sender, length);
  }

  // Keys

  @Override
  public void lookForKeys(Half half) {
    Secret known = lostItsWay ? null : master();
    if (known == null) {
      return;
    }
    List<CipherSuite> kinds = kinds(known);
    half.protect(
        kinds.stream().map(kind -> keys(kind, known, half.sender)).toArray(EpochKeys[]::new));
    if (handshakeIsOver) {
      half.handshakeComplete();
    }
    if (kinds.isEmpty()) {
      listener.note(
          half.sender,
          "key",
          "the master key that was given has "
              + PassiveSession.octets(known.length())
              + ", the IV included, and no cipher kind here asks for as many");
    }
  }

  /** A session's kind does not go over the wire. Whoever has seen it begin knows it. */
  private List<CipherSuite> kinds(Secret known) {
    List<CipherSuite> kinds = overheard.kinds(known);
    CipherSuite remembered =
        overheard.isResumed() ? session.secrets().suiteOf(overheard.sessionId()) : null;
    return remembered != null && kinds.contains(remembered) ? List.of(remembered) : kinds;
  }

  /** Export kinds have the keys of the others: then all of them open the records. */
  private void tellDoubt(CipherSuite kind) {
    List<String> others =
        overheard.kinds(Objects.requireNonNull(master)).stream()
            .filter(other -> family(other).equals(family(kind)) && !other.equals(kind))
            .map(CipherSuite::name)
            .toList();
    if (!others.isEmpty() && session.secrets().suiteOf(overheard.sessionId()) == null) {
      listener.note(
          null,
          "kind",
          "the session may as well be one of "
              + String.join(", ", others)
              + ": their records do not differ, and its first connection was not seen");
    }
  }

  /** {@code RC4} of RC4_128, RC4_64 and RC4_40. */
  private static String family(CipherSuite kind) {
    return kind.cipher().name().replaceFirst("_.*", "");
  }

  private EpochKeys keys(CipherSuite kind, Secret known, Side sender) {
    return new EpochKeys(
        Epoch.APPLICATION, kind, overheard.labels(sender), () -> opener(kind, known, sender));
  }

  private @Nullable RecordOpener opener(CipherSuite kind, Secret known, Side sender) {
    if (!session.crypto().supports(kind)) {
      session.cannotOpen(kind);
      return null;
    }
    return overheard.opener(session.crypto(), kind, known, sender);
  }

  private @Nullable Secret master() {
    Bytes id = overheard.connectionId();
    if (master != null || id == null) {
      return master;
    }
    master = session.secrets().keyLog().find(KeyLog.SSL2_MASTER_KEY, id);
    if (master == null) {
      master = found();
      if (master != null) {
        listener.secret(KeyLog.SSL2_MASTER_KEY, id, master);
      }
    }
    return master;
  }

  private @Nullable Secret found() {
    Ssl2Overheard.EncryptedKey encrypted = overheard.encryptedKey();
    if (encrypted == null) {
      return session.secrets().mainSecretOf(overheard.sessionId());
    }
    if (triedRsaKeys) {
      return null;
    }
    triedRsaKeys = true;
    Secret secretPart = session.secrets().masterKeyPart(session.crypto(), encrypted);
    if (secretPart == null) {
      session.noRsaKeyFits();
      return null;
    }
    return overheard.masterKey(secretPart);
  }

  // Messages

  @Override
  public void content(Half half, int type, byte[] octets, int offset, int length) {
    if (type == APPLICATION_DATA) {
      listener.data(half.sender, octets, offset, length);
      return;
    }
    Bytes raw = Bytes.copyOf(octets, offset, length);
    Ssl2Message message;
    try {
      message = ssl2.decode(raw);
    } catch (TlsFailure e) {
      unread(half, raw, e.reason().sentence() + ": " + e.detail());
      return;
    }
    CipherSuite kind = half.suite();
    listener.on(new TlsEvent.MessageInSsl2(half.sender, message, raw));
    overheard.message(half.sender, message, kind).forEach(listener::on);
    if (overheard.isComplete() && !handshakeIsOver && kind != null) {
      completed(kind);
    } else if (half.sender == Side.CLIENT && behindAHole.containsKey(Side.SERVER)) {
      handshakeIsOver();
    }
  }

  private void unread(Half half, Bytes raw, String why) {
    if (half.suite() == null) {
      // what is under keys from here on cannot be known
      lostItsWay = true;
      listener.unread(half.sender, "message of SSL 2.0", raw, why);
      return;
    }
    // it is authentic, and no message: so it is data, and SERVER-FINISHED has gone unseen
    byte[] data = raw.toArray();
    listener.data(half.sender, data, 0, data.length);
    handshakeIsOver();
  }

  private void completed(CipherSuite kind) {
    if (overheard.isResumed()) {
      tellDoubt(kind);
    }
    Secret known = master;
    if (known != null) {
      session.secrets().remember(overheard.sessionId(), known, kind);
    }
    handshakeIsOver();
  }

  private void handshakeIsOver() {
    handshakeIsOver = true;
    for (Side side : Side.values()) {
      session.half(side).handshakeComplete();
    }
  }

  // Octets that are missing

  @Override
  public void gap(Side sender) {
    behindAHole.putIfAbsent(sender, 0L);
    if (sender == Side.SERVER && session.half(Side.CLIENT).suite() != null) {
      // whether the handshake has ended is not in the capture: after CLIENT-FINISHED it is likely
      handshakeIsOver();
    }
  }

  @Override
  public void passedOver(Side sender, long count) {
    behindAHole.merge(sender, count, Long::sum);
  }

  @Override
  public @Nullable Bytes keyLogId() {
    return overheard.connectionId();
  }

  @Override
  public @Nullable String nameInKeyLog() {
    Bytes id = overheard.connectionId();
    return id == null ? null : "connection id " + id.hex();
  }

  @Override
  public void close() {
    behindAHole.forEach(
        (sender, count) -> {
          if (count > 0) {
            listener.note(
                sender,
                "not read",
                "the last "
                    + PassiveSession.octets(count)
                    + " of the "
                    + sender
                    + ": where a record of SSL 2.0 begins is known by the one before it only");
          }
        });
    if (master != null) {
      master.close();
    }
  }
}
