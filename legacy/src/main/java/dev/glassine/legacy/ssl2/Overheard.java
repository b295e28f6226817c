package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.handshake.Ssl2Overheard;
import dev.glassine.core.identity.CertificateParser;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Ssl2Message;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A conversation of two others (SSL 2.0 §2.2), of which the messages that lead to keys are kept.
 *
 * <pre>
 *   client-hello         C -&gt; S: challenge, session_id, cipher_specs
 *   server-hello         S -&gt; C: connection-id, server_certificate, cipher_specs, session_id_hit
 *   client-master-key    C -&gt; S: {master_key}server_public_key       without a session
 *   ...                  under keys
 *   server-finish        S -&gt; C: {new_session_id}server_write_key
 * </pre>
 */
final class Overheard implements Ssl2Overheard {
  private final Ssl2ClientHello hello;
  private @Nullable Ssl2ServerHello answer;
  private @Nullable ClientMasterKey masterKey;
  private @Nullable ClientCertificate clientCertificate;
  private @Nullable ServerFinished end;

  Overheard(Ssl2ClientHello hello) {
    this.hello = hello;
  }

  @Override
  public List<TlsEvent> message(Side sender, Ssl2Message message, @Nullable CipherSuite kind) {
    List<TlsEvent> events = new ArrayList<>();
    switch ((Message) message) {
      case Ssl2ServerHello m when sender == Side.SERVER && answer == null -> {
        answer = m;
        events.add(
            new TlsEvent.Decided(
                Decisions.version(hello.version(), "the server answers in SSL 2.0")));
        if (m.sessionIdHit()) {
          events.add(new TlsEvent.Decided(Decisions.resumed("the server knows the session")));
        }
      }
      case ClientMasterKey m when sender == Side.CLIENT && masterKey == null -> {
        masterKey = m;
        events.add(
            new TlsEvent.Decided(
                Decisions.kind(
                    hello.cipherSpecs(),
                    answer == null ? List.of() : answer.cipherSpecs(),
                    m.cipherKind())));
      }
      case ClientCertificate m when sender == Side.CLIENT -> clientCertificate = m;
      case ServerFinished m when sender == Side.SERVER && end == null && kind != null -> {
        end = m;
        events.add(new TlsEvent.Completed(outcome(kind)));
      }
      // §2.3: "This error is recoverable (for client authentication only)."
      case ErrorMessage m when sender == Side.CLIENT && m.error() == ErrorCode.NO_CERTIFICATE -> {}
      case ErrorMessage m -> events.add(new TlsEvent.Failed(ErrorCode.received(sender, m)));
      default -> {
        // leads to nothing, or came before
      }
    }
    return List.copyOf(events);
  }

  /** As the client sees it: the peer is the server. */
  private ConnectionInfo outcome(CipherSuite kind) {
    ClientCertificate shown = clientCertificate;
    return new ConnectionInfo(
        ProtocolVersion.SSL_2_0,
        kind,
        null,
        null,
        shown == null ? null : SignatureScheme.RSA_MD5_DIGEST_INFO,
        null,
        null,
        parsed(answer == null ? Bytes.EMPTY : answer.certificate()),
        parsed(shown == null ? Bytes.EMPTY : shown.certificate()),
        isResumed(),
        false,
        sessionId(),
        null);
  }

  private static List<X509Certificate> parsed(Bytes certificate) {
    try {
      return certificate.isEmpty()
          ? List.of()
          : CertificateParser.shared().parse(List.of(certificate));
    } catch (TlsFailure e) {
      // the message that has it was told
      return List.of();
    }
  }

  /** §1.2: a record under keys has a MAC in it, which is longer than an error. */
  @Override
  public boolean isProtected(Side sender, int length) {
    boolean keys = sender == Side.SERVER ? answer != null : isResumed() || masterKey != null;
    return keys && length >= MacData.LENGTH;
  }

  @Override
  public boolean isComplete() {
    return end != null;
  }

  @Override
  public @Nullable Bytes connectionId() {
    return answer == null ? null : answer.connectionId();
  }

  @Override
  public Bytes sessionId() {
    return end != null ? end.sessionId() : isResumed() ? hello.sessionId() : Bytes.EMPTY;
  }

  @Override
  public boolean isResumed() {
    return answer != null && answer.sessionIdHit();
  }

  @Override
  public @Nullable EncryptedKey encryptedKey() {
    if (answer == null || masterKey == null || !CipherKind.isOne(masterKey.cipherKind())) {
      return null;
    }
    CipherKind kind = new CipherKind(masterKey.cipherKind());
    boolean inShape =
        masterKey.clearKey().length() == kind.clearLength()
            && masterKey.keyArg().length() == kind.keyArgLength();
    return inShape
        ? new EncryptedKey(answer.certificate(), masterKey.encryptedKey(), kind.secretLength())
        : null;
  }

  @Override
  public Secret masterKey(Secret secretPart) {
    ClientMasterKey sent = Objects.requireNonNull(masterKey, "CLIENT-MASTER-KEY has not come");
    CipherKind kind = new CipherKind(sent.cipherKind());
    return MasterKey.of(kind, sent.clearKey(), secretPart, sent.keyArg()).joined();
  }

  @Override
  public List<CipherSuite> kinds(Secret masterKey) {
    List<CipherSuite> kinds =
        this.masterKey != null ? List.of(this.masterKey.cipherKind()) : hello.cipherSpecs();
    return kinds.stream()
        .filter(CipherKind::isOne)
        .filter(kind -> MasterKey.fits(new CipherKind(kind), masterKey))
        .toList();
  }

  @Override
  public RecordOpener opener(
      CryptoProvider crypto, CipherSuite kind, Secret masterKey, Side sender) {
    Greetings hellos =
        new Greetings(hello, Objects.requireNonNull(answer, "SERVER-HELLO has not come"));
    KeyMaterial keys = hellos.keys(crypto, MasterKey.of(new CipherKind(kind), masterKey));
    try {
      return keys.opener(sender, hellos.clearFrom(sender));
    } finally {
      keys.forget();
    }
  }

  @Override
  public List<String> labels(Side sender) {
    return Secured.labels(isResumed(), sender);
  }
}
