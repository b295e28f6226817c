package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * pre_shared_key in a ClientHello (RFC 9846 §4.3.11), always its last extension.
 *
 * <pre>
 *   struct {
 *       opaque identity&lt;1..2^16-1&gt;;
 *       uint32 obfuscated_ticket_age;
 *   } PskIdentity;
 *   opaque PskBinderEntry&lt;32..255&gt;;
 *   struct {
 *       PskIdentity identities&lt;7..2^16-1&gt;;
 *       PskBinderEntry binders&lt;33..2^16-1&gt;;
 *   } OfferedPsks;
 * </pre>
 *
 * <p>Reading checks the bounds. That identities and binders are equal in number, and that nothing
 * follows, is for the server's flow to check.
 *
 * @param identities in the client's order of preference
 * @param binders one for each identity, in the same order
 */
public record OfferedPsks(List<PskIdentity> identities, List<Bytes> binders) implements Extension {
  /**
   * A label for a key.
   *
   * @param identity a ticket, or the name of an external key; 1..65535 octets
   * @param obfuscatedTicketAge milliseconds plus ticket_age_add modulo 2^32; 0 for external keys
   */
  public record PskIdentity(Bytes identity, long obfuscatedTicketAge) {}

  /** Copies the lists. */
  public OfferedPsks {
    identities = List.copyOf(identities);
    binders = List.copyOf(binders);
  }

  /**
   * Octets of the binders list with its length: what Truncate takes off the end of the ClientHello
   * before it is hashed (RFC 9846 §4.3.11.2).
   */
  public int bindersLength() {
    int length = 2;
    for (Bytes binder : binders) {
      length += 1 + binder.length();
    }
    return length;
  }

  /** The same identities with these binders. */
  public OfferedPsks withBinders(List<Bytes> newBinders) {
    return new OfferedPsks(identities, newBinders);
  }

  static OfferedPsks read(WireReader reader) {
    List<PskIdentity> identities = new ArrayList<>();
    WireReader identityList = reader.vector16("identities", 7, 0xFFFF);
    while (identityList.nextElement()) {
      identities.add(
          new PskIdentity(
              identityList.opaque16("identity", 1, 0xFFFF),
              identityList.u32("obfuscated_ticket_age")));
    }
    List<Bytes> binders = new ArrayList<>();
    // RFC 9846 §4.3.11 gives a binder 32..255 octets; one that is too short verifies nothing, which
    // is judged where the version is known: an older one has no use for this extension
    WireReader binderList = reader.vector16("binders", 2, 0xFFFF);
    while (binderList.nextElement()) {
      binders.add(binderList.opaque8("", 1, 0xFF));
    }
    return new OfferedPsks(identities, binders);
  }

  @Override
  public void write(WireWriter writer) {
    writer.vector16(
        () -> {
          for (PskIdentity identity : identities) {
            writer.opaque16(identity.identity()).u32(identity.obfuscatedTicketAge());
          }
        });
    writer.vector16(() -> binders.forEach(writer::opaque8));
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.PRE_SHARED_KEY;
  }
}
