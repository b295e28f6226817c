package dev.glassine.testkit.interop.old;

import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.KeyKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link Conversation} as a text file: lines {@code name: value}, then {@code connection} and its
 * lines for each connection. A line that begins with a space goes on with the one before.
 */
final class ConversationFile {
  private static final int WIDTH = 120;

  private ConversationFile() {}

  static void write(Path file, Conversation told) throws IOException {
    StringBuilder text = new StringBuilder();
    OldCase wanted = told.wanted();
    header(text, "peer", told.peer());
    header(text, "side", told.side().name());
    header(text, "version", wanted.version().name());
    header(text, "suite", wanted.suite().name());
    header(text, "certificate", wanted.certificate().name());
    header(text, "client", wanted.client().name());
    header(text, "resumed", Boolean.toString(wanted.resumed()));
    header(text, "compressed", Boolean.toString(wanted.compressed()));
    header(text, "ssl2hello", Boolean.toString(wanted.ssl2Hello()));
    header(text, "at", told.at().toString());
    header(text, "authority", base64(encoded(told.certificates().authority())));
    credential(text, "server", told.certificates().server());
    credential(text, "client", told.certificates().client());
    for (List<Conversation.Line> connection : told.connections()) {
      text.append("connection\n");
      connection.forEach(line -> wrapped(text, line.kind().mark() + " " + line.text()));
    }
    Files.writeString(file, text);
  }

  private static void credential(StringBuilder text, String whose, Credential credential) {
    header(text, whose + "-certificate", base64(encoded(credential.certificate())));
    header(
        text,
        whose + "-key",
        credential.key().getAlgorithm() + " " + base64(credential.key().getEncoded()));
  }

  private static void header(StringBuilder text, String name, String value) {
    wrapped(text, name + ": " + value);
  }

  private static void wrapped(StringBuilder text, String line) {
    String rest = line.stripTrailing();
    for (; rest.length() > WIDTH; rest = " " + rest.substring(WIDTH)) {
      text.append(rest, 0, WIDTH).append('\n');
    }
    text.append(rest).append('\n');
  }

  static Conversation read(Path file) throws IOException {
    Map<String, String> header = new HashMap<>();
    List<List<Conversation.Line>> connections = new ArrayList<>();
    for (String line : unwrapped(Files.readAllLines(file))) {
      if (line.equals("connection")) {
        connections.add(new ArrayList<>());
      } else if (connections.isEmpty()) {
        int colon = line.indexOf(": ");
        header.put(line.substring(0, colon), line.substring(colon + 2));
      } else {
        String text = line.length() > 2 ? line.substring(2) : "";
        Conversation.Kind kind = Conversation.Kind.of(line.charAt(0));
        connections.getLast().add(new Conversation.Line(kind, text));
      }
    }
    try {
      return conversation(header, connections);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " has a certificate or a key that cannot be read", e);
    }
  }

  private static List<String> unwrapped(List<String> lines) {
    List<StringBuilder> whole = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(" ")) {
        whole.getLast().append(line, 1, line.length());
      } else {
        whole.add(new StringBuilder(line));
      }
    }
    return whole.stream().map(StringBuilder::toString).toList();
  }

  private static Conversation conversation(
      Map<String, String> header, List<List<Conversation.Line>> connections)
      throws GeneralSecurityException {
    X509Certificate authority = certificate(header.get("authority"));
    return new Conversation(
        header.get("peer"),
        Side.valueOf(header.get("side")),
        wanted(header),
        Instant.parse(header.get("at")),
        new OurSide.Certificates(
            authority,
            credential(header, "server", authority),
            credential(header, "client", authority)),
        connections);
  }

  private static OldCase wanted(Map<String, String> header) {
    ProtocolVersion version =
        ProtocolVersion.ALL.stream()
            .filter(known -> known.name().equals(header.get("version")))
            .findFirst()
            .orElseThrow();
    return new OldCase(
        version,
        CipherSuite.named(header.get("suite")).orElseThrow(),
        KeyKind.valueOf(header.get("certificate")),
        ClientCertificate.valueOf(header.get("client")),
        Boolean.parseBoolean(header.get("resumed")),
        Boolean.parseBoolean(header.get("compressed")),
        Boolean.parseBoolean(header.get("ssl2hello")));
  }

  private static Credential credential(
      Map<String, String> header, String whose, X509Certificate authority)
      throws GeneralSecurityException {
    String[] key = header.get(whose + "-key").split(" ", 2);
    PrivateKey own =
        KeyFactory.getInstance(key[0])
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key[1])));
    X509Certificate certificate = certificate(header.get(whose + "-certificate"));
    return Credential.of(List.of(certificate, authority), own);
  }

  private static X509Certificate certificate(String base64) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }
}
