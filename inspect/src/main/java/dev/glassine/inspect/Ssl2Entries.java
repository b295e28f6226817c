package dev.glassine.inspect;

import static java.util.Map.entry;

import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a trace says of a message of SSL 2.0: the message, and the certificate that stands in it.
 */
final class Ssl2Entries {
  private static final String CERTIFICATE = "CERTIFICATE-DATA";

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          entry("MSG", "which message this is"),
          entry("CLIENT-VERSION", "the newest version that the client has; nobody protects it"),
          entry("SERVER-VERSION", "always SSL 2.0"),
          entry("CIPHER-SPECS-LENGTH", "octets of the list of cipher kinds: three for each"),
          entry(
              "CIPHER-SPECS-DATA",
              "a cipher kind: cipher, hash and key length in one; whoever stands in the middle can take it out"),
          entry("SESSION-ID-LENGTH", "0, or 16 octets of a session to resume"),
          entry(
              "SESSION-ID-DATA", "names the session, under which both may remember the master key"),
          entry("SESSION-ID-HIT", "1 where the server remembers the client's session"),
          entry("CHALLENGE-LENGTH", "octets of the challenge"),
          entry(
              "CHALLENGE-DATA",
              "fresh octets of the client; the server sends them back, encrypted, to show that it has the master key"),
          entry("CONNECTION-ID-LENGTH", "octets of the connection id"),
          entry(
              "CONNECTION-ID-DATA",
              "fresh octets of the server, so that no two connections have the same keys"),
          entry("CONNECTION-ID", "the server's fresh octets, sent back under the client's key"),
          entry("CERTIFICATE-TYPE", "1 for X.509, the only type there is"),
          entry("CERTIFICATE-LENGTH", "octets of the certificate"),
          entry(CERTIFICATE, "the sender's certificate in DER, without its issuers"),
          entry("CIPHER-KIND", "the client's choice among the kinds that the server accepts"),
          entry("CLEAR-KEY-LENGTH", "0, but in export kinds: 11 octets of 16"),
          entry("CLEAR-KEY-DATA", "the part of the master key that everybody may read, by law"),
          entry("ENCRYPTED-KEY-LENGTH", "octets of the encrypted part"),
          entry(
              "ENCRYPTED-KEY-DATA",
              "the secret part of the master key under the server's RSA key: what DROWN is after"),
          entry("KEY-ARG-LENGTH", "8 where the cipher has blocks, else 0"),
          entry("KEY-ARG-DATA", "the first IV of both directions, in the clear"),
          entry("AUTHENTICATION-TYPE", "how the client is to sign: MD5 with RSA is all there is"),
          entry("CERTIFICATE-CHALLENGE-DATA", "fresh octets for the client to sign"),
          entry("RESPONSE-LENGTH", "octets of the signature"),
          entry(
              "RESPONSE-DATA",
              "a signature over the connection's keys, the challenge and the server's certificate"),
          entry(
              "ERROR-CODE",
              "1 no cipher, 2 no certificate, 4 bad certificate, 6 unsupported type"));

  private Ssl2Entries() {}

  static List<TraceEntry> of(long at, TlsEvent.MessageInSsl2 event) {
    List<TraceEntry> entries = new ArrayList<>();
    List<Field> fields = event.fields();
    entries.add(
        new TraceEntry.Message(
            at,
            event.sender(),
            event.message().messageName(),
            ProtocolVersion.SSL_2_0.name(),
            event.message().summary(),
            event.message().reference(),
            event.raw().length(),
            fields.stream().map(field -> explained(field, event.message().reference())).toList(),
            "",
            event.raw().hex()));
    List<Bytes> certificates =
        fields.stream()
            .filter(field -> field.path().equals(CERTIFICATE) && field.length() > 0)
            .map(field -> event.raw().slice(field.offset(), field.length()))
            .toList();
    List<TraceCertificate> chain = CertificateChains.parse(certificates);
    if (!chain.isEmpty()) {
      entries.add(new TraceEntry.Certificates(at, event.sender(), chain));
    }
    return entries;
  }

  private static TraceField explained(Field field, String reference) {
    String name = field.path().replaceAll("\\[\\d+]$", "");
    return new TraceField(
        field.path(),
        field.offset(),
        field.length(),
        field.value(),
        MEANINGS.getOrDefault(name, ""),
        reference);
  }
}
