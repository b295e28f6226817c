package dev.glassine.core.engine;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * One negotiation decision as data: what both sides offered, what was chosen, and why. Names are
 * those of the registries.
 *
 * @param topic what was decided
 * @param clientOffer what the client offered, in its order; empty where unknown
 * @param serverOffer what the server accepts, in its order; empty where unknown (a client sees only
 *     the choice)
 * @param chosen the result, or null where there is none
 * @param why one plain clause
 * @param reference the RFC and section
 */
public record Decision(
    Topic topic,
    List<String> clientOffer,
    List<String> serverOffer,
    @Nullable String chosen,
    String why,
    String reference) {
  /** Copies the lists. */
  public Decision {
    clientOffer = kept(clientOffer);
    serverOffer = kept(serverOffer);
  }

  private static List<String> kept(List<String> offer) {
    return offer instanceof Names ? offer : List.copyOf(offer);
  }

  /**
   * The names of registry rows, or other values, as they are printed: made when somebody reads
   * them, since every handshake decides and few are listened to.
   *
   * @param values which do not change once they are made
   */
  public static List<String> names(List<?> values) {
    return values.isEmpty() ? List.of() : new Names(List.copyOf(values));
  }

  private static final class Names extends AbstractList<String> implements RandomAccess {
    private final List<?> values;

    Names(List<?> values) {
      this.values = values;
    }

    @Override
    public String get(int index) {
      return values.get(index).toString();
    }

    @Override
    public int size() {
      return values.size();
    }
  }

  /** What can be decided. */
  public enum Topic {
    VERSION("protocol version"),
    CIPHER_SUITE("cipher suite"),
    GROUP("key exchange group"),
    HELLO_RETRY("hello retry"),
    SIGNATURE_SCHEME("signature scheme"),
    CERTIFICATE("certificate"),
    CLIENT_AUTHENTICATION("client authentication"),
    APPLICATION_PROTOCOL("application protocol"),
    RESUMPTION("resumption"),
    SERVER_NAME("server name"),
    EXTENDED_MAIN_SECRET("extended main secret"),
    ENCRYPT_THEN_MAC("encrypt-then-MAC"),
    RECORD_SIZE("record size"),
    STAPLED_STATUS("stapled certificate status"),
    PEER_IDENTITY("peer identity"),
    COMPRESSION("compression");

    private final String words;

    Topic(String words) {
      this.words = words;
    }

    /** For people: {@code cipher suite}. */
    public String words() {
      return words;
    }
  }
}
