package dev.glassine.inspect;

import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Field;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that happened, {@code at} microseconds after the recording began. */
public sealed interface TraceEntry {
  /** Microseconds since the recording began. */
  long at();

  /**
   * A handshake message.
   *
   * @param sender which side it came from
   * @param name the RFC's name: {@code ClientHello}
   * @param summary what it says, in a few words
   * @param reference the RFC and section that define it
   * @param length octets, header included
   * @param fields each field with its octet range
   * @param hex the whole message in hexadecimal digits
   */
  record Message(
      long at,
      Side sender,
      String name,
      String summary,
      String reference,
      int length,
      List<Field> fields,
      String hex)
      implements TraceEntry {
    /** Copies the list. */
    public Message {
      fields = List.copyOf(fields);
    }
  }

  /** change_cipher_spec. */
  record ChangeCipherSpec(long at, Side sender) implements TraceEntry {}

  /**
   * An alert.
   *
   * @param level {@code warning} or {@code fatal}
   * @param description the RFC's name: {@code handshake_failure}
   */
  record Alert(long at, Side sender, String level, String description) implements TraceEntry {}

  /**
   * New keys protect what {@code sender} sends from here on.
   *
   * @param labels from the first input of the key schedule to the key, by name; never octets
   */
  record Keys(long at, Side sender, String epoch, String suite, List<String> labels)
      implements TraceEntry {
    /** Copies the list. */
    public Keys {
      labels = List.copyOf(labels);
    }
  }

  /** Something was negotiated: both offers, the choice and why. */
  record Decision(
      long at,
      String topic,
      List<String> clientOffer,
      List<String> serverOffer,
      @Nullable String chosen,
      String why,
      String reference)
      implements TraceEntry {
    /** Copies the lists. */
    public Decision {
      clientOffer = List.copyOf(clientOffer);
      serverOffer = List.copyOf(serverOffer);
    }
  }

  /**
   * The handshake waited for an answer: a certificate, a verdict, a signature, a session.
   *
   * @param question what was asked
   * @param waited microseconds until the answer
   */
  record Waited(long at, String question, long waited) implements TraceEntry {}

  /**
   * The handshake is complete.
   *
   * @param facts what was agreed on, in reading order
   */
  record Completed(long at, Map<String, String> facts, List<String> peerCertificates)
      implements TraceEntry {
    /** Copies the collections. */
    public Completed {
      facts = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(facts));
      peerCertificates = List.copyOf(peerCertificates);
    }
  }

  /**
   * The connection failed.
   *
   * @param reason the name of the reason
   * @param kind which way to fail it is
   * @param what what happened, as one clause
   * @param evidence the detail that shows it
   * @param reference the RFC and section
   * @param alert what the peer was told, or null for nothing
   * @param advice what to change, or empty
   */
  record Failed(
      long at,
      String reason,
      String kind,
      String what,
      String evidence,
      String reference,
      @Nullable String alert,
      String advice)
      implements TraceEntry {}

  /** One direction ended. */
  record Closed(long at, Side sender, boolean clean) implements TraceEntry {}
}
