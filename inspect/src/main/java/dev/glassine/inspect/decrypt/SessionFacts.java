package dev.glassine.inspect.decrypt;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.identity.CertificateParser;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.SelectedKeyShare;
import dev.glassine.core.wire.ext.ServerName;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a handshake has shown of its outcome so far; one owner. */
final class SessionFacts {
  private final ProtocolVersion version;
  private final CipherSuite suite;
  private final Bytes sessionId;
  private final @Nullable String serverName;
  private @Nullable NamedGroup group;
  private @Nullable SignatureScheme serverSignature;
  private @Nullable SignatureScheme clientSignature;
  private @Nullable String protocol;
  private List<X509Certificate> serverChain = List.of();
  private List<X509Certificate> clientChain = List.of();
  private @Nullable Bytes ocspResponse;
  private boolean resumed;
  private boolean extendedMainSecret;

  SessionFacts(ClientHello client, ServerHello server) {
    version = server.selectedVersion();
    suite = server.cipherSuite();
    sessionId = server.legacySessionIdEcho();
    ServerName name = client.extensions().get(ServerName.class);
    serverName = name == null ? null : name.hostName();
    SelectedKeyShare share = server.extensions().get(SelectedKeyShare.class);
    group = share == null ? null : share.serverShare().group();
    extensions(server.extensions());
  }

  /** The server's answers, wherever they stand. */
  void extensions(Extensions answers) {
    ApplicationProtocols chosen = answers.get(ApplicationProtocols.class);
    if (chosen != null) {
      protocol = chosen.names().getFirst();
    }
  }

  void group(NamedGroup agreed) {
    group = agreed;
  }

  void signature(Side signer, SignatureScheme scheme) {
    if (signer == Side.SERVER) {
      serverSignature = scheme;
    } else {
      clientSignature = scheme;
    }
  }

  void resumed() {
    resumed = true;
  }

  void extendedMainSecret() {
    extendedMainSecret = true;
  }

  void ocspResponse(Bytes response) {
    ocspResponse = response;
  }

  /** Certificates that do not parse are left out: the message itself is in the trace. */
  void certificates(Side sender, List<Bytes> chain) {
    List<X509Certificate> parsed = new ArrayList<>();
    for (Bytes der : chain) {
      try {
        parsed.add(CertificateParser.shared().parse(der));
      } catch (TlsFailure e) {
        break;
      }
    }
    if (sender == Side.SERVER) {
      serverChain = parsed;
    } else {
      clientChain = parsed;
    }
  }

  @Nullable PublicKey serverKey() {
    return serverChain.isEmpty() ? null : serverChain.getFirst().getPublicKey();
  }

  @Nullable PublicKey clientKey() {
    return clientChain.isEmpty() ? null : clientChain.getFirst().getPublicKey();
  }

  boolean isResumed() {
    return resumed;
  }

  /** As the client sees it: the peer is the server. */
  ConnectionInfo info() {
    return new ConnectionInfo(
        version,
        suite,
        group,
        serverSignature,
        clientSignature,
        protocol,
        serverName,
        serverChain,
        clientChain,
        resumed,
        extendedMainSecret,
        sessionId,
        ocspResponse);
  }
}
