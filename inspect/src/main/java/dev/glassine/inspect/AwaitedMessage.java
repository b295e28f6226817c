package dev.glassine.inspect;

import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which message of the peer is due next, told by the messages of a trace: the order of RFC 9846 §2,
 * RFC 5246 §7.3 and draft-hickman-netscape-ssl-00 §2. Where more than one may come, it is the one
 * that no peer can leave out.
 */
final class AwaitedMessage {
  private static final String CHANGED = "ChangeCipherSpec";

  private final List<String> said = new ArrayList<>();
  private final Side peer;
  private String offeredSession = "";
  private @Nullable Answer answer;
  private boolean peerHasNoCertificate;

  private AwaitedMessage(Side peer, List<TraceEntry> entries) {
    this.peer = peer;
    for (TraceEntry entry : entries) {
      switch (entry) {
        case TraceEntry.Message message -> saw(message);
        case TraceEntry.ChangeCipherSpec changed -> said.add(changed.sender() + " " + CHANGED);
        default -> {}
      }
    }
  }

  /** Its name, as the version's standard writes it; {@code peer} is who has to send it. */
  static String from(Side peer, List<TraceEntry> entries) {
    return new AwaitedMessage(peer, entries).name();
  }

  private void saw(TraceEntry.Message message) {
    said.add(message.sender() + " " + message.name());
    switch (message.name()) {
      case "ClientHello" -> offeredSession = value(message, "legacy_session_id");
      case "ServerHello" -> answer = Answer.of(message, offeredSession);
      case "Certificate" ->
          peerHasNoCertificate =
              message.sender() == peer && message.summary().equals(MessageSummary.NO_CERTIFICATE);
      default -> {}
    }
  }

  private boolean has(Side sender, String name) {
    return said.contains(sender + " " + name);
  }

  private String name() {
    Answer agreed = answer;
    if (agreed != null) {
      return agreed.isTls13()
          ? peer == Side.SERVER ? ofServerIn13(agreed) : ofClientIn13()
          : peer == Side.SERVER ? ofServerBefore13(agreed) : ofClientBefore13(agreed);
    }
    if (has(Side.CLIENT, "CLIENT-HELLO")) {
      return inSsl2();
    }
    boolean retried = has(Side.SERVER, "HelloRetryRequest");
    return peer == Side.SERVER ? "ServerHello" : retried ? "second ClientHello" : "ClientHello";
  }

  /** RFC 9846 §2, figure 1. */
  private String ofServerIn13(Answer agreed) {
    if (!has(peer, "EncryptedExtensions")) {
      return "EncryptedExtensions";
    }
    if (agreed.resumes() || has(peer, "CertificateVerify")) {
      return "Finished";
    }
    return has(peer, "Certificate") ? "CertificateVerify" : "Certificate";
  }

  private String ofClientIn13() {
    if (!has(Side.SERVER, "CertificateRequest")
        || peerHasNoCertificate
        || has(peer, "CertificateVerify")) {
      return "Finished";
    }
    return has(peer, "Certificate") ? "CertificateVerify" : "Certificate";
  }

  /** RFC 5246 §7.3, figure 1. */
  private String ofServerBefore13(Answer agreed) {
    if (has(peer, CHANGED)) {
      return "Finished";
    }
    if (agreed.resumes() || has(peer, "ServerHelloDone")) {
      return CHANGED;
    }
    if (!agreed.isAnonymous() && !has(peer, "Certificate")) {
      return "Certificate";
    }
    return agreed.isEphemeral() && !has(peer, "ServerKeyExchange")
        ? "ServerKeyExchange"
        : "ServerHelloDone";
  }

  private String ofClientBefore13(Answer agreed) {
    if (has(peer, CHANGED)) {
      return "Finished";
    }
    if (has(Side.SERVER, CHANGED) || agreed.resumes()) {
      return CHANGED;
    }
    boolean asked = has(Side.SERVER, "CertificateRequest");
    if (!has(peer, "ClientKeyExchange")) {
      return asked && !has(peer, "Certificate") ? "Certificate" : "ClientKeyExchange";
    }
    boolean proves = asked && !peerHasNoCertificate && has(peer, "Certificate");
    return proves && !has(peer, "CertificateVerify") ? "CertificateVerify" : CHANGED;
  }

  /** draft-hickman-netscape-ssl-00 §2.1. */
  private String inSsl2() {
    if (peer == Side.SERVER) {
      return !has(peer, "SERVER-HELLO")
          ? "SERVER-HELLO"
          : has(peer, "SERVER-VERIFY") ? "SERVER-FINISHED" : "SERVER-VERIFY";
    }
    return has(peer, "CLIENT-MASTER-KEY") ? "CLIENT-FINISHED" : "CLIENT-MASTER-KEY";
  }

  private static String value(TraceEntry.Message message, String path) {
    return message.fields().stream()
        .filter(field -> field.path().equals(path) && field.length() > 0)
        .map(TraceField::value)
        .findFirst()
        .orElse("");
  }

  /** What a ServerHello settles about the messages to come. */
  private record Answer(boolean isTls13, boolean resumes, @Nullable CipherSuite suite) {
    static Answer of(TraceEntry.Message hello, String offeredSession) {
      boolean isTls13 = hello.summary().startsWith("TLS 1.3");
      // RFC 5246 §7.4.1.3: the server sends the session id back that the client offered
      boolean resumes =
          isTls13
              ? hello.fields().stream().anyMatch(field -> field.path().contains("pre_shared_key"))
              : !offeredSession.isEmpty()
                  && offeredSession.equals(value(hello, "legacy_session_id_echo"));
      String suite = value(hello, "cipher_suite").replaceFirst(" .*", "");
      return new Answer(isTls13, resumes, CipherSuite.named(suite).orElse(null));
    }

    boolean isAnonymous() {
      return suite != null && suite.authentication() == AuthenticationMethod.ANONYMOUS;
    }

    boolean isEphemeral() {
      return suite != null && suite.keyExchange() != KeyExchangeMethod.RSA;
    }
  }
}
