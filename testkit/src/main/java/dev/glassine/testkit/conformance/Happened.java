package dev.glassine.testkit.conformance;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateRequest;
import dev.glassine.core.wire.CertificateRequest12;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.CertificateAuthorities;
import dev.glassine.core.wire.ext.RenegotiationInfo;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was seen of a connection beside what it agreed on: hellos, requests, traffic secrets. */
final class Happened implements TlsListener, KeyLog {
  private static final String OWN_CLOSE_NOTIFY = "write alert 1 0\n";

  private final Side side;
  private final StringBuilder trace = new StringBuilder();
  private final Map<String, byte[]> secrets = new HashMap<>();
  private boolean retried;
  private boolean secureRenegotiation;
  private List<SignatureScheme> peerSchemes = List.of();
  private List<Bytes> authorities = List.of();
  private Bytes certificateTypes = Bytes.EMPTY;

  @Override
  public void on(TlsEvent event) {
    switch (event) {
      case TlsEvent.Message message -> {
        note(message.sender(), "hs " + message.message().type().code());
        message(message);
      }
      case TlsEvent.MessageInSsl2 message -> note(message.sender(), "v2clienthello");
      case TlsEvent.CipherSpecChanged(Side sender) -> note(sender, "ccs");
      case TlsEvent.AlertSeen(Side sender, Alert alert) ->
          note(sender, "alert " + alert.level() + " " + alert.code());
      default -> {}
    }
  }

  private void note(Side sender, String what) {
    trace.append(sender == side ? "write " : "read ").append(what).append('\n');
  }

  private void message(TlsEvent.Message message) {
    switch (message.message()) {
      case HelloRetryRequest _ -> retried = true;
      case ServerHello hello ->
          secureRenegotiation |= hello.extensions().get(RenegotiationInfo.class) != null;
      case ClientHello hello when message.sender() == Side.CLIENT -> schemes(hello.extensions());
      case CertificateRequest request -> {
        schemes(request.extensions());
        CertificateAuthorities named = request.extensions().get(CertificateAuthorities.class);
        authorities = named == null ? List.of() : named.authorities();
      }
      case CertificateRequest12 request -> {
        peerSchemes = request.supportedSignatureAlgorithms();
        authorities = request.certificateAuthorities();
        certificateTypes = request.certificateTypes();
      }
      default -> {}
    }
  }

  private void schemes(Extensions extensions) {
    SignatureAlgorithms listed = extensions.get(SignatureAlgorithms.class);
    peerSchemes = listed == null ? List.of() : listed.schemes();
  }

  @Override
  public void log(String label, Bytes clientRandom, Secret secret) {
    secrets.put(label, secret.reveal(Secret.Access.KEY_LOG).clone());
  }

  /** For {@code side}. */
  Happened(Side side) {
    this.side = side;
  }

  /**
   * What was written and read, a line each, without our last word: the runner's library says
   * close_notify only where it is asked to.
   */
  String trace() {
    String all = trace.toString();
    return all.endsWith(OWN_CLOSE_NOTIFY)
        ? all.substring(0, all.length() - OWN_CLOSE_NOTIFY.length())
        : all;
  }

  /** Whether there was a HelloRetryRequest. */
  boolean wasRetried() {
    return retried;
  }

  /** Whether both sides have said renegotiation_info. */
  boolean hasSecureRenegotiation() {
    return secureRenegotiation;
  }

  /** What the peer verifies. */
  List<SignatureScheme> peerSchemes() {
    return peerSchemes;
  }

  /** DER names of the issuers that the server asks for. */
  List<Bytes> authorities() {
    return authorities;
  }

  /** TLS 1.2: the kinds of key that the server asks for. */
  Bytes certificateTypes() {
    return certificateTypes;
  }

  /** A secret by its label in a key log. */
  byte[] secret(String label) {
    byte[] secret = secrets.get(label);
    Disappointed.unless(secret != null, "there is no " + label);
    return secret == null ? new byte[0] : secret;
  }
}
