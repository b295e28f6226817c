package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.Grease;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.SupportedVersion;
import java.util.Collection;
import java.util.Set;

/**
 * What a client checks in every ServerHello and HelloRetryRequest of TLS 1.3 (RFC 9846 §4.2.3,
 * §4.2.4), and in every answer to an extension.
 */
final class ServerHelloChecks {
  private ServerHelloChecks() {}

  static void check(ClientHello hello, ServerHello answer) {
    fields(
        hello,
        answer.legacyVersion(),
        answer.legacySessionIdEcho(),
        answer.cipherSuite(),
        answer.legacyCompressionMethod());
    solicited(answer.extensions(), hello.extensions().types(), "ServerHello", Set.of());
  }

  static void check(ClientHello hello, HelloRetryRequest answer) {
    fields(
        hello,
        answer.legacyVersion(),
        answer.legacySessionIdEcho(),
        answer.cipherSuite(),
        answer.legacyCompressionMethod());
    // RFC 9846 §4.2.4: "The server's extensions MUST contain "supported_versions"."
    SupportedVersion selected = answer.extensions().get(SupportedVersion.class);
    if (selected == null) {
      throw new TlsFailure.Misbehaved(
          Reason.MISSING_EXTENSION, "supported_versions in HelloRetryRequest");
    }
    if (!selected.selectedVersion().equals(ProtocolVersion.TLS_1_3)) {
      throw new TlsFailure.Misbehaved(
          Reason.BAD_SELECTED_VERSION,
          "HelloRetryRequest.selected_version: " + selected.selectedVersion());
    }
    // RFC 9846 §4.2.4: a HelloRetryRequest "MUST NOT contain any extensions that were not first
    // offered by the client in its ClientHello, with the exception of optionally the "cookie""
    solicited(
        answer.extensions(),
        hello.extensions().types(),
        "HelloRetryRequest",
        Set.of(ExtensionType.COOKIE));
  }

  private static void fields(
      ClientHello hello,
      ProtocolVersion legacyVersion,
      Bytes sessionIdEcho,
      CipherSuite suite,
      int compression) {
    // RFC 9846 §4.2.3: "a legacy_version value not equal to 0x0303 MUST abort the handshake with a
    // "protocol_version" alert"
    if (!legacyVersion.equals(ProtocolVersion.TLS_1_2)) {
      throw new TlsFailure.Misbehaved(
          Reason.BAD_LEGACY_VERSION, "ServerHello.legacy_version: " + legacyVersion);
    }
    // RFC 9846 §4.2.3: "a legacy_session_id_echo field that does not match what it sent in the
    // ClientHello MUST abort the handshake"
    if (!sessionIdEcho.equals(hello.legacySessionId())) {
      throw new TlsFailure.Misbehaved(
          Reason.SESSION_ID_NOT_ECHOED,
          "ServerHello.legacy_session_id_echo: "
              + sessionIdEcho
              + ", sent "
              + hello.legacySessionId());
    }
    // RFC 9846 §4.2.3: "A client which receives a cipher suite that was not offered MUST abort the
    // handshake with an "illegal_parameter" alert."
    if (!hello.cipherSuites().contains(suite) || !suite.known()) {
      throw new TlsFailure.Misbehaved(
          Reason.UNOFFERED_SUITE,
          "ServerHello.cipher_suite: " + suite + ", offered " + hello.cipherSuites());
    }
    if (!suite.usableIn(ProtocolVersion.TLS_1_3)) {
      throw new TlsFailure.Misbehaved(
          Reason.SUITE_NOT_FOR_VERSION, "ServerHello.cipher_suite: " + suite + " in TLS 1.3");
    }
    // RFC 9846 §4.2.3: "If a TLS 1.3 ServerHello is received with any other value in this field,
    // the client MUST abort the handshake"
    if (compression != 0) {
      throw new TlsFailure.Misbehaved(
          Reason.UNOFFERED_COMPRESSION, "ServerHello.legacy_compression_method: " + compression);
    }
  }

  /**
   * RFC 9846 §4.3: "Implementations MUST NOT send extension responses (i.e., in the ServerHello,
   * EncryptedExtensions, HelloRetryRequest, and Certificate messages) if the remote endpoint did
   * not send the corresponding extension requests". A reserved value that was offered counts as not
   * offered (RFC 8701 §3.1).
   */
  static void solicited(
      Extensions answers,
      Collection<ExtensionType> offered,
      String message,
      Set<ExtensionType> unasked) {
    for (ExtensionType type : answers.types()) {
      if (!unasked.contains(type) && (!offered.contains(type) || Grease.is(type.code()))) {
        throw new TlsFailure.Misbehaved(Reason.UNSOLICITED_EXTENSION, type + " in " + message);
      }
    }
  }
}
