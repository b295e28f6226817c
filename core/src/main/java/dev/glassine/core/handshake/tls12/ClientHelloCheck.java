package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ExtendedMainSecret;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ext.EcPointFormats;
import dev.glassine.core.wire.ext.RenegotiationInfo;

/** What a server checks in a ClientHello before it chooses anything (RFC 5246 §7.4.1.2). */
record ClientHelloCheck(ServerConfig config, ClientHello hello) {
  /** TLS_EMPTY_RENEGOTIATION_INFO_SCSV (RFC 5746 §3.3). */
  private static final int EMPTY_RENEGOTIATION_INFO = 0x00FF;

  void check() {
    compression();
    renegotiation();
    extendedMainSecret();
    pointFormats();
  }

  /** Whether the client knows secure renegotiation: by the extension or by the signalling suite. */
  static boolean knowsSecureRenegotiation(ClientHello hello) {
    return hello.extensions().has(ExtensionType.RENEGOTIATION_INFO)
        || signalsSecureRenegotiation(hello);
  }

  static boolean signalsSecureRenegotiation(ClientHello hello) {
    return hello.cipherSuites().stream()
        .mapToInt(CipherSuite::code)
        .anyMatch(code -> code == EMPTY_RENEGOTIATION_INFO);
  }

  private void compression() {
    // RFC 5246 §7.4.1.2: "This vector MUST contain, and all implementations MUST support,
    // CompressionMethod.null."
    if (!hello.legacyCompressionMethods().has(0)) {
      throw new TlsFailure.Incompatible(
          Reason.NO_NULL_COMPRESSION,
          "ClientHello.compression_methods: " + hello.legacyCompressionMethods());
    }
  }

  private void renegotiation() {
    RenegotiationInfo info = hello.extensions().get(RenegotiationInfo.class);
    // RFC 5746 §3.6: "verify that the length of the "renegotiated_connection" field is zero, and if
    // it is not, MUST abort the handshake"
    if (info != null && !info.renegotiatedConnection().isEmpty()) {
      throw new TlsFailure.Misbehaved(
          Reason.BAD_RENEGOTIATION_INFO,
          "ClientHello.renegotiated_connection has "
              + info.renegotiatedConnection().length()
              + " octets");
    }
    // RFC 5746 §3.6 lets a server go on without: the danger is to renegotiate with such a client,
    // which this server never does
  }

  private void extendedMainSecret() {
    // RFC 7627 §5.2: "If the server receives a ClientHello without the extension, it SHOULD abort
    // the handshake if it does not wish to interoperate with legacy clients."
    boolean required = config.extendedMainSecret() == ExtendedMainSecret.REQUIRED;
    if (required && !hello.extensions().has(ExtensionType.EXTENDED_MASTER_SECRET)) {
      throw new TlsFailure.Incompatible(
          Reason.NO_EXTENDED_MAIN_SECRET, "ClientHello.extensions lacks extended_master_secret");
    }
  }

  private void pointFormats() {
    EcPointFormats formats = hello.extensions().get(EcPointFormats.class);
    // RFC 8422 §5.1.2: where the extension "does not contain the uncompressed point format, and the
    // client has used the Supported Groups extension ... the server MUST abort the handshake and
    // return an illegal_parameter alert"
    if (formats != null
        && !formats.has(0)
        && hello.extensions().has(ExtensionType.SUPPORTED_GROUPS)) {
      throw new TlsFailure.Malformed(
          Reason.BAD_FIELD_VALUE, "ClientHello.ec_point_formats lacks uncompressed(0)");
    }
  }
}
