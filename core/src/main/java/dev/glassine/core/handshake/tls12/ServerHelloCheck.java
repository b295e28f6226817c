package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ExtendedMainSecret;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.Grease;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.EcPointFormats;
import dev.glassine.core.wire.ext.MaxFragmentLength;
import dev.glassine.core.wire.ext.RecordSizeLimit;
import dev.glassine.core.wire.ext.RenegotiationInfo;

/**
 * What a client checks in a ServerHello before anything follows from it (RFC 5246 §7.4.1.3): each
 * answer must answer something that was asked.
 */
record ServerHelloCheck(
    ClientConfig config, VersionRules rules, ClientHello asked, ServerHello answer) {
  void check() {
    suite();
    compression();
    extensions();
    renegotiation();
    extendedMainSecret();
    encryptThenMac();
    pointFormats();
    protocol();
    recordSize();
  }

  private void suite() {
    CipherSuite suite = answer.cipherSuite();
    // RFC 5246 §7.4.1.3: "The single cipher suite selected by the server from the list in
    // ClientHello.cipher_suites."
    if (!asked.cipherSuites().contains(suite)) {
      throw misbehaved(
          Reason.UNOFFERED_SUITE,
          "cipher_suite: server chose " + suite + ", this client offered " + asked.cipherSuites());
    }
    if (!config.suites().contains(suite) || !suite.usableIn(rules.version())) {
      throw misbehaved(
          Reason.SUITE_NOT_FOR_VERSION, "cipher_suite: " + suite + " in " + rules.version());
    }
  }

  private void compression() {
    // RFC 5246 §7.4.1.3: "The single compression algorithm selected by the server from the list in
    // ClientHello.compression_methods."
    if (!asked.legacyCompressionMethods().has(answer.legacyCompressionMethod())) {
      throw misbehaved(
          Reason.UNOFFERED_COMPRESSION, "compression_method: " + answer.legacyCompressionMethod());
    }
  }

  private void extensions() {
    for (ExtensionType type : answer.extensions().types()) {
      // RFC 5246 §7.4.1.4: "An extension type MUST NOT appear in the ServerHello unless the same
      // extension type appeared in the corresponding ClientHello." RFC 5746 §3.4: the signalling
      // suite asks for renegotiation_info as well
      boolean signalled =
          type.equals(ExtensionType.RENEGOTIATION_INFO)
              && ClientHelloCheck.signalsSecureRenegotiation(asked);
      // RFC 8701 §3.1: a client rejects reserved values although it sent them
      boolean unsolicited = !asked.extensions().has(type) && !signalled;
      if (unsolicited || Grease.is(type.code())) {
        throw misbehaved(Reason.UNSOLICITED_EXTENSION, "extensions: " + type);
      }
    }
  }

  private void renegotiation() {
    RenegotiationInfo info = answer.extensions().get(RenegotiationInfo.class);
    // RFC 5746 §3.4: "If the extension is not present, the server does not support secure
    // renegotiation ... some clients may want to terminate the handshake"
    if (info == null) {
      if (rules.knowsSecureRenegotiation() && !config.allowsPeersWithoutSecureRenegotiation()) {
        throw new TlsFailure.Incompatible(
            Reason.NO_SECURE_RENEGOTIATION, "ServerHello.extensions lacks renegotiation_info");
      }
      return;
    }
    // RFC 5746 §3.4: "verify that the length of the "renegotiated_connection" field is zero, and if
    // it is not, MUST abort the handshake"
    if (!info.renegotiatedConnection().isEmpty()) {
      throw misbehaved(
          Reason.BAD_RENEGOTIATION_INFO,
          "renegotiated_connection has " + info.renegotiatedConnection().length() + " octets");
    }
  }

  private void extendedMainSecret() {
    // RFC 7627 §5.2: "If a client receives a ServerHello without the extension, it SHOULD abort the
    // handshake if it does not wish to interoperate with legacy servers."
    boolean required = config.extendedMainSecret() == ExtendedMainSecret.REQUIRED;
    if (required && !answer.extensions().has(ExtensionType.EXTENDED_MASTER_SECRET)) {
      throw new TlsFailure.Incompatible(
          Reason.NO_EXTENDED_MAIN_SECRET, "ServerHello.extensions lacks extended_master_secret");
    }
  }

  private void encryptThenMac() {
    // RFC 7366 §3: a server that "selects a stream or Authenticated Encryption with Associated Data
    // (AEAD) ciphersuite, it MUST NOT send an encrypt-then-MAC response extension"
    if (answer.extensions().has(ExtensionType.ENCRYPT_THEN_MAC)
        && answer.cipherSuite().cipher().kind() != BulkCipher.Kind.BLOCK) {
      throw misbehaved(Reason.MISPLACED_EXTENSION, "encrypt_then_mac with " + answer.cipherSuite());
    }
  }

  private void pointFormats() {
    EcPointFormats formats = answer.extensions().get(EcPointFormats.class);
    // RFC 8422 §5.2: "The Supported Point Formats Extension, when used, MUST contain the value 0
    // (uncompressed)"
    if (formats != null && !formats.has(0)) {
      throw new TlsFailure.Malformed(
          Reason.BAD_FIELD_VALUE, "ServerHello.ec_point_formats lacks uncompressed(0)");
    }
  }

  private void protocol() {
    ApplicationProtocols chosen = answer.extensions().get(ApplicationProtocols.class);
    // RFC 7301 §3.1: the server's list "MUST contain exactly one "ProtocolName"", chosen from the
    // client's
    if (chosen != null && !config.protocols().contains(chosen.names().getFirst())) {
      throw misbehaved(
          Reason.UNOFFERED_PROTOCOL,
          "server chose " + chosen.names() + ", this client offered " + config.protocols());
    }
  }

  private void recordSize() {
    MaxFragmentLength granted = answer.extensions().get(MaxFragmentLength.class);
    if (granted == null) {
      return;
    }
    // RFC 8449 §5: "A client MUST treat receipt of both "max_fragment_length" and
    // "record_size_limit" as a fatal error"
    if (answer.extensions().get(RecordSizeLimit.class) != null) {
      throw misbehaved(
          Reason.BAD_RECORD_SIZE_LIMIT, "extensions: record_size_limit beside max_fragment_length");
    }
    // RFC 6066 §4: "if a client receives a maximum fragment length negotiation response that
    // differs from the length it requested, it MUST also abort the handshake"
    if (!granted.equals(asked.extensions().get(MaxFragmentLength.class))) {
      throw misbehaved(
          Reason.BAD_MAX_FRAGMENT_LENGTH, "server grants " + granted.octets() + " octets");
    }
  }

  private static TlsFailure misbehaved(Reason reason, String detail) {
    return new TlsFailure.Misbehaved(reason, "ServerHello." + detail);
  }
}
