package dev.glassine.core.handshake.tls12;

import dev.glassine.core.engine.Danger;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.EcPointFormats;
import dev.glassine.core.wire.ext.EncryptThenMac;
import dev.glassine.core.wire.ext.ExtendedMasterSecret;
import dev.glassine.core.wire.ext.MaxFragmentLength;
import dev.glassine.core.wire.ext.RecordSizeLimit;
import dev.glassine.core.wire.ext.RenegotiationInfo;
import dev.glassine.core.wire.ext.ServerName;
import dev.glassine.core.wire.ext.SessionTicket;
import dev.glassine.core.wire.ext.StatusRequest;
import dev.glassine.core.wire.ext.StatusRequestAcknowledged;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ServerHello (RFC 5246 §7.4.1.3): its extensions answer only what the client asked. */
record HelloAnswer(
    ServerContext context, VersionRules rules, ClientHello hello, @Nullable String protocol) {
  private static final int RANDOM_LENGTH = 32;
  private static final int SESSION_ID_LENGTH = 32;

  /** Opens a full handshake; without a certificate in an anonymous suite. */
  ServerHello full(CipherSuite suite, @Nullable Credential credential) {
    List<Extension> answers = new ArrayList<>();
    // RFC 6066 §3: a server that used the name "SHALL include an extension of type "server_name" in
    // the (extended) server hello"
    if (Handshake.serverName(hello) != null) {
      answers.add(ServerName.ACKNOWLEDGED);
    }
    common(answers, suite);
    // RFC 8422 §5.2: only "in response to a ClientHello message containing the Supported Point
    // Formats Extension when negotiating an ECC cipher suite"
    if (asks(ExtensionType.EC_POINT_FORMATS) && suite.keyExchange() == KeyExchangeMethod.ECDHE) {
      answers.add(EcPointFormats.UNCOMPRESSED);
    }
    if (hello.extensions().get(StatusRequest.class) != null
        && credential != null
        && credential.ocspResponse() != null) {
      answers.add(new StatusRequestAcknowledged());
    }
    if (grantsTicket()) {
      answers.add(SessionTicket.EMPTY);
    }
    return serverHello(sessionId(), suite, compression(), answers);
  }

  /** Opens an abbreviated handshake. */
  ServerHello resumed(SessionState session, boolean renewTicket) {
    List<Extension> answers = new ArrayList<>();
    common(answers, session.suite());
    if (renewTicket) {
      answers.add(SessionTicket.EMPTY);
    }
    // RFC 5077 §3.4: "If the server accepts the ticket and the Session ID is not empty, then it
    // MUST respond with the same Session ID"
    return serverHello(hello.legacySessionId(), session.suite(), session.compression(), answers);
  }

  /**
   * Whether a ticket can be given: both sides know tickets, and the session is one that may be
   * resumed (RFC 7627 §5.4).
   */
  boolean grantsTicket() {
    return context.config().ticketKeys() != null
        && asks(ExtensionType.SESSION_TICKET)
        && mayBeResumed();
  }

  private boolean mayBeResumed() {
    return asks(ExtensionType.EXTENDED_MASTER_SECRET) || rules.resumesUnboundSessions();
  }

  /** RFC 3749 §2: DEFLATE where both sides want it, else null. */
  private int compression() {
    return context.config().legacy().allows(Danger.COMPRESSION)
            && hello.legacyCompressionMethods().has(ClientHello.DEFLATE)
        ? ClientHello.DEFLATE
        : 0;
  }

  private void common(List<Extension> answers, CipherSuite suite) {
    // RFC 5746 §3.6: "the server MUST include an empty "renegotiation_info" extension in the
    // ServerHello message"
    if (ClientHelloCheck.knowsSecureRenegotiation(hello)) {
      answers.add(RenegotiationInfo.EMPTY);
    }
    // RFC 7627 §5.2: "If a server implementing this document receives the "extended_master_secret"
    // extension, it MUST include the extension in its ServerHello message."
    if (asks(ExtensionType.EXTENDED_MASTER_SECRET)) {
      answers.add(new ExtendedMasterSecret());
    }
    if (asks(ExtensionType.ENCRYPT_THEN_MAC)
        && context.config().encryptThenMac()
        && suite.cipher().kind() == BulkCipher.Kind.BLOCK) {
      answers.add(new EncryptThenMac());
    }
    if (protocol != null) {
      answers.add(ApplicationProtocols.ofNames(List.of(protocol)));
    }
    recordSize(answers);
  }

  private void recordSize(List<Extension> answers) {
    MaxFragmentLength fragments = hello.extensions().get(MaxFragmentLength.class);
    // RFC 8449 §5: a server "MUST ignore a "max_fragment_length" that appears in a ClientHello if
    // both extensions appear"
    if (asks(ExtensionType.RECORD_SIZE_LIMIT)) {
      answers.add(new RecordSizeLimit(context.config().recordSizeLimit()));
    } else if (fragments != null) {
      answers.add(fragments);
    }
  }

  private boolean asks(ExtensionType type) {
    return hello.extensions().has(type);
  }

  private ServerHello serverHello(
      Bytes sessionId, CipherSuite suite, int compression, List<Extension> answers) {
    return new ServerHello(
        rules.version(),
        random(),
        sessionId,
        suite,
        compression,
        rules.answered(new Extensions(answers)));
  }

  private Bytes random() {
    byte[] random = new byte[RANDOM_LENGTH];
    context.random().nextBytes(random);
    Bytes mark = rules.downgradeMark(context.config().versions());
    mark.copyTo(random, RANDOM_LENGTH - mark.length());
    return Bytes.wrap(random);
  }

  /**
   * A fresh id where the session will be remembered under it; RFC 5077 §3.4: empty beside a ticket.
   */
  private Bytes sessionId() {
    if (context.config().sessions() == null || grantsTicket() || !mayBeResumed()) {
      return Bytes.EMPTY;
    }
    byte[] id = new byte[SESSION_ID_LENGTH];
    context.random().nextBytes(id);
    return Bytes.wrap(id);
  }
}
