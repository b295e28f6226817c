package dev.glassine.testkit.tshark;

import dev.glassine.core.registry.Side;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What tshark reads of SSL 2.0: the messages that go in the clear, each as a line of its fields
 * under the names of the protocol's draft. What comes after them it has never learned to decrypt.
 */
public final class Ssl2Dissection {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("tls.handshake.version", "VERSION"),
          Map.entry("tls.handshake.cipherspec", "CIPHER"),
          Map.entry("tls.handshake.session_id", "SESSION-ID-DATA"),
          Map.entry("tls.handshake.challenge", "CHALLENGE-DATA"),
          Map.entry("tls.handshake.session_id_hit", "SESSION-ID-HIT"),
          Map.entry("tls.handshake.cert_type", "CERTIFICATE-TYPE"),
          Map.entry("tls.handshake.certificate", "CERTIFICATE-DATA"),
          Map.entry("tls.handshake.connection_id", "CONNECTION-ID-DATA"),
          Map.entry("tls.handshake.clear_key_data", "CLEAR-KEY-DATA"),
          Map.entry("tls.handshake.encrypted_key", "ENCRYPTED-KEY-DATA"),
          Map.entry("tls.handshake.key_arg", "KEY-ARG-DATA"));

  private static final Set<String> OPAQUE =
      Set.of(
          "SESSION-ID-DATA",
          "CHALLENGE-DATA",
          "CONNECTION-ID-DATA",
          "CLEAR-KEY-DATA",
          "ENCRYPTED-KEY-DATA",
          "KEY-ARG-DATA");

  private Ssl2Dissection() {}

  /** The lines of the one connection in a capture, in order. */
  public static List<String> read(Path capture, int serverPort) throws IOException {
    List<String> arguments = new ArrayList<>(Tshark.reading(capture, serverPort));
    arguments.addAll(List.of("-T", "pdml", "-J", "tcp tls"));
    try {
      return read(Tshark.run(arguments), Integer.toString(serverPort));
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static List<String> read(String pdml, String serverPort) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(pdml));
    List<Message> messages = new ArrayList<>();
    Side sender = Side.CLIENT;
    while (xml.hasNext()) {
      if (xml.next() != XMLStreamConstants.START_ELEMENT || !xml.getLocalName().equals("field")) {
        continue;
      }
      String name = xml.getAttributeValue(null, "name");
      if (name.equals("tcp.srcport")) {
        sender = xml.getAttributeValue(null, "show").equals(serverPort) ? Side.SERVER : Side.CLIENT;
      } else if (name.equals("tls.handshake.type")) {
        messages.add(new Message(sender, Integer.parseInt(xml.getAttributeValue(null, "show"))));
      } else if (!messages.isEmpty() && NAMES.containsKey(name)) {
        String value = xml.getAttributeValue(null, "value");
        String hex = value == null ? "" : value;
        int size = Integer.parseInt(xml.getAttributeValue(null, "size"));
        messages.getLast().add(NAMES.get(name), hex, size);
      }
    }
    return messages.stream().map(Message::line).toList();
  }

  /** A message that two observers must agree on. */
  public static final class Message {
    private final Side sender;
    private final int type;
    private final Map<String, String> fields = new TreeMap<>();

    /** A message without fields yet. */
    public Message(Side sender, int type) {
      this.sender = sender;
      this.type = type;
    }

    /**
     * A field that is there: in hexadecimal, or by its size where tshark shows no more than that;
     * ciphers add up to one.
     */
    public void add(String name, String hex, int size) {
      if (size > 0) {
        fields.merge(name, OPAQUE.contains(name) ? size + " octets" : hex, String::concat);
      }
    }

    /** The line. */
    public String line() {
      return sender + ": message " + type + " " + fields;
    }
  }
}
