package dev.glassine.inspect;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.glassine.core.alert.Explanation;
import dev.glassine.core.registry.Side;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that happened, {@code at} microseconds after the recording began. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TraceEntry.Records.class, name = "records"),
  @JsonSubTypes.Type(value = TraceEntry.Unopened.class, name = "unopened"),
  @JsonSubTypes.Type(value = TraceEntry.Message.class, name = "message"),
  @JsonSubTypes.Type(value = TraceEntry.Unread.class, name = "unread"),
  @JsonSubTypes.Type(value = TraceEntry.Certificates.class, name = "certificates"),
  @JsonSubTypes.Type(value = TraceEntry.ChangeCipherSpec.class, name = "changeCipherSpec"),
  @JsonSubTypes.Type(value = TraceEntry.Alert.class, name = "alert"),
  @JsonSubTypes.Type(value = TraceEntry.KeyStep.class, name = "keyStep"),
  @JsonSubTypes.Type(value = TraceEntry.Keys.class, name = "keys"),
  @JsonSubTypes.Type(value = TraceEntry.Decision.class, name = "decision"),
  @JsonSubTypes.Type(value = TraceEntry.Asked.class, name = "asked"),
  @JsonSubTypes.Type(value = TraceEntry.Waited.class, name = "waited"),
  @JsonSubTypes.Type(value = TraceEntry.Completed.class, name = "completed"),
  @JsonSubTypes.Type(value = TraceEntry.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = TraceEntry.Closed.class, name = "closed"),
  @JsonSubTypes.Type(value = TraceEntry.Note.class, name = "note")
})
public sealed interface TraceEntry {
  /** Microseconds since the recording began. */
  long at();

  /**
   * Records of one sender, one after the other. What they carried stands in the entries after it,
   * where it could be read.
   *
   * @param contentType the type on the wire: {@code handshake}; TLS 1.3 hides it behind {@code
   *     application_data}
   * @param carries the type of what was in them, or empty where it was not seen
   * @param count how many records
   * @param octets of all of them, headers included
   * @param isProtected whether they were encrypted
   */
  record Records(
      long at,
      Side sender,
      String contentType,
      String carries,
      int count,
      long octets,
      boolean isProtected)
      implements TraceEntry {}

  /** Records that this observer has no keys for: their number and octets, headers included. */
  record Unopened(long at, Side sender, String contentType, int count, long octets)
      implements TraceEntry {}

  /**
   * A handshake message.
   *
   * @param sender which side it came from
   * @param name the RFC's name: {@code ClientHello}
   * @param version of the protocol that it was read by
   * @param summary what it says, in a few words
   * @param reference the RFC and section that define it
   * @param length octets, header included
   * @param fields each field with its octet range
   * @param transcriptHash the hash over all handshake messages up to and with this one, in
   *     hexadecimal digits: of MD5 and SHA-1 one after the other before TLS 1.2, of the suite's
   *     hash from then on; empty where it is not part of the transcript, or the hash is not known
   * @param hex the whole message in hexadecimal digits
   */
  record Message(
      long at,
      Side sender,
      String name,
      String version,
      String summary,
      String reference,
      int length,
      List<TraceField> fields,
      String transcriptHash,
      String hex)
      implements TraceEntry {
    /** Copies the list. */
    public Message {
      fields = List.copyOf(fields);
    }
  }

  /** A message that could not be read: what is known of it, and why not more. */
  record Unread(long at, Side sender, String name, String why, int length, String hex)
      implements TraceEntry {}

  /** The certificates of the message before, as they read; the sender's own first. */
  record Certificates(long at, Side sender, List<TraceCertificate> chain) implements TraceEntry {
    /** Copies the list. */
    public Certificates {
      chain = List.copyOf(chain);
    }
  }

  /** change_cipher_spec. */
  record ChangeCipherSpec(long at, Side sender) implements TraceEntry {}

  /**
   * An alert.
   *
   * @param level {@code warning} or {@code fatal}
   * @param description the RFC's name: {@code handshake_failure}
   * @param code the description's number
   */
  record Alert(long at, Side sender, String level, String description, int code)
      implements TraceEntry {}

  /**
   * One step of the key schedule: a secret made from others.
   *
   * @param name of the secret: {@code client handshake traffic secret}
   * @param function what makes it: {@code HKDF-Extract}, {@code Derive-Secret}, {@code PRF}
   * @param label that goes into the function, or empty
   * @param inputs the names of the secrets and values that it is made from
   * @param transcript the handshake messages that its context covers: {@code
   *     ClientHello...ServerHello}; or empty
   * @param transcriptHash the hash over them in hexadecimal digits, or empty
   * @param reference the RFC and section
   * @param secret its octets in hexadecimal digits; empty unless the recorder's key log was used
   */
  record KeyStep(
      long at,
      String name,
      String function,
      String label,
      List<String> inputs,
      String transcript,
      String transcriptHash,
      String reference,
      String secret)
      implements TraceEntry {
    /** Copies the list. */
    public KeyStep {
      inputs = List.copyOf(inputs);
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
      return "KeyStep[" + name + ", " + function + ", " + label + ", " + inputs + "]";
    }
  }

  /**
   * New keys protect what {@code sender} sends from here on.
   *
   * @param epoch {@code handshake} or {@code application}
   * @param suite the cipher suite
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
   * The handshake waits for an answer that has not come; once it has, {@link Waited} stands here.
   *
   * @param on whom it waits for, as in {@link Waited}
   * @param question what was asked
   */
  record Asked(long at, String on, String question) implements TraceEntry {}

  /**
   * The handshake waited for an answer: a certificate, a verdict, a signature, a session.
   *
   * @param on whom it waited for: {@code signer}, {@code verifier}, {@code store} or {@code
   *     chooser}
   * @param question what was asked
   * @param waited microseconds until the answer
   */
  record Waited(long at, String on, String question, long waited) implements TraceEntry {}

  /**
   * The handshake is complete.
   *
   * @param facts what was agreed on, in reading order
   */
  record Completed(long at, Map<String, String> facts) implements TraceEntry {
    /** Copies the map. */
    public Completed {
      facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
  }

  /** The connection failed, and why. */
  record Failed(long at, Explanation explanation) implements TraceEntry {}

  /**
   * One direction ended.
   *
   * @param clean whether close_notify said so
   */
  record Closed(long at, Side sender, boolean clean) implements TraceEntry {}

  /**
   * A remark of the recorder: a gap in a capture, a fingerprint.
   *
   * @param sender whose octets it is about, or null for both
   */
  record Note(long at, @Nullable Side sender, String topic, String text) implements TraceEntry {}
}
