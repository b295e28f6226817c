package dev.glassine.testkit.conformance;

import static dev.glassine.testkit.conformance.Disappointed.unless;

import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Compares what a connection came to with what the flags expect of it. */
final class Expectations {
  private final Settings settings;
  private final Party party;
  private final Memory memory;
  private final boolean resumes;
  private final boolean server;

  Expectations(Settings settings, Party party, Memory memory, boolean resumes) {
    this.settings = settings;
    this.party = party;
    this.memory = memory;
    this.resumes = resumes;
    this.server = settings.has("server");
  }

  /** After the handshake. */
  void checkHandshake() {
    ConnectionInfo info = party.stack().info();
    parameters(info);
    names(info);
    certificates(info);
    resumption(info);
    requests();
  }

  private void parameters(ConnectionInfo info) {
    number("expect-version", info.version().code());
    number("expect-cipher", info.suite().code());
    number("expect-cipher-aes", info.suite().code());
    ConnectionInfo origin = memory.origin(info);
    NamedGroup group = info.group() == null ? origin.group() : info.group();
    number("expect-curve-id", group == null ? 0 : group.code());
    SignatureScheme signature = server ? origin.clientSignature() : origin.serverSignature();
    // before TLS 1.2 the key implies the scheme, which the runner calls 0
    boolean named = info.version().atLeast(ProtocolVersion.TLS_1_2);
    number("expect-peer-signature-algorithm", signature == null || !named ? 0 : signature.code());
    unless(
        !settings.has("expect-extended-master-secret") || info.extendedMainSecret(),
        "no extended main secret");
    boolean secure =
        party.happened().hasSecureRenegotiation() || info.version().equals(ProtocolVersion.TLS_1_3);
    unless(!settings.has("expect-secure-renegotiation") || secure, "no secure renegotiation");
    unless(!settings.has("expect-no-secure-renegotiation") || !secure, "secure renegotiation");
    unless(!settings.has("expect-hrr") || party.happened().wasRetried(), "no HelloRetryRequest");
    unless(!settings.has("expect-no-hrr") || !party.happened().wasRetried(), "a HelloRetryRequest");
  }

  private void number(String flag, int actual) {
    unless(
        !settings.has(flag) || settings.number(flag) == actual,
        "-" + flag + " " + settings.text(flag, "") + ", and it is " + actual);
  }

  private void names(ConnectionInfo info) {
    String expected = settings.text(server ? "select-alpn" : "expect-alpn", "");
    String protocol = info.protocol() == null ? "" : info.protocol();
    unless(expected.equals(protocol), "the protocol is \"" + protocol + "\"");
    if (settings.has("expect-server-name")) {
      unless(
          settings.text("expect-server-name", "").equals(info.serverName()),
          "the server name is " + info.serverName());
    }
    unless(
        !settings.has("expect-no-server-name") || info.serverName() == null,
        "the server name is " + info.serverName());
  }

  private void certificates(ConnectionInfo info) {
    List<X509Certificate> chain = info.peerCertificates();
    if (settings.has("expect-peer-cert-file")) {
      unless(
          chain.equals(Identities.certificates(settings.text("expect-peer-cert-file", ""))),
          "the peer's chain is " + chain.size() + " other certificates");
    }
    boolean expected = !server || settings.has("require-any-client-certificate");
    if (settings.has("expect-no-peer-cert")) {
      unless(chain.isEmpty(), "the peer has a certificate");
    } else {
      unless(!expected || !chain.isEmpty(), "the peer has no certificate");
    }
    if (settings.has("expect-ocsp-response")) {
      unless(
          Objects.equals(
              settings.octets("expect-ocsp-response"), memory.origin(info).ocspResponse()),
          "the stapled response is another");
    }
    if (settings.has("expect-selected-credential")) {
      number("expect-selected-credential", party.identities().chosen());
    }
  }

  private void resumption(ConnectionInfo info) {
    boolean expected = resumes && !settings.has("expect-session-miss");
    unless(info.resumed() == expected, "the session was " + (expected ? "not " : "") + "resumed");
    if (memory.isJsse()) {
      return; // its sessions are the context's affair
    }
    boolean old = !info.version().equals(ProtocolVersion.TLS_1_3);
    if (!server && old) {
      boolean wanted =
          !settings.has("expect-no-session")
              && (!info.resumed() || settings.has("expect-ticket-renewal"));
      unless(
          memory.client().hasReceived() == wanted,
          "the client has " + (wanted ? "no" : "a") + " new session");
    }
    if (!resumes) {
      boolean remembered = server && memory.server().hasRemembered();
      unless(!settings.has("expect-session-id") || remembered, "the server does not remember it");
      unless(!settings.has("expect-no-session-id") || !remembered, "the server remembers it");
    }
  }

  private void requests() {
    List<Integer> schemes = settings.numbers("expect-peer-verify-pref");
    unless(
        schemes.isEmpty()
            || schemes.equals(
                party.happened().peerSchemes().stream().map(SignatureScheme::code).toList()),
        "the peer verifies " + party.happened().peerSchemes());
    if (settings.has("expect-client-ca-list")) {
      List<Bytes> names =
          Stream.of(settings.text("expect-client-ca-list", "").split(","))
              .filter(name -> !name.isEmpty())
              .map(HexFormat.of()::parseHex)
              .map(Bytes::wrap)
              .toList();
      unless(
          names.equals(party.happened().authorities()),
          "the server names " + party.happened().authorities());
    }
    if (settings.has("expect-certificate-types")) {
      unless(
          settings.octets("expect-certificate-types").equals(party.happened().certificateTypes()),
          "the server asks for " + party.happened().certificateTypes());
    }
  }

  /** After everything was said: in TLS 1.3 tickets come late. */
  void checkSession() {
    if (settings.has("expect-msg-callback")) {
      String trace = party.happened().trace();
      unless(settings.text("expect-msg-callback", "").equals(trace), "the trace is\n" + trace);
    }
    ConnectionInfo info = party.stack().info();
    if (server || memory.isJsse() || !info.version().equals(ProtocolVersion.TLS_1_3)) {
      return;
    }
    boolean wanted = !settings.has("expect-no-session") && !settings.has("shim-shuts-down");
    unless(
        memory.client().hasReceived() == wanted,
        "the client has " + (wanted ? "no" : "a") + " new session");
  }
}
