package dev.glassine.testkit.conformance;

import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.RegistryEntry;
import dev.glassine.jsse.Glassine;
import dev.glassine.jsse.Identity;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509TrustManager;

/** Makes an {@code SSLEngine} as the flags configure it, as far as JSSE has words for it. */
final class JsseParty {
  /** What JSSE has no words for, or says in another way than the shim does. */
  private static final Set<String> WORDLESS =
      Set.of(
          "async",
          "enable-grease",
          "expect-msg-callback",
          "expect-selected-credential",
          "expect-no-session",
          "expect-no-session-id",
          "expect-session-id",
          "expect-ticket-renewal",
          "export-keying-material",
          "export-traffic-secrets",
          "fail-cert-callback",
          "fail-ocsp-callback",
          "fallback-scsv",
          "key-shares",
          "key-update",
          "key-update-before-read",
          "max-cert-list",
          "must-match-issuer",
          "no-legacy-server-connect",
          "no-ticket",
          "read-with-unfinished-write",
          "reject-alpn",
          "resumption-delay",
          "signing-prefs",
          "skip-ticket",
          "use-client-ca-list",
          "use-exporter-between-reads",
          "verify-prefs");

  private final Settings settings;
  private final Offer offer;

  JsseParty(Settings settings) {
    this.settings = settings;
    this.offer = new Offer(settings);
    for (String flag : WORDLESS) {
      if (settings.has(flag)) {
        throw new Refused("not yet: -" + flag + " by JSSE");
      }
    }
  }

  /** The context, which keeps sessions from one connection to the next. */
  SSLContext context(Identities identities) {
    var builder =
        Glassine.newContext()
            .trustManager(new FlagsDecide())
            .legacy(settings.has("server") ? EngineParty.OLD_SERVER : EngineParty.OLD);
    if (!identities.isEmpty()) {
      builder.identity(Identity.of(identities.inOrder()));
    }
    return builder.build();
  }

  /** An engine that {@code listener} listens to. */
  SSLEngine engine(SSLContext context, TlsListener listener) {
    boolean server = settings.has("server");
    SSLEngine engine = context.createSSLEngine("the.runner", 1);
    engine.setUseClientMode(!server);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(protocols(engine, server));
    parameters.setCipherSuites(suites(engine));
    parameters.setNamedGroups(names(offer.groups()));
    parameters.setSignatureSchemes(names(offer.verified()));
    parameters.setUseCipherSuitesOrder(settings.has("server-preference") || settings.has("cipher"));
    parameters.setNeedClientAuth(settings.has("require-any-client-certificate"));
    if (settings.has("verify-peer")) {
      parameters.setWantClientAuth(true);
    }
    String name = settings.text("host-name", "");
    parameters.setServerNames(name.isEmpty() ? List.of() : List.of(new SNIHostName(name)));
    if (!server) {
      parameters.setApplicationProtocols(Party.protocols(settings.text("advertise-alpn", "")));
    } else if (settings.has("select-alpn")) {
      engine.setHandshakeApplicationProtocolSelector(
          (e, offered) -> settings.text("select-alpn", ""));
    } else if (settings.has("decline-alpn")) {
      engine.setHandshakeApplicationProtocolSelector((e, offered) -> "");
    }
    engine.setSSLParameters(parameters);
    Glassine.of(engine).setListener(listener);
    return engine;
  }

  private String[] protocols(SSLEngine engine, boolean server) {
    Set<String> supported = Set.of(engine.getSupportedProtocols());
    List<String> wanted = new ArrayList<>();
    for (ProtocolVersion version : offer.versions()) {
      String name = version.name().replace("TLS 1.0", "TLS 1").replace(" ", "v");
      if (supported.contains(name)) {
        wanted.add(name);
      }
    }
    if (wanted.isEmpty()) {
      throw new Refused("not yet: these versions by JSSE");
    }
    if (server) {
      wanted.add("SSLv2Hello");
    }
    return wanted.toArray(String[]::new);
  }

  /** Those that the provider speaks, in the flags' order. */
  private String[] suites(SSLEngine engine) {
    Set<String> supported = Set.of(engine.getSupportedCipherSuites());
    List<String> wanted =
        offer.suites().stream().map(CipherSuite::name).filter(supported::contains).toList();
    if (wanted.isEmpty()) {
      throw new Refused("not yet: these suites by JSSE");
    }
    return wanted.toArray(String[]::new);
  }

  private static String[] names(List<? extends RegistryEntry> entries) {
    return entries.stream().map(RegistryEntry::name).toArray(String[]::new);
  }

  /** Whether a chain is trusted is not what these tests are about: a flag says what to answer. */
  private final class FlagsDecide implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      decide();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      decide();
    }

    private void decide() throws CertificateException {
      boolean counts =
          settings.has("verify-peer") || settings.has("require-any-client-certificate");
      if (counts && settings.has("verify-fail")) {
        throw new CertificateException("by -verify-fail");
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
