package dev.glassine.testkit.tshark;

import dev.glassine.core.registry.Side;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What tshark lists of the TLS connections in a capture: a line for each handshake message,
 * change_cipher_spec and alert, in order. What it could not decrypt has a line that says so.
 */
public final class Dissection {
  private static final String FIELD = "field";

  private final int serverPort;
  private final Map<Integer, List<String>> connections = new TreeMap<>();
  private Side sender = Side.CLIENT;
  private int stream;
  private boolean inTls;
  private int depth;
  private int messageDepth;
  private @Nullable SeenMessage message;
  private @Nullable Integer type;
  private int alertDepth;
  private @Nullable Integer level;
  private boolean alertNamed;

  private Dissection(int serverPort) {
    this.serverPort = serverPort;
  }

  /**
   * Dissects a capture.
   *
   * @param serverPort on which the servers listen
   * @param options of tshark, such as {@code -o tls.keylog_file:FILE}
   * @return the lines of each TCP connection with TLS in it, in the order of their beginnings
   */
  public static List<List<String>> read(Path capture, int serverPort, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(Tshark.reading(capture, serverPort));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-T", "pdml", "-J", "tcp tls"));
    Dissection dissection = new Dissection(serverPort);
    try {
      dissection.read(Tshark.run(arguments));
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
    return List.copyOf(dissection.connections.values());
  }

  private void read(String pdml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(pdml));
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          start(xml);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          end();
          depth--;
        }
        default -> {
          // stylesheets and white space
        }
      }
    }
  }

  private void start(XMLStreamReader xml) {
    String name = attribute(xml, "name");
    if (xml.getLocalName().equals("proto")) {
      inTls = name.equals("tls");
    } else if (xml.getLocalName().equals(FIELD)) {
      String show = attribute(xml, "show");
      switch (name) {
        case "tcp.stream" -> stream = Integer.parseInt(show);
        case "tcp.srcport" ->
            sender = Integer.parseInt(show) == serverPort ? Side.SERVER : Side.CLIENT;
        default -> {
          if (inTls) {
            tlsField(name, show, attribute(xml, "value"));
          }
        }
      }
    }
  }

  private void tlsField(String name, String show, String value) {
    switch (name) {
      case "tls.handshake" -> {
        messageDepth = depth;
        message = null;
        type = null;
      }
      case "tls.handshake.type" -> type = Integer.parseInt(show);
      case "tls.handshake.length" -> {
        if (type != null && message == null) {
          message = new SeenMessage(sender, type, Integer.parseInt(show));
        }
      }
      case "tls.change_cipher_spec" -> add(SeenMessage.changeCipherSpec(sender));
      case "tls.alert_message" -> {
        alertDepth = depth;
        alertNamed = false;
      }
      case "tls.alert_message.level" -> level = Integer.parseInt(show);
      case "tls.alert_message.desc" -> {
        alertNamed = true;
        add(SeenMessage.alert(sender, level == null ? 0 : level, Integer.parseInt(show)));
      }
      default -> {
        if (message != null) {
          message.fieldOfTshark(name, value);
        }
      }
    }
  }

  private void end() {
    if (depth == messageDepth) {
      add(message == null ? sender + ": an encrypted message" : message.line());
      messageDepth = 0;
      message = null;
    } else if (depth == alertDepth) {
      alertDepth = 0;
      if (!alertNamed) {
        add(sender + ": an encrypted alert");
      }
    }
  }

  private void add(String line) {
    connections.computeIfAbsent(stream, key -> new ArrayList<>()).add(line);
  }

  private static String attribute(XMLStreamReader xml, String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }
}
